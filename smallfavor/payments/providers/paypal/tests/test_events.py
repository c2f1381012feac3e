"""PayPal's webhooks: its own certificate, over the bytes that came, for this webhook, now. Or nothing is stored."""

import base64
import json
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from django.test import Client

from bench.emulators.paypal.certificate import make_certificate, make_key
from bench.emulators.paypal.testing import WEBHOOK_ID, RunningPaypal
from sandbox_processor.testing import webhook_catcher
from smallfavor.payments.models import InboxEvent, ProviderAccount
from smallfavor.payments.providers.base import CheckoutSession, EventRefused, ProviderUnavailable
from smallfavor.payments.providers.paypal import certificates
from smallfavor.payments.providers.paypal.provider import PaypalProvider

Delivery = tuple[dict[str, str], bytes]
NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
CERT_URL = "/v1/notifications/certs/CERT-1"
PATH = "/payments/webhooks/paypal/"


@pytest.fixture
def delivery(paypal: RunningPaypal, approved: Callable[..., CheckoutSession]) -> Delivery:
    """An event as PayPal sends it: a payer has approved a page of ours."""
    with webhook_catcher() as catcher:
        paypal.send_webhooks_to(catcher.url)
        approved()
        catcher.wait_for(1)
        paypal.send_webhooks_to("")
        return catcher.calls[0]


@pytest.fixture
def signer(paypal: RunningPaypal, provider: PaypalProvider) -> Iterator[Callable[..., Delivery]]:
    """Signs any body with a certificate that is kept already, at any time and in any way."""
    key = make_key()
    url = f"{paypal.url}{CERT_URL}"
    certificates._kept[url] = certificates.x509.load_pem_x509_certificate(make_certificate(key, begins=NOW))

    def sign(body: bytes, *, at: str = "2026-11-30T12:00:00Z", webhook: str = WEBHOOK_ID, **headers: str) -> Delivery:
        message = f"t-1|{at}|{webhook}|{zlib.crc32(body)}".encode()
        signature = base64.b64encode(key.sign(message, PKCS1v15(), SHA256())).decode()
        given = {
            "PAYPAL-TRANSMISSION-ID": "t-1", "PAYPAL-TRANSMISSION-TIME": at, "PAYPAL-TRANSMISSION-SIG": signature,
            "PAYPAL-CERT-URL": url, "PAYPAL-AUTH-ALGO": "SHA256withRSA",
        }  # fmt: skip
        return {**given, **{name.replace("_", "-"): value for name, value in headers.items()}}, body

    yield sign
    certificates.forget()


def event(**changes: object) -> bytes:
    resource = {"id": "7X", "custom_id": "foreign", "amount": {"value": "2.00", "currency_code": "USD"}}
    body = {
        "id": "WH-1", "event_type": "PAYMENT.CAPTURE.COMPLETED", "create_time": "2026-11-30T11:59:59Z",
        "resource_type": "capture", "resource": resource,
    }  # fmt: skip
    return json.dumps(body | changes).encode()


def refusal(provider: PaypalProvider, delivery: Delivery, now: datetime = NOW) -> str:
    with pytest.raises(EventRefused) as refused:
        provider.verify_event(*delivery, now)
    return refused.value.code


def test_an_approval_names_its_page(provider: PaypalProvider, delivery: Delivery) -> None:
    told = provider.verify_event(*delivery, datetime.now(UTC))
    assert (told.kind, told.object_id[:6]) == ("CHECKOUT.ORDER.APPROVED", "order_")
    assert told.ours is not None
    found = provider.fetch(told.object_id)
    assert isinstance(found, CheckoutSession) and found.state == "approved"


@pytest.mark.parametrize(
    ("kind", "resource", "name"),
    [
        ("refund", {"id": "8X"}, "refund_8X"), ("dispute", {"dispute_id": "PP-R-1"}, "dispute_PP-R-1"),
        ("payment_token", {"id": "vlt"}, ""), ("checkout-order", {"id": "9X", "purchase_units": [{}]}, "order_9X"),
    ],
)  # fmt: skip
def test_each_kind_of_object_gets_our_name(provider, signer, kind: str, resource: dict, name: str) -> None:
    told = provider.verify_event(*signer(event(resource_type=kind, resource=resource)), NOW)
    assert told.object_id == name


def test_the_signature_is_for_this_webhook_alone(provider: PaypalProvider, signer: Callable[..., Delivery]) -> None:
    assert refusal(provider, signer(event(), webhook="ANOTHER")) == "forged"


def test_age_is_checked_both_ways(provider: PaypalProvider, signer: Callable[..., Delivery]) -> None:
    assert refusal(provider, signer(event()), NOW + timedelta(minutes=6)) == "stale"
    assert refusal(provider, signer(event(), at="2026-11-30T12:06:00Z")) == "future"


