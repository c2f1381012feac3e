"""What the contract's tests need of each provider besides the contract itself: a payer, and faults on order.

A new provider adds a module beside this one, named as its folder, with `opened(request)`: a context manager that gives
its Rig. The same tests run against it. What a service does not have at all (a bank gives no card declines) its rig
tells with `lacking`, and the test is skipped with that reason.
"""

import uuid
from datetime import UTC, datetime, timedelta
from typing import NoReturn, Protocol

import pytest

from smallfavor.core.money import Money
from smallfavor.payments.providers.base import (
    ChargeRequest,
    CheckoutRequest,
    CheckoutSession,
    Ours,
    Provider,
    RefundRequest,
)

TWO_DOLLARS = Money(200, "USD")


def lacking(why: str) -> NoReturn:
    """Skip this test: the service has no such thing, and `why`."""
    pytest.skip(why)


class Rig(Protocol):
    """`pay` plays the reader on the hosted page. Cards are named by what they do, as in the sandbox."""

    provider: Provider

    def pay(self, session: CheckoutSession, card: str = "success", *, confirm: bool = True) -> None: ...

    def lose_answer(self, operation: str, *, after_effect: bool) -> None: ...

    def answer_with(self, operation: str, status: int, *, after_effect: bool = False) -> None: ...

    def answer_late(self, operation: str, *, before_effect: bool) -> None:
        """Later than the provider's own time-out."""
        ...

    def lists_lag(self, seconds: float) -> None: ...

    def somebody_else_pays(self) -> None:
        """A payment on the same account that is not ours."""
        ...

    def dispute(self, charge_id: str) -> None:
        """The payer's bank takes the money back."""
        ...

    def close_dispute(self, dispute_id: str, outcome: str) -> None:
        """The payer's bank decides: "won" or "lost"."""
        ...

    def send_back(self, charge_id: str, code: str = "insufficient_funds") -> None:
        """The payer's bank sends a debit back, weeks later."""
        ...

    def pay_out(self, currency: str, *, bank: str = "") -> str:
        """The service pays out what it holds in this currency; the payout's id. `bank`: into another currency."""
        ...

    def fail_payout(self, payout_id: str) -> None:
        """The bank sends a payout back."""
        ...

    def true_webhook(self) -> tuple[dict[str, str], bytes]:
        """Headers and body of a webhook just as the service sends it, about a new payment of ours."""
        ...

    def down(self) -> None:
        """Nothing answers from now on."""
        ...


def new_ours(**changes: object) -> Ours:
    return Ours(installation="courier", payment=str(uuid.uuid4()), attempt=1, **changes)  # type: ignore[arg-type]


def checkout_bytes(
    provider: Provider,
    ours: Ours | None = None,
    *,
    amount: Money | None = TWO_DOLLARS,
    save: bool = False,
    open_for: timedelta = timedelta(hours=1),
) -> bytes:
    """A checkout of ours, frozen. `amount` None: a page that only saves an instrument."""
    request = CheckoutRequest(
        ours=ours or new_ours(),
        mode="setup" if amount is None else "payment",
        amount=amount,
        method=provider.capabilities().methods[0].code,
        interval="monthly" if save else "once",
        description="Support",
        return_url="http://paper.example/support/pending/token/",
        cancel_url="http://paper.example/support/",
        language="en",
        expires_at=datetime.now(UTC) + open_for,
        save_instrument=save,
    )
    return provider.freeze_checkout(request)


def charge_bytes(provider: Provider, instrument: str, ours: Ours, amount: Money = TWO_DOLLARS) -> bytes:
    method = provider.capabilities().methods[0].code
    return provider.freeze_charge(ChargeRequest(ours, amount, instrument, method, "Support"))


def refund_bytes(provider: Provider, charge_id: str, ours: Ours, amount: Money) -> bytes:
    return provider.freeze_refund(RefundRequest(ours, charge_id, amount))
