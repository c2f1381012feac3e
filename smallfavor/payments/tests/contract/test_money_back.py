"""The contract: disputes and their end, debits that come back, payouts and their parts, currencies of every kind."""

import secrets
from datetime import UTC, datetime, timedelta

import pytest

from smallfavor.core.money import Money, exponent
from smallfavor.payments.providers.base import (
    Decline,
    Disputed,
    ProviderUnavailable,
    Refunded,
    Returned,
    Succeeded,
)
from smallfavor.payments.providers.payouts import PartKind, Payout
from smallfavor.payments.tests.contract.rigs.base import (
    Rig,
    charge_bytes,
    checkout_bytes,
    lacking,
    money,
    new_ours,
    refund_bytes,
    settled,
)
from smallfavor.payments.tests.contract.test_charges import saved
from smallfavor.payments.tests.contract.test_checkout import begin, of_kind

DAY = timedelta(days=1)


def paid(rig: Rig, amount: Money = Money(1000, "USD")) -> Succeeded:  # noqa: B008 (never changed)
    ours = new_ours()
    rig.pay(begin(rig, checkout_bytes(rig.provider, ours, amount=amount)))
    [charge] = of_kind(rig.provider.look_up(ours), Succeeded)
    assert isinstance(charge, Succeeded)
    return charge


def payouts(rig: Rig) -> list[Payout]:
    now = datetime.now(UTC)
    return list(rig.provider.list_payouts(now - DAY, now + DAY))


def test_a_dispute_names_its_charge_its_fee_and_its_day_and_ends(rig: Rig) -> None:
    charge = paid(rig)
    rig.dispute(charge.object_id)
    assert charge.ours is not None
    [dispute] = of_kind(rig.provider.look_up(charge.ours), Disputed)
    assert isinstance(dispute, Disputed)
    assert (dispute.state, dispute.charge_id, dispute.amount) == ("open", charge.object_id, charge.amount)
    assert (dispute.due_by is not None) == rig.tells_due_by
    assert dispute.due_by is None or dispute.due_by > dispute.created_at
    assert (dispute.fee is not None) == rig.tells_dispute_fees
    rig.close_dispute(dispute.object_id, "won")
    won = rig.provider.fetch(dispute.object_id)
    assert isinstance(won, Disputed)
    assert (won.state, won.fee, won.fee_returned) == ("won", dispute.fee, dispute.fee)


@pytest.mark.parametrize(
    ("code", "told", "hard"),
    [
        ("insufficient_funds", Decline.INSUFFICIENT_FUNDS, False),
        ("account_closed", Decline.INSTRUMENT_GONE, True),
        ("unknown_reason", Decline.OTHER, False),
    ],
)
def test_a_debit_that_comes_back_is_a_record_of_its_own(rig: Rig, code: str, told: Decline, hard: bool) -> None:
    charge = rig.debited() or paid(rig)
    rig.send_back(charge.object_id, code)
    assert charge.ours is not None
    [returned] = of_kind(rig.provider.look_up(charge.ours), Returned)
    assert isinstance(returned, Returned)
    assert (returned.charge_id, returned.amount, returned.code, returned.hard) == (
        charge.object_id, charge.amount, told, hard,
    )  # fmt: skip
    assert (returned.fee is None) == (rig.fee_of_two_dollars is None)
    now = datetime.now(UTC)
    assert returned in list(rig.provider.list_window(now - DAY, now + DAY))


