"""Questions about the bank's record."""
