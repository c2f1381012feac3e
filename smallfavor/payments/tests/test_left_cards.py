"""A card that its pledge has left: what its last charge still says is heard, and decides nothing about the new one."""

from datetime import timedelta

import pytest

from smallfavor.payments.actions.claim import claim_planned
from smallfavor.payments.actions.drive import drive_until_idle
from smallfavor.payments.actions.plan_renewals import plan_renewals
from smallfavor.payments.actions.pledges import begin_instrument_change as changing
from smallfavor.payments.actions.pledges.begin_instrument_change import begin_instrument_change
from smallfavor.payments.actions.settle import settle, settle_answer
from smallfavor.payments.models import Attempt, InstrumentSetup, Payment, Pledge, ProviderAccount
from smallfavor.payments.providers.base import ChargeRequest, CheckoutSession, Decline, RequestInvalid
from smallfavor.payments.queries.invariants import all_faults

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
    [attempt] = claim_planned(account, limit=1, now=now)
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
