"""Takes the rows of a step one by one: one that breaks is marked, and the others have their turn.

Not here: what the steps do. A mark takes the row out of its step, or it would break again in every round.
"""

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

from django.db import InterfaceError, OperationalError, transaction

from smallfavor.payments.models import Pledge

logger = logging.getLogger(__name__)

T = TypeVar("T")


def one_by_one(rows: Iterable[T], act: Callable[[T], object], *, mark: Callable[[T, str], object]) -> int:
    """Act on each row in a savepoint of its own; returns how many went well.

    `mark` gets a row that broke and the error's name, nothing personal. A database that is away is raised: no row is
    to blame.
    """
    done = 0
    for row in rows:
        try:
            with transaction.atomic():
                act(row)
            done += 1
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:
            logger.exception("%s %s broke", type(row).__name__, getattr(row, "pk", row))
            mark(row, type(error).__name__)
    return done


def doubt_pledge(pledge: Pledge, what: str) -> None:
    """Mark a pledge for a person: nothing more is planned until they have decided."""
    Pledge.objects.filter(pk=pledge.pk).update(doubt=what)
