"""What PayPal's tests share: the provider at a real emulator, and a page that its payer has approved."""

from collections.abc import Callable, Iterator

import pytest

from bench.emulators.paypal.testing import RunningPaypal
from smallfavor.payments.providers.base import CheckoutSession, Ours
from smallfavor.payments.providers.paypal import certificates, transport
from smallfavor.payments.providers.paypal.provider import PaypalProvider, build
from smallfavor.payments.tests.contract.rigs.base import checkout_bytes, new_ours


@pytest.fixture
def provider(paypal: RunningPaypal) -> Iterator[PaypalProvider]:
    transport._client.cache_clear()
    certificates.forget()
    yield build("paypal")
    transport._client.cache_clear()


@pytest.fixture
def approved(paypal: RunningPaypal, provider: PaypalProvider) -> Callable[..., CheckoutSession]:
    """Opens a page of ours; its payer agrees."""

    def approve(payer: str = "success", *, ours: Ours | None = None, save: bool = False) -> CheckoutSession:
        ours = ours or new_ours()
        session = provider.begin_checkout(checkout_bytes(provider, ours, save=save), key=ours.payment)
        assert isinstance(session, CheckoutSession), session
        assert paypal.approve(session.url, payer).startswith("http://paper.example/support/pending/")
        return session

    return approve
