"""What a plea's wordings earned, and what may be said of it."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from smallfavor.appeals.actions.publish_manifest import publish_manifest
from smallfavor.appeals.actions.save_draft import save_draft
from smallfavor.appeals.actions.testing.set_shares import set_shares
from smallfavor.appeals.models import Appeal
from smallfavor.appeals.tests.drafts import draft, variant
from smallfavor.insight.learning.intervals import Verdict
from smallfavor.insight.results.found import Found, found_for
from smallfavor.insight.results.tables import wordings_table
from smallfavor.insight.results.words import headlines, notes
from smallfavor.insight.tests.results.readers import BEGUN, NOW, came, gave, gave_back, live, under_test
from smallfavor.ledger.actions.load_rates import load_rates
from smallfavor.ledger.models import EntryKind
from smallfavor.ledger.rules.rate_file import DayRate
from smallfavor.payments.models import Payment

pytestmark = pytest.mark.django_db
Paid = Callable[..., Payment]


def said(found: Found) -> str:
    return " ".join(each.text for each in [*headlines(found), *notes(found)])


def of(found: Found, slug: str):
    return next(each for each in found.wordings if each.slug == slug)


def test_before_anything_has_happened_it_says_so() -> None:
    appeal = live("a", "b")
    test, _version = under_test(appeal)
    found = found_for(appeal, test=test, now=BEGUN + timedelta(hours=1))
    assert "No gifts yet that tell “b” from “a”." in said(found)
    assert not found.has_anything
    assert found.history["b"][-1].high is None


def test_one_wording_has_nothing_to_be_compared_with(paid: Paid) -> None:
    appeal = live("only")
    gave(paid, "only", publish_manifest(now=BEGUN), [500])
    found = found_for(appeal, test=None, now=NOW)
    assert "One wording, “only”: it was seen 0 times and brought 1 gift." in said(found)
    assert found.comparisons == ()


def test_without_a_test_nothing_is_concluded(paid: Paid) -> None:
    appeal = live("a", "b")
    version = publish_manifest(now=BEGUN)
    gave(paid, "b", version, [1000] * 60)
    found = found_for(appeal, test=None, now=NOW)
    assert "No test is under way." in said(found)
    assert "earns" not in said(found).replace("earns more can’t", "")
    assert found.comparisons == ()


def test_a_wording_that_earns_more_is_named_with_its_interval(paid: Paid) -> None:
    appeal = live("a", "b")
    test, version = under_test(appeal)
    gave(paid, "a", version, [1000] * 25)
    gave(paid, "b", version, [1000] * 75)
    found = found_for(appeal, test=test, now=NOW)
    [comparison] = found.comparisons
    assert comparison.verdict is Verdict.BETTER
    assert comparison.ratio == pytest.approx(3.0)
    assert said(found).startswith("“b” earns between ")
    assert "more than “a”. Safe to stop." in said(found)
    last = found.history["b"][-1]
    assert (last.low, last.high) == pytest.approx((comparison.low, comparison.high))


def test_a_few_gifts_leave_it_undecided_and_say_how_long(paid: Paid) -> None:
    appeal = live("a", "b")
    test, version = under_test(appeal)
    gave(paid, "a", version, [1000] * 8)
    gave(paid, "b", version, [1000] * 9)
    words = said(found_for(appeal, test=test, now=NOW))
    assert words.startswith("Undecided: “b” may earn anything from ")
    assert "At the present pace" in words


def test_money_that_went_back_is_not_earned(paid: Paid) -> None:
    appeal = live("a", "b")
    test, version = under_test(appeal)
    whole, part, disputed, kept = gave(paid, "b", version, [1000, 1000, 1000, 1000])
    gave_back(whole, 1000)
    gave_back(part, 400)
    gave_back(disputed, 1000, kind=EntryKind.DISPUTE)
    gifts = of(found_for(appeal, test=test, now=NOW), "b").gifts
    assert (gifts.gifts, gifts.returned) == (2, 2)
    assert gifts.paid == gifts.value == 1600
    assert gifts.squares == 600**2 + 1000**2
    assert kept.amount_minor == 1000


def test_a_monthly_gift_counts_as_long_as_pledges_last_and_none_counts_past_the_cap(paid: Paid) -> None:
    appeal = live("a", "b")
    test, version = under_test(appeal)
    gave(paid, "a", version, [200], interval="monthly")
    gave(paid, "b", version, [100_000])
    found = found_for(appeal, test=test, now=NOW)
    assert of(found, "a").gifts.value == pytest.approx(200 * 7.0)
    assert of(found, "a").gifts.monthly == 1
    assert (of(found, "b").gifts.value, of(found, "b").gifts.uncapped) == (250_00, 100_000)


def test_gifts_before_the_test_and_renewals_are_not_its_own(paid: Paid) -> None:
    appeal = live("a", "b")
    test, version = under_test(appeal)
    gave(paid, "a", version, [500], at=BEGUN)
    [renewal] = gave(paid, "a", version, [500], interval="monthly")
    Payment.objects.filter(pk=renewal.pk).update(period=3)
    assert of(found_for(appeal, test=test, now=NOW), "a").gifts.gifts == 0


def test_other_currencies_count_at_their_days_rates(paid: Paid, settings) -> None:
    appeal = live("a", "b")
    test, version = under_test(appeal)
    day = (NOW - timedelta(days=2)).date()
    load_rates([DayRate(day, "EUR", Decimal("1.10"))], base="USD", source="test", now=NOW)
    load_rates([DayRate(day, "JPY", Decimal("0.0065"))], base="USD", source="test", now=NOW)
    gave(paid, "b", version, [1000], currency="EUR")
    gave(paid, "a", version, [1000], currency="JPY")
    found = found_for(appeal, test=test, now=NOW)
    assert of(found, "b").gifts.paid == pytest.approx(1100)
    assert of(found, "a").gifts.paid == pytest.approx(650)
    assert found.unpriced == []


def test_a_missing_rate_is_said_and_breaks_nothing(paid: Paid) -> None:
    appeal = live("a", "b")
    test, version = under_test(appeal)
    load_rates([DayRate(date(2026, 1, 2), "EUR", Decimal("1.10"))], base="USD", source="test", now=NOW)
    gave(paid, "b", version, [1000, 2000], currency="EUR")
    gave(paid, "b", version, [500])
    found = found_for(appeal, test=test, now=NOW)
    assert "2 gifts in EUR can’t be counted: there is no rate of EUR near 23 November 2026." in said(found)
    assert (of(found, "b").gifts.gifts, of(found, "b").gifts.paid) == (1, 500)


def test_a_link_that_names_no_published_wording_counts_nowhere(paid: Paid) -> None:
    appeal = live("a", "b")
    test, version = under_test(appeal)
    gave(paid, "z", version, [500])
    gave(paid, "a", "made-up", [500])
    found = found_for(appeal, test=test, now=NOW)
    assert {each.slug for each in found.wordings} == {"a", "b"}
    assert "2 gifts came by a link that names no published wording" in said(found)


def test_a_wording_that_joins_under_way_is_compared_from_then_on(paid: Paid) -> None:
    appeal = live("a", "b")
    test, first = under_test(appeal)
    gave(paid, "a", first, [1000] * 30, at=NOW - timedelta(days=20))
    live("a", "b", "c", now=NOW - timedelta(days=10))
    second = publish_manifest(now=NOW - timedelta(days=10))
    assert second != first
    for slug, count in (("a", 10), ("b", 12), ("c", 30)):
        gave(paid, slug, second, [1000] * count)
    found = found_for(Appeal.objects.get(pk=appeal.pk), test=test, now=NOW)
    assert [each.slug for each in found.wordings] == ["a", "b", "c"]
    assert found.joined == ["c"]
    assert "“c” joined while the test ran." in said(found)
    ratios = {each.other: each.ratio for each in found.comparisons}
    assert ratios["c"] == pytest.approx(3.0)
    assert ratios["b"] == pytest.approx(12 / 40)


def test_shares_that_change_under_way_do_not_bend_the_answer(paid: Paid) -> None:
    """Half of the time b had a tenth of the readers, and as much for each of them."""
    appeal = live("a", "b")
    test, even = under_test(appeal)
    set_shares(appeal, {"a": 9, "b": 1}, by="hand", now=NOW - timedelta(days=10))
    skewed = publish_manifest(now=NOW - timedelta(days=10))
    for version, a, b in ((even, 20, 20), (skewed, 36, 4)):
        gave(paid, "a", version, [1000] * a)
        gave(paid, "b", version, [1000] * b)
    [comparison] = found_for(appeal, test=test, now=NOW).comparisons
    assert comparison.ratio == pytest.approx(1.0)


def test_an_alarm_comes_first_and_says_what_to_do(paid: Paid) -> None:
    appeal = live("a", "b")
    test, version = under_test(appeal)
    for days_ago in (3, 2, 1):
        came(version, "a", "exposed", 9_000, days_ago=days_ago)
        came(version, "b", "exposed", 6_000, days_ago=days_ago)
    gave(paid, "b", version, [1000] * 40)
    gave(paid, "a", version, [1000] * 4)
    found = found_for(appeal, test=test, now=NOW)
    assert found.check is not None and found.check.alarm
    first, second, *_rest = headlines(found)
    assert first.text.startswith("Alarm: readers don’t come to the wordings in the shares that were published: ")
    assert "27,000 readers came to “a”, and about 22,500 were due" in first.text
    assert second.text.startswith("What to do: ")


def test_a_wording_that_readers_dismiss_more_is_hurt(paid: Paid) -> None:
    appeal = live("a", "b")
    test, version = under_test(appeal)
    came(version, "a", "dismiss", 1_000)
    came(version, "b", "dismiss", 1_600)
    assert "Careful: readers dismiss “b” more often than “a”" in said(found_for(appeal, test=test, now=NOW))


def test_the_table_and_the_file_have_the_same_numbers(paid: Paid) -> None:
    appeal = live("a", "b")
    test, version = under_test(appeal)
    came(version, "a", "seen", 500)
    gave(paid, "a", version, [1500])
    table = wordings_table(found_for(appeal, test=test, now=NOW))
    shown, plain = (dict(zip(table.header, rows[0], strict=True)) for rows in (table.rows, table.plain))
    assert (shown["Seen"], shown["Paid"], shown["By 1,000 seen"]) == ("500", "$15", "$30")
    assert (plain["Seen"], plain["Paid"], plain["By 1,000 seen"]) == ("500", "15.00", "30.00")


def test_what_is_written_but_not_published_is_not_shown() -> None:
    appeal = live("a", "b")
    test, _version = under_test(appeal)
    save_draft(draft(variants=(variant("a"), variant("b"), variant("new"))), actor=None, now=NOW)
    assert [each.slug for each in found_for(appeal, test=test, now=NOW).wordings] == ["a", "b"]
