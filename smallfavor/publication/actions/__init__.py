"""What changes the publication: one module a verb."""
