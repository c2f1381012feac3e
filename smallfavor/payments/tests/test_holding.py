"""Erasing a giver ends their pledges first, and keeps the money's own records."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from smallfavor.payments.models import Instrument, Payment, Pledge, PledgeState
from smallfavor.supporters.actions.erase import erase_supporter
from smallfavor.supporters.queries import contact_of
from smallfavor.supporters.queries.export import export_supporter

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_erasing_ends_pledges_first_and_tells_what_stays(begin_pledge: Callable[..., Pledge]) -> None:
    pledge = begin_pledge(name="Anna")
    report = erase_supporter(pledge.supporter, now=NOW)
    pledge.refresh_from_db()
    assert pledge.state == PledgeState.CANCELLED and pledge.next_due is None
    assert contact_of(pledge.supporter) is None
    instrument = Instrument.objects.get()
    assert instrument.label == "" and instrument.revoke_after is not None
    assert Payment.objects.get().paid_entry is not None
    assert any("stays on the books" in line for line in report.kept)


def test_an_export_lists_every_pledge_payment_and_way_to_pay(begin_pledge: Callable[..., Pledge]) -> None:
    exported = export_supporter(begin_pledge().supporter)["payments"]
    assert isinstance(exported, dict)
    assert {name: len(rows) for name, rows in exported.items()} == {"gifts": 1, "pledges": 1, "ways to pay": 1}
