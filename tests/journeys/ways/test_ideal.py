"""By iDEAL, on Mollie's page as the emulator draws it. More of it stands in the provider's own tests."""

from collections.abc import Callable

from smallfavor.payments.models import Payment
from tests.journeys.ways.conftest import BOTH, Reader


@BOTH
def test_who_pays_is_thanked(new_reader: Callable[..., Reader], javascript: bool) -> None:
    reader = new_reader(javascript=javascript)
    reader.give_by("ideal", interval="once")
    reader.page.wait_for_url("**/checkout/tr_*")
    reader.page.click("text=Pay")
    reader.is_told("thanks")
    payment = Payment.objects.get()
    assert (payment.state, payment.method) == ("paid", "ideal")


@BOTH
def test_who_goes_back_finds_the_form_with_everything_in_it(
    new_reader: Callable[..., Reader], javascript: bool
) -> None:
    reader = new_reader(javascript=javascript)
    reader.give_by("ideal")
    reader.page.wait_for_url("**/checkout/tr_*")
    reader.page.click("text=Go back without paying")
    reader.is_told("again")
    reader.finds_the_form_as_it_was("ideal")
