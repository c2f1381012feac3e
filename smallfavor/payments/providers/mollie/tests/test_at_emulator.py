"""What is Mollie's alone, at the emulator and through the official client."""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bench.emulators.mollie.testing import RunningMollie, account_settings, running_mollie
from smallfavor.core.money import Money
from smallfavor.payments.providers.base import (
    ChargeRequest,
    CheckoutRequest,
    CheckoutSession,
    Declined,
    Ours,
    Processing,
    ProviderUnavailable,
    Reason,
    Refunded,
    RefundRequest,
    Revoked,
    Succeeded,
    Unknown,
)
from smallfavor.payments.providers.mollie import listing, reading, seen, transport
from smallfavor.payments.providers.mollie.provider import MollieProvider
from smallfavor.payments.providers.payouts import PartKind
from smallfavor.payments.tests.contract.rigs.base import new_ours

DAY = timedelta(days=1)


@pytest.fixture
def provider(mollie: RunningMollie) -> MollieProvider:
    seen.seen_by.cache_clear()
    return MollieProvider(account_settings(mollie))


def key() -> str:
    return secrets.token_hex(16)


def page(provider: MollieProvider, ours: Ours, **changes: Any) -> CheckoutSession:
    told: dict[str, Any] = {
        "ours": ours, "mode": "payment", "amount": Money(1000, "EUR"), "method": "card", "interval": "once",
        "description": "Support", "return_url": "http://paper.example/", "cancel_url": "http://paper.example/left/",
        "language": "en", "expires_at": datetime.now(UTC) + DAY,
    }  # fmt: skip
    found = provider.begin_checkout(provider.freeze_checkout(CheckoutRequest(**told | changes)), key=key())
    assert isinstance(found, CheckoutSession), found
    return found


def saved(mollie: RunningMollie, provider: MollieProvider, method: str = "card") -> Succeeded:
    ours = new_ours()
    mollie.pay(page(provider, ours, method=method, interval="monthly", save_instrument=True).url)
    return next(one for one in provider.look_up(ours) if isinstance(one, Succeeded))


def charge(provider: MollieProvider, first: Succeeded, ours: Ours) -> Any:
    assert first.instrument is not None
    request = ChargeRequest(ours, Money(1000, "EUR"), first.instrument.token, first.instrument.method, "Support")
    return provider.charge(provider.freeze_charge(request), key=key())


def paid(mollie: RunningMollie, provider: MollieProvider, ours: Ours) -> Succeeded:
    mollie.pay(page(provider, ours).url)
    return next(one for one in provider.look_up(ours) if isinstance(one, Succeeded))


def test_mollie_learns_no_name_and_no_address(mollie, provider) -> None:
    saved(mollie, provider)
    [customer] = mollie.record("customer")
    assert (customer["name"], customer["email"]) == (None, None)


def test_a_saved_card_is_told_with_its_end(mollie, provider) -> None:
    instrument = saved(mollie, provider).instrument
    assert instrument is not None
    assert (instrument.label, instrument.expires) == ("Visa •••• 4242", (2031, 8))


def test_a_bank_debit_takes_its_days_and_is_found_again_by_another_process(mollie, provider) -> None:
    ours = new_ours()
    answer = charge(provider, saved(mollie, provider, "ideal"), ours)
    assert isinstance(answer, Processing)
    seen.seen_by.cache_clear()
    assert MollieProvider(account_settings(mollie)).look_up(ours) == [answer]
    mollie.backstage("end", payment=answer.object_id, status="failed", bank_code="AC04")
    [decline] = provider.look_up(ours)
    assert isinstance(decline, Declined)
    assert (decline.object_id, decline.hard, decline.provider_code) == (answer.object_id, True, "AC04")


def test_a_bank_debit_begins_on_the_page_of_one_bank_or_another(mollie, provider) -> None:
    ours = new_ours()
    session = page(provider, ours, method="sepa_debit", interval="monthly", save_instrument=True)
    mollie.pay(session.url, method="bancontact")
    charges = [one for one in provider.look_up(ours) if isinstance(one, Succeeded)]
    assert [one.instrument.method for one in charges if one.instrument] == ["sepa_debit"]


def test_a_charge_of_a_revoked_mandate_is_refused_and_leaves_no_decline_behind(mollie, provider) -> None:
    first, ours = saved(mollie, provider), new_ours()
    assert first.instrument is not None
    assert provider.revoke_instrument(first.instrument.token) == Revoked(first.instrument.token)
    answer = charge(provider, first, ours)
    assert isinstance(answer, Unknown)
    assert (answer.reason, answer.look_up_only) == (Reason.REFUSED, True)
    assert provider.look_up(ours) == []


def test_a_page_that_mollie_lets_nobody_close_stays_open_until_its_end() -> None:
    with running_mollie(arguments=("--not-cancelable",)) as other:
        provider = MollieProvider(account_settings(other))
        session = page(provider, new_ours())
        assert provider.expire_session(session.object_id) == session


def test_who_leaves_the_page_comes_back_to_the_form(mollie, provider) -> None:
    ours = new_ours()
    assert mollie.pay(page(provider, ours).url, what="canceled") == "http://paper.example/left/"
    [session] = provider.look_up(ours)
    assert isinstance(session, CheckoutSession) and session.state == "expired"


