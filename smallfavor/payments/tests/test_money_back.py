"""Money that goes back: refunds in parts, disputes that hold a pledge, debits that a bank sends back weeks later."""

import itertools
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from smallfavor.core.mail import compose
from smallfavor.core.money import Money
from smallfavor.ledger.queries import trial_balance
from smallfavor.payments.actions import refund_refusals as refusals
from smallfavor.payments.actions.begin_checkout import begin_checkout
from smallfavor.payments.actions.drive import drive_until_idle
from smallfavor.payments.actions.end_pauses import end_pauses
from smallfavor.payments.actions.pledges.pause_pledge import pause_pledge
from smallfavor.payments.actions.pledges.refusals import PledgeHeld
from smallfavor.payments.actions.pledges.resume_pledge import resume_pledge
from smallfavor.payments.actions.refund_payment import refund_payment
from smallfavor.payments.actions.settle import settle
from smallfavor.payments.mails import letters_back
from smallfavor.payments.models import Attempt, ProviderObject, StateChange
from smallfavor.payments.providers.base import Decline, Refunded
from smallfavor.payments.queries import given_back, left_of
from smallfavor.payments.queries.invariants import all_faults
from smallfavor.payments.rules.money_back import AfterReturn, after_dispute, after_return, left_minor, state_after
from smallfavor.payments.tests.conftest import fresh
from smallfavor.payments.tests.tables import table

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid(provider, order, account, now):
    """A gift of $10, settled."""
    step = begin_checkout(order, now=now)
    provider.pay("cs_1")
    settle(account, provider.records.values(), actor="webhook", now=now)
    return step.payment


def drive(now) -> None:
    drive_until_idle(today=now.date(), now=now, concurrency=1)


def balance(code: str) -> int:
    return trial_balance().balance_minor(code, "USD")


def refund(payment, minor: int | None, now, currency: str = "USD"):
    amount = None if minor is None else Money(minor, currency)
    return refund_payment(payment, amount=amount, actor="desk:1", reason="asked by mail", now=now)


# --- Refunds ---


def test_a_payment_goes_back_in_parts_until_nothing_is_left(provider, account, paid, now) -> None:
    for minor, state, income in ((300, "paid", 700), (200, "paid", 500), (None, "refunded", 0)):
        refund(paid, minor, now)
        drive(now)
        assert (fresh(paid).state, balance("income:once")) == (state, income)
    with pytest.raises(refusals.NothingLeft):
        refund(paid, 1, now)
    assert [(one.amount.minor, one.state, one.by, one.why) for one in given_back(paid)] == [
        (300, "done", "desk:1", "asked by mail"),
        (200, "done", "desk:1", "asked by mail"),
        (500, "done", "desk:1", "asked by mail"),
    ]
    assert all_faults(now=now) == []


@pytest.mark.parametrize(
    ("minor", "currency", "refusal", "code"),
    [
        (0, "USD", refusals.AmountWrong, "refund_amount_wrong"),
        (-5, "USD", refusals.AmountWrong, "refund_amount_wrong"),
        (1001, "USD", refusals.MoreThanIsLeft, "refund_more_than_left"),
        (2**63 - 1, "USD", refusals.MoreThanIsLeft, "refund_more_than_left"),
        (100, "EUR", refusals.OtherCurrency, "refund_other_currency"),
    ],
)
def test_a_wrong_amount_is_refused_and_nothing_happens(provider, paid, now, minor, currency, refusal, code) -> None:
    with pytest.raises(refusal) as refused:
        refund(paid, minor, now, currency)
    assert refused.value.code == code
    assert not Attempt.objects.filter(operation="refund").exists()
    assert not StateChange.objects.filter(state="refund_asked").exists()


def test_one_refund_at_a_time_and_more_than_is_left_is_refused(provider, account, paid, now) -> None:
    refund(paid, 600, now)
    with pytest.raises(refusals.OnItsWay):
        refund(paid, 100, now)
    drive(now)
    with pytest.raises(refusals.MoreThanIsLeft) as refused:
        refund(paid, 500, now)
    assert refused.value.left == Money(400, "USD") == left_of(paid)


def test_what_is_not_paid_or_disputed_is_not_given_back(provider, account, order, paid, now) -> None:
    unpaid = begin_checkout(type(order)(**{**vars(order), "request_key": "other"}), now=now).payment
    with pytest.raises(refusals.NotPaid):
        refund(unpaid, None, now)
    settle(account, [provider.dispute(provider.successes[0])], actor="webhook", now=now)
    with pytest.raises(refusals.UnderDispute):
        refund(paid, None, now)