@pytest.mark.parametrize(
    "headers",
    [
        {"PAYPAL_AUTH_ALGO": "none"}, {"PAYPAL_TRANSMISSION_SIG": ""}, {"PAYPAL_TRANSMISSION_TIME": "yesterday"},
        {"PAYPAL_TRANSMISSION_ID": "x" * 2000}, {"PAYPAL_TRANSMISSION_TIME": "2026-11-30T12:00:00"},
    ],
)  # fmt: skip
def test_headers_that_can_not_be_read_are_unsigned(provider, signer, headers: dict[str, str]) -> None:
    assert refusal(provider, signer(event(), **headers)) == "unsigned"


@pytest.mark.parametrize(
    "url",
    [
        "https://api.paypal.com.evil.example/v1/notifications/certs/CERT-1", "http://127.0.0.1:1/x",
        "https://evil.example/v1/notifications/certs/CERT-1", "file:///etc/passwd",
        "https://api.paypal.com@evil.example/v1/notifications/certs/CERT-1",
        "{own}/v1/notifications/certs/../../oauth2/token", "{own}/v1/notifications/certs/CERT-1?x=1", "{own}/",
    ],
)  # fmt: skip
def test_certificates_come_from_paypals_own_host_and_path_alone(
    paypal: RunningPaypal, provider: PaypalProvider, signer: Callable[..., Delivery], url: str
) -> None:
    assert refusal(provider, signer(event(), PAYPAL_CERT_URL=url.format(own=paypal.url))) == "forged"
    assert len(certificates._asked) == 0


def test_the_live_account_asks_only_the_live_host() -> None:
    live = PaypalProvider(
        {"client_id": "a", "client_secret": "b", "webhook_id": "c", "mode": "live", "api_url": ""}
    )  # fmt: skip
    assert live._certificate_origins == ("https://api.paypal.com", "https://api-m.paypal.com")
    assert not live.is_sandbox
    assert live.capabilities().hosted_origins == ("https://www.paypal.com",)


def test_a_certificate_out_of_its_time_signs_nothing(provider: PaypalProvider, signer: Callable[..., Delivery]) -> None:
    later = "2028-01-01T00:00:00Z"
    assert refusal(provider, signer(event(), at=later), datetime(2028, 1, 1, tzinfo=UTC)) == "forged"


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b"{}", event(id=7), event(event_type="x" * 101), event(create_time="never"), event(resource=[]),
        event(resource={"id": 7}), event(resource={"id": "a\nb"}),
    ],
)  # fmt: skip
def test_a_genuine_body_that_is_no_event_is_malformed(provider, signer, body: bytes) -> None:
    assert refusal(provider, signer(body)) == "malformed"


def test_a_certificate_is_asked_for_once(provider: PaypalProvider, delivery: Delivery) -> None:
    for _ in range(3):
        provider.verify_event(*delivery, datetime.now(UTC))
    assert len(certificates._asked) == 1


def test_a_certificate_that_does_not_exist_is_a_forgery(provider: PaypalProvider, delivery: Delivery) -> None:
    headers, body = delivery
    url = headers["Paypal-Cert-Url"].rpartition("-")[0] + "-0000"
    assert refusal(provider, ({**headers, "Paypal-Cert-Url": url}, body), datetime.now(UTC)) == "forged"


def test_nonsense_without_end_does_not_make_us_ask_without_end(provider: PaypalProvider, delivery: Delivery) -> None:
    headers, body = delivery
    codes = []
    for n in range(certificates.ASKED_IN_A_MINUTE + 5):
        url = headers["Paypal-Cert-Url"] + f"-{n}"
        with pytest.raises((EventRefused, ProviderUnavailable)) as refused:
            provider.verify_event({**headers, "Paypal-Cert-Url": url}, body, datetime.now(UTC))
        codes.append(refused.type)
    assert codes.count(EventRefused) == certificates.ASKED_IN_A_MINUTE


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("status", [500, 429, 403])
def test_while_the_certificate_can_not_be_read_nothing_is_stored_and_paypal_sends_again(
    paypal: RunningPaypal, delivery: Delivery, status: int
) -> None:
    ProviderAccount.objects.create(code="paypal", provider="paypal")
    headers, body = delivery
    paypal.fault("certificates", "status", status=status)
    first = Client().post(PATH, body, content_type="application/json", headers=headers)
    assert (first.status_code, first.json()) == (503, {"error": "unchecked"})
    assert not InboxEvent.objects.exists()
    again = Client().post(PATH, body, content_type="application/json", headers=headers)
    assert again.status_code == 200
    assert InboxEvent.objects.count() == 1
