"""Payouts: matched to their parts, booked once, reversed when they fail; what is not ours waits for a person."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from smallfavor.core.money import Money
from smallfavor.ledger.models import Entry
from smallfavor.ledger.queries import trial_balance
from smallfavor.payments.actions.begin_checkout import begin_checkout
from smallfavor.payments.actions.book_other_income import BookedAlready, ChargeNotBooked, book_other_income
from smallfavor.payments.actions.collect_payouts import collect_all_payouts, collect_payouts
from smallfavor.payments.actions.reconcile import reconcile
from smallfavor.payments.actions.settle import settle
from smallfavor.payments.models import ForeignObject, Payout, PayoutPart
from smallfavor.payments.providers.base import PayoutPart as Part
from smallfavor.payments.providers.base import Refunded, Succeeded
from smallfavor.payments.providers.payouts import PartKind
from smallfavor.payments.queries.payouts import payout_faults
from smallfavor.payments.rules import bookings
from smallfavor.payments.rules.payouts import Booked, why_unmatched

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid(provider, order, account, now):
    """A gift of $10 (fee 10 cents), settled."""
    step = begin_checkout(order, now=now)
    provider.pay("cs_1")
    settle(account, provider.records.values(), actor="webhook", now=now)
    return step.payment


def balance(code: str, currency: str = "USD") -> int:
    return trial_balance().balance_minor(code, currency)


def collect(account, now) -> int:
    return collect_payouts(account, since=now - timedelta(days=1), now=now + timedelta(minutes=30)).seen


def foreign(provider, now, minor: int = 500, number: str = "ch_x") -> Succeeded:
    record = Succeeded(number, Money(minor, "USD"), now, None, Money(20, "USD"))
    provider.records[number] = record
    return record


def test_a_payout_moves_what_the_provider_held_to_the_bank_once(provider, account, paid, now) -> None:
    payout = provider.pay_out()
    for _ in range(3):
        assert collect(account, now) == 1
    row = Payout.objects.get()
    assert (row.amount, row.bank, row.doubt) == (payout.amount, payout.amount, "")
    assert (balance("assets:fake"), balance("assets:bank")) == (0, 990)
    [part] = row.parts.all()
    assert (part.net_minor, part.provider_object.object_id, part.why) == (990, provider.successes[0].object_id, "")
    assert Entry.objects.filter(kind="payout").count() == 1
    assert payout_faults() == []


def test_every_movement_is_a_part_and_all_are_matched(provider, account, paid, begin_pledge, now) -> None:
    begin_pledge(), begin_pledge()
    one, two, three = provider.successes
    settle(account, [provider.send_back(two)], actor="webhook", now=now)
    provider.records["re_out"] = Refunded("re_out", one.object_id, Money(300, "USD"), now, None)
    provider.dispute(three)
    provider.pay_out(*provider._lines("USD"), Part("bt_f", PartKind.FEE, "", "", -50, 0, now, None),
                     Part("bt_big", PartKind.ADJUSTMENT, "", "", 5000, 0, now, None))  # fmt: skip
    report = reconcile(since=now - timedelta(days=1), now=now + timedelta(minutes=30))
    assert report.faults == []
    assert PayoutPart.objects.exclude(why="").count() == 0
    assert balance("assets:fake") == 0
    assert balance("liabilities:foreign") == 5000
    assert balance("assets:bank") == provider.payouts["po_1"].amount.minor


def test_parts_that_do_not_add_up_leave_the_payout_unbooked_and_told(provider, account, paid, now) -> None:
    payout = provider.pay_out()
    kept = provider.parts["po_1"]
    provider.parts["po_1"] = []
    collect(account, now)
    assert any("its parts come to 0 USD, and it is 990" in fault for fault in payout_faults())
    assert balance("assets:bank") == 0
    provider.parts["po_1"] = kept
    collect(account, now)
    assert (payout_faults(), balance("assets:bank")) == ([], payout.amount.minor)


def test_a_part_that_is_not_on_our_books_is_told_until_it_is(provider, account, order, now, monkeypatch) -> None:
    begin_checkout(order, now=now)
    charge = provider.pay("cs_1")
    provider.pay_out()
    monkeypatch.setattr(provider, "fetch", lambda object_id: None)
    collect(account, now)
    assert payout_faults() == [f"payout po_1, charge {charge.object_id}: it is not on our books"]
    settle(account, provider.records.values(), actor="webhook", now=now)
    collect(account, now)
    assert (payout_faults(), balance("assets:fake")) == ([], 0)


def test_what_a_payout_tells_first_is_settled_first(provider, account, order, now) -> None:
    step = begin_checkout(order, now=now)
    provider.pay("cs_1")
    provider.pay_out()
    collect(account, now)
    step.payment.refresh_from_db()
    assert (step.payment.state, payout_faults()) == ("paid", [])


def test_a_fee_that_only_the_payout_knows_is_booked_and_another_one_is_told(provider, account, order, now) -> None:
    begin_checkout(order, now=now)
    charge = provider.pay("cs_1")
    provider.records[charge.object_id] = quiet = type(charge)(**{**vars(charge), "fee": None})
    settle(account, [quiet], actor="webhook", now=now)
    part = Part("bt_1", PartKind.CHARGE, charge.object_id, "", 1000, 59, now, charge.ours)
    provider.pay_out(part)
    collect(account, now)
    assert (balance("expenses:fees"), payout_faults()) == (59, [])
    provider.pay_out(Part("bt_2", PartKind.CHARGE, charge.object_id, "", 1000, 60, now, charge.ours))
    collect(account, now)
    assert any("its fee is 60 USD there, 59 on our books" in fault for fault in payout_faults())
    assert any("was paid out twice" in fault for fault in payout_faults())


def test_a_payout_that_fails_is_reversed_and_comes_again(provider, account, paid, now) -> None:
    payout = provider.pay_out()
    collect(account, now)
    provider.payouts["po_1"] = type(payout)(**{**vars(payout), "state": "failed"})
    for _ in range(2):
        collect(account, now)
    assert (balance("assets:fake"), balance("assets:bank")) == (990, 0)
    provider.pay_out(Part("bt_back", PartKind.PAYOUT_FAILED, "po_1", "", 990, 0, now, None))
    collect(account, now)
    assert (balance("assets:fake"), balance("assets:bank"), payout_faults()) == (0, 990, [])


def test_another_currency_at_the_bank_goes_over_the_conversion_account(provider, account, order, now) -> None:
    begin_checkout(type(order)(**{**vars(order), "amount": Money(3000, "JPY")}), now=now)
    provider.pay("cs_1")
    provider.settles_in = "USD"
    provider.pay_out(currency="JPY", bank=Money(1801, "EUR"))
    report = reconcile(since=now - timedelta(days=1), now=now + timedelta(minutes=30))
    assert report.faults == ["payout po_1 arrived in EUR, and fake settles in USD"]
    assert (balance("assets:fake", "JPY"), balance("assets:bank", "EUR")) == (0, 1801)
    assert (balance("equity:conversion", "JPY"), balance("equity:conversion", "EUR")) == (-2990, 1801)


@pytest.mark.parametrize("paid_out_first", [True, False])
def test_other_peoples_money_is_income_when_a_person_says_so(provider, account, paid, now, paid_out_first) -> None:
    foreign(provider, now)
    reconcile(since=now - timedelta(days=1), now=now + timedelta(minutes=30))
    row = ForeignObject.objects.get()
    assert (balance("income:other"), balance("assets:fake")) == (0, 990)
    steps = [
        lambda: (provider.pay_out(), collect(account, now)),
        lambda: book_other_income(row, actor="desk:1", now=now),
    ]
    for step in steps if paid_out_first else reversed(steps):
        step()
    assert (balance("income:other"), balance("expenses:fees")) == (500, 30)
    assert (balance("assets:fake"), balance("liabilities:foreign")) == (0, 0)
    assert balance("assets:bank") == 990 + 480
    with pytest.raises(BookedAlready):
        book_other_income(row, actor="desk:2", now=now)
    assert payout_faults() == []


def test_what_undoes_booked_income_follows_it_before_or_after(provider, account, paid, now) -> None:
    charge = foreign(provider, now)
    provider.records["re_x"] = Refunded("re_x", charge.object_id, Money(200, "USD"), now, None)
    run = lambda: reconcile(since=now - timedelta(days=1), now=now + timedelta(minutes=30))  # noqa: E731
    run()
    with pytest.raises(ChargeNotBooked):
        book_other_income(ForeignObject.objects.get(kind="refund"), actor="desk:1", now=now)
    book_other_income(ForeignObject.objects.get(kind="charge"), actor="desk:1", now=now)
    assert balance("income:other") == 300
    provider.dispute(charge, number="dp_x")
    assert run().faults == []
    assert balance("income:other") == -200
    provider.dispute(charge, "won", number="dp_x", fee_back=True)
    assert run().faults == []
    assert (balance("income:other"), ForeignObject.objects.filter(entry=None).count()) == (300, 0)


def test_a_provider_that_is_down_leaves_the_payouts_for_the_next_night(provider, account, paid, now) -> None:
    provider.pay_out()
    provider.down = True
    assert collect_all_payouts(now=now) == 0
    provider.down = False
    assert collect_all_payouts(now=now + timedelta(minutes=30)) == 1


def test_the_database_refuses_a_part_whose_sum_is_wrong(provider, account, paid, now) -> None:
    provider.pay_out()
    collect(account, now)
    for change in ({"net_minor": 5}, {"gross_minor": 5}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PayoutPart.objects.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Payout.objects.update(entry=None)


AMOUNTS = st.integers(-(10**9), 10**9)


@given(st.integers(1, 10**9), AMOUNTS, st.sampled_from(["USD", "JPY", "KWD"]), st.sampled_from(["USD", "JPY", "KWD"]))
def test_the_lines_of_a_payout_bring_all_of_it_to_the_bank(minor, foreign_minor, currency, bank_currency) -> None:
    amount = Money(minor, currency)
    bank = amount if currency == bank_currency else Money(77, bank_currency)
    lines = bookings.payout("fake", amount, bank, foreign_minor=foreign_minor)

    def sum_of(code: str, unit: str) -> int:
        into = sum(line.minor for debit, _, line in lines if debit == code and line.currency == unit)
        return into - sum(line.minor for _, credit, line in lines if credit == code and line.currency == unit)

    assert sum_of("assets:bank", bank.currency) == bank.minor
    assert sum_of("assets:fake", currency) == foreign_minor - minor
    assert sum_of("liabilities:foreign", currency) == -foreign_minor
    assert all(line.minor > 0 for _, _, line in lines)


@given(st.sampled_from(["charge", "refund", "dispute", "dispute_won", "return"]), AMOUNTS, AMOUNTS)
def test_a_part_matches_its_own_booking_and_no_other(kind, gross, fee) -> None:
    ours = {"charge": "success", "dispute_won": "dispute"}.get(kind, kind)
    sign = 1 if kind in {"charge", "dispute_won"} else -1
    booked = Booked(ours, sign * gross, "USD", fee, won=True)
    assert why_unmatched(kind, gross, fee, "USD", booked) == ""
    assert why_unmatched(kind, gross + 1, fee, "USD", booked)
    assert why_unmatched(kind, gross, fee - 1, "USD", booked)
    assert why_unmatched(kind, gross, fee, "EUR", booked)
    assert why_unmatched(kind, gross, fee, "USD", None) == "it is not on our books"