def test_the_parts_of_a_payout_add_up_and_name_what_they_are_about(rig: Rig) -> None:
    charge, other = paid(rig, Money(10_000, "USD")), paid(rig)
    rig.somebody_else_pays()
    ours = new_ours()
    part = refund_bytes(rig.provider, charge.object_id, ours, money(rig.provider, 300))
    back = settled(rig, rig.provider.refund(part, key=secrets.token_hex(16)))
    assert isinstance(back, Refunded)
    rig.dispute(other.object_id)
    payout_id = rig.pay_out("USD")
    [payout] = payouts(rig)
    assert (payout.object_id, payout.state, payout.bank) == (payout_id, "on_its_way", payout.amount)
    parts = list(rig.provider.payout_parts(payout_id))
    assert sum(part.net_minor for part in parts) == payout.amount.minor
    found = {part.object_id: part for part in parts}
    assert found[charge.object_id].kind is PartKind.CHARGE
    fee_minor = charge.fee.minor if charge.fee is not None else 0
    assert (found[charge.object_id].gross_minor, found[charge.object_id].fee_minor) == (10_000, fee_minor)
    fees = [part for part in parts if part.kind is PartKind.FEE]
    assert bool(fees) == (rig.fee_of_two_dollars is None)
    assert all(part.net_minor < 0 for part in fees)
    assert found[charge.object_id].ours == charge.ours
    refund = found[back.object_id]
    assert (refund.kind, refund.gross_minor, refund.charge_id) == (PartKind.REFUND, -300, charge.object_id)
    assert PartKind.DISPUTE in {part.kind for part in parts}


def test_a_payout_of_other_peoples_money_says_that_it_is_not_ours(rig: Rig) -> None:
    rig.somebody_else_pays()
    rig.pay_out("EUR")
    [payout] = payouts(rig)
    parts = list(rig.provider.payout_parts(payout.object_id))
    assert len(parts) == (1 if rig.fee_of_two_dollars is not None else 2)
    [part] = [part for part in parts if part.kind is not PartKind.FEE]
    assert (part.kind, part.ours, part.gross_minor) == (PartKind.CHARGE, None, 4321)


def test_a_payout_into_another_currency_tells_both_amounts(rig: Rig) -> None:
    paid(rig)
    rig.pay_out("USD", bank="EUR")
    [payout] = payouts(rig)
    assert payout.bank == Money((payout.amount.minor * 9 + 5) // 10, "EUR")


def test_a_payout_that_failed_says_so_and_is_a_part_of_the_next(rig: Rig) -> None:
    paid(rig)
    first = rig.pay_out("USD")
    rig.fail_payout(first)
    assert [payout.state for payout in payouts(rig)] == ["failed"]
    second = rig.pay_out("USD")
    [part] = rig.provider.payout_parts(second)
    assert (part.kind, part.object_id) == (PartKind.PAYOUT_FAILED, first)


@pytest.mark.parametrize(("minor", "currency"), [(300, "JPY"), (2_500, "KWD"), (1_250, "BHD"), (12_345, "TND")])
def test_amounts_without_decimals_and_with_three_go_through_whole(rig: Rig, minor: int, currency: str) -> None:
    if currency not in rig.provider.capabilities().methods[0].minimum_minor:
        lacking(f"the service takes no {currency}")
    step = rig.step_minor if exponent(currency) == 3 else 1
    amount = Money(minor // step * step, currency)
    first = paid(rig, amount)
    again = rig.provider.charge(charge_bytes(rig.provider, saved(rig), new_ours(), amount), key=secrets.token_hex(16))
    assert isinstance(again, Succeeded)
    assert first.amount == again.amount == amount
    if rig.fee_of_two_dollars is None:
        lacking("the service tells no fees with charges, and pays out by currencies of its own")
    assert again.fee is not None
    assert (0 < again.fee.minor < minor, again.fee.currency) == (True, currency)
    rig.pay_out(currency)
    assert payouts(rig)[-1].amount == Money(2 * (amount.minor - again.fee.minor), currency)


def test_payouts_of_a_service_that_does_not_answer_are_not_an_empty_list(rig: Rig) -> None:
    if not rig.provider.capabilities().hosted_origins:
        lacking("the money is at the bank already: nothing is paid out")
    rig.down()
    with pytest.raises(ProviderUnavailable):
        payouts(rig)
    with pytest.raises(ProviderUnavailable):
        list(rig.provider.payout_parts("po_1"))
