"""Rebuilding what a lost database knew, from the provider's record. See docs/decisions/restore.md."""
