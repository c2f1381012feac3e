"""Whose an object is, in 127 characters: everything comes back, or is left out, and nothing is made up."""

import uuid
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallfavor.core.money import Money
from smallfavor.payments.providers.base import Ours, RequestInvalid
from smallfavor.payments.providers.paypal import reference
from smallfavor.payments.rules.keys import renewal_uuid
from smallfavor.payments.rules.rebuilding import Facts

AMOUNT = Money(500, "EUR")
INSTALLATION = "0f" * 16
texts = st.text(max_size=30)
names = st.text(st.characters(min_codepoint=97, max_codepoint=122), min_size=1, max_size=12)


def first_payment() -> Ours:
    """As long as the texts of a pledge's first payment get."""
    facts = Facts(
        interval="monthly", amount=AMOUNT, supporter=uuid.uuid4(), method="paypal", language="ru",
        terms="2026-11-01.3", accepted=datetime(2026, 11, 30, 1, 2, 3, 456789, UTC), appeal="spring-campaign-2026",
        variant="longer-words", manifest="v-2026-11-29-0003",
    )  # fmt: skip
    return Ours(INSTALLATION, str(uuid.uuid4()), 1, str(uuid.uuid4()), facts.as_extra())


@given(st.builds(Ours, names, texts, st.integers(0, 999_999), texts, st.dictionaries(names, texts.filter(bool))))
def test_whatever_was_written_is_read_again(ours: Ours) -> None:
    text, left = reference.write(ours, AMOUNT, longest=10_000)
    assert left == ""
    if len(text) <= 2 * reference.LONGEST:
        assert reference.read(text, AMOUNT) == ours


def test_a_first_payment_fits_with_what_an_order_has_room_for() -> None:
    ours = first_payment()
    text, left = reference.write(ours, AMOUNT)
    assert len(text) <= 127
    assert len(left) <= 200
    assert reference.read(text, AMOUNT, left) == ours
    short = reference.read(text, AMOUNT)
    assert short is not None
    assert (short.installation, short.payment, short.attempt, short.pledge) == (
        ours.installation, ours.payment, ours.attempt, ours.pledge,
    )  # fmt: skip
    assert short.extra.items() < ours.extra.items()
    assert {"interval", "amount", "supporter"} <= set(short.extra)


def test_a_renewal_fits_whole_because_its_payment_follows_from_pledge_and_period() -> None:
    pledge = uuid.uuid4()
    facts = Facts(
        interval="monthly", period=17, due=date(2027, 4, 30), anchor=date(2025, 11, 30), anchor_n=17, amount=AMOUNT,
        supporter=uuid.uuid4(), method="paypal", language="en",
    )  # fmt: skip
    ours = Ours(INSTALLATION, str(renewal_uuid(pledge, 17)), 2, str(pledge), facts.as_extra())
    text, left = reference.write(ours, AMOUNT)
    assert (left, len(text) <= 127) == ("", True)
    assert reference.read(text, AMOUNT) == ours


def test_a_text_that_was_cut_off_still_says_whose_it_is() -> None:
    ours = first_payment()
    text, _ = reference.write(ours, AMOUNT)
    for length in range(80, len(text)):
        read = reference.read(text[:length], AMOUNT)
        assert read is not None
        assert (read.payment, read.attempt, read.pledge) == (ours.payment, ours.attempt, ours.pledge)


@pytest.mark.parametrize(
    "text", [None, 7, "", "order-7", "1.", "1....", "1.tx.ty.-1.", "1.tx.r.1.", "1.u!!!.tx.1.", "2.tx.ty.1.", "1" * 999]
)
def test_other_peoples_texts_are_not_ours(text: object) -> None:
    assert reference.read(text) is None


@given(st.text(max_size=140))
def test_no_text_breaks_the_reader(text: str) -> None:
    reference.read(f"1.{text}")


def test_names_too_long_for_paypal_are_refused_before_anything_is_sent() -> None:
    with pytest.raises(RequestInvalid):
        reference.write(Ours("x" * 100, "y" * 100, 1), AMOUNT)
