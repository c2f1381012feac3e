"""Pure rules of bank: no Django, no clock."""
