"""What may be given, and how a typed amount is read. Pure: no Django, no clock, no settings."""
