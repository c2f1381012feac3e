"""By bank transfer: a page with everything to copy, and a wait for what the payer sends."""

from collections.abc import Callable

from smallfavor.payments.models import Payment
from tests.journeys.ways.conftest import BOTH, Reader


@BOTH
def test_who_chooses_it_sees_where_to_send_and_that_we_wait(
    new_reader: Callable[..., Reader], javascript: bool
) -> None:
    reader = new_reader(javascript=javascript)
    reader.give_by("bank_transfer")
    page = reader.page
    page.wait_for_url("**/support/transfer/**")
    assert "10.00 EUR" in page.inner_text(".transfer-facts")
    page.get_by_role("link", name="Go on", exact=True).click()
    page.wait_for_url("**/support/pending/**")
    assert "We wait for your transfer" in page.inner_text("h1")
    payment = Payment.objects.get()
    assert (payment.state, payment.method) == ("awaiting_payer", "bank_transfer")


@BOTH
def test_who_changes_their_mind_can_pay_in_another_way(new_reader: Callable[..., Reader], javascript: bool) -> None:
    reader = new_reader(javascript=javascript)
    reader.give_by("bank_transfer")
    reader.page.get_by_role("link", name="Don’t transfer, go back").click()
    reader.page.wait_for_url("**/support/**")
    reader.page.get_by_role("link", name="Change something first").click()
    reader.choose("card")
    reader.page.fill("#email", "anna@example.org")
    reader.press()
    reader.page.wait_for_url("**/c/pay/**")
