"""The worked tables of docs/rules, for the tests here."""

from smallfavor.core.tests.tables import table

__all__ = ["table"]
