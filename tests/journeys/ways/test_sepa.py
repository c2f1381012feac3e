"""By bank debit: a mandate that is signed on our own page, and a bank that takes its days."""

from collections.abc import Callable

from playwright.sync_api import expect

from smallfavor.payments.models import Payment
from tests.journeys.ways.conftest import BOTH, Reader

IBAN = "DE89 3704 0044 0532 0130 00"


@BOTH
def test_who_signs_is_told_when_the_bank_is_asked(new_reader: Callable[..., Reader], javascript: bool) -> None:
    reader = new_reader(javascript=javascript)
    reader.give_by("sepa_debit")
    page = reader.page
    page.wait_for_url("**/support/mandate/**")
    page.fill("#holder", "Anna Berzina")
    page.fill("#iban", IBAN)
    reader.press()
    page.wait_for_url("**/support/pending/**")
    assert "/thanks/" not in page.url, "no thanks before the money is there"
    payment = Payment.objects.get()
    assert (payment.state, payment.method) == ("processing", "sepa_debit")


@BOTH
def test_a_mistyped_iban_is_refused_and_nothing_is_lost(new_reader: Callable[..., Reader], javascript: bool) -> None:
    reader = new_reader(javascript=javascript)
    reader.give_by("sepa_debit")
    page = reader.page
    page.wait_for_url("**/support/mandate/**")
    page.fill("#holder", "Anna Berzina")
    page.fill("#iban", IBAN.replace("89", "88", 1))
    reader.press()
    expect(page.locator(".error-summary")).to_be_visible()
    assert page.input_value("#holder") == "Anna Berzina"


@BOTH
def test_who_does_not_sign_has_not_paid(new_reader: Callable[..., Reader], javascript: bool) -> None:
    reader = new_reader(javascript=javascript)
    reader.give_by("sepa_debit")
    reader.page.get_by_role("link", name="Don’t sign, go back").click()
    reader.page.wait_for_url("**/support/**")
    assert Payment.objects.get().state == "awaiting_payer"
