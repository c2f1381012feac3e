"""Three months of direct debits with a bank that is a program of its own: mock-bank, from the package index."""