def test_refunds_made_at_the_provider_count_and_are_found_among_ours(provider, account, paid, now) -> None:
    [charge] = provider.successes
    for number in (1, 2):
        outside = Refunded(f"re_x{number}", charge.object_id, Money(200, "USD"), now, None)
        settle(account, [outside, outside], actor="reconcile", now=now)
    with pytest.raises(refusals.MoreThanIsLeft):
        refund(paid, 700, now)
    refund(paid, 600, now)
    drive(now)
    assert fresh(paid).state == "refunded"
    assert sorted(one.why for one in given_back(paid)) == ["", "", "asked by mail"]


def test_the_reader_is_told_once_how_much_went_back(provider, account, paid, now) -> None:
    refund(paid, 300, now)
    drive(now)
    row = ProviderObject.objects.get(kind="refund")
    letter = letters_back.compose_refunded(str(paid.uuid), refund=str(row.pk))
    assert letter is not None
    assert letter.letter.context["amount"] == "$3"
    assert not letter.letter.context["whole"]
    assert letters_back.compose_refunded("5f0c7a0e-0000-4000-8000-000000000000", refund=str(row.pk)) is None


@given(st.integers(1, 10**9), st.lists(st.integers(1, 10**9), max_size=12))
def test_refunds_never_exceed_what_was_taken(captured, wishes) -> None:
    back = 0
    for wish in wishes:
        if wish <= left_minor(captured, back):
            back += wish
    assert 0 <= back <= captured


# --- Disputes ---


def test_a_dispute_holds_its_pledge_and_a_win_lets_it_go_on(provider, account, begin_pledge, now) -> None:
    pledge = begin_pledge()
    [charge] = provider.successes
    settle(account, [provider.dispute(charge)], actor="webhook", now=now)
    pledge.refresh_from_db()
    assert (pledge.state, pledge.pause_reason) == ("paused", "dispute")
    for act in (lambda: resume_pledge(pledge, actor="supporter", now=now),
                lambda: pause_pledge(pledge, until=now.date(), actor="supporter", now=now)):  # fmt: skip
        with pytest.raises(PledgeHeld):
            act()
    far = now + timedelta(days=70)
    assert end_pauses(today=far.date(), now=far) == 0
    settle(account, [provider.dispute(charge, "won", fee_back=True)], actor="webhook", now=far)
    pledge.refresh_from_db()
    assert (pledge.state, pledge.pause_reason) == ("active", "")
    assert pledge.next_due is not None
    assert pledge.next_due >= far.date()
    assert pledge.payments.filter(state="waived").count() == 2
    assert (balance("expenses:disputes"), balance("expenses:fees"), balance("assets:fake")) == (0, 10, 190)
    assert all_faults(now=now) == []


def test_a_lost_dispute_ends_the_pledge_and_its_card_for_good(provider, account, begin_pledge, now) -> None:
    pledge = begin_pledge()
    [charge] = provider.successes
    settle(account, [provider.dispute(charge), provider.dispute(charge, "lost")], actor="webhook", now=now)
    settle(account, [provider.dispute(charge, "open")], actor="webhook", now=now)
    pledge.refresh_from_db()
    assert (pledge.state, pledge.instrument.revoke_after is not None) == ("cancelled", True)
    assert pledge.changes.filter(state="cancelled").get().reason.startswith("disputed")
    assert ProviderObject.objects.get(kind="dispute").dispute_state == "lost"


def test_a_win_gives_the_readers_own_pause_back(provider, account, begin_pledge, now) -> None:
    pledge, until = begin_pledge(), now.date() + timedelta(days=40)
    pause_pledge(pledge, until=until, actor="supporter", now=now)
    [charge] = provider.successes
    settle(account, [provider.dispute(charge)], actor="webhook", now=now)
    assert end_pauses(today=until, now=now) == 0
    settle(account, [provider.dispute(charge, "won")], actor="webhook", now=now)
    pledge.refresh_from_db()
    assert (pledge.state, pledge.pause_reason, pledge.paused_until) == ("paused", "", until)
    assert end_pauses(today=until, now=now) == 1


def test_a_refund_that_never_left_is_withdrawn_when_the_bank_takes_the_money(provider, account, paid, now) -> None:
    refund(paid, 400, now)
    settle(account, [provider.dispute(provider.successes[0])], actor="webhook", now=now)
    drive(now)
    assert not [record for record in provider.records.values() if isinstance(record, Refunded)]
    assert given_back(paid)[0].state == "withdrawn"


def test_a_disputed_duplicate_is_owed_no_more_and_goes_out_again_when_won(provider, account, paid, now) -> None:
    second = provider.second_charge(provider.successes[0])
    settle(account, [second], actor="sweep", now=now)
    settle(account, [provider.dispute(second)], actor="webhook", now=now)
    assert (balance("liabilities:duplicates"), balance("expenses:disputes"), fresh(paid).state) == (0, 0, "paid")
    settle(account, [provider.dispute(second, "won")], actor="webhook", now=now)
    assert balance("liabilities:duplicates") == 1000
    drive(now)
    assert balance("liabilities:duplicates") == 0
    assert all_faults(now=now + timedelta(hours=2)) == []


