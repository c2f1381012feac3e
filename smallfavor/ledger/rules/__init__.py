"""Pure rules of ledger: no Django, no clock."""
