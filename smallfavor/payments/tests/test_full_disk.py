"""A database that has no room left, or goes away: nothing is blamed on a pledge."""

import pytest
from django.db import OperationalError

from smallfavor.payments.actions import plan_renewals as planning
from smallfavor.payments.actions import sweep
from smallfavor.payments.actions.drive import drive_until_idle
from smallfavor.payments.models import Attempt, Pledge

pytestmark = pytest.mark.django_db


def test_a_full_disk_leaves_no_pledge_in_doubt(begin_pledge, now, monkeypatch) -> None:
    pledge = begin_pledge()

    def no_room(*arguments: object, **options: object) -> None:
        raise OperationalError("could not extend file: No space left on device")

    monkeypatch.setattr(planning, "_plan_all", no_room)
    with pytest.raises(OperationalError):
        planning.plan_renewals(today=pledge.next_due, now=now)
    assert Pledge.objects.get(pk=pledge.pk).doubt == ""


def test_a_full_disk_leaves_no_attempt_in_doubt(begin_pledge, provider, account, now, monkeypatch) -> None:
    pledge = begin_pledge()
    provider.script = ["lost_after"]
    drive_until_idle(today=pledge.next_due, now=now, concurrency=1)
    attempt = Attempt.objects.get(state="unknown")

    def no_room(*arguments: object, **options: object) -> None:
        raise OperationalError("could not extend file: No space left on device")

    monkeypatch.setattr(sweep, "look", no_room)
    with pytest.raises(OperationalError):
        sweep.sweep_one(attempt, now=now)
    assert Attempt.objects.get(pk=attempt.pk).doubt == ""
