"""The money's verbs, one module each. Only they save."""
