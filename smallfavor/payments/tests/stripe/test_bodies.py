"""What these tests take for Stripe's answers is what the SDK knows of them; and it knows no other API version."""

import pytest
import stripe

from smallfavor.payments.providers.stripe import sdk
from smallfavor.payments.tests.stripe import bodies


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (bodies.moved(), stripe.BalanceTransaction),
        (bodies.charge(), stripe.Charge),
        (bodies.failed("card_declined")["outcome"], stripe.Charge.Outcome),
        (bodies.CARD["card"], stripe.Charge.PaymentMethodDetails.Card),
        (bodies.DEBIT["sepa_debit"], stripe.Charge.PaymentMethodDetails.SepaDebit),
        (bodies.intent(), stripe.PaymentIntent),
        (bodies.session(), stripe.checkout.Session),
        (bodies.refund(), stripe.Refund),
        (bodies.dispute(), stripe.Dispute),
        (bodies.dispute()["evidence_details"], stripe.Dispute.EvidenceDetails),
        (bodies.payout(), stripe.Payout),
        (bodies.payment_method(), stripe.PaymentMethod),
        (bodies.setup(), stripe.SetupIntent),
    ],
)
def test_every_field_is_one_that_the_sdk_knows(body: bodies.Body, kind: type[stripe.StripeObject]) -> None:
    assert set(body) <= set(kind.__annotations__), set(body) - set(kind.__annotations__)


def test_the_api_version_is_the_sdks() -> None:
    """An SDK that is renewed brings another version of the API: read its changes, then this line."""
    assert stripe.api_version == "2026-10-28.endive"
    assert stripe.enable_telemetry is False
    assert sdk.LONGEST_CALL_S < 60
