"""What it looks like when the counter's own database does not answer, for those who ask the counter."""

from django.db import DatabaseError, InterfaceError

AWAY: tuple[type[Exception], ...] = (DatabaseError, InterfaceError)
