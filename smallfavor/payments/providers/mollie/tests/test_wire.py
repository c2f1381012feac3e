"""Mollie's answers, read: every state, and everything that is not as it should be."""

from datetime import timedelta

import pytest

from smallfavor.core.money import Money
from smallfavor.payments.providers.base import (
    CheckoutSession,
    Decline,
    Declined,
    Disputed,
    Ours,
    Processing,
    Refunded,
    Returned,
    Succeeded,
)
from smallfavor.payments.providers.mollie import wire

OURS = Ours("courier", "6c2f6c1e-6f6e-4f6a-9d7a-0d7f3f7a1c11", 1)
PAYMENT = {
    "resource": "payment", "id": "tr_a", "status": "open", "createdAt": "2026-11-30T12:00:00+00:00",
    "amount": {"currency": "EUR", "value": "10.00"}, "method": "creditcard", "metadata": OURS.as_metadata(),
    "sequenceType": "oneoff", "_links": {"checkout": {"href": "https://www.mollie.com/checkout/a"}},
}  # fmt: skip
REFUND = {
    "id": "re_b", "paymentId": "tr_a", "status": "pending", "createdAt": "2026-11-30T12:00:00+00:00",
    "amount": {"currency": "EUR", "value": "3.00"}, "metadata": OURS.as_metadata(),
}  # fmt: skip
BACK = {
    "id": "chb_c", "paymentId": "tr_a", "createdAt": "2026-11-30T12:00:00+00:00",
    "amount": {"currency": "EUR", "value": "10.00"}, "reason": {"code": "AC04", "description": "closed"},
}  # fmt: skip


def test_an_open_page_waits_for_its_reader_as_long_as_mollie_says() -> None:
    [page] = wire.read_payment(PAYMENT | {"expiresAt": "2026-11-30T12:15:00+00:00"})
    assert isinstance(page, CheckoutSession)
    assert (page.object_id, page.state, page.url) == ("tr_a.page", "open", "https://www.mollie.com/checkout/a")
    assert page.expires_at - page.created_at == timedelta(minutes=15)
    [untold] = wire.read_payment(PAYMENT)
    assert isinstance(untold, CheckoutSession)
    assert untold.expires_at - untold.created_at == wire.LONGEST_PAGE_LIFE


@pytest.mark.parametrize(
    ("status", "state", "charge"),
    [
        ("pending", "complete", Processing), ("authorized", "complete", Processing), ("paid", "complete", Succeeded),
        ("failed", "expired", Declined), ("canceled", "expired", None), ("expired", "expired", None),
    ],
)  # fmt: skip
def test_a_page_and_its_charge_are_told_apart(status: str, state: str, charge: type | None) -> None:
    page, *charges = wire.read_payment(PAYMENT | {"status": status})
    assert isinstance(page, CheckoutSession)
    assert page.state == state
    assert [type(one) for one in charges] == ([charge] if charge else [])
    assert all(one.object_id == "tr_a" and one.ours == OURS for one in charges)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        ("open", Processing), ("pending", Processing), ("paid", Succeeded), ("failed", Declined),
        ("canceled", Declined), ("expired", Declined),
    ],
)  # fmt: skip
def test_a_renewal_has_no_page_and_every_end_of_it_is_recorded(status: str, kind: type) -> None:
    [charge] = wire.read_payment(PAYMENT | {"status": status, "sequenceType": "recurring"})
    assert type(charge) is kind


def test_a_debit_that_the_bank_refused_says_why() -> None:
    told = {
        "status": "failed",
        "sequenceType": "recurring",
        "method": "directdebit",
        "details": {"bankReasonCode": "AM04"},
    }
    [decline] = wire.read_payment(PAYMENT | told)
    assert isinstance(decline, Declined)
    assert (decline.code, decline.hard, decline.provider_code) == (Decline.INSUFFICIENT_FUNDS, False, "AM04")


