"""Pure rules of the publication: what is an article and what is a page's furniture. No Django, no clock, no files."""
