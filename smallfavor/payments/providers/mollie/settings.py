"""What each Mollie account is told. Not here: what is done with it (provider.py)."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from smallfavor.payments.providers.settings import Setting

OWN_ORIGINS = "https://www.mollie.com,https://pay.mollie.com"

SETTINGS = (
    Setting("api_key", "the profile's API key, live_… or test_…", secret=True),
    Setting(
        "webhook_secret",
        "any 32 random characters, which mark the address of each payment's webhook; keep it when the key changes",
        secret=True,
    ),
    Setting("access_token", "an organization access token, access_…, which reads settlements", "", secret=True),
    Setting("methods", "what the account has switched on: card, ideal, sepa_debit", "card"),
    Setting("mandate_by", "the bank pages by which a bank debit begins: ideal, bancontact, eps, belfius, kbc", "ideal"),
    Setting("currencies", "the currencies in which the account has a balance", "EUR"),
    Setting("page_origins", "where readers are led on to from our form", OWN_ORIGINS),
    Setting("api_url", "another place than Mollie's own, for rehearsals", ""),
)


def page_origins(values: Mapping[str, str]) -> tuple[str, ...]:
    """Where Mollie's pages are; where the API is elsewhere, its pages are beside it."""
    if values["api_url"]:
        parts = urlsplit(values["api_url"])
        return (f"{parts.scheme}://{parts.netloc}",)
    return listed(values["page_origins"])


def listed(text: str) -> tuple[str, ...]:
    """What a setting with commas names, in its order."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def is_test(values: Mapping[str, str]) -> bool:
    """True for a key of Mollie's test mode: its own name says so."""
    return values["api_key"].startswith("test_")