def test_a_card_that_is_saved_for_nothing_is_a_page_and_no_money() -> None:
    told = {"amount": {"currency": "EUR", "value": "0.00"}, "status": "paid", "sequenceType": "first"}
    saved = {"customerId": "cst_d", "mandateId": "mdt_e"}
    [page] = wire.read_payment(PAYMENT | told | saved, {"details": {"cardNumber": "4242", "cardLabel": "Visa"}})
    assert isinstance(page, CheckoutSession)
    assert page.instrument is not None
    assert (page.instrument.token, page.instrument.label) == ("cst_d.mdt_e", "Visa •••• 4242")


def test_no_name_and_no_whole_account_number_is_kept() -> None:
    details = {"consumerName": "T. Test", "consumerAccount": "NL55INGB0000004242", "consumerBic": "INGBNL2A"}
    told = {"status": "paid", "sequenceType": "first", "method": "ideal", "details": details}
    [page, charge] = wire.read_payment(PAYMENT | told | {"customerId": "cst_d", "mandateId": "mdt_e"})
    assert "Test" not in repr((page, charge)) and "NL55" not in repr((page, charge))
    assert isinstance(charge, Succeeded) and charge.instrument is not None
    assert (charge.method, charge.instrument.method) == ("ideal", "sepa_debit")


@pytest.mark.parametrize("status", ["queued", "pending", "processing", "refunded"])
def test_a_refund_counts_from_when_mollie_took_it_on(status: str) -> None:
    refund = wire.read_refund(REFUND | {"status": status})
    assert isinstance(refund, Refunded)
    assert (refund.object_id, refund.charge_id, refund.amount) == ("tr_a.re_b", "tr_a", Money(300, "EUR"))


@pytest.mark.parametrize("status", ["failed", "canceled"])
def test_a_refund_that_did_not_go_out_is_none(status: str) -> None:
    assert wire.read_refund(REFUND | {"status": status}) is None


def test_a_debit_that_comes_back_is_for_good_and_a_card_is_disputed() -> None:
    returned = wire.read_chargeback(BACK, PAYMENT | {"method": "directdebit"})
    assert isinstance(returned, Returned)
    assert (returned.object_id, returned.code, returned.hard) == ("tr_a.chb_c", Decline.INSTRUMENT_GONE, True)
    disputed = wire.read_chargeback(BACK, PAYMENT)
    assert isinstance(disputed, Disputed) and disputed.state == "open"
    won = wire.read_chargeback(BACK | {"reversedAt": "2026-12-30T12:00:00+00:00"}, PAYMENT)
    assert isinstance(won, Disputed) and won.state == "won"


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "settled"}, {"status": None}, {"id": "re_a"}, {"id": "tr_a/../b"}, {"id": None}, {"createdAt": ""},
        {"createdAt": "yesterday"}, {"createdAt": "2026-11-30T12:00:00"}, {"createdAt": 5}, {"amount": None},
        {"amount": {"currency": "EUR", "value": 10}}, {"amount": {"currency": "EUR", "value": "10.001"}},
        {"amount": {"currency": "EUR", "value": "1e3"}}, {"amount": {"currency": "EURO", "value": "10.00"}},
        {"amount": {"currency": "JPY", "value": "10.50"}}, {"amount": {"currency": "EUR", "value": "٣.00"}},
        {"expiresAt": "soon"}, {"_links": {"checkout": {"href": 5}}},
        {"amount": {"currency": "EUR", "value": "9" * 40}},
        {"status": "paid", "sequenceType": "first", "mandateId": "mdt_e", "customerId": "nobody"},
    ],
)  # fmt: skip
def test_what_can_not_be_read_is_never_guessed(changes: dict) -> None:
    with pytest.raises(wire.Unreadable):
        wire.read_payment(PAYMENT | changes)


@pytest.mark.parametrize("object_id", ["", "ch_1", "tr_", "tr_a.", "tr_a.x", "tr_a.re_", "tr_a/page", "re_b", "tr_é"])
def test_what_is_no_object_of_mollies_is_never_asked_for(object_id: str) -> None:
    assert wire.place_of(object_id) is None
