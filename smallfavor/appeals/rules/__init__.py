"""Pure rules of appeals: no Django, no clock."""
