"""Payouts and the balance's movements, to the cent."""

import pytest

from smallfavor.payments.providers.payouts import PartKind
from smallfavor.payments.providers.stripe.fields import Unreadable
from smallfavor.payments.providers.stripe.payouts import read_part, read_payout
from smallfavor.payments.tests.stripe import bodies
from smallfavor.payments.tests.stripe.bodies import charge, dispute, moved, refund

DEBITED = dispute(id="du_1", charge=charge(id="py_1", payment_method_details=bodies.DEBIT))


@pytest.mark.parametrize(
    ("body", "kind", "object_id", "charge_id"),
    [
        (moved(source=charge()), PartKind.CHARGE, "ch_1", ""),
        (moved(type="payment", source=charge(id="py_1")), PartKind.CHARGE, "py_1", ""),
        (moved(-150, 0, type="refund", source=refund()), PartKind.REFUND, "re_1", "ch_1"),
        (moved(-200, 1500, type="adjustment", source=dispute()), PartKind.DISPUTE, "dp_1", "ch_1"),
        (moved(200, -1500, type="adjustment", source=dispute()), PartKind.DISPUTE_WON, "dp_1", "ch_1"),
        (moved(-200, 750, type="adjustment", source=DEBITED), PartKind.RETURN, "du_1", "py_1"),
        (moved(-99, 0, type="stripe_fee", source=None), PartKind.FEE, "", ""),
        (moved(-5, 0, type="adjustment", source=None), PartKind.ADJUSTMENT, "", ""),
        (moved(5, 0, type="a_new_kind", source="xx_1"), PartKind.ADJUSTMENT, "", ""),
        (moved(900, 0, type="payout_failure", source="po_0"), PartKind.PAYOUT_FAILED, "po_0", ""),
        (moved(-164, 2, type="payout", source="po_1"), PartKind.FEE, "", ""),
    ],
)
def test_every_movement_has_a_kind(body: bodies.Body, kind: PartKind, object_id: str, charge_id: str) -> None:
    part = read_part(body)
    assert part is not None
    assert (part.kind, part.object_id, part.charge_id) == (kind, object_id, charge_id)


def test_whose_a_part_is_comes_from_its_charge() -> None:
    for body in (moved(source=charge()), moved(-200, 1500, source=dispute()), moved(-150, 0, source=refund())):
        part = read_part(body)
        assert part is not None and part.ours is not None


def test_the_payout_itself_is_no_part_of_it() -> None:
    assert read_part(moved(-164, 0, type="payout", source="po_1")) is None


def test_a_part_that_does_not_add_up_is_not_read() -> None:
    with pytest.raises(Unreadable):
        read_part(moved(net=1))


@pytest.mark.parametrize(
    ("status", "state"),
    [("pending", "on_its_way"), ("in_transit", "on_its_way"), ("paid", "paid"), ("failed", "failed"),
     ("canceled", "failed")],
)  # fmt: skip
def test_payouts_are_on_their_way_paid_or_failed(status: str, state: str) -> None:
    found = read_payout(bodies.payout(status=status))
    assert found is not None
    assert (found.state, found.amount, found.bank) == (state, found.bank, found.amount)


def test_a_payout_is_told_when_its_parts_are_final() -> None:
    assert read_payout(bodies.payout(reconciliation_status="in_progress")) is None
    with pytest.raises(Unreadable):
        read_payout(bodies.payout(status="lost"))
