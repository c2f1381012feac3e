"""A test of an appeal from its beginning to its end, and the shares that readers get meanwhile."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from smallfavor.appeals.actions.publish_appeal import publish_appeal
from smallfavor.appeals.actions.publish_manifest import publish_manifest
from smallfavor.appeals.actions.refusals import NotAllowed, NotLive
from smallfavor.appeals.actions.save_draft import save_draft
from smallfavor.appeals.actions.testing.allocate import allocate
from smallfavor.appeals.actions.testing.begin import AlreadyUnderWay, NewTest, TooFewVariants, begin_test
from smallfavor.appeals.actions.testing.end import NotAVariant, NoTestUnderWay, end_test, show_to_everyone
from smallfavor.appeals.actions.testing.note_share_check import note_share_check
from smallfavor.appeals.actions.testing.set_shares import set_shares
from smallfavor.appeals.models import Appeal, AppealTest, ShareSetting
from smallfavor.appeals.rules.shares import SharesInvalid, differ, in_percent
from smallfavor.appeals.tests.drafts import NOW, draft, variant

pytestmark = pytest.mark.django_db
PLAN = NewTest(0.15, months_expected=7.0, cap_minor=250_00, currency="USD")
BANDIT = NewTest(0.15, months_expected=7.0, cap_minor=250_00, currency="USD", allocation="bandit")


def live(*variants: Any) -> Appeal:
    appeal = save_draft(draft(variants=variants or (variant("a"), variant("b"))), actor=None, now=NOW)
    publish_appeal(appeal, actor=None, now=NOW)
    return appeal


def shown(baked: Path) -> tuple[dict[str, int], str]:
    """Shares by variant and the unit, as readers' browsers get them."""
    publish_manifest(now=NOW)
    [appeal] = json.loads((baked / "appeals" / "manifest.json").read_text())["appeals"]
    return {each["id"]: each["share"] for each in appeal["variants"]}, appeal.get("unit") or "reader"


def test_a_test_freezes_what_it_began_with() -> None:
    test = begin_test(live(), PLAN, actor=None, now=NOW)
    assert (test.variants, test.control, test.minimum_effect, test.months_expected) == (["a", "b"], "a", 0.15, 7.0)
    assert (test.cap_minor, test.currency, test.allocation, test.is_open) == (250_00, "USD", "even", True)


def test_it_begins_evenly_whatever_the_plea_says(baked: Path) -> None:
    appeal = live(variant("a", share=9), variant("b", share=1))
    assert shown(baked)[0] == {"a": 9, "b": 1}
    begin_test(appeal, PLAN, actor=None, now=NOW)
    assert shown(baked) == ({"a": 1, "b": 1}, "reader")


def test_by_hand_it_begins_with_the_shares_that_were_typed(baked: Path) -> None:
    new = NewTest(0.15, months_expected=7, cap_minor=1, currency="USD", allocation="hand", shares={"a": 3, "b": 1})
    begin_test(live(), new, actor=None, now=NOW)
    assert shown(baked)[0] == {"a": 3, "b": 1}


def test_where_the_bandit_shares_out_readers_move_by_weeks_until_the_end(baked: Path) -> None:
    appeal = live()
    begin_test(appeal, BANDIT, actor=None, now=NOW)
    assert shown(baked)[1] == "reader-week"
    end_test(appeal, actor=None, now=NOW)
    assert shown(baked)[1] == "reader"


def test_a_wording_without_a_share_is_not_tested() -> None:
    with pytest.raises(TooFewVariants):
        begin_test(live(variant("a"), variant("b", share=0)), PLAN, actor=None, now=NOW)


def test_one_test_at_a_time() -> None:
    appeal = live()
    begin_test(appeal, PLAN, actor=None, now=NOW)
    with pytest.raises(AlreadyUnderWay):
        begin_test(appeal, PLAN, actor=None, now=NOW)
    row = AppealTest.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_what_readers_do_not_get_is_not_tested() -> None:
    appeal = save_draft(draft(), actor=None, now=NOW)
    with pytest.raises(NotLive):
        begin_test(appeal, PLAN, actor=None, now=NOW)
    assert not AppealTest.objects.exists()


def test_who_may_not_publish_changes_nothing(baked: Path) -> None:
    appeal, writer = live(), User.objects.create_user("eva")
    for deed in (
        lambda: begin_test(appeal, PLAN, actor=writer, now=NOW),
        lambda: set_shares(appeal, {"a": 1, "b": 3}, by="hand", actor=writer, now=NOW),
        lambda: allocate(appeal, "hand", shares={"a": 1, "b": 3}, actor=writer, now=NOW),
        lambda: end_test(appeal, actor=writer, now=NOW),
        lambda: show_to_everyone(appeal, "b", actor=writer, now=NOW),
    ):
        with pytest.raises(NotAllowed):
            deed()
    assert shown(baked)[0] == {"a": 1, "b": 1}


