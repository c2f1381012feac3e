"""What is asked of the publication: stories of a section, what to read more, what is live."""
