"""The desk's first screen says what the nightly comparison with the providers found."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from smallfavor.appeals.actions.testing.note_share_check import note_share_check
from smallfavor.core.clock import utcnow
from smallfavor.desk.home import troubles
from smallfavor.insight.tests.results.readers import live, under_test
from smallfavor.payments.models import Comparison

pytestmark = pytest.mark.django_db


def kept(*faults: str, days_ago: float = 0.5, more: int = 0) -> None:
    ended = utcnow() - timedelta(days=days_ago)
    Comparison.objects.create(
        since=ended - timedelta(days=35), ended_at=ended, compared=10, settled=0, faults=list(faults),
        faults_count=len(faults) + more,
    )  # fmt: skip


def said() -> list[str]:
    return [sentence for sentence, _ in troubles()]


def test_the_newest_comparison_counts(db) -> None:
    kept("fake/ch_1 is on our side, and the provider does not list it", days_ago=1.5)
    assert said() == ["Compared with the providers: fake/ch_1 is on our side, and the provider does not list it."]
    kept()
    assert said() == []


def test_a_few_faults_stand_for_many(db) -> None:
    kept(*(f"fault {n}" for n in range(20)), more=30)
    assert len(said()) == 6
    assert said()[-1].startswith("45 more things did not agree")


def test_no_comparison_for_days_is_told(db) -> None:
    kept(days_ago=4)
    assert [sentence for sentence in said() if "last compared" in sentence]


def test_a_test_that_can_not_be_trusted_is_told_to_who_writes_pleas(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.BAKED = tmp_path
    test, _version = under_test(live("a", "b"))
    note_share_check(test, evidence=2000.0, alarm=True, now=utcnow())
    writer = User.objects.create_user("eva")
    writer.user_permissions.add(*Permission.objects.filter(codename__in=["access_admin", "change_appeal"]))
    client.force_login(writer)
    page = client.get("/desk/").content.decode()
    assert "The test of “Spring” can’t be trusted: readers don’t come to its wordings as published." in page
    assert "/desk/results/plea/spring/" in page
    assert "came in this month" not in page
