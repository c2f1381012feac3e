"""What all migrations together make of an empty database, kept as one script (docs/decisions/baseline.md)."""
