"""A snapshot of the database is put back, or a copy of it is started: nothing is lost, nobody is charged twice.

The snapshot is a savepoint; what is rolled back to it is only on the provider's record from then on.
"""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from smallfavor.core.money import Money
from smallfavor.ledger.queries import trial_balance
from smallfavor.payments.actions import check_place
from smallfavor.payments.actions import compare_newest as comparing
from smallfavor.payments.actions.begin_checkout import MethodUnavailable, begin_checkout
from smallfavor.payments.actions.pledges import begin_instrument_change as changing
from smallfavor.payments.actions.pledges.begin_instrument_change import begin_instrument_change
from smallfavor.payments.actions.pledges.cancel_pledge import cancel_pledge
from smallfavor.payments.actions.pledges.change_pledge import change_pledge
from smallfavor.payments.actions.reconcile import reconcile
from smallfavor.payments.actions.refund_payment import refund_payment
from smallfavor.payments.actions.renew import renew
from smallfavor.payments.models import Attempt, Installation, Payment, Pledge, ProviderAccount
from smallfavor.payments.providers.base import Decline, ProviderUnavailable, Reason, Succeeded
from smallfavor.payments.tests.fake_provider import FakeProvider
from smallfavor.supporters.queries import contact_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def asked_anew(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    check_place.forget_checks()
    monkeypatch.setattr(changing, "manage_url", lambda supporter: "https://paper.example/manage/")
    yield
    check_place.forget_checks()


@contextmanager
def lost_afterwards() -> Iterator[None]:
    """What happens inside is forgotten by the database, and remembered by the provider."""
    snapshot = transaction.savepoint()
    yield
    transaction.savepoint_rollback(snapshot)


def run(now: datetime, day) -> int:
    return renew(now=now, as_of=day, concurrency=1).paid


def resume(**options) -> str:
    out = io.StringIO()
    call_command("resume", stdout=out, **options)
    return out.getvalue()


def stop() -> None:
    ProviderAccount.objects.update(stopped_reason="restored")


def taken(provider: FakeProvider) -> list[tuple[str, int]]:
    """(payment, how often) of all that the provider took and did not give back."""
    payments = [charge.ours.payment for charge in provider.successes if charge.ours]
    return sorted((payment, payments.count(payment)) for payment in set(payments))


def check_sound(provider: FakeProvider, now: datetime) -> None:
    assert {count for _, count in taken(provider)} == {1}
    report = reconcile(since=now - timedelta(days=35), now=now + timedelta(hours=1))
    assert report.faults == []
    assert all(debit == credit for debit, credit in trial_balance().totals.values())


def test_a_pledge_made_after_the_backup_goes_on_being_charged(begin_pledge, provider, now) -> None:
    begin_pledge()
    with lost_afterwards():
        lost = begin_pledge(email="new@example.org", amount=Money(500, "USD"))
        run(now, lost.next_due)
    stop()
    said = resume()
    found = Pledge.objects.get(uuid=lost.uuid)
    assert (found.state, found.amount, found.n) == ("active", Money(500, "USD"), 2)
    assert (found.terms_version, found.appeal, found.language) == ("t1", "spring", "en")
    assert found.instrument is not None
    charged = Attempt.objects.get(payment__pledge=found, operation="charge")
    assert charged.instrument == found.instrument  # and so it counts among the card's eight
    assert contact_of(found.supporter) is None
    assert str(found.supporter.uuid) in said
    check_sound(provider, now)
    before = len(provider.successes)
    run(now, lost.next_due)
    assert len(provider.successes) == before
    run(now, found.next_due)
    assert Payment.objects.get(pledge=found, period=2).state == "paid"
    check_sound(provider, now)


def test_nothing_is_sent_before_the_rebuild_and_a_second_run_changes_nothing(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    with lost_afterwards():
        run(now, pledge.next_due)
    assert run(now, pledge.next_due) == 0  # it is planned here, and the provider has it: somebody else sent it
    assert len(provider.successes) == 2
    assert "does not know" in ProviderAccount.objects.get().stopped_reason
    resume()
    pledge.refresh_from_db()
    counted = (Payment.objects.count(), Attempt.objects.count(), trial_balance().totals)
    stop()
    assert "rebuilt 0 pledges, 0 payments, 0 attempts" in resume()
    assert counted == (Payment.objects.count(), Attempt.objects.count(), trial_balance().totals)
    check_sound(provider, now)


def test_a_rebuild_that_is_cut_off_goes_on_when_it_is_run_again(begin_pledge, provider, now, monkeypatch) -> None:
    stays, goes = begin_pledge(), begin_pledge(email="second@example.org")
    with lost_afterwards():
        lost = begin_pledge(email="new@example.org")
        cancel_pledge(goes, actor="supporter", now=now)
        run(now, lost.next_due)
    stop()
    listed = provider.list_window

    def breaks_off(start, end):
        for count, record in enumerate(listed(start, end)):
            if count == 6:
                raise ProviderUnavailable(Reason.TIMEOUT)
            yield record

    monkeypatch.setattr(provider, "list_window", breaks_off)
    with pytest.raises(CommandError, match="does not answer"):
        resume()
    assert ProviderAccount.objects.get().stopped_reason == "restored"
    monkeypatch.setattr(provider, "list_window", listed)
    resume()
    goes.refresh_from_db()
    assert goes.state == "cancelled"
    for pledge in (stays, lost):
        payments = Payment.objects.filter(pledge__uuid=pledge.uuid).order_by("period")
        assert [(payment.period, payment.state) for payment in payments] == [(0, "paid"), (1, "paid")]
    check_sound(provider, now)


def test_an_old_snapshot_is_noticed_although_nothing_happened_lately(begin_pledge, provider, now) -> None:
    """Whoever puts a snapshot back after a long outage must not see an empty day and go on."""
    pledge = begin_pledge()
    with lost_afterwards():
        begin_pledge(email="new@example.org")
    provider.records = {
        name: replace(record, created_at=record.created_at - timedelta(days=3))
        for name, record in provider.records.items()
    }
    Attempt.objects.update(first_sent_at=now - timedelta(days=3, minutes=1))
    assert run(now, pledge.next_due) == 0
    assert "does not know" in ProviderAccount.objects.get().stopped_reason


def test_a_pledge_cancelled_after_the_backup_is_cancelled_again(begin_pledge, provider, now) -> None:
    stays, goes = begin_pledge(), begin_pledge(email="second@example.org")
    with lost_afterwards():
        cancel_pledge(goes, actor="supporter", now=now)
        run(now, now.date())
        assert provider.revoked
    stop()
    assert "cancelled 1 pledges" in resume()
    goes.refresh_from_db()
    assert goes.state == "cancelled"
    assert goes.instrument.revoked_at is not None
    assert run(now, stays.next_due) == 1
    assert not goes.payments.filter(period__gt=0).exists()
    check_sound(provider, now)


def test_a_card_replaced_after_the_backup_does_not_end_the_pledge(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    with lost_afterwards():
        begin_instrument_change(pledge, now=now)
        session = pledge.setups.get().session_id
        provider.save_card(session, "tok_new")
        run(now, now.date() + timedelta(days=1))
        changing.settle(pledge.provider_account, [provider.records[session]], actor="webhook", now=now)
        run(now, now.date())
        assert provider.revoked == [pledge.instrument.token]
    stop()
    said = resume()
    pledge.refresh_from_db()
    assert (pledge.state, pledge.instrument.token) == ("active", "tok_new")
    assert "1 changes of the way to pay" in said
    assert run(now, pledge.next_due) == 1
    check_sound(provider, now)


def test_refunds_declines_and_changed_amounts_come_back(begin_pledge, provider, now) -> None:
    given_back, dearer = begin_pledge(), begin_pledge(email="second@example.org")
    with lost_afterwards():
        refund_payment(given_back.payments.get(period=0), actor="desk:1", reason="asked for", now=now)
        change_pledge(dearer, amount=Money(900, "USD"), actor="supporter", now=now)
        provider.script = ["ok", Decline.EXPIRED_CARD, "ok"]
        run(now, dearer.next_due)
    stop()
    resume()
    dearer.refresh_from_db()
    given_back.refresh_from_db()
    states = {pledge.state for pledge in (given_back, dearer)}
    assert given_back.payments.get(period=0).state == "refunded"
    assert states == {"active", "lapsed"}
    newest = dearer.payments.get(period=1)
    assert newest.amount == Money(900, "USD")
    assert dearer.amount == Money(900, "USD")
    report = reconcile(since=now - timedelta(days=35), now=now + timedelta(hours=1))
    assert report.faults == []


def test_a_single_gift_and_an_open_page_come_back(order, provider, account, now) -> None:
    with lost_afterwards():
        given = begin_checkout(order, now=now)
        provider.pay(Attempt.objects.get(payment=given.payment).session_id)
        waiting = begin_checkout(replace(order, request_key="f" * 32, email="x@example.org"), now=now)
        uuid = waiting.payment.uuid
    stop()
    resume()
    assert Payment.objects.get(uuid=given.payment.uuid).state == "paid"
    assert Payment.objects.get(uuid=uuid).state == "awaiting_payer"
    # The reader's tab is still open: the same form is thanked, not charged again.
    assert begin_checkout(order, now=now).kind == "thanks"
    check_sound(provider, now)


def test_letters_of_thanks_are_not_sent_a_second_time(begin_pledge, provider, now) -> None:
    from smallfavor.core.mail import was_sent  # noqa: PLC0415

    pledge = begin_pledge()
    with lost_afterwards():
        run(now, pledge.next_due)
    stop()
    resume()
    assert was_sent(f"receipt:{Payment.objects.get(pledge=pledge, period=1).uuid}")


def test_a_dry_run_says_the_same_and_changes_nothing(begin_pledge, provider, now) -> None:
    with lost_afterwards():
        lost = begin_pledge()
    ProviderAccount.objects.get_or_create(code="fake", defaults={"provider": "fake"})
    stop()
    said = resume(dry_run=True)
    assert "rebuilt 1 pledges, 1 payments" in said
    assert not Pledge.objects.filter(uuid=lost.uuid).exists()
    assert ProviderAccount.objects.get().stopped_reason == "restored"


def test_what_finds_no_place_goes_to_a_person_and_the_account_stays_stopped(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    [first] = provider.successes
    assert first.ours is not None
    strange = replace(first.ours, payment="5f0c7a0e-0000-4000-8000-000000000000", pledge="", extra={})
    provider.records["ch_x"] = replace(first, object_id="ch_x", ours=strange)
    assert run(now, pledge.next_due) == 0
    out = io.StringIO()
    with pytest.raises(CommandError, match="stays stopped"):
        call_command("resume", stdout=out)
    assert "ch_x" in out.getvalue()
    assert ProviderAccount.objects.get().stopped_reason
    resume(accept=True)
    assert run(now + timedelta(minutes=1), pledge.next_due) == 1


def test_periods_that_the_provider_knows_nothing_of_are_not_asked_for_later(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    second = pledge.next_due
    with lost_afterwards():
        provider.script = []
        third = second + timedelta(days=31)
        run(now, third)  # as after an outage: period 1 is waived, period 2 is taken
        assert Payment.objects.get(pledge=pledge, period=1).state == "waived"
    stop()
    resume()
    pledge.refresh_from_db()
    assert [payment.state for payment in pledge.payments.order_by("period")] == ["paid", "waived", "paid"]
    assert run(now, third) == 0
    check_sound(provider, now)


# --- A copy of the database that holds live keys ---


@pytest.fixture
def stand(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """From now on the database stands there; each process asks anew."""

    def at(place: str) -> None:
        check_place.forget_checks()
        monkeypatch.setattr(check_place, "current_place", lambda: place)

    return at


def test_a_copy_that_is_started_first_sends_nothing(begin_pledge, provider, now, stand, order) -> None:
    stand("production")
    pledge = begin_pledge()
    charges = len(provider.successes)
    with lost_afterwards():
        stand("staging")
        assert run(now, pledge.next_due) == 0
        assert "is a copy" in ProviderAccount.objects.get().stopped_reason
        with pytest.raises(MethodUnavailable):
            begin_checkout(order, now=now)
        assert (begin_instrument_change(pledge, now=now)).kind == "pending"
    assert len(provider.successes) == charges
    stand("production")
    assert run(now, pledge.next_due) == 1
    check_sound(provider, now)


def test_a_copy_revokes_nobodys_card(begin_pledge, provider, now, stand) -> None:
    stand("production")
    pledge = begin_pledge()
    stand("staging")
    cancel_pledge(pledge, actor="desk:1", now=now)
    run(now, now.date())
    assert provider.revoked == []


def test_a_database_that_has_moved_goes_on_after_resume(begin_pledge, provider, now, stand) -> None:
    stand("old machine")
    pledge = begin_pledge()
    stand("new machine")
    assert run(now, pledge.next_due) == 0
    resume()
    assert Installation.objects.get().place == "new machine"
    assert run(now + timedelta(minutes=1), pledge.next_due) == 1


@pytest.mark.parametrize("key_life", [timedelta(hours=24), timedelta(0)], ids=["the key lives", "the key is forgotten"])
def test_of_two_copies_that_can_not_tell_themselves_apart_one_stops(begin_pledge, provider, now, key_life) -> None:
    """The same place, byte for byte (a machine that was cloned whole): the provider's record tells it then."""
    pledge = begin_pledge()
    provider.key_life = lambda operation: key_life  # type: ignore[method-assign]
    with lost_afterwards():
        assert run(now, pledge.next_due) == 1  # the clone charges first
    assert run(now, pledge.next_due) == 0  # the other plans the same period, finds it taken, and stops
    assert ProviderAccount.objects.get().stopped_reason
    check_taken_once(provider, pledge)
    resume()
    run(now, pledge.next_due)
    check_taken_once(provider, pledge)
    check_sound(provider, now)


def check_taken_once(provider: FakeProvider, pledge: Pledge) -> None:
    periods = [charge.ours.extra["period"] for charge in provider.successes if isinstance(charge, Succeeded)]
    assert sorted(periods) == ["0", "1"]


def test_a_long_record_is_compared_in_chunks_and_what_is_missing_is_found(
    begin_pledge, provider, account, now, monkeypatch
) -> None:
    for reader in range(4):
        begin_pledge(email=f"reader{reader}@example.org")
    with lost_afterwards():
        lost = begin_pledge(email="new@example.org")
    plain, asked = comparing.unknown_to_us, []

    def unknown_to_us(ours):
        asked.append(len(ours))
        return plain(ours)

    monkeypatch.setattr(comparing, "CHUNK", 4)
    monkeypatch.setattr(comparing, "unknown_to_us", unknown_to_us)
    missing = comparing.missing_here(account, since=now - timedelta(days=400), now=now)
    assert (asked, {one.pledge for one in missing}) == ([4, 4, 2], {str(lost.uuid)})
