"""Pure rules of reminders: no Django, no clock."""
