"""What the newsroom wants to know, as plain rows. Charts, tables and CSV show the same rows."""
