"""The books as files for other programs. Each writes lines; nothing is held whole, nothing is changed."""