def test_shares_are_published_only_when_they_move_by_more_than_a_hundredth() -> None:
    appeal = live()
    assert set_shares(appeal, {"a": 51, "b": 49}, by="bandit", now=NOW) is None
    assert set_shares(appeal, {"a": 52, "b": 48}, by="bandit", now=NOW) is not None
    assert set_shares(appeal, {"a": 53, "b": 47}, by="bandit", now=NOW) is None
    assert ShareSetting.objects.count() == 1


@pytest.mark.parametrize("shares", [{"a": 1}, {"a": 1, "b": 1, "c": 1}, {"a": 0, "b": 0}, {"a": -1, "b": 2}])
def test_strange_shares_are_refused(shares: dict[str, int], baked: Path) -> None:
    appeal = live()
    with pytest.raises(SharesInvalid):
        set_shares(appeal, shares, by="hand", now=NOW)
    assert shown(baked)[0] == {"a": 1, "b": 1}


def test_shares_that_an_editor_publishes_later_count_again(baked: Path) -> None:
    appeal = live()
    set_shares(appeal, {"a": 80, "b": 20}, by="hand", now=NOW)
    save_draft(draft(name="Renamed", variants=(variant("a"), variant("b"))), actor=None, now=NOW)
    publish_appeal(appeal, actor=None, now=NOW)
    assert shown(baked)[0] == {"a": 80, "b": 20}
    save_draft(draft(variants=(variant("a"), variant("b", share=2))), actor=None, now=NOW)
    publish_appeal(appeal, actor=None, now=NOW)
    assert shown(baked)[0] == {"a": 1, "b": 2}


def test_a_wording_that_is_added_gets_as_much_as_the_others_on_average(baked: Path) -> None:
    appeal = live()
    set_shares(appeal, {"a": 60, "b": 40}, by="hand", now=NOW)
    live(variant("a"), variant("b"), variant("c"))
    assert shown(baked)[0] == {"a": 60, "b": 40, "c": 50}


def test_the_way_of_sharing_out_can_change_under_way(baked: Path) -> None:
    appeal = live()
    begin_test(appeal, BANDIT, actor=None, now=NOW)
    allocate(appeal, "hand", shares={"a": 70, "b": 30}, actor=None, now=NOW)
    assert shown(baked) == ({"a": 70, "b": 30}, "reader")
    with pytest.raises(NoTestUnderWay):
        allocate(save_draft(draft(slug="other"), actor=None, now=NOW), "even", shares={}, actor=None, now=NOW)


def test_the_winner_is_shown_to_everyone(baked: Path) -> None:
    appeal = live()
    begin_test(appeal, PLAN, actor=None, now=NOW)
    test = end_test(appeal, winner="b", actor=None, now=NOW + timedelta(days=20))
    show_to_everyone(appeal, "b", actor=None, now=NOW + timedelta(days=20))
    assert (test.winner, test.is_open) == ("b", False)
    assert shown(baked)[0] == {"a": 0, "b": 1}


def test_after_everyone_got_the_winner_a_new_test_is_even_again(baked: Path) -> None:
    appeal = live()
    show_to_everyone(appeal, "b", actor=None, now=NOW)
    begin_test(appeal, PLAN, actor=None, now=NOW)
    assert shown(baked)[0] == {"a": 1, "b": 1}


def test_a_stranger_can_not_win() -> None:
    appeal = live()
    with pytest.raises(NoTestUnderWay):
        end_test(appeal, winner="b", actor=None, now=NOW)
    begin_test(appeal, PLAN, actor=None, now=NOW)
    with pytest.raises(NotAVariant):
        end_test(appeal, winner="z", actor=None, now=NOW)
    with pytest.raises(NotAVariant):
        show_to_everyone(appeal, "z", actor=None, now=NOW)
    assert AppealTest.objects.get().is_open


def test_an_alarm_is_new_once_and_stays() -> None:
    test = begin_test(live(), PLAN, actor=None, now=NOW)
    assert not note_share_check(test, evidence=3.0, alarm=False, now=NOW)
    assert note_share_check(test, evidence=float("inf"), alarm=True, now=NOW)
    assert not note_share_check(test, evidence=5000.0, alarm=True, now=NOW + timedelta(days=1))
    test.refresh_from_db()
    assert (test.alarmed_at, test.share_evidence) == (NOW, 5000.0)


def test_percents_add_up_and_leave_nobody_out() -> None:
    assert in_percent({"a": 0.2, "b": 0.795, "c": 0.004, "d": 0.001}) == {"a": 20, "b": 78, "c": 1, "d": 1}
    assert differ({"a": 1, "b": 1}, {"a": 52, "b": 48})
    assert not differ({"a": 1, "b": 1}, {"a": 51, "b": 49})
    assert differ({"a": 1}, {"a": 1, "b": 1})
