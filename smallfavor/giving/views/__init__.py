"""The reader's pages: each view parses, calls one action, answers."""
