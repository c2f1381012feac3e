"""The life of a test: begun, its shares set, its check noted, ended."""
