"""Views of the appeals app: the counts that come back, and the parts of a preview."""
