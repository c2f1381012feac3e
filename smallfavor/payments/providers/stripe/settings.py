"""What a Stripe account is told, and where its hosted page stands."""

from collections.abc import Mapping

from smallfavor.payments.providers.settings import Setting

SETTINGS = (
    Setting("api_key", "your restricted key at Stripe, rk_live_… (docs/payments.md has its permissions)", secret=True),
    Setting("webhook_secret", "the signing secret of the webhook endpoint, whsec_…", secret=True),
    Setting(
        "currencies",
        "the currencies in which the Stripe account has a bank account, such as EUR or EUR,USD: readers pay in these",
    ),
    Setting("methods", "what the form offers through Stripe: card, sepa_debit", default="card"),
    Setting("for_tests", "yes: a test key's account, in which schedules may be moved by hand", default="no"),
    Setting("checkout_origin", "where the hosted page stands, if you have a domain of your own for it",
            default="https://checkout.stripe.com"),
    Setting("api_url", "where Stripe's API is; another only for the emulator", default="https://api.stripe.com"),
)  # fmt: skip


def page_origins(values: Mapping[str, str]) -> tuple[str, ...]:
    """The hosted page's origin: readers' forms lead on to it."""
    return (values["checkout_origin"].rstrip("/"),)


def is_test(values: Mapping[str, str]) -> bool:
    """True for a key of Stripe's test mode: its own name says so."""
    return values["api_key"].startswith(("sk_test_", "rk_test_"))