def test_a_payment_that_ended_without_a_charge_is_told_by_its_page(mollie, provider) -> None:
    session = page(provider, new_ours())
    mollie.pay(session.url, what="expired")
    found = provider.fetch(session.object_id.partition(".")[0])
    assert isinstance(found, CheckoutSession) and found.state == "expired"


def test_a_refund_from_mollies_own_desk_is_found_with_its_payment(mollie, provider) -> None:
    ours = new_ours()
    charge_ = paid(mollie, provider, ours)
    asked = {"amount": {"currency": "EUR", "value": "4.00"}}
    mollie.call("POST", f"/v2/payments/{charge_.object_id}/refunds", asked).raise_for_status()
    [refund] = [one for one in provider.look_up(ours) if isinstance(one, Refunded)]
    assert (refund.ours, refund.charge_id, refund.amount) == (None, charge_.object_id, Money(400, "EUR"))


def test_a_refund_that_fails_later_is_no_refund_any_more(mollie, provider) -> None:
    ours = new_ours()
    request = RefundRequest(ours, paid(mollie, provider, new_ours()).object_id, Money(1000, "EUR"))
    refund = provider.refund(provider.freeze_refund(request), key=key())
    assert isinstance(refund, Refunded)
    assert provider.look_up(ours) == [refund] == [provider.fetch(refund.object_id)]
    mollie.backstage("move_refund", refund=refund.object_id.partition(".")[2], status="failed")
    assert provider.look_up(ours) == []
    assert provider.fetch(refund.object_id) is None


def test_the_fee_of_a_settlement_is_what_its_costs_say(mollie, provider) -> None:
    paid(mollie, provider, new_ours())
    [part, fee] = provider.payout_parts(mollie.backstage("pay_out", currency="EUR")["id"])
    assert (part.kind, part.gross_minor, fee.kind) == (PartKind.CHARGE, 1000, PartKind.FEE)
    assert fee.net_minor == -52  # (0.25 + 1.80 % of 10.00) and VAT of 21 %


def test_what_no_list_and_no_cost_explains_is_left_to_a_person(mollie, provider) -> None:
    first = paid(mollie, provider, new_ours())
    mollie.backstage("charge_back", payment=first.object_id)
    for _ in range(2):
        paid(mollie, provider, new_ours())
    mollie.backstage("pay_out", currency="EUR")
    mollie.backstage("reverse", chargeback=mollie.record("chargeback")[0]["id"])
    paid(mollie, provider, new_ours())
    settlement = mollie.backstage("pay_out", currency="EUR")
    parts = list(provider.payout_parts(settlement["id"]))
    assert [part.kind for part in parts] == [PartKind.CHARGE, PartKind.ADJUSTMENT]
    assert sum(part.net_minor for part in parts) == settlement["minor"]


def test_without_the_organizations_token_no_payouts_are_told(mollie) -> None:
    provider = MollieProvider(account_settings(mollie, access_token=""))
    assert list(provider.list_payouts(datetime.now(UTC) - DAY, datetime.now(UTC))) == []


def test_a_settlement_that_is_still_open_is_no_payout(mollie, provider) -> None:
    paid(mollie, provider, new_ours())
    settlement = mollie.backstage("pay_out", currency="EUR")
    window = (datetime.now(UTC) - DAY, datetime.now(UTC) + DAY)
    states = {"open": [], "pending": ["on_its_way"], "paidout": ["paid"], "failed": ["failed"]}
    for status, told in states.items():
        mollie.backstage("close_settlement", settlement=settlement["id"], status=status)
        assert [payout.state for payout in provider.list_payouts(*window)] == told


def test_an_answer_that_is_too_large_or_drips_is_no_answer(mollie, provider, monkeypatch) -> None:
    session = page(provider, new_ours())
    monkeypatch.setattr(transport, "LARGEST_ANSWER", 100)
    with pytest.raises(ProviderUnavailable) as refused:
        provider.fetch(session.object_id)
    assert refused.value.reason is Reason.MALFORMED
    monkeypatch.undo()
    monkeypatch.setattr(transport, "ANSWER_S", -transport.CONNECT_S)
    with pytest.raises(ProviderUnavailable):
        provider.fetch(session.object_id)


def test_a_look_up_goes_no_further_than_it_must(mollie, provider, monkeypatch) -> None:
    for _ in range(5):
        page(provider, new_ours())
    monkeypatch.setattr(listing, "PAGE_SIZE", 1)
    monkeypatch.setattr(reading, "MOST_PAGES", 3)
    with pytest.raises(ProviderUnavailable):
        provider.look_up(new_ours())
    monkeypatch.setattr(reading, "HORIZON", timedelta(seconds=-1))
    monkeypatch.setattr(reading, "FEW_PAGES", 2)
    assert provider.look_up(new_ours()) == []


def test_a_key_that_is_none_of_mollies_is_no_access_and_nothing_is_sent(mollie) -> None:
    provider = MollieProvider(account_settings(mollie, api_key="sk_live_1", access_token=""))
    for read in (lambda: provider.fetch("tr_1"), lambda: list(provider.payout_parts("stl_1"))):
        with pytest.raises(ProviderUnavailable) as refused:
            read()
        assert refused.value.reason is Reason.NO_ACCESS
