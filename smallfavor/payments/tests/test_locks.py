"""Locks that are held side by side: nobody waits in a circle, and nobody waits for what they need not."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import connection, transaction

from smallfavor.payments.actions.lock import lock_payment
from smallfavor.payments.actions.note_card_ends import note_card_ends
from smallfavor.payments.actions.pledges.cancel_pledge import cancel_pledge
from smallfavor.payments.actions.sweep import take_hanging
from smallfavor.payments.models import Attempt, Instrument, Pledge

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


def test_a_reader_cancels_while_the_worker_looks_at_cards_that_end(begin_pledge, account, now) -> None:
    """The pledge comes before its card for both of them; the worker takes another card, and waits for nobody."""
    pledge, today = begin_pledge(), now.date()
    Instrument.objects.update(expires=today + timedelta(days=3))
    holds, broken = threading.Event(), list[Exception]()

    def reader() -> None:
        try:
            with transaction.atomic():
                Pledge.objects.select_for_update().get(pk=pledge.pk)
                holds.set()
                time.sleep(0.5)
                cancel_pledge(pledge, actor="supporter", now=now)
        except Exception as error:
            broken.append(error)
        finally:
            connection.close()

    rival = threading.Thread(target=reader)
    rival.start()
    assert holds.wait(10)
    looked_at = note_card_ends(today=today, now=now)
    rival.join(20)
    assert broken == []
    assert looked_at == 0
    assert note_card_ends(today=today, now=now) == 0
    pledge.refresh_from_db()
    assert (pledge.state, Instrument.objects.get().end_noted_on) == ("cancelled", None)
