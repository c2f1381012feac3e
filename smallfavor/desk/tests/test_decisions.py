"""What a person decides at the desk: each choice does the one thing that it says, after a last look."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from smallfavor.core.refusals import HEADER
from smallfavor.payments.actions.claim import claim_batch
from smallfavor.payments.actions.drive import drive_until_idle
from smallfavor.payments.actions.plan_renewals import plan_renewals
from smallfavor.payments.actions.send import send
from smallfavor.payments.models import Attempt, Payment, Pledge, ProviderAccount, StateChange
from smallfavor.payments.providers.base import Ours, Reason, Succeeded
from smallfavor.payments.queries.installation import installation
from smallfavor.payments.tests.conftest import account, begin_pledge, now, order, provider, sent_long_ago
from smallfavor.payments.tests.fake_provider import FakeProvider
from tests.refusals.rows import digest, walk

__all__ = ["account", "begin_pledge", "now", "order", "provider"]

pytestmark = pytest.mark.django_db
PAGE = "/desk/decisions/"


@pytest.fixture
def doubtful(provider: FakeProvider, account, begin_pledge, now) -> Callable[..., Attempt]:
    """A renewal that was sent and has no outcome; for a person by now."""

    def make(step: object = "lost_before", *, hours: float = 50, state: str = "given_up") -> Attempt:
        begin_pledge()
        plan_renewals(today=now.date() + timedelta(days=31), now=now)
        provider.script = [step]
        [attempt] = claim_batch(account, limit=1, now=now).attempts
        send(attempt, now=now)
        sent_long_ago(attempt, hours=hours)
        Attempt.objects.filter(pk=attempt.pk).update(doubt="lost too often", state=state)
        Payment.objects.filter(pk=attempt.payment_id).update(state="failed" if state == "given_up" else "planned")
        return Attempt.objects.get(pk=attempt.pk)

    return make


def decide(desk: Client, choice: str, attempt: Attempt, **fields: str):
    posted = {"kind": "attempt", "id": str(attempt.pk), "choice": choice, "reason": "seen at the processor"}
    return desk.post(PAGE, posted | fields)


def state_of(attempt: Attempt) -> tuple[str, str, str]:
    row = Attempt.objects.select_related("payment").get(pk=attempt.pk)
    return row.state, row.doubt, row.payment.state


def test_the_page_says_in_words_what_is_known_and_what_each_choice_does(editor, doubtful) -> None:
    attempt = doubtful()
    page = editor.get(PAGE).content.decode()
    assert "Charge of $2, try 1 of this payment, first sent to fake on" in page
    assert "the answer to the call itself was: timeout." in page
    assert "Why it is here: lost too often." in page
    assert "After a last look: closed, and sent anew under the next number." in page
    assert f"/desk/contributions/{attempt.payment_id}/" in page


def test_an_empty_page_says_so(editor: Client, db) -> None:
    assert b"Nothing waits for you." in editor.get(PAGE).content


@pytest.mark.parametrize("state", ["given_up", "unknown"])
def test_it_did_not_happen(editor, doubtful, provider, now, state) -> None:
    attempt = doubtful(state=state)
    assert decide(editor, "undone", attempt).status_code == 302
    assert state_of(attempt) == ("given_up", "", "failed")
    change = StateChange.objects.filter(payment=attempt.payment, state="given_up").latest("id")
    assert change.actor.startswith("desk:")
    assert change.reason == "attempt 1: seen at the processor"
    drive_until_idle(today=now.date(), now=now + timedelta(hours=1), concurrency=1)
    assert len(provider.successes) == 1


@pytest.mark.parametrize("state", ["given_up", "unknown"])
def test_it_did_not_happen_and_is_tried_again_once(editor, doubtful, provider, now, state) -> None:
    attempt = doubtful(state=state)
    decide(editor, "again", attempt)
    assert decide(editor, "again", attempt).headers[HEADER] == "not_in_doubt"
    drive_until_idle(today=now.date(), now=now + timedelta(hours=1), concurrency=1)
    assert state_of(attempt) == ("given_up", "", "paid")
    assert len(provider.successes) == 2  # the first payment, and this one once


def test_another_look_finds_what_lists_did_not_show(editor, doubtful, provider) -> None:
    attempt = doubtful("lost_after")
    decide(editor, "look", attempt)
    assert state_of(attempt) == ("succeeded", "", "paid")


def test_another_look_that_finds_nothing_leaves_the_case(editor, doubtful) -> None:
    attempt = doubtful()
    assert HEADER not in decide(editor, "look", attempt).headers
    assert state_of(attempt) == ("given_up", "lost too often", "failed")
    assert StateChange.objects.latest("id").reason == "nothing found: seen at the processor"


def test_what_turns_out_to_have_happened_is_settled_and_never_planned_again(editor, doubtful, provider) -> None:
    attempt = doubtful("lost_after")
    assert decide(editor, "again", attempt).headers[HEADER] == "not_in_doubt"
    assert state_of(attempt) == ("succeeded", "", "paid")
    assert attempt.payment.attempts.count() == 1


def test_it_happened_and_here_is_the_object(editor, doubtful, provider) -> None:
    attempt = doubtful("lost_after")
    charge = provider.successes[-1]
    provider.look_up = lambda ours: []  # lists that never show it
    decide(editor, "done", attempt, object=charge.object_id)
    assert state_of(attempt) == ("succeeded", "", "paid")
    assert StateChange.objects.filter(payment=attempt.payment, state="settled_by_hand").count() == 1


def test_decisions_that_can_not_be_taken_change_nothing(editor, doubtful, provider, begin_pledge) -> None:
    attempt = doubtful()
    stranger = provider.successes[0]
    settled = Attempt.objects.exclude(pk=attempt.pk).earliest("id")
    rows = [
        ("no reason", lambda: decide(editor, "undone", attempt, reason="  "), 302, "reason_missing"),
        ("a null byte for a reason", lambda: decide(editor, "undone", attempt, reason="a\x00"), 302, "reason_missing"),
        ("a choice that is none", lambda: decide(editor, "book", attempt), 302, "choice_unknown"),
        ("another kind's choice", lambda: decide(editor, "end", attempt), 302, "choice_unknown"),
        ("no number", lambda: decide(editor, "undone", attempt, id="1 OR 1=1"), 302, "choice_unknown"),
        ("Arabic digits", lambda: decide(editor, "undone", attempt, id="١"), 302, "choice_unknown"),
        ("a number of 10^30", lambda: decide(editor, "undone", attempt, id="9" * 30), 302, "choice_unknown"),
        ("one that has an outcome", lambda: decide(editor, "undone", settled), 302, "not_in_doubt"),
        ("another's object", lambda: decide(editor, "done", attempt, object=stranger.object_id), 302, "other_object"),
        ("an object that is not there", lambda: decide(editor, "done", attempt, object="ch_999"), 302, "other_object"),
        ("no object", lambda: decide(editor, "done", attempt, object=""), 302, "other_object"),
        ("a null byte for an object", lambda: decide(editor, "done", attempt, object="ch\x00"), 302, "other_object"),
    ]  # fmt: skip
    assert walk(_quiet(rows)) == []


def test_nothing_is_decided_before_the_horizon_or_while_the_provider_is_silent(editor, doubtful, provider) -> None:
    attempt = doubtful(hours=47, state="unknown")
    assert decide(editor, "again", attempt).headers[HEADER] == "too_early"
    sent_long_ago(attempt, hours=50)
    provider.down = True
    for choice in ("look", "undone", "again"):
        assert decide(editor, choice, attempt).headers[HEADER] == "provider_silent"
    assert decide(editor, "done", attempt, object="ch_2").headers[HEADER] == "provider_silent"
    assert state_of(attempt) == ("unknown", "lost too often", "planned")


def test_without_the_right_nobody_sees_or_decides(writer, doubtful, client) -> None:
    attempt = doubtful()
    before = digest()
    assert decide(writer, "undone", attempt).headers[HEADER] == "not_allowed"
    assert writer.get(PAGE).status_code == 302
    assert decide(Client(), "undone", attempt).headers["Location"].startswith("/desk/login/")
    assert _same(digest(), before)


@pytest.mark.parametrize(("choice", "state"), [("go_on", "active"), ("end", "cancelled")])
def test_a_pledge_in_doubt_goes_on_or_ends(editor, provider, begin_pledge, choice, state) -> None:
    pledge = begin_pledge()
    Pledge.objects.update(doubt="can't be planned: RequestInvalid")
    assert "can&#x27;t be planned: RequestInvalid" in editor.get(PAGE).content.decode()
    editor.post(PAGE, {"kind": "pledge", "id": str(pledge.pk), "choice": choice, "reason": "talked to them"})
    after = Pledge.objects.get(pk=pledge.pk)
    assert (after.doubt, after.state) == ("", state)
    assert after.changes.filter(actor__startswith="desk:", reason="goes on: talked to them").count() == 1


def test_a_stopped_account_goes_on_only_when_nothing_is_missing_here(
    editor, provider, account, begin_pledge, now
) -> None:
    begin_pledge()
    ProviderAccount.objects.update(stopped_reason="fake refuses our key")
    resume = {"kind": "account", "id": str(account.pk), "choice": "resume", "reason": "a new key"}
    ours = Ours(installation(), "5f0d2f3e-0000-4000-8000-000000000000", 1)
    provider.records["ch_lost"] = Succeeded("ch_lost", provider.successes[0].amount, datetime.now(now.tzinfo), ours)
    assert editor.post(PAGE, resume).headers[HEADER] == "rows_missing"
    provider.records.pop("ch_lost")
    provider.down = True
    assert editor.post(PAGE, resume).headers[HEADER] == "provider_silent"
    assert ProviderAccount.objects.get().stopped_reason == "fake refuses our key"
    provider.down = False
    editor.post(PAGE, resume)
    assert ProviderAccount.objects.get().stopped_reason == ""
    assert StateChange.objects.latest("id").reason == "fake sends again: a new key"


def test_the_first_screen_leads_here(editor, doubtful) -> None:
    doubtful(Reason.REFUSED)
    page = editor.get("/desk/").content.decode()
    assert "1 payment or pledge needs a decision." in page
    assert f'href="{PAGE}"' in page


def _quiet(rows):
    """Signing in and messages write rows of their own: done once before the table is walked."""
    rows[0][1]()
    return rows


def _same(after: dict[str, str], before: dict[str, str]) -> bool:
    return {t: s for t, s in after.items() if t != "auth_user"} == {t: s for t, s in before.items() if t != "auth_user"}
