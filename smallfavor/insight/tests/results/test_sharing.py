"""What is done for tests by themselves: shares every hour, the check of shares every day."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from smallfavor.appeals.actions.publish_appeal import publish_appeal
from smallfavor.appeals.actions.publish_manifest import publish_manifest
from smallfavor.appeals.actions.save_draft import save_draft
from smallfavor.appeals.actions.take_down import take_down
from smallfavor.appeals.actions.testing.begin import NewTest
from smallfavor.appeals.models import ManifestVersion, ShareSetting
from smallfavor.appeals.tests.drafts import draft, variant
from smallfavor.core.clock import utcnow
from smallfavor.insight import tasks
from smallfavor.insight.results.sharing import check_shares, share_out
from smallfavor.insight.tests.results.readers import BEGUN, NOW, came, gave, live, under_test
from smallfavor.payments.models import Payment

pytestmark = pytest.mark.django_db
BANDIT = NewTest(0.15, months_expected=7.0, cap_minor=250_00, currency="USD", allocation="bandit")


def newest() -> dict[str, int]:
    return ShareSetting.objects.first().shares


def test_more_readers_for_what_earns_more_and_a_fifth_for_the_control(paid: Callable[..., Payment]) -> None:
    appeal = live("a", "b", "c")
    _test, version = under_test(appeal, BANDIT)
    gave(paid, "a", version, [1000] * 10)
    gave(paid, "b", version, [1000] * 60)
    gave(paid, "c", version, [1000] * 10)
    assert share_out(now=NOW) == ["spring"]
    shares = newest()
    assert sum(shares.values()) == 100
    assert shares["a"] >= 20
    assert shares["b"] > 60 > 5 > shares["c"] >= 1
    assert share_out(now=NOW + timedelta(hours=1)) == []
    assert publish_manifest(now=NOW) != version
    assert ManifestVersion.objects.get(version=publish_manifest(now=NOW)).shares["spring"] == shares


def test_without_gifts_nothing_moves_and_nothing_is_published() -> None:
    under_test(live("a", "b"), BANDIT)
    before = ShareSetting.objects.count()
    assert share_out(now=NOW) == []
    assert ShareSetting.objects.count() == before


def test_only_the_bandits_tests_are_shared_out(paid: Callable[..., Payment]) -> None:
    _test, version = under_test(live("a", "b"))
    gave(paid, "b", version, [1000] * 40)
    assert share_out(now=NOW) == []


def test_what_is_down_or_has_lost_its_control_is_left_alone(paid: Callable[..., Payment]) -> None:
    appeal = live("a", "b")
    _test, version = under_test(appeal, BANDIT)
    gave(paid, "b", version, [1000] * 40)
    take_down(appeal, actor=None, now=NOW)
    assert share_out(now=NOW) == []
    save_draft(draft(variants=(variant("b"), variant("c"))), actor=None, now=NOW)
    publish_appeal(appeal, actor=None, now=NOW)
    assert share_out(now=NOW) == []


def test_readers_who_do_not_come_as_published_raise_an_alarm_once() -> None:
    test, version = under_test(live("a", "b"))
    for days_ago in (4, 3, 2):
        came(version, "a", "exposed", 8_000, days_ago=days_ago)
        came(version, "b", "exposed", 6_000, days_ago=days_ago)
    assert check_shares(now=NOW) == ["spring"]
    assert check_shares(now=NOW) == []
    test.refresh_from_db()
    assert test.alarmed_at == NOW
    assert test.share_evidence is not None and test.share_evidence >= 1000


def test_honest_readers_raise_none() -> None:
    test, version = under_test(live("a", "b"))
    came(version, "a", "exposed", 5_020)
    came(version, "b", "exposed", 4_980)
    assert check_shares(now=NOW) == []
    test.refresh_from_db()
    assert test.share_checked_at == NOW


def test_the_jobs_run_where_there_is_nothing_to_do() -> None:
    tasks.share_out_readers(timestamp=int(utcnow().timestamp()))
    tasks.check_readers_shares(timestamp=int(BEGUN.timestamp()))
