"""What can be done to the books: add an entry. Nothing is ever changed or taken away."""
