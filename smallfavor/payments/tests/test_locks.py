"""Locks that are held side by side: nobody waits in a circle, and nobody waits for what they need not."""

import threading

import pytest
from django.db import connection, transaction

from smallfavor.payments.actions.lock import lock_payment
from smallfavor.payments.actions.sweep import take_hanging
from smallfavor.payments.models import Attempt

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_sweep_commits_while_somebody_holds_the_payment(begin_pledge, account, now) -> None:
    """It writes its rows twice, so PostgreSQL checks their keys anew at commit; the holder may wait for such a row."""
    begin_pledge()
    Attempt.objects.update(state="unknown", send_after=now, lease_until=None)
    taken: list[object] = []

    def sweep() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '3s'")
            taken.extend(take_hanging(account, limit=5, now=now))
        except Exception as error:
            taken.append(error)
        finally:
            connection.close()

    with transaction.atomic():
        assert lock_payment(Attempt.objects.get().payment.uuid) is not None
        rival = threading.Thread(target=sweep)
        rival.start()
        rival.join(20)
    assert taken == [Attempt.objects.get()]
