"""What a supporter does to a pledge: stop, pause, change, another way to pay."""

from datetime import date, timedelta

import pytest

from smallfavor.core.clock import add_months
from smallfavor.core.money import Money
from smallfavor.payments.actions.begin_checkout import begin_checkout
from smallfavor.payments.actions.check_payment import check_payment
from smallfavor.payments.actions.drive import drive_until_idle
from smallfavor.payments.actions.order import AmountRefused
from smallfavor.payments.actions.pledges.begin_instrument_change import begin_instrument_change
from smallfavor.payments.actions.pledges.cancel_pledge import cancel_pledge
from smallfavor.payments.actions.pledges.change_pledge import change_pledge
from smallfavor.payments.actions.pledges.note_cancel_reason import note_cancel_reason
from smallfavor.payments.actions.pledges.page_room import PAGES_A_DAY
from smallfavor.payments.actions.pledges.pause_pledge import pause_pledge
from smallfavor.payments.actions.pledges.refusals import DateRefused, PagesSpent, PledgeEnded
from smallfavor.payments.actions.pledges.resume_pledge import resume_pledge
from smallfavor.payments.actions.settle import settle
from smallfavor.payments.models import Instrument, InstrumentSetup, Payment, Pledge, StateChange
from smallfavor.payments.providers.base import Decline
from smallfavor.payments.queries.invariants import all_faults
from smallfavor.supporters.actions.erase import erase_supporter

pytestmark = pytest.mark.django_db
WHO = "supporter"


@pytest.fixture(autouse=True)
def _manage_page(monkeypatch) -> None:
    monkeypatch.setattr(
        "smallfavor.payments.actions.pledges.begin_instrument_change.manage_url", lambda who: "https://paper.example/m"
    )


def drive(today: date, now) -> None:
    drive_until_idle(today=today, now=now, concurrency=1)


def latest_page(provider) -> str:
    return [object_id for object_id in provider.records if object_id.startswith("cs_")][-1]


def test_cancelling_counts_at_once_here_then_at_the_provider(begin_pledge, provider, now, monkeypatch) -> None:
    letters = []
    monkeypatch.setattr("smallfavor.payments.actions.pledges.cancel_pledge.send_cancelled_later", letters.append)
    pledge = begin_pledge()
    provider.down = True
    for _ in range(2):
        assert cancel_pledge(pledge, actor=WHO, now=now).state == "cancelled"
    drive(now.date(), now)
    assert Instrument.objects.get().revoked_at is None
    provider.down = False
    drive(now.date(), now + timedelta(minutes=11))
    assert Instrument.objects.get().revoked_at is not None
    assert provider.revoked == [Instrument.objects.get().token]
    assert letters == [pledge]
    assert StateChange.objects.filter(pledge=pledge, state="cancelled", actor=WHO).count() == 1


def test_a_reason_is_kept_with_a_cancelled_pledge_alone(begin_pledge, now) -> None:
    pledge = begin_pledge()
    note_cancel_reason(pledge, "too early")
    cancel_pledge(pledge, actor=WHO, now=now)
    note_cancel_reason(pledge, " no money ")
    pledge.refresh_from_db()
    assert pledge.cancel_reason == "no money"


def test_what_has_ended_refuses_every_change(begin_pledge, now) -> None:
    pledge = cancel_pledge(begin_pledge(), actor=WHO, now=now)
    for act in (
        lambda: pause_pledge(pledge, until=None, actor=WHO, now=now),
        lambda: resume_pledge(pledge, actor=WHO, now=now),
        lambda: change_pledge(pledge, amount=Money(300, "USD"), actor=WHO, now=now),
        lambda: begin_instrument_change(pledge, now=now),
    ):
        with pytest.raises(PledgeEnded):
            act()


