"""Our requests as bytes: the same every time, nothing personal, nothing that Stripe would refuse."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from smallfavor.core.money import Money
from smallfavor.payments.providers.base import ChargeRequest, CheckoutRequest, Ours, RefundRequest, RequestInvalid
from smallfavor.payments.providers.stripe import frozen

OURS = Ours("courier", "8a6e0804", 2, "p-1", {"interval": "monthly"})
REQUEST = CheckoutRequest(
    ours=OURS,
    mode="payment",
    amount=Money(250, "EUR"),
    method="card",
    interval="monthly",
    description="Support [the] Courier & more",
    return_url="https://paper.example/support/pending/t/?a=1",
    cancel_url="https://paper.example/support/",
    language="de-AT",
    expires_at=datetime(2026, 11, 30, 12, 0, 0, 1, tzinfo=UTC),
    save_instrument=True,
)


def fields(request: CheckoutRequest) -> dict[str, str]:
    return frozen.read_back(frozen.checkout_bytes(request, "EUR"))


def test_a_page_that_saves_makes_a_customer_and_leaves_the_methods_to_the_account() -> None:
    told = fields(REQUEST)
    assert told["mode"] == "payment"
    assert told["customer_creation"] == "always"
    assert told["payment_intent_data[setup_future_usage]"] == "off_session"
    assert told["payment_intent_data[metadata][payment]"] == told["metadata[payment]"] == "8a6e0804"
    assert told["line_items[0][price_data][unit_amount]"] == "250"
    assert told["line_items[0][price_data][product_data][name]"] == REQUEST.description
    assert told["locale"] == "de"
    assert told["expires_at"] == "1796040001"  # a whole second, never earlier than asked
    assert not [name for name in told if "method_types" in name or "email" in name]


def test_a_gift_keeps_nothing() -> None:
    told = fields(replace(REQUEST, save_instrument=False))
    assert "customer_creation" not in told
    assert "payment_intent_data[setup_future_usage]" not in told


def test_a_setup_page_takes_nothing_and_saves() -> None:
    told = fields(replace(REQUEST, mode="setup", amount=None))
    assert (told["mode"], told["currency"], told["customer_creation"]) == ("setup", "eur", "always")
    assert told["setup_intent_data[metadata][pledge]"] == "p-1"
    assert not [name for name in told if name.startswith(("line_items", "payment_intent_data"))]


def test_bank_debit_is_asked_for_by_name() -> None:
    told = fields(replace(REQUEST, method="sepa_debit"))
    assert told["allowed_payment_method_types[0]"] == "sepa_debit"


def test_metadata_comes_back_as_it_was() -> None:
    told = fields(REQUEST)
    assert frozen.ours_of(told) == OURS


def test_a_charge_names_customer_card_and_kind() -> None:
    request = ChargeRequest(OURS, Money(300, "JPY"), "cus_1:pm_1:sepa_debit", "sepa_debit", "Support")
    told = frozen.read_back(frozen.charge_bytes(request))
    assert (told["customer"], told["payment_method"]) == ("cus_1", "pm_1")
    assert told["allowed_payment_method_types[0]"] == "sepa_debit"
    assert (told["off_session"], told["confirm"], told["amount"]) == ("true", "true", "300")


def test_the_same_request_gives_the_same_bytes_sorted_by_name() -> None:
    first, second = frozen.checkout_bytes(REQUEST, "EUR"), frozen.checkout_bytes(REQUEST, "EUR")
    names = [pair.split("=")[0] for pair in first.decode().split("&")]
    assert first == second
    assert names == sorted(names)
    assert b"%5Bthe%5D" in first and b"metadata[payment]" in first


@pytest.mark.parametrize(
    "changes",
    [
        {"amount": None},
        {"amount": Money(49, "EUR")},
        {"amount": Money(100_000_000, "USD")},
        {"amount": Money(500, "XAF")},
        {"amount": Money(12_345, "TND")},  # Stripe takes tens of a millime
        {"mode": "setup"},
        {"ours": Ours("courier", "1", 1, extra={"x": "y" * 501})},
        {"ours": Ours("courier", "1", 1, extra={"n" * 40: "y"})},
        {"ours": Ours("courier", "1", 1, extra={str(n): "y" for n in range(50)})},
    ],
)
def test_what_stripe_would_refuse_is_refused_before_anything_is_sent(changes: dict[str, object]) -> None:
    with pytest.raises(RequestInvalid):
        frozen.checkout_bytes(replace(REQUEST, **changes), "EUR")  # type: ignore[arg-type]


def test_amounts_are_counted_as_stripe_counts_them() -> None:
    charged = ChargeRequest(OURS, Money(500, "ISK"), "pm_1", "card", "Support")
    assert frozen.read_back(frozen.charge_bytes(charged))["amount"] == "50000"
    back = RefundRequest(OURS, "ch_1", Money(1_230, "KWD"))
    assert frozen.read_back(frozen.refund_bytes(back))["amount"] == "1230"
    with pytest.raises(RequestInvalid):
        frozen.refund_bytes(replace(back, amount=Money(0, "USD")))


@pytest.mark.parametrize(("language", "told"), [("pt-BR", "pt-BR"), ("en", "en"), ("ka", "auto"), ("", "auto")])
def test_a_language_that_the_page_does_not_speak_is_left_to_the_browser(language: str, told: str) -> None:
    assert fields(replace(REQUEST, language=language))["locale"] == told
