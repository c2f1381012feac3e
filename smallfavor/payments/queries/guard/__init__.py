"""What the guard counts. Read-only, but for the day's salt, which whoever is first makes."""
