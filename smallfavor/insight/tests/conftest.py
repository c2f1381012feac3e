"""The shared rows and signed-in clients."""

from smallfavor.insight.tests.rows import account, editor, paid, writer

__all__ = ["account", "editor", "paid", "writer"]
