"""By PayPal, on its page as the emulator draws it: to thanks, to a decline, and back."""

from collections.abc import Callable

from smallfavor.payments.models import Payment
from tests.journeys.ways.conftest import BOTH, Reader


def answer(reader: Reader, button: str, payer: str = "success") -> None:
    reader.page.wait_for_url("**token=*")
    reader.page.locator(f"input[value={payer}]").check()
    reader.page.get_by_role("button", name=button, exact=True).click()


@BOTH
def test_who_agrees_is_thanked(new_reader: Callable[..., Reader], javascript: bool) -> None:
    reader = new_reader(javascript=javascript)
    reader.give_by("paypal", interval="once")
    answer(reader, "Pay")
    reader.is_told("thanks")
    payment = Payment.objects.get()
    assert (payment.state, payment.method) == ("paid", "paypal")


@BOTH
def test_who_is_declined_finds_the_form_with_everything_in_it(
    new_reader: Callable[..., Reader], javascript: bool
) -> None:
    reader = new_reader(javascript=javascript)
    reader.give_by("paypal")
    answer(reader, "Pay", "declined")
    reader.is_told("again")
    assert "nothing was taken" in reader.page.inner_text("[role=alert]")
    assert "card" not in reader.page.inner_text("[role=alert]").lower()
    reader.finds_the_form_as_it_was("paypal")


@BOTH
def test_who_goes_back_has_not_paid(new_reader: Callable[..., Reader], javascript: bool) -> None:
    reader = new_reader(javascript=javascript)
    reader.give_by("paypal")
    answer(reader, "Go back without paying")
    reader.page.wait_for_url("**/support/**")
    assert "/thanks/" not in reader.page.url
    assert not Payment.objects.filter(state="paid").exists()
