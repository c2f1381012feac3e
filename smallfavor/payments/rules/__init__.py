"""Pure rules of payments: no Django, no clock."""
