"""Declined renewals through the engine: four tries a period, eight charges a card, confirmations, cards that end."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from procrastinate.contrib.django.models import ProcrastinateJob

from smallfavor.core.clock import add_months
from smallfavor.core.paper import current_paper
from smallfavor.payments.actions.card_room import CardRoom
from smallfavor.payments.actions.drive import drive_until_idle
from smallfavor.payments.actions.lapse_unconfirmed import lapse_unconfirmed
from smallfavor.payments.actions.note_card_ends import note_card_ends
from smallfavor.payments.actions.plan_renewals import plan_renewals
from smallfavor.payments.actions.pledges.begin_confirmation import begin_confirmation
from smallfavor.payments.actions.pledges.begin_instrument_change import begin_instrument_change
from smallfavor.payments.actions.pledges.cancel_pledge import cancel_pledge
from smallfavor.payments.actions.pledges.page_room import PAGES_A_DAY
from smallfavor.payments.actions.pledges.pause_pledge import pause_pledge
from smallfavor.payments.actions.pledges.refusals import PagesSpent, PledgeEnded
from smallfavor.payments.actions.settle import settle
from smallfavor.payments.models import (
    Attempt,
    AttemptState,
    Instrument,
    InstrumentSetup,
    Payment,
    Pledge,
    ProviderAccount,
)
from smallfavor.payments.providers.base import Decline, Reason
from smallfavor.payments.queries.cards import charges_left, recent_charges
from smallfavor.payments.queries.dunning import tries_of
from smallfavor.payments.queries.invariants import all_faults
from smallfavor.payments.tests.conftest import fresh

pytestmark = pytest.mark.django_db


def run(now: datetime, today: date | None = None) -> None:
    drive_until_idle(today=today or current_paper().today(now), now=now, concurrency=1)


def renewal() -> Payment:
    return Payment.objects.get(period=1)


def letters() -> list[str]:
    jobs = ProcrastinateJob.objects.filter(task_name__endswith="mail_dunning").order_by("id")
    return [job.args["step"] for job in jobs]


def charges(provider) -> int:
    return len([kind for kind, _ in provider.calls if kind == "charge"])


def another_card(pledge: Pledge, provider, now: datetime) -> None:
    begin_instrument_change(pledge, now=now)
    setup = InstrumentSetup.objects.filter(pledge=pledge).latest("n")
    provider.save_card(setup.session_id, "tok_new")
    run(now + timedelta(minutes=3))


@pytest.fixture
def charged(begin_pledge, now):
    """A pledge whose card was charged so many times lately, by other pledges of the same reader."""

    def make(times: int, *, days_ago: int = 1) -> Pledge:
        pledge = begin_pledge()
        first = Attempt.objects.get(payment__pledge=pledge)
        for n in range(times):
            Attempt.objects.create(
                payment=first.payment, n=100 + n, provider_account=first.provider_account, operation="charge",
                idem_key=f"{pledge.uuid}{n}", frozen_body=b"{}", state="given_up", send_after=now, amount_minor=200,
                instrument=pledge.instrument, first_sent_at=now - timedelta(days=days_ago), created_at=now,
            )  # fmt: skip
        return pledge

    return make


def test_each_try_has_its_letter_and_after_the_fourth_the_pledge_lapses(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    provider.script = [Decline.CARD_DECLINED] * 9
    run(now, pledge.next_due)
    for day in (4, 8, 15, 16, 30):
        run(now + timedelta(days=day))
    assert letters() == ["decline", "again", "again", "lapsed"]
    assert (charges(provider), tries_of(renewal())) == (4, 4)
    assert Pledge.objects.get().state == "lapsed"
    assert all_faults(now=now) == []


@pytest.mark.parametrize("zone", ["Europe/Riga", "America/New_York", "Asia/Kolkata", "Pacific/Apia"])
def test_a_retry_is_planned_for_nine_in_the_papers_zone(begin_pledge, provider, now, settings, zone) -> None:
    settings.PAPER_TIME_ZONE = zone
    pledge = begin_pledge()
    provider.script = [Decline.INSUFFICIENT_FUNDS]
    run(now, pledge.next_due)
    planned = Attempt.objects.get(operation="charge", state=AttemptState.PLANNED).send_after.astimezone(ZoneInfo(zone))
    assert (planned.hour, planned.minute) == (9, 0)
    assert planned.date() == renewal().retry_on == current_paper().today(datetime.now(UTC)) + timedelta(days=3)


@pytest.mark.parametrize("code", [Decline.OTHER, Decline.INSTRUMENT_GONE, Decline.INCORRECT_DETAILS])
def test_codes_that_can_not_mend_themselves_are_tried_once(begin_pledge, provider, now, code) -> None:
    pledge = begin_pledge()
    provider.script = [code] * 3
    run(now, pledge.next_due)
    run(now + timedelta(days=20))
    assert (charges(provider), letters()) == (1, ["replace"])
    assert Pledge.objects.get().state == "lapsed"


def test_a_decline_after_the_reader_paused_is_followed_by_nothing(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    provider.script = ["lost_before"]
    run(now, pledge.next_due)
    pause_pledge(pledge, until=None, actor="supporter", now=now)
    attempt = Attempt.objects.get(operation="charge")
    provider.script = [Decline.INSUFFICIENT_FUNDS]
    provider.charge(bytes(attempt.frozen_body), key=attempt.idem_key)
    run(now + timedelta(minutes=5), pledge.anchor)
    run(now + timedelta(days=20), pledge.anchor)
    assert (renewal().state, Pledge.objects.get().state, letters()) == ("waived", "paused", [])
    assert all_faults(now=now) == []


# --- Eight charges a card ---


def test_a_used_up_card_waits_for_its_first_free_morning(charged, provider, now) -> None:
    pledge = charged(8)
    Pledge.objects.filter(pk=pledge.pk).update(next_due=current_paper().today(now), last_planned_on=None,
                                               anchor=current_paper().today(now), anchor_n=1)  # fmt: skip
    plan_renewals(today=current_paper().today(now), now=now)
    waiting = Attempt.objects.get(payment=renewal())
    assert waiting.send_after > now + timedelta(days=28)
    local = waiting.send_after.astimezone(current_paper().zone)
    assert (local.hour, local.minute) == (9, 0)
    run(now + timedelta(days=20), pledge.anchor)
    assert charges(provider) == 0
    assert all_faults(now=now) == []


def test_a_retry_waits_for_the_card_too(charged, provider, now) -> None:
    pledge = charged(7)
    provider.script = [Decline.INSUFFICIENT_FUNDS]
    run(now, pledge.next_due)
    assert charges(provider) == 1
    retry = Attempt.objects.get(payment=renewal(), n=2)
    assert retry.send_after > now + timedelta(days=28)
    assert renewal().retry_on == current_paper().today(retry.send_after)


def test_another_card_does_not_wait_for_the_old_one(charged, provider, now) -> None:
    pledge = charged(7)
    provider.script = [Decline.INSUFFICIENT_FUNDS]
    run(now, pledge.next_due)
    another_card(pledge, provider, now)
    assert renewal().state == "paid"
    assert charges_left([Instrument.objects.get(token="tok_new").pk], datetime.now(UTC)) == {
        Instrument.objects.get(token="tok_new").pk: 7
    }


def test_charges_count_over_all_pledges_of_a_card_within_one_batch(begin_pledge, provider, now) -> None:
    pledges = [begin_pledge(email=f"r{n}@example.org") for n in range(10)]
    card = pledges[0].instrument
    Pledge.objects.update(instrument=card)
    plan_renewals(today=pledges[0].next_due, now=now)
    planned = Attempt.objects.filter(operation="charge", instrument=card)
    assert planned.count() == 10
    assert planned.filter(send_after__lte=now).count() == 8
    run(now, pledges[0].anchor)
    assert charges(provider) == 8
    assert card is not None
    assert charges_left([card.pk], datetime.now(UTC)) == {card.pk: 0}


def test_what_is_older_than_thirty_days_counts_no_more(charged, now) -> None:
    pledge = charged(8, days_ago=31)
    assert charges_left([pledge.instrument_id], now) == {pledge.instrument_id: 8}


def test_a_card_that_was_never_charged_bears_eight(begin_pledge, now) -> None:
    pledge = begin_pledge()
    assert charges_left([pledge.instrument_id, 0], now) == {pledge.instrument_id: 8, 0: 8}


def test_an_unsent_charge_that_was_withdrawn_counts_no_more(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    plan_renewals(today=pledge.next_due, now=now)
    assert charges_left([pledge.instrument_id], now) == {pledge.instrument_id: 7}
    cancel_pledge(pledge, actor="supporter", now=now)
    assert charges_left([pledge.instrument_id], now) == {pledge.instrument_id: 8}


def test_counting_is_one_look_into_an_index_however_many_cards(begin_pledge, now, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        recent_charges(range(500), at=now, now=now)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT instrument_id FROM payments_attempt WHERE instrument_id = ANY(%s) AND first_sent_at > %s",
            [[1, 2, 3], now],
        )
        assert "attempt_of_card" in " ".join(row[0] for row in cursor.fetchall())


def test_a_cards_copy_at_another_account_is_the_same_card(charged, account, now) -> None:
    pledge = charged(5)
    there = ProviderAccount.objects.create(code="fake2", provider="fake")
    old = pledge.instrument
    copies = [old]
    for n in range(2):
        copies.append(
            Instrument.objects.create(
                supporter=old.supporter, provider_account=there, token=f"tok_{n}", created_at=now, copy_of=copies[-1]
            )
        )  # fmt: skip
    assert charges_left([one.pk for one in copies], now) == {one.pk: 3 for one in copies}


def test_a_card_that_one_batch_wants_often_is_locked(begin_pledge, now) -> None:
    card = begin_pledge().instrument_id
    with CaptureQueriesContext(connection) as asked:
        CardRoom([card], at=now, now=now, zone=current_paper().zone)
    assert not any("FOR NO KEY UPDATE" in one["sql"] for one in asked)
    with CaptureQueriesContext(connection) as asked:
        CardRoom([card] * 3, at=now, now=now, zone=current_paper().zone)
    assert any("FOR NO KEY UPDATE" in one["sql"] for one in asked)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=st.lists(st.integers(0, 80), min_size=1, max_size=14))
def test_in_whatever_order_charges_are_wanted_no_thirty_days_hold_more_than_eight(begin_pledge, now, wanted) -> None:
    pledge = begin_pledge(email=f"{Pledge.objects.count()}@example.org")
    first, card, zone = Attempt.objects.get(payment__pledge=pledge), pledge.instrument, current_paper().zone
    assert card is not None
    for n, days in enumerate(wanted):
        moment = now + timedelta(days=days)
        send_after = CardRoom([card.pk], at=moment, now=now, zone=zone).take(card.pk, moment)
        Attempt.objects.create(
            payment=first.payment, n=100 + n, provider_account=first.provider_account, operation="charge",
            idem_key=f"{pledge.uuid}{n}", frozen_body=b"{}", amount_minor=200, instrument=card, state="declined",
            send_after=send_after, first_sent_at=send_after, created_at=now,
        )  # fmt: skip
    sent = sorted(attempt.send_after for attempt in card.charges.all())
    assert len(sent) == len(wanted)
    for end in sent:
        assert sum(end - timedelta(days=30) < other <= end for other in sent) <= 8


# --- The bank wants the payer present ---


def test_the_payer_is_asked_and_nothing_is_tried_blindly(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    provider.script = [Decline.AUTHENTICATION_REQUIRED]
    run(now, pledge.next_due)
    payment = renewal()
    assert (payment.state, fresh(payment).pledge.state) == ("failed", "active")
    assert payment.confirm_by == current_paper().today(now) + timedelta(days=14)
    run(now + timedelta(days=10))
    assert (charges(provider), letters()) == (1, ["confirm"])
    assert all_faults(now=now) == []


def test_the_payers_word_pays_this_very_payment_and_keeps_the_card(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    old = pledge.instrument
    provider.script = [Decline.AUTHENTICATION_REQUIRED]
    run(now, pledge.next_due)
    step = begin_confirmation(renewal(), now=now)
    assert step.kind == "redirect" and begin_confirmation(renewal(), now=now) == step
    attempt = Attempt.objects.get(payment=renewal(), n=2)
    assert attempt.operation == "checkout"
    provider.pay(attempt.session_id, token="tok_confirmed")
    run(now + timedelta(minutes=5), pledge.anchor)
    pledge.refresh_from_db()
    assert (renewal().state, pledge.state, pledge.instrument.token) == ("paid", "active", "tok_confirmed")
    old.refresh_from_db()
    assert old.revoked_at is not None
    assert begin_confirmation(renewal(), now=now).kind == "thanks"
    assert len(provider.successes) == 2
    assert all_faults(now=now) == []


def test_a_page_that_was_left_alone_can_be_opened_again(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    provider.script = [Decline.AUTHENTICATION_REQUIRED]
    run(now, pledge.next_due)
    begin_confirmation(renewal(), now=now)
    provider.expire_session(Attempt.objects.get(payment=renewal(), n=2).session_id)
    run(now + timedelta(minutes=5), pledge.anchor)
    assert renewal().state == "failed"
    assert begin_confirmation(renewal(), now=now).kind == "redirect"
    assert Attempt.objects.filter(payment=renewal()).count() == 3
    assert all_faults(now=now) == []


def test_pages_for_another_card_and_pages_to_confirm_are_counted_together(begin_pledge, provider, account, now) -> None:
    pledge = begin_pledge()
    provider.script = [Decline.AUTHENTICATION_REQUIRED]
    run(now, pledge.next_due)
    begin_instrument_change(pledge, now=now)
    for _ in range(PAGES_A_DAY - 1):
        assert begin_confirmation(renewal(), now=now).kind == "redirect"
        provider.expire_session(Attempt.objects.filter(payment=renewal()).latest("n").session_id)
        settle(account, provider.records.values(), actor="webhook", now=now)
    with pytest.raises(PagesSpent):
        begin_confirmation(renewal(), now=now)
    assert renewal().state == "failed"
    assert begin_confirmation(renewal(), now=now + timedelta(days=1)).kind == "redirect"


def test_a_provider_that_does_not_answer_leaves_one_page_to_find(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    provider.script = [Decline.AUTHENTICATION_REQUIRED, "lost_after"]
    run(now, pledge.next_due)
    assert begin_confirmation(renewal(), now=now).kind == "pending"
    assert begin_confirmation(renewal(), now=now).kind == "redirect"
    assert Attempt.objects.filter(payment=renewal(), operation="checkout").count() == 1


def test_a_page_that_could_not_be_opened_within_the_hour_fails_again(begin_pledge, provider, account, now) -> None:
    pledge = begin_pledge()
    provider.script = [Decline.AUTHENTICATION_REQUIRED]
    run(now, pledge.next_due)
    account.stopped_reason = "restored"
    account.save()
    assert begin_confirmation(renewal(), now=now).kind == "pending"
    run(now + timedelta(hours=2), pledge.anchor)
    assert renewal().state == "failed"
    assert Attempt.objects.get(payment=renewal(), n=2).first_sent_at is None


def test_who_does_not_confirm_lapses_after_two_weeks_and_not_before(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    provider.script = [Decline.AUTHENTICATION_REQUIRED]
    run(now, pledge.next_due)
    until = renewal().confirm_by
    assert lapse_unconfirmed(today=until, now=now) == 0
    assert lapse_unconfirmed(today=until + timedelta(days=1), now=now) == 1
    assert lapse_unconfirmed(today=until + timedelta(days=1), now=now) == 0
    assert (Pledge.objects.get().state, letters()) == ("lapsed", ["confirm", "lapsed"])
    # The link of the mail still works: the payer's word takes the pledge up again.
    begin_confirmation(renewal(), now=now)
    provider.pay(Attempt.objects.get(payment=renewal(), n=2).session_id, token="tok_back")
    run(now + timedelta(minutes=5), pledge.anchor)
    assert (renewal().state, Pledge.objects.get().state) == ("paid", "active")
    assert all_faults(now=now) == []


def test_a_pause_is_not_ended_by_a_lapse(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    provider.script = [Decline.AUTHENTICATION_REQUIRED]
    run(now, pledge.next_due)
    pause_pledge(pledge, until=None, actor="supporter", now=now)
    lapse_unconfirmed(today=renewal().confirm_by + timedelta(days=1), now=now)
    assert Pledge.objects.get().state == "paused"


def test_a_stopped_pledge_can_not_be_confirmed(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    provider.script = [Decline.AUTHENTICATION_REQUIRED]
    run(now, pledge.next_due)
    cancel_pledge(pledge, actor="supporter", now=now)
    with pytest.raises(PledgeEnded):
        begin_confirmation(renewal(), now=now)
    with pytest.raises(PledgeEnded):
        begin_confirmation(Payment.objects.get(period=0), now=now)


# --- Another card ---


def test_another_cards_first_try_is_its_readers_own_and_the_four_go_on(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    provider.script = [Decline.CARD_DECLINED] * 20
    run(now, pledge.next_due)
    run(now + timedelta(days=4))
    assert tries_of(renewal()) == 2
    another_card(pledge, provider, now + timedelta(days=5))
    assert (charges(provider), tries_of(renewal())) == (3, 2)
    for day in range(6, 60):
        run(now + timedelta(days=day), pledge.anchor)
    assert (charges(provider), tries_of(renewal())) == (5, 4)
    assert Pledge.objects.get().state == "lapsed"
    assert all_faults(now=now) == []


def test_a_lost_charge_is_one_of_the_four(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    provider.script = [Decline.CARD_DECLINED, Reason.TIMEOUT]
    run(now, pledge.next_due)
    run(now + timedelta(days=4))
    assert tries_of(renewal()) == 2


# --- Cards that end ---


def test_a_card_that_ends_is_written_about_once(begin_pledge, now) -> None:
    begin_pledge()
    ends = date(2030, 2, 28)
    for today in (ends - timedelta(days=22), ends - timedelta(days=21), ends - timedelta(days=20), ends):
        note_card_ends(today=today, now=now)
    assert ProcrastinateJob.objects.filter(task_name__endswith="mail_expiry").count() == 1
    assert Instrument.objects.get().end_noted_on == ends - timedelta(days=21)


@pytest.mark.parametrize("state", ["cancelled", "lapsed", "paused"])
def test_a_card_that_nothing_is_taken_from_is_not_written_about(begin_pledge, now, state) -> None:
    begin_pledge()
    Pledge.objects.update(state=state)
    assert note_card_ends(today=date(2030, 2, 10), now=now) == 1
    assert not ProcrastinateJob.objects.filter(task_name__endswith="mail_expiry").exists()


def test_months_moved_by_hand_do_not_use_up_a_card(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    for month in range(1, 13):
        run(now, add_months(pledge.anchor, month))
    assert len(provider.successes) == 13