def test_a_new_amount_counts_from_the_next_charge(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    change_pledge(pledge, amount=Money(300, "USD"), actor=WHO, now=now)
    drive(pledge.next_due, now)
    assert [charge.amount.minor for charge in provider.successes] == [200, 300]


@pytest.mark.parametrize("amount", [Money(199, "USD"), Money(1_000_001, "USD"), Money(300, "EUR")])
def test_an_amount_out_of_bounds_changes_nothing(begin_pledge, now, amount) -> None:
    pledge = begin_pledge()
    with pytest.raises(AmountRefused):
        change_pledge(pledge, amount=amount, next_due=pledge.next_due + timedelta(days=1), actor=WHO, now=now)
    before = pledge.next_due
    pledge.refresh_from_db()
    assert (pledge.amount, pledge.next_due) == (Money(200, "USD"), before)


def test_a_monthly_amount_too_small_for_a_year_is_refused_with_the_interval(begin_pledge, now) -> None:
    with pytest.raises(AmountRefused) as refusal:
        change_pledge(begin_pledge(), interval="yearly", actor=WHO, now=now)
    assert refusal.value.least == Money(1000, "USD")


def test_another_interval_keeps_the_next_day_and_counts_from_there(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    due = pledge.next_due
    changed = change_pledge(pledge, interval="yearly", amount=Money(2400, "USD"), actor=WHO, now=now)
    assert changed.next_due == due
    drive(due - timedelta(days=10), now)
    drive(due, now)
    changed.refresh_from_db()
    assert changed.next_due == add_months(due, 12)
    assert all_faults(now=now) == []


def test_another_day_is_the_new_anchor_and_no_period_is_numbered_twice(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    day = add_months(pledge.anchor, 1) + timedelta(days=9)
    change_pledge(pledge, next_due=day, actor=WHO, now=now)
    drive(day - timedelta(days=1), now)
    assert len(provider.successes) == 1
    drive(day, now)
    drive(add_months(day, 1), now)
    assert len(provider.successes) == 3
    assert list(Payment.objects.order_by("period").values_list("period", flat=True)) == [0, 1, 2]
    assert all_faults(now=now) == []


def test_a_day_too_near_or_too_far_is_refused_with_what_can_be_chosen(begin_pledge, now) -> None:
    pledge = begin_pledge()
    for day in (pledge.anchor, pledge.anchor + timedelta(days=19), pledge.anchor + timedelta(days=400)):
        with pytest.raises(DateRefused) as refusal:
            change_pledge(pledge, next_due=day, actor=WHO, now=now)
    assert refusal.value.earliest == pledge.anchor + timedelta(days=20)
    change_pledge(pledge, next_due=refusal.value.earliest, actor=WHO, now=now)


def test_a_pause_without_an_end_lasts_until_it_is_resumed(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    pause_pledge(pledge, until=None, actor=WHO, now=now)
    drive(add_months(pledge.anchor, 5), now)
    assert Pledge.objects.get().state == "paused"
    resumed = resume_pledge(pledge, actor=WHO, now=now)
    assert (resumed.state, resumed.next_due) == ("active", add_months(pledge.anchor, 1))


def test_a_retry_that_waits_is_dropped_by_a_pause(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    provider.script = [Decline.INSUFFICIENT_FUNDS]
    drive(pledge.next_due, now)
    pause_pledge(pledge, until=None, actor=WHO, now=now)
    drive(pledge.next_due, now + timedelta(days=5))
    assert Payment.objects.get(period=1).state == "waived"
    assert all_faults(now=now) == []


def test_another_card_revives_a_lapsed_pledge_and_takes_what_had_failed(begin_pledge, provider, account, now) -> None:
    pledge = begin_pledge()
    old = pledge.instrument
    provider.script = [Decline.EXPIRED_CARD]
    drive(pledge.next_due, now)
    assert Pledge.objects.get().state == "lapsed"
    step = begin_instrument_change(pledge, now=now)
    assert step.kind == "redirect"
    provider.save_card(latest_page(provider), "tok_new")
    for _ in range(2):
        settle(account, provider.records.values(), actor="webhook", now=now)
    pledge.refresh_from_db()
    assert (pledge.state, pledge.instrument.token) == ("active", "tok_new")
    drive(pledge.anchor, now)
    assert Payment.objects.get(period=1).state == "paid"
    assert provider.revoked == [old.token]
    assert len(provider.successes) == 2
    assert all_faults(now=now) == []


def test_another_card_takes_over_a_retry_that_waits(begin_pledge, provider, account, now) -> None:
    pledge = begin_pledge()
    provider.script = [Decline.INSUFFICIENT_FUNDS]
    drive(pledge.next_due, now)
    begin_instrument_change(pledge, now=now)
    provider.save_card(latest_page(provider), "tok_new")
    settle(account, provider.records.values(), actor="webhook", now=now)
    drive(pledge.anchor, now)
    payment = Payment.objects.get(period=1)
    assert payment.state == "paid"
    assert b"tok_new" in bytes(payment.attempts.latest("n").frozen_body)
    assert len(provider.successes) == 2


def test_the_page_for_another_card_is_the_same_while_it_is_open(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    assert begin_instrument_change(pledge, now=now) == begin_instrument_change(pledge, now=now)
    assert InstrumentSetup.objects.count() == 1


def test_a_pledge_opens_only_so_many_pages_a_day(begin_pledge, provider, account, now) -> None:
    pledge = begin_pledge()
    for _ in range(PAGES_A_DAY):
        assert begin_instrument_change(pledge, now=now).kind == "redirect"
        provider.expire_session(latest_page(provider))
        settle(account, provider.records.values(), actor="webhook", now=now)
    sent = len(provider.records)
    with pytest.raises(PagesSpent):
        begin_instrument_change(pledge, now=now)
    assert (len(provider.records), InstrumentSetup.objects.count()) == (sent, PAGES_A_DAY)
    assert begin_instrument_change(pledge, now=now + timedelta(days=1)).kind == "redirect"


def test_a_lost_answer_about_the_page_is_found_again(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    provider.script = ["lost_after"]
    assert begin_instrument_change(pledge, now=now).kind == "pending"
    assert begin_instrument_change(pledge, now=now).kind == "redirect"
    assert InstrumentSetup.objects.count() == 1


def test_a_lost_webhook_about_another_card_is_made_good_by_the_sweep(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    begin_instrument_change(pledge, now=now)
    provider.save_card(latest_page(provider), "tok_new")
    drive(pledge.anchor, now + timedelta(minutes=3))
    pledge.refresh_from_db()
    assert pledge.instrument.token == "tok_new"


def test_a_lost_webhook_about_a_payment_is_made_good_by_the_sweep(provider, account, order, now) -> None:
    step = begin_checkout(order, now=now)
    provider.pay("cs_1")
    drive(now.date(), now + timedelta(minutes=2))
    step.payment.refresh_from_db()
    assert step.payment.state == "paid"


def test_erasing_a_person_ends_their_pledges_and_keeps_the_books(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    report = erase_supporter(pledge.supporter, now=now)
    assert any("books" in line for line in report.kept)
    pledge.refresh_from_db()
    assert pledge.state == "cancelled"
    drive(now.date(), now)
    assert provider.revoked
    payment = check_payment(Payment.objects.get(), now=now)
    assert (payment.state, payment.form) == ("paid", {})