# --- Late returns ---


def test_a_debit_that_comes_back_takes_the_income_back_with_its_fee(provider, account, paid, now) -> None:
    returned = provider.send_back(provider.successes[0])
    for _ in range(2):
        settle(account, [returned], actor="webhook", now=now + timedelta(days=30))
    assert fresh(paid).state == "returned"
    assert (balance("income:once"), balance("expenses:fees"), balance("assets:fake")) == (0, 510, -510)
    with pytest.raises(refusals.UnderDispute):
        refund(paid, None, now)
    letter = letters_back.compose_returned(str(paid.uuid), returned=str(ProviderObject.objects.get(kind="return").pk))
    assert letter is not None
    assert letter.letter.context["button_url"] == ""
    assert all_faults(now=now) == []


def test_an_empty_account_leaves_the_pledge_and_a_closed_one_asks_for_another(
    provider, account, begin_pledge, now
) -> None:
    for code, hard, state in ((Decline.INSUFFICIENT_FUNDS, False, "active"), (Decline.INSTRUMENT_GONE, True, "lapsed")):
        pledge = begin_pledge()
        settle(account, [provider.send_back(provider.successes[-1], code, hard=hard)], actor="webhook", now=now)
        pledge.refresh_from_db()
        assert pledge.state == state
        assert pledge.payments.get().state == "returned"


def test_every_order_of_what_undoes_money_ends_the_same(provider, account, paid, now) -> None:
    [charge] = provider.successes
    records = [
        Refunded("re_1", charge.object_id, Money(100, "USD"), now, None),
        provider.dispute(charge, "won"),
        provider.send_back(charge),
    ]
    ends = set()
    for order in itertools.permutations(records):
        with transaction.atomic():
            for record in order:
                settle(account, [record], actor="webhook", now=now)
            ends.add((fresh(paid).state, balance("income:once"), balance("expenses:disputes"), balance("assets:fake")))
            transaction.set_rollback(True)
    assert len(ends) == 1
    assert ends.pop()[0] == "returned"


def test_a_return_that_is_heard_of_before_its_charge_waits(provider, account, order, now) -> None:
    step = begin_checkout(order, now=now)
    early = provider.send_back(provider.pay("cs_1"))
    assert settle(account, [early], actor="webhook", now=now).unplaced == (early,)
    settle(account, provider.records.values(), actor="webhook", now=now)
    assert fresh(step.payment).state == "returned"


@pytest.mark.parametrize("row", table("returns.md", header="code"))
def test_the_table_of_returns_is_what_happens(row) -> None:
    found = after_return(code=row["code"], hard=row["hard"] == "yes", in_a_row=int(row["in a row"]))
    assert found == AfterReturn(row["then"])


@pytest.mark.parametrize("row", table("returns.md", header="dispute"))
def test_the_table_of_disputes_is_what_happens(row) -> None:
    assert (after_dispute(row["dispute"], others_open=row["others open"] == "yes") or "nothing") == row["pledge"]


@pytest.mark.parametrize("row", table("returns.md", header="taken"))
def test_the_table_of_states_is_what_happens(row) -> None:
    disputes = [word for word in row["disputes"].split(", ") if word]
    state = state_after(
        captured_minor=int(row["taken"]), refunded_minor=int(row["given back"]), returned=row["sent back"] == "yes",
        disputes=disputes,
    )  # fmt: skip
    assert state == row["payment"]


@pytest.mark.parametrize(("language", "said"), [("en", "given $3 back to you, of the $10"), ("ru", "Мы вернули вам")])
def test_the_letters_about_money_back_say_it_plainly(provider, account, paid, now, language, said) -> None:
    refund(paid, 300, now)
    drive(now)
    settle(account, [provider.send_back(provider.successes[0])], actor="webhook", now=now)
    type(paid).objects.update(language=language)
    rows = {row.kind: str(row.pk) for row in ProviderObject.objects.filter(kind__in=["refund", "return"])}
    refunded = letters_back.compose_refunded(str(paid.uuid), refund=rows["refund"])
    returned = letters_back.compose_returned(str(paid.uuid), returned=rows["return"])
    assert refunded is not None
    assert returned is not None
    mail = compose(refunded)
    assert said in " ".join(mail.body.split())
    assert "asked by mail" not in mail.body
    assert "$" not in mail.subject + compose(returned).subject
    assert ("You owe us nothing" if language == "en" else "ничего не должны") in " ".join(
        compose(returned).body.split()
    )
