"""Journeys over several apps: a reader, an editor, a newcomer, in a real browser against `smallfavor demo` itself."""
