"""What every answer from Django passes through: the language, the headers, and the desk's session."""
