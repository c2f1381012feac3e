"""What the contract's tests need of each provider besides the contract itself: a payer, and faults on order.

A new provider adds a module beside this one, named as its folder, with `opened(request)`: a context manager that gives
its Rig. The same tests run against it. What a service does not have at all (a bank gives no card declines) its rig
tells with `lacking`, and the test is skipped with that reason; where it lacks what a whole test is about, the module
names the test in `LACKING`, with the reason.
"""

import uuid
from datetime import UTC, datetime, timedelta
from typing import NoReturn

import pytest

from smallfavor.core.money import Money
from smallfavor.payments.providers.base import (
    ChargeOutcome,
    ChargeRequest,
    CheckoutRequest,
    CheckoutSession,
    Ours,
    Processing,
    Provider,
    Refunded,
    RefundRequest,
    Succeeded,
    Unknown,
)

TWO_DOLLARS = Money(200, "USD")


def lacking(why: str) -> NoReturn:
    """Skip this test: the service has no such thing, and `why`."""
    pytest.skip(why)


class Rig:
    """`pay` plays the reader on the hosted page. Cards are named by what they do, as in the sandbox.

    A rig says of its service what is not as here. `label_end`: how the label of what pays by "success" ends.
    `ends_with_a_decline` False: the reader may try another card on the same page. `step_minor`: currencies with three
    decimals are taken in such steps. `fee_of_two_dollars`: what the service keeps of a card's two dollars, as it tells
    it with the charge; None where it tells no fees with charges, disputes and returns, and a payout has one part for
    all of them. `tells_due_by`: a dispute names its last day; `tells_dispute_fees`: and its fee.
    `events_tell_ours`: an event says whose it is. `tells_cards`: a decline has the card's fingerprint.
    Where a bank takes its time, `finish` has what was asked for happen now.
    """

    provider: Provider
    label_end = "4242"
    ends_with_a_decline = True
    step_minor = 1
    fee_of_two_dollars: Money | None = Money(36, "USD")
    tells_due_by = True
    tells_dispute_fees = True
    events_tell_ours = True
    tells_cards = False

    def pay(self, session: CheckoutSession, card: str = "success", *, confirm: bool = True) -> None: ...

    def lose_answer(self, operation: str, *, after_effect: bool) -> None: ...

    def answer_with(self, operation: str, status: int, *, after_effect: bool = False) -> None: ...

    def answer_late(self, operation: str, *, before_effect: bool) -> None:
        """Later than the provider's own time-out."""
        ...

    def lists_lag(self, seconds: float) -> None:
        """Lists show nothing younger, and this process remembers nothing of what passed by."""
        ...

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

    def true_webhook(self) -> tuple[dict[str, str], bytes, str]:
        """Headers, body and mark of a webhook just as the service sends it, about a new payment of ours."""
        ...

    def debited(self) -> Succeeded | None:
        """A new payment that has succeeded, of the kind that a bank can send back; None where any payment is."""
        return None

    def finish(self) -> None:
        """What the bank was asked for happens now."""

    def shortest_page(self) -> timedelta:
        """How soon a page can be made to end by itself."""
        return timedelta(milliseconds=900)

    def small_lists(self) -> None:
        """From now on the service's lists come in pages of two."""
        ...

    def down(self) -> None:
        """Nothing answers from now on."""
        ...


def new_ours(**changes: object) -> Ours:
    return Ours(installation="courier", payment=str(uuid.uuid4()), attempt=1, **changes)  # type: ignore[arg-type]


def money(provider: Provider, minor: int) -> Money:
    """So much in dollars, or in the first currency that the provider takes where it takes none."""
    taken = provider.capabilities().methods[0].minimum_minor
    return Money(minor, "USD" if "USD" in taken else next(iter(taken)))


def recurring(provider: Provider) -> None:
    """Skip what is about later charges where there are none."""
    if "monthly" not in provider.capabilities().methods[0].intervals:
        lacking("nothing recurs here")


def settled(rig: Rig, answer: ChargeOutcome | Refunded | Unknown) -> object:
    """The charge or refund as it ends, where the bank takes its time; anything else as it is."""
    if not isinstance(answer, Processing):
        return answer
    rig.finish()
    return rig.provider.fetch(answer.object_id)


def checkout_bytes(
    provider: Provider,
    ours: Ours | None = None,
    *,
    amount: Money | None = TWO_DOLLARS,
    save: bool = False,
    until: datetime | None = None,
    method: str = "",
) -> bytes:
    """A checkout of ours, frozen. `amount` None: a page that only saves an instrument."""
    if amount is not None and amount.currency == "USD":
        amount = money(provider, amount.minor)
    if save or amount is None:
        recurring(provider)
    request = CheckoutRequest(
        ours=ours or new_ours(),
        mode="setup" if amount is None else "payment",
        amount=amount,
        method=method or provider.capabilities().methods[0].code,
        interval="monthly" if save else "once",
        description="Support",
        return_url="http://paper.example/support/pending/token/",
        cancel_url="http://paper.example/support/",
        language="en",
        expires_at=until or datetime.now(UTC) + timedelta(hours=1),
        save_instrument=save,
    )
    return provider.freeze_checkout(request)


def charge_bytes(provider: Provider, instrument: str, ours: Ours, amount: Money = TWO_DOLLARS) -> bytes:
    recurring(provider)
    if amount.currency == "USD":
        amount = money(provider, amount.minor)
    method = provider.capabilities().methods[0].code
    return provider.freeze_charge(ChargeRequest(ours, amount, instrument, method, "Support"))


def refund_bytes(provider: Provider, charge_id: str, ours: Ours, amount: Money) -> bytes:
    if not provider.capabilities().refunds:
        lacking("nothing is given back at this service")
    return provider.freeze_refund(RefundRequest(ours, charge_id, amount))
