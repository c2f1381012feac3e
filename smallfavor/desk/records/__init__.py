"""The desk's lists: what came in, who promised what, who asked to be reminded. They show; they change nothing."""
