"""The settings of a PayPal account, and where its pages are. Knows no SDK: every start reads this."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from smallfavor.payments.providers.settings import Setting

SETTINGS = (
    Setting("client_id", "The client id of your app at developer.paypal.com."),
    Setting("client_secret", "The secret of the same app.", secret=True),
    Setting("webhook_id", "The id of the webhook that you made for this paper in the app."),
    Setting("mode", "`live`, or `sandbox` for PayPal’s test mode, which moves no money.", default="live"),
    Setting("api_url", "Where PayPal’s API is, if not at its own address: for the emulator alone.", default=""),
)
API = {"live": "https://api-m.paypal.com", "sandbox": "https://api-m.sandbox.paypal.com"}
PAGES = {"live": "https://www.paypal.com", "sandbox": "https://www.sandbox.paypal.com"}
# Webhooks are signed by certificates that PayPal shows at these addresses, and at no other.
CERTIFICATES = {
    "live": ("https://api.paypal.com", "https://api-m.paypal.com"),
    "sandbox": ("https://api.sandbox.paypal.com", "https://api-m.sandbox.paypal.com"),
}


class ModeUnknown(ValueError):
    """Raised for a mode that is neither `live` nor `sandbox`."""


def page_origins(values: Mapping[str, str]) -> tuple[str, ...]:
    """Where readers are led to."""
    return (_origin(values["api_url"]) or PAGES[mode(values)],)


def api_url(values: Mapping[str, str]) -> str:
    return values["api_url"].rstrip("/") or API[mode(values)]


def certificate_origins(values: Mapping[str, str]) -> tuple[str, ...]:
    own = _origin(values["api_url"])
    return (own,) if own else CERTIFICATES[mode(values)]


def mode(values: Mapping[str, str]) -> str:
    """`live` or `sandbox`. Raises ModeUnknown."""
    if values["mode"] not in API:
        raise ModeUnknown("PayPal’s mode is live or sandbox")
    return values["mode"]


def is_test(values: Mapping[str, str]) -> bool:
    """True in PayPal's test mode: its keys are not known elsewhere."""
    return mode(values) == "sandbox"


def moves_no_money(values: Mapping[str, str]) -> bool:
    """True in PayPal's test mode, and at an emulator on this machine."""
    return mode(values) == "sandbox" or urlsplit(values["api_url"]).hostname in {"127.0.0.1", "::1", "localhost"}


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if url else ""
