"""Hold the tree of pages: whoever adds to it waits until the others' additions are committed."""

from django.db import connection


def hold_tree() -> None:
    """Until the end of the transaction, nobody else who holds the tree changes it (paths of siblings can't collide).

    Raises RuntimeError outside a transaction, where the lock would end at once.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("The tree is held until the end of a transaction, and there is none.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('smallfavor.publication.tree'))")
