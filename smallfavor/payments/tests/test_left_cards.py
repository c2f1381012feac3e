"""A card that its pledge has left: what its last charge still says is heard, and decides nothing about the new one."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from smallfavor.core.paper import current_paper
from smallfavor.payments.actions.claim import claim_batch
from smallfavor.payments.actions.doubts.close_undone import close_and_plan_again
from smallfavor.payments.actions.doubts.decide_pledge import clear_doubt
from smallfavor.payments.actions.doubts.refusals import NothingToPlan
from smallfavor.payments.actions.drive import drive_until_idle
from smallfavor.payments.actions.moving import move_pledges as move_pledges_module
from smallfavor.payments.actions.moving.move_pledges import Wanted, move_pledges
from smallfavor.payments.actions.plan_renewals import due_pledges, plan_renewals
from smallfavor.payments.actions.pledges import begin_instrument_change as changing
from smallfavor.payments.actions.pledges.begin_confirmation import begin_confirmation
from smallfavor.payments.actions.pledges.begin_instrument_change import begin_instrument_change
from smallfavor.payments.actions.pledges.refusals import PledgeEnded
from smallfavor.payments.actions.settle import settle, settle_answer
from smallfavor.payments.models import Attempt, InstrumentSetup, Payment, Pledge, ProviderAccount
from smallfavor.payments.providers.base import ChargeRequest, CheckoutSession, Decline, RequestInvalid
from smallfavor.payments.queries.invariants import all_faults
from smallfavor.payments.tests.conftest import sent_long_ago
from smallfavor.payments.tests.tables import table

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def page_of_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changing, "manage_url", lambda supporter: "https://paper.example/manage/")


@pytest.fixture
def other(account) -> ProviderAccount:
    return ProviderAccount.objects.create(code="fake2", provider="fake")


def renewal() -> Payment:
    return Payment.objects.get(period=1)


def charges() -> list[tuple[int, str, str]]:
    """Number, state and token of each charge of the renewal."""
    rows = Attempt.objects.filter(payment=renewal(), operation="charge").order_by("n")
    return list(rows.values_list("n", "state", "instrument__token"))


def charge_is_out(pledge: Pledge, account: ProviderAccount, provider, now, step) -> tuple[Attempt, object]:
    """The renewal was sent, and its answer is on the way."""
    plan_renewals(today=pledge.next_due, now=now)
    [attempt] = claim_batch(account, limit=1, now=now).attempts
    provider.script = [step]
    return attempt, provider.charge(bytes(attempt.frozen_body), key=attempt.idem_key)


def save_another_card(pledge: Pledge, account: ProviderAccount, provider, now) -> None:
    begin_instrument_change(pledge, now=now)
    page = provider.records[InstrumentSetup.objects.latest("n").session_id]
    assert isinstance(page, CheckoutSession)
    provider.save_card(page.object_id, "tok_new")
    settle(account, [provider.records[page.object_id]], actor="webhook", now=now)


@pytest.mark.parametrize(
    "code", [Decline.EXPIRED_CARD, Decline.INSUFFICIENT_FUNDS, Decline.AUTHENTICATION_REQUIRED, Decline.OTHER]
)
def test_a_decline_of_the_old_card_has_the_new_one_charged_at_once(begin_pledge, provider, account, now, code) -> None:
    pledge = begin_pledge()
    attempt, answer = charge_is_out(pledge, account, provider, now, code)
    save_another_card(pledge, account, provider, now)
    settle_answer(attempt, answer, now=now)
    assert Pledge.objects.get().state == "active"
    drive_until_idle(today=pledge.anchor, now=now + timedelta(minutes=1), concurrency=1)
    assert [state for _, state, _ in charges()] == ["declined", "succeeded"]
    assert charges()[1][2] == "tok_new"
    assert (renewal().state, Pledge.objects.get().state) == ("paid", "active")
    assert all_faults(now=now) == []


def only_cards(provider, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = provider.freeze_charge

    def strict(request: ChargeRequest) -> bytes:
        if request.method != "card":
            raise RequestInvalid(f"no {request.method}")
        return plain(request)

    monkeypatch.setattr(provider, "freeze_charge", strict)


def test_a_card_takes_the_place_of_a_bank_debit_for_the_period_that_waits(
    begin_pledge, provider, account, now, monkeypatch
) -> None:
    pledge = begin_pledge()
    plan_renewals(today=pledge.next_due, now=now)
    Payment.objects.update(method="sepa")
    Pledge.objects.update(method="sepa")
    only_cards(provider, monkeypatch)
    save_another_card(pledge, account, provider, now)
    drive_until_idle(today=pledge.anchor, now=now + timedelta(minutes=1), concurrency=1)
    assert (renewal().state, Pledge.objects.get().method) == ("paid", "card")


def test_a_card_that_can_not_be_charged_is_saved_all_the_same_and_a_person_is_asked(
    begin_pledge, provider, account, now, monkeypatch
) -> None:
    pledge = begin_pledge()
    attempt, answer = charge_is_out(pledge, account, provider, now, Decline.INSUFFICIENT_FUNDS)
    monkeypatch.setattr(provider, "freeze_charge", refuse)
    settle_answer(attempt, answer, now=now)
    save_another_card(pledge, account, provider, now)
    standing = Pledge.objects.get()
    assert (InstrumentSetup.objects.get().state, standing.instrument.token) == ("done", "tok_new")
    assert (charges()[0][1], renewal().state, standing.state) == ("declined", "failed", "active")
    assert standing.doubt == "can't be charged: no such method"


def refuse(request: ChargeRequest) -> bytes:
    raise RequestInvalid("no such method")


# --- A pledge that is held, since its account has closed ---


def hold(account: ProviderAccount, other: ProviderAccount, now) -> None:
    assert [one.what for one in move_pledges(Wanted(account, other, closing=True, mail=True), now=now)] == ["hold"]


def bring_over(account: ProviderAccount, other: ProviderAccount, tokens: dict[int, str], now) -> None:
    assert [one.what for one in move_pledges(Wanted(account, other, tokens), now=now)] == ["move"]

    return


def test_a_soft_decline_at_the_closed_account_waits_for_the_new_one(
    begin_pledge, provider, account, other, now
) -> None:
    pledge = begin_pledge()
    attempt, answer = charge_is_out(pledge, account, provider, now, Decline.INSUFFICIENT_FUNDS)
    hold(account, other, now)
    settle_answer(attempt, answer, now=now)
    assert (Pledge.objects.get().state, Pledge.objects.get().held, renewal().state) == ("active", True, "failed")
    bring_over(account, other, {pledge.instrument_id: "tok_moved"}, now)
    drive_until_idle(today=pledge.anchor, now=now + timedelta(minutes=1), concurrency=1)
    assert [(state, token) for _, state, token in charges()][1:] == [("succeeded", "tok_moved")]
    assert (renewal().state, Pledge.objects.get().held) == ("paid", False)


def test_a_charge_that_is_lost_at_the_closed_account_waits_for_the_new_one(
    begin_pledge, provider, account, other, now
) -> None:
    pledge = begin_pledge()
    attempt, answer = charge_is_out(pledge, account, provider, now, "lost_before")
    settle_answer(attempt, answer, now=now)
    hold(account, other, now)
    sent_long_ago(attempt, 49)
    drive_until_idle(today=pledge.anchor, now=now + timedelta(hours=1), concurrency=1)
    assert (Pledge.objects.get().state, Pledge.objects.get().held, renewal().state) == ("active", True, "failed")
    bring_over(account, other, {pledge.instrument_id: "tok_moved"}, now)
    drive_until_idle(today=pledge.anchor, now=now + timedelta(hours=1), concurrency=1)
    assert [state for _, state, _ in charges()] == ["given_up", "succeeded"]


@pytest.mark.parametrize("way", ["file", "card"])
@pytest.mark.parametrize("row", table("schedule.md", header="day"))
def test_after_a_hold_one_period_is_taken_and_not_two(begin_pledge, provider, account, other, now, way, row) -> None:
    held_on, next_due = (date.fromisoformat(day) for day in ("2026-12-01", "2027-01-01"))
    goes_on, taken, then = row.values()
    pledge = begin_pledge()
    Pledge.objects.update(anchor=held_on, anchor_n=1, n=1, next_due=held_on, last_planned_on=None)
    plan_renewals(today=held_on, now=noon(held_on))
    assert Pledge.objects.get().next_due == next_due
    hold(account, other, noon(held_on))
    today = date.fromisoformat(goes_on)
    drive_until_idle(today=today, now=noon(today), concurrency=1)
    before = len(provider.successes)
    if way == "file":
        bring_over(account, other, {pledge.instrument_id: "tok_moved"}, noon(today))
    else:
        save_another_card(pledge, other, provider, noon(today))
    drive_until_idle(today=today, now=noon(today) + timedelta(minutes=5), concurrency=1)
    assert len(provider.successes) - before == 1
    states = {1: "paid"} if taken == "the one that waited" else {1: "waived", 2: "paid"}
    assert dict(Payment.objects.filter(period__gt=0).values_list("period", "state")) == states
    day = date.fromisoformat(then)
    assert [due_pledges(one).exists() for one in (day - timedelta(days=1), day)] == [False, True]


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def test_a_lapsed_pledge_that_goes_on_on_its_due_day_is_charged_once(begin_pledge, provider, account, now) -> None:
    pledge = begin_pledge()
    provider.script = [Decline.EXPIRED_CARD]
    drive_until_idle(today=pledge.next_due, now=now, concurrency=1)
    assert Pledge.objects.get().state == "lapsed"
    today = current_paper().today(now)
    Pledge.objects.update(anchor=today, anchor_n=2, next_due=today, last_planned_on=today - timedelta(days=31))
    save_another_card(pledge, account, provider, now)
    drive_until_idle(today=today, now=now + timedelta(minutes=1), concurrency=1)
    assert dict(Payment.objects.filter(period__gt=0).values_list("period", "state")) == {1: "waived", 2: "paid"}


# --- An account that has closed charges nobody ---


def test_a_pledge_that_nobody_can_take_is_not_charged_where_its_account_has_closed(
    begin_pledge, provider, account, other, now, monkeypatch
) -> None:
    pledge = begin_pledge()
    plan_renewals(today=pledge.next_due, now=now)
    monkeypatch.setattr(move_pledges_module, "methods_for", lambda account, pledge: [])
    assert [one.what for one in move_pledges(Wanted(account, other, closing=True), now=now)] == ["impossible"]
    assert (charges()[0][1], renewal().state) == ("given_up", "failed")
    clear_doubt(pledge, actor="desk:1", reason="looked at it", now=now)
    next_due = Pledge.objects.get().next_due
    drive_until_idle(today=next_due, now=now + timedelta(hours=1), concurrency=1)
    assert len(provider.successes) == 1
    assert (Pledge.objects.get().state, Pledge.objects.get().next_due) == ("active", next_due)


def test_a_lapsed_pledges_planned_charge_is_taken_back_when_the_account_closes(
    begin_pledge, provider, account, other, now
) -> None:
    pledge = begin_pledge()
    plan_renewals(today=pledge.next_due, now=now)
    Pledge.objects.update(state="lapsed")
    list(move_pledges(Wanted(account, other, closing=True), now=now))
    drive_until_idle(today=pledge.anchor, now=now + timedelta(hours=1), concurrency=1)
    assert (charges()[0][1], len(provider.successes)) == ("given_up", 1)


def test_a_payer_confirms_at_the_account_that_is_open(begin_pledge, provider, account, other, now) -> None:
    pledge = begin_pledge()
    provider.script = [Decline.AUTHENTICATION_REQUIRED]
    drive_until_idle(today=pledge.next_due, now=now, concurrency=1)
    hold(account, other, now)
    assert begin_confirmation(renewal(), now=now).kind == "redirect"
    page = Attempt.objects.get(payment=renewal(), operation="checkout")
    assert page.provider_account == other
    provider.pay(page.session_id, token="tok_there")
    drive_until_idle(today=pledge.anchor, now=now + timedelta(minutes=5), concurrency=1)
    standing = Pledge.objects.get()
    assert (renewal().state, standing.instrument.token, standing.held) == ("paid", "tok_there", False)


def test_no_page_is_opened_at_an_account_that_has_closed(begin_pledge, provider, account, now) -> None:
    pledge = begin_pledge()
    provider.script = [Decline.AUTHENTICATION_REQUIRED]
    drive_until_idle(today=pledge.next_due, now=now, concurrency=1)
    ProviderAccount.objects.update(retired_at=now)
    with pytest.raises(PledgeEnded):
        begin_confirmation(renewal(), now=now)
    with pytest.raises(PledgeEnded):
        begin_instrument_change(Pledge.objects.get(), now=now)


# --- A hosted page that is open ---


def page_is_open(pledge: Pledge, account: ProviderAccount, provider, now) -> Attempt:
    """The payer was asked to confirm, and their card was declined on the page; the page goes on."""
    provider.script = [Decline.AUTHENTICATION_REQUIRED]
    drive_until_idle(today=pledge.next_due, now=now, concurrency=1)
    begin_confirmation(renewal(), now=now)
    page = Attempt.objects.get(payment=renewal(), operation="checkout")
    settle(account, [provider.decline_on_page(page.session_id)], actor="webhook", now=now)
    assert (renewal().state, page.state) == ("failed", "awaiting_payer")
    return page


def test_a_new_card_is_not_charged_beside_an_open_page_but_when_the_page_is_over(
    begin_pledge, provider, account, now
) -> None:
    pledge = begin_pledge()
    page = page_is_open(pledge, account, provider, now)
    save_another_card(pledge, account, provider, now)
    drive_until_idle(today=pledge.anchor, now=now + timedelta(minutes=1), concurrency=1)
    assert len(provider.successes) == 1
    provider.expire_session(page.session_id)
    drive_until_idle(today=pledge.anchor, now=now + timedelta(hours=4), concurrency=1)
    assert (charges()[-1][1:], renewal().state) == (("succeeded", "tok_new"), "paid")
    assert len(provider.successes) == 2
    assert all_faults(now=now) == []


def test_a_page_that_was_paid_after_the_new_card_pays_the_period_once(begin_pledge, provider, account, now) -> None:
    pledge = begin_pledge()
    page = page_is_open(pledge, account, provider, now)
    save_another_card(pledge, account, provider, now)
    provider.pay(page.session_id, token="tok_page")
    drive_until_idle(today=pledge.anchor, now=now + timedelta(hours=4), concurrency=1)
    assert (renewal().state, len(provider.successes)) == ("paid", 2)


def test_a_payer_who_comes_back_is_led_to_the_page_that_is_open(begin_pledge, provider, account, now) -> None:
    pledge = begin_pledge()
    page = page_is_open(pledge, account, provider, now)
    assert begin_confirmation(renewal(), now=now).url == page.session_url
    # Its time is over and nobody has told us yet: the page is looked up before another is opened.
    later = now + timedelta(hours=4)
    assert begin_confirmation(renewal(), now=later).kind == "pending"
    provider.expire_session(page.session_id)
    assert begin_confirmation(renewal(), now=later).url not in {"", page.session_url}
    assert Attempt.objects.filter(payment=renewal(), state="awaiting_payer").count() == 1


def test_a_person_plans_no_charge_beside_an_open_page(begin_pledge, provider, account, now) -> None:
    pledge = begin_pledge()
    plan_renewals(today=pledge.next_due, now=now)
    Attempt.objects.filter(payment=renewal()).update(
        state="given_up", doubt="lost too often", first_sent_at=now - timedelta(hours=90)
    )
    Payment.objects.filter(pk=renewal().pk).update(state="failed")
    begin_confirmation(renewal(), now=now)
    with pytest.raises(NothingToPlan):
        close_and_plan_again(Attempt.objects.get(doubt="lost too often"), actor="desk:1", reason="again", now=now)
    assert renewal().state == "awaiting_payer"
