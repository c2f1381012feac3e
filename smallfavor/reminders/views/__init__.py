"""Pages of "remind me later"."""
