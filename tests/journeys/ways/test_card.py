"""By card, on Stripe's page as its emulator draws it."""

from collections.abc import Callable

from bench.emulators.stripe.testing import RunningStripe
from sandbox_processor.cards import card_named
from smallfavor.payments.models import Payment
from tests.journeys.ways.conftest import BOTH, EMAIL, Reader


def pay(reader: Reader, card: str = "success") -> None:
    page = reader.page
    page.wait_for_url("**/c/pay/**")
    if page.locator("#email").count():
        page.fill("#email", EMAIL)
    page.fill("#number", card_named(card).spaced)
    page.locator("button[type=submit]").click()


@BOTH
def test_who_pays_is_thanked(
    new_reader: Callable[..., Reader], stripe_emulator: RunningStripe, javascript: bool
) -> None:
    reader = new_reader(javascript=javascript)
    reader.give_by("card")
    pay(reader)
    reader.is_told("thanks")
    payment = Payment.objects.get()
    assert (payment.state, payment.method, payment.amount_minor) == ("paid", "card", 1000)
    assert payment.pledge is not None and payment.pledge.instrument is not None


@BOTH
def test_a_declined_card_is_told_there_and_another_one_pays(
    new_reader: Callable[..., Reader], javascript: bool
) -> None:
    reader = new_reader(javascript=javascript)
    reader.give_by("card", interval="once")
    pay(reader, "insufficient_funds")
    assert reader.page.locator("[role=alert]").inner_text() != ""
    pay(reader)
    reader.is_told("thanks")
    assert Payment.objects.get().state == "paid"


@BOTH
def test_who_goes_back_has_not_paid_and_can_choose_another_way(
    new_reader: Callable[..., Reader], javascript: bool
) -> None:
    reader = new_reader(javascript=javascript)
    reader.give_by("card")
    reader.page.get_by_role("link", name="Back to").click()
    reader.page.wait_for_url("**/support/pending/**")
    assert "Not paid yet" in reader.page.inner_text("h1")
    reader.page.get_by_role("link", name="Change something first").click()
    reader.choose("bank_transfer")
    reader.page.fill("#email", EMAIL)
    reader.press()
    reader.page.wait_for_url("**/support/transfer/**")
    assert not Payment.objects.filter(state="paid").exists()
