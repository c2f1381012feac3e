"""The pages of results and of a test's life, through their addresses."""

import csv
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from smallfavor.appeals.actions.publish_manifest import publish_manifest
from smallfavor.appeals.actions.save_draft import save_draft
from smallfavor.appeals.models import Appeal, AppealTest, Campaign, ManifestVersion
from smallfavor.appeals.tests.drafts import draft
from smallfavor.core.clock import utcnow
from smallfavor.insight.results.plan import days_words, outlook
from smallfavor.insight.results.retention import renewals
from smallfavor.insight.tests.results.readers import gave, live, under_test
from smallfavor.payments.models import Payment, Pledge

pytestmark = pytest.mark.django_db
Paid = Callable[..., Payment]
PLEA = "/desk/results/plea/spring/"
BEGIN = {"deed": "begin", "effect": "20", "allocation": "even", "cap": "250"}


def plain(text: str) -> str:
    """With ordinary spaces only."""
    return " ".join(text.split())


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return plain(answer.content.decode())


def read_csv(client: Client, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.headers["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(answer.content.decode().splitlines()))


def shares() -> dict[str, int]:
    return ManifestVersion.objects.get(version=publish_manifest(now=utcnow())).shares["spring"]


def test_whoever_may_not_write_pleas_sees_no_results(writer: Client) -> None:
    live("a", "b", now=utcnow())
    for address in ("/desk/results/", PLEA, f"{PLEA}test/"):
        assert writer.get(address).status_code == 302


def test_an_empty_paper_is_told_what_to_do(editor: Client) -> None:
    page = words(editor, "/desk/results/")
    assert "No test is under way." in page
    assert "No plea is live. Write one under Pleas, and publish it." in page


def test_a_plea_without_anything_has_a_page(editor: Client) -> None:
    live("a", "b", now=utcnow())
    assert "No test is under way. In the last 90 days it was seen 0 times and brought no gift yet." in words(
        editor, PLEA
    )
    assert editor.get("/desk/results/plea/nothing/").status_code == 404
    assert editor.get(f"{PLEA}?test=12").status_code == 404
    assert editor.get(f"{PLEA}?csv=secrets").status_code == 404


def test_a_draft_can_not_be_tested_and_is_told_so(editor: Client) -> None:
    save_draft(draft(), actor=None, now=utcnow())
    assert "Readers don’t see this plea. Publish it first" in words(editor, f"{PLEA}test/")
    page = editor.post(f"{PLEA}test/", BEGIN, follow=True).content.decode()
    assert "The plea is not published: readers don’t see it." in page
    assert not AppealTest.objects.exists()


def test_one_wording_is_told_to_write_a_second(editor: Client) -> None:
    live("only", now=utcnow())
    assert "Readers get one wording, “only”. Write a second one" in words(editor, f"{PLEA}test/")


def test_a_small_paper_is_advised_kindly_not_to_test(editor: Client, paid: Paid) -> None:
    live("a", "b", now=utcnow() - timedelta(days=60))
    gave(paid, "a", "v", [500] * 5, at=utcnow())
    page = words(editor, f"{PLEA}test/")
    assert "Each of them counts; but they are too few to tell which wording earns more" in page
    assert "we advise not to test" in page
    assert "Offer monthly first" in page
    assert "Begin a test all the same" in page


def test_a_large_paper_is_told_how_many_days_it_takes(paid: Paid) -> None:
    now = utcnow()
    appeal = live("a", "b", now=now - timedelta(days=60))
    gave(paid, "a", "v", [1000] * 112, at=now)
    plan = outlook(appeal, variants=2, minimum_effect=0.5, now=now)
    assert plan.pace.gifts_per_day == pytest.approx(4.0)
    assert plan.pace.kappa == pytest.approx(1.0)
    assert not plan.is_too_small
    assert plain(plan.sentences[0]).startswith(
        "This plea brings about 4.0 gifts a day. A difference of 50 % usually shows in "
    )
    assert [plain(difference) for difference, _days in plan.rows] == ["5 %", "10 %", "15 %", "20 %", "30 %", "50 %"]


def test_days_are_written_as_people_say_them() -> None:
    said = [days_words(days) for days in (0.4, 23.2, 150, 800, float("inf"))]
    assert said == ["about 1 day", "about 24 days", "about 5 months", "about 2 years", "never, at this pace"]


def test_a_test_begins_is_shared_out_anew_and_ends_with_its_winner(editor: Client) -> None:
    live("a", "b", now=utcnow())
    answer = editor.post(f"{PLEA}test/", {**BEGIN, "share-a": "1", "share-b": "1"}, follow=True)
    assert "The test has begun." in answer.content.decode()
    test = AppealTest.objects.get()
    assert (test.minimum_effect, test.cap_minor, test.allocation) == (0.2, 250_00, "even")
    assert test.months_expected == pytest.approx(7.18, abs=0.01)
    editor.post(f"{PLEA}test/", {"deed": "shares", "allocation": "hand", "share-a": "30", "share-b": "70"})
    assert shares() == {"a": 30, "b": 70}
    page = editor.post(f"{PLEA}test/", {"deed": "end", "winner": "b", "everyone": "on"}, follow=True)
    assert "Everyone gets “b” within a minute." in page.content.decode()
    assert shares() == {"a": 0, "b": 1}
    assert "won by “b”" in words(editor, f"{PLEA}test/")
    assert "The newsroom named “b” the winner." in words(editor, f"{PLEA}?test={test.pk}")


def test_what_was_typed_wrong_is_told_beside_it(editor: Client) -> None:
    live("a", "b", now=utcnow())
    page = editor.post(f"{PLEA}test/", {**BEGIN, "effect": "0", "cap": "much"}).content.decode()
    assert "Type an amount, such as 250." in page
    assert "greater than or equal to 1" in page
    page = editor.post(f"{PLEA}test/", {**BEGIN, "allocation": "hand", "share-a": "0"}).content.decode()
    assert "At least one wording needs a share above zero." in page
    assert not AppealTest.objects.exists()


def test_everyone_needs_a_winner(editor: Client) -> None:
    appeal = live("a", "b", now=utcnow())
    under_test(appeal, now=utcnow())
    page = editor.post(f"{PLEA}test/", {"deed": "end", "winner": "", "everyone": "on"}).content.decode()
    assert "Choose the wording that everyone is to see." in page
    assert AppealTest.objects.get().is_open


def test_a_colleague_who_was_quicker_is_told_in_words(editor: Client) -> None:
    live("a", "b", now=utcnow())
    editor.post(f"{PLEA}test/", BEGIN)
    page = editor.post(f"{PLEA}test/", BEGIN, follow=True).content.decode()
    assert "A test is under way already." in page
    assert AppealTest.objects.count() == 1


def test_looking_at_a_page_changes_nothing(editor: Client) -> None:
    live("a", "b", now=utcnow())
    editor.get(f"{PLEA}test/?winner=b&deed=begin&effect=20&allocation=even&cap=250")
    assert not AppealTest.objects.exists()


def test_the_files_have_the_pages_numbers(editor: Client, paid: Paid) -> None:
    appeal = live("a", "b", now=utcnow() - timedelta(days=9))
    _test, version = under_test(appeal, now=utcnow() - timedelta(days=8))
    gave(paid, "a", version, [1000] * 4, at=utcnow())
    gave(paid, "b", version, [1000] * 6, at=utcnow())
    rows = read_csv(editor, f"{PLEA}?csv=wordings")
    assert [(row["Wording"], row["Gifts"], row["Paid"], row["Currency"]) for row in rows] == [
        ("a", "4", "40.00", "USD"),
        ("b", "6", "60.00", "USD"),
    ]
    assert read_csv(editor, f"{PLEA}?csv=days:b")[0]["Difference"] == "1.5000"
    assert read_csv(editor, f"{PLEA}?csv=countries")[0]["Country"] == "LV"
    assert editor.get(f"{PLEA}?csv=days:zzz").status_code == 404


def test_a_campaign_says_what_came_in_and_how_much_is_left(editor: Client, paid: Paid) -> None:
    now = utcnow()
    appeal = live("a", now=now - timedelta(days=5))
    today = now.date()
    campaign = Campaign.objects.create(
        slug="winter", name="Winter", goal_minor=10_000, currency="USD", starts_on=today - timedelta(days=5),
        ends_on=today + timedelta(days=9),
    )  # fmt: skip
    assert "No plea stands under this campaign yet." in words(editor, "/desk/results/campaign/winter/")
    Appeal.objects.filter(pk=appeal.pk).update(campaign=campaign)
    gave(paid, "a", "v", [1000, 1500], at=now)
    page = words(editor, "/desk/results/campaign/winter/")
    assert "$25 from 2 gifts so far, 25 % of the goal of $100." in page
    assert "more days." in page
    assert read_csv(editor, "/desk/results/campaign/winter/?csv=pleas")[0]["Paid"] == "25.00"


def test_a_goal_without_a_rate_is_told(editor: Client, paid: Paid) -> None:
    appeal = live("a", now=utcnow())
    campaign = Campaign.objects.create(slug="winter", name="Winter", goal_minor=10_000, currency="EUR")
    Appeal.objects.filter(pk=appeal.pk).update(campaign=campaign)
    gave(paid, "a", "v", [1000], at=utcnow())
    page = words(editor, "/desk/results/campaign/winter/")
    assert "The goal can’t be put into USD: no rate of EUR" in page


def test_months_of_a_pledge_are_counted_from_what_was_due(paid: Paid) -> None:
    now = utcnow()
    began = now - timedelta(days=130)
    first = paid(200, interval="monthly", days_ago=130)
    stopped = paid(200, interval="monthly", days_ago=130)
    Pledge.objects.update(started_at=began)
    for period in (1, 2):
        later = paid(200)
        Payment.objects.filter(pk=later.pk).update(pledge=first.pledge, period=period, interval="monthly")
    assert stopped.pledge is not None
    due = [(each.due, each.paid) for each in renewals(now)]
    assert due[:4] == [(2, 1), (1, 1), (1, 0), (0, 0)]
