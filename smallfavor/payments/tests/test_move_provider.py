"""The change of processor, over two real sandboxes: each period is paid once, over both records."""

import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from procrastinate.contrib.django.models import ProcrastinateJob

from sandbox_processor.testing import RunningSandbox, running_sandbox
from smallfavor.core.money import Money
from smallfavor.payments.actions import plan_attempt
from smallfavor.payments.actions.begin_checkout import CheckoutOrder, begin_checkout
from smallfavor.payments.actions.check_payment import check_payment
from smallfavor.payments.actions.claim import claim_batch
from smallfavor.payments.actions.drive import drive_until_idle
from smallfavor.payments.actions.moving.follow_moves import follow_moves
from smallfavor.payments.actions.moving.move_pledges import Wanted, move_pledges
from smallfavor.payments.actions.open_accounts import open_accounts
from smallfavor.payments.actions.plan_renewals import plan_renewals
from smallfavor.payments.actions.pledges.begin_instrument_change import begin_instrument_change
from smallfavor.payments.actions.reconcile import reconcile
from smallfavor.payments.actions.refund_payment import refund_payment
from smallfavor.payments.actions.send import send
from smallfavor.payments.actions.sweep_setups import sweep_setups
from smallfavor.payments.mails import letters
from smallfavor.payments.models import Attempt, Instrument, Payment, Pledge, ProviderAccount
from smallfavor.payments.tests.conftest import sent_long_ago
from tests.refusals.rows import digest

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def second_server() -> Iterator[RunningSandbox]:
    with running_sandbox() as server:
        yield server


@pytest.fixture
def second(second_server: RunningSandbox, sandbox: RunningSandbox, settings, monkeypatch) -> Iterator[RunningSandbox]:
    """The account `sandbox2`, at a sandbox of its own with its own key."""
    second_server.forget()
    monkeypatch.setattr(plan_attempt, "payment_page", lambda payment: f"https://paper.example/{payment.uuid}")
    settings.PROVIDERS = ["sandbox", "sandbox2=sandbox"]
    settings.SANDBOX_ACCOUNTS = {
        "sandbox2": {
            "url": second_server.url,
            "api_key": second_server.api_key,
            "webhook_secret": second_server.webhook_secret,
        }
    }
    open_accounts()
    yield second_server
    second_server.healthy()


@pytest.fixture
def begin(sandbox: RunningSandbox, second: RunningSandbox, order: CheckoutOrder, now) -> Callable[[], Pledge]:
    """A monthly pledge at the first account."""

    def begun() -> Pledge:
        wanted = replace(
            order, interval="monthly", amount=Money(200, "USD"), request_key=uuid.uuid4().hex,
            email=f"{uuid.uuid4().hex}@example.org",
        )  # fmt: skip
        step = begin_checkout(wanted, now=now)
        sandbox.pay(step.url)
        pledge = check_payment(step.payment, now=now).pledge
        assert pledge is not None and pledge.instrument is not None
        return pledge

    return begun


def imported(server: RunningSandbox) -> str:
    """A card that the new processor has taken over: its token there."""
    until = int((datetime.now(UTC) + timedelta(hours=1)).timestamp() * 1000)
    page = {
        "mode": "setup", "method": "card", "interval": "monthly", "description": "x", "save_instrument": True,
        "return_url": "https://paper.example/", "cancel_url": "https://paper.example/", "on_decline": "return",
        "language": "en", "expires_ms": until, "metadata": {},
    }  # fmt: skip
    answer = server.call("POST", "/v1/sessions", page, key=uuid.uuid4().hex)
    answer.raise_for_status()
    server.pay(answer.json()["url"])
    token: str = server.record("instrument")[-1]["id"]
    return token


def token_of(pledge: Pledge) -> str:
    assert pledge.instrument is not None
    return pledge.instrument.token


def token_file(folder: Path, pairs: dict[str, str], header: str = "old_token,new_token") -> Path:
    path = folder / "tokens.csv"
    path.write_text("\n".join([header, *(f"{old},{new}" for old, new in pairs.items())]) + "\n", encoding="utf-8")
    return path


def drive(now: datetime, *, days: int = 0) -> None:
    """An hour later, so that whatever waits for another look has its turn; on that day of the schedule."""
    drive_until_idle(today=on(now, days), now=now + timedelta(hours=1), concurrency=1)


def on(now: datetime, days: int) -> date:
    return now.date() + timedelta(days=days)


def taken(*servers: RunningSandbox) -> Counter[str]:
    """How often money was taken for each payment, over all records."""
    return Counter(
        charge["metadata"]["payment"]
        for server in servers
        for charge in server.record("charge")
        if charge["state"] == "succeeded"
    )


def fresh(pledge: Pledge) -> Pledge:
    return Pledge.objects.select_related("instrument", "provider_account").get(pk=pledge.pk)


def test_thirty_pledges_move_in_the_midst_of_a_renewal_and_each_period_is_paid_once(
    sandbox, second, begin, now, tmp_path
) -> None:
    pledges = [begin() for _ in range(30)]
    drive(now, days=31)  # everybody's second payment, before the move
    assert len(taken(sandbox)) == 60
    plan_renewals(today=on(now, 62), now=now)
    send_some(sandbox, "lose_after", 5)  # money was taken, and the answer lost
    send_some(sandbox, "lose_before", 5)  # nothing has come to the processor
    send_some(sandbox, "", 5)
    mapped = [pledge for number, pledge in enumerate(pledges) if number % 3]
    tokens = {token_of(pledge): imported(second) for pledge in mapped}
    call_command("move-provider", "sandbox", "sandbox2", tokens=token_file(tmp_path, tokens), retire=True, mail=True)
    drive(now, days=62)
    held = [pledge for pledge in pledges if pledge not in mapped]
    assert {fresh(pledge).held for pledge in held} == {True}
    assert {fresh(pledge).provider_account.code for pledge in mapped} == {"sandbox2"}
    drive(now, days=93)  # after the move: those who are there, and nobody else
    assert all(fresh(pledge).payments.count() == 4 for pledge in mapped)
    assert all(fresh(pledge).payments.count() == 3 for pledge in held)
    each_period_once(sandbox, second)
    paid_here = {charge["metadata"]["payment"] for charge in second.record("charge")}
    assert paid_here and all(Payment.objects.get(uuid=one).pledge in mapped for one in paid_here)
    report = reconcile(since=now - timedelta(hours=1), now=datetime.now(UTC))
    assert report.faults == []


def send_some(server: RunningSandbox, fault: str, count: int) -> None:
    if fault:
        server.fault("charges.create", fault, times=count)
    account = ProviderAccount.objects.get(code="sandbox")
    for attempt in claim_batch(account, limit=count, now=datetime.now(UTC)).attempts:
        send(attempt, now=datetime.now(UTC))
    server.healthy()


def each_period_once(*servers: RunningSandbox) -> None:
    """What is paid here was taken there once; what is not paid here was not taken anywhere."""
    counted = taken(*servers)
    paid = {str(one) for one in Payment.objects.filter(state="paid").values_list("uuid", flat=True)}
    assert set(counted) == paid
    assert set(counted.values()) == {1}


def test_a_late_success_at_the_old_account_pays_the_period_and_nothing_is_charged_at_the_new_one(
    sandbox, second, begin, now, tmp_path
) -> None:
    pledge = begin()
    plan_renewals(today=on(now, 31), now=now)
    sandbox.fault("objects.list", "status", status=503, times=-1)
    lost_answer(sandbox, "lose_after")
    sandbox.fault("objects.list", "status", status=503, times=-1)
    tokens = {token_of(pledge): imported(second)}
    call_command("move-provider", "sandbox", "sandbox2", tokens=token_file(tmp_path, tokens))
    drive(now, days=31)
    assert second.record("charge") == []
    sandbox.healthy()
    drive(now + timedelta(hours=2), days=31)
    assert Payment.objects.get(pledge=pledge, period=1).state == "paid"
    assert second.record("charge") == []
    each_period_once(sandbox, second)
    drive(now, days=62)
    assert len(second.record("charge")) == 1


def test_a_charge_that_ended_without_money_at_the_old_account_is_tried_at_the_new_one(
    sandbox, second, begin, now, tmp_path
) -> None:
    pledge = begin()
    plan_renewals(today=on(now, 31), now=now)
    lost_answer(sandbox, "lose_before")
    tokens = {token_of(pledge): imported(second)}
    call_command("move-provider", "sandbox", "sandbox2", tokens=token_file(tmp_path, tokens))
    sent_long_ago(Attempt.objects.get(payment__pledge=pledge, payment__period=1), hours=49)
    drive(now + timedelta(hours=1), days=31)
    attempts = Attempt.objects.filter(payment__pledge=pledge, payment__period=1).order_by("n")
    assert [(one.n, one.provider_account.code, one.state) for one in attempts] == [
        (1, "sandbox", "given_up"),
        (2, "sandbox2", "succeeded"),
    ]
    each_period_once(sandbox, second)


def lost_answer(server: RunningSandbox, fault: str) -> None:
    server.fault("charges.create", fault, times=1)
    account = ProviderAccount.objects.get(code="sandbox")
    [attempt] = claim_batch(account, limit=1, now=datetime.now(UTC)).attempts
    send(attempt, now=datetime.now(UTC))
    server.healthy()
    assert Attempt.objects.get(pk=attempt.pk).state == "unknown"


def test_a_dry_run_says_what_would_happen_and_changes_nothing(
    sandbox, second, begin, now, tmp_path, capsys, settings
) -> None:
    moved, kept = begin(), begin()
    plan_renewals(today=on(now, 31), now=now)
    ProviderAccount.objects.filter(code="sandbox2").delete()  # nobody has used it yet
    before = digest()
    path = token_file(tmp_path, {token_of(moved): "pm_new"})
    call_command("move-provider", "sandbox", "sandbox2", tokens=path, dry_run=True, mail=True, retire=True)
    said = capsys.readouterr().out
    assert digest() == before
    assert f"{moved.uuid}  move  next due {fresh(moved).next_due}" in said
    assert f"{kept.uuid}  hold  next due {fresh(kept).next_due}, asked by mail" in said
    assert "1 go over to the new account" in said and "Nothing was changed." in said


def test_a_move_that_was_cut_goes_on_and_a_second_run_changes_nothing(sandbox, second, begin, now) -> None:
    pledges = [begin() for _ in range(4)]
    plan_renewals(today=on(now, 31), now=now)
    old, new = (ProviderAccount.objects.get(code=code) for code in ("sandbox", "sandbox2"))
    tokens = {pledge.instrument_id: imported(second) for pledge in pledges if pledge.instrument_id}
    wanted = Wanted(old, new, tokens)
    assert [verdict.what for verdict in islice(move_pledges(wanted, now=now), 2)] == ["move", "move"]
    assert [verdict.what for verdict in move_pledges(wanted, now=now)] == ["moved", "moved", "move", "move"]
    before = digest()
    assert {verdict.what for verdict in move_pledges(wanted, now=now)} == {"moved"}
    assert digest() == before
    drive(now, days=31)
    each_period_once(sandbox, second)


def test_a_later_file_brings_those_who_were_held(sandbox, second, begin, now, tmp_path) -> None:
    pledge = begin()
    plan_renewals(today=on(now, 31), now=now)
    call_command("move-provider", "sandbox", "sandbox2", retire=True)
    drive(now, days=31)
    assert (fresh(pledge).held, fresh(pledge).instrument, len(taken(sandbox, second))) == (True, None, 1)
    tokens = {Instrument.objects.get(provider_account__code="sandbox").token: imported(second)}
    call_command("move-provider", "sandbox", "sandbox2", tokens=token_file(tmp_path, tokens))
    drive(now, days=31)
    assert (fresh(pledge).held, Payment.objects.get(pledge=pledge, period=1).state) == (False, "paid")
    each_period_once(sandbox, second)


def test_a_reader_who_was_asked_saves_a_card_at_the_new_account_and_goes_on(sandbox, second, begin, now) -> None:
    pledge = begin()
    plan_renewals(today=on(now, 31), now=now)
    call_command("move-provider", "sandbox", "sandbox2", retire=True, mail=True)
    letter = letters.compose_move(str(pledge.uuid))
    assert letter is not None and letter.letter.context["held"] is True
    step = begin_instrument_change(fresh(pledge), now=now)
    assert step.url.startswith(second.url)
    second.pay(step.url)
    sweep_setups(now=now + timedelta(minutes=5))
    drive(now, days=31)
    moved = fresh(pledge)
    assert (moved.provider_account.code, moved.held, moved.moving_to, moved.state) == (
        "sandbox2",
        False,
        None,
        "active",
    )
    assert letters.compose_move(str(pledge.uuid)) is None
    assert Payment.objects.get(pledge=pledge, period=1).state == "paid"
    each_period_once(sandbox, second)


def test_who_does_not_answer_is_asked_three_times_and_lapses_after_45_days(sandbox, second, begin, now) -> None:
    pledge = begin()
    call_command("move-provider", "sandbox", "sandbox2", retire=True, mail=True)
    call_command("move-provider", "sandbox", "sandbox2", retire=True, mail=True)
    asked = []
    for day in range(60):
        follow_moves(now=now + timedelta(days=day, hours=1))
        asked.append(fresh(pledge).move_mails)
    assert (asked[0], asked[6], asked[7], asked[21], asked[-1]) == (1, 1, 2, 3, 3)
    assert fresh(pledge).state == "lapsed"
    assert fresh(pledge).changes.latest("id").reason == "no way to pay at the new account"


def test_who_was_asked_before_the_account_closed_is_asked_again_when_it_does(sandbox, second, begin, now) -> None:
    pledge = begin()
    call_command("move-provider", "sandbox", "sandbox2", mail=True)
    Pledge.objects.update(move_asked_at=now - timedelta(days=50), move_mails=3)
    assert (fresh(pledge).held, token_of(pledge).startswith("pm_")) == (False, True)
    call_command("move-provider", "sandbox", "sandbox2", retire=True, mail=True)
    assert (fresh(pledge).held, fresh(pledge).move_mails) == (True, 1)
    follow_moves(now=now + timedelta(hours=1))
    assert fresh(pledge).state == "active"
    sent = ProcrastinateJob.objects.filter(task_name__endswith="mail_move").values_list("args", flat=True)
    assert len(sent) == 2


def test_new_gifts_go_to_the_new_account_and_refunds_to_the_old_one(sandbox, second, begin, order, now) -> None:
    pledge = begin()
    call_command("move-provider", "sandbox", "sandbox2", retire=True)
    assert begin_checkout(order, now=now).url.startswith(second.url)
    refund_payment(Payment.objects.get(pledge=pledge, period=0), actor="desk:1", reason="asked", now=now)
    drive(now)
    assert len(sandbox.record("refund")) == 1
    assert Payment.objects.get(pledge=pledge, period=0).state == "refunded"


def test_old_cards_are_revoked_when_a_person_says_that_the_move_is_over(sandbox, second, begin, now, tmp_path) -> None:
    moved, kept = begin(), begin()
    tokens = {token_of(moved): imported(second)}
    call_command("move-provider", "sandbox", "sandbox2", tokens=token_file(tmp_path, tokens))
    drive(now)
    assert {one["state"] for one in sandbox.record("instrument")} == {"active"}
    call_command("move-provider", "sandbox", "sandbox2", finish=True)
    drive(now + timedelta(minutes=1))
    states = {one["id"]: one["state"] for one in sandbox.record("instrument")}
    assert states == {token_of(moved): "revoked", token_of(kept): "active"}
    assert {one["state"] for one in second.record("instrument")} == {"active"}


def test_a_wrong_file_is_refused_whole_with_line_and_reason(sandbox, second, begin, now, tmp_path) -> None:
    first, other = begin(), begin()
    one, two = token_of(first), token_of(other)
    taken_already = Instrument.objects.create(
        supporter=other.supporter, provider_account=ProviderAccount.objects.get(code="sandbox2"), token="pm_taken",
        created_at=now,
    )  # fmt: skip
    good = f"{one},pm_a"
    table = [
        (b"", "Line 1 has not one pair of columns"),
        (b"token,other\nx,y\n", "Line 1 has not one pair of columns"),
        (b"old_token,new_token\n", "Line 1 is followed by no line"),
        (f"old_token,new_token\n{good}\n{two}\n".encode(), "Line 3 has 1 columns, the header has 2"),
        (f"old_token,new_token\n{good}\n{two},\n".encode(), "Line 3 has no new token"),
        (b"old_token,new_token\n,pm_a\n", "Line 2 has no old token"),
        (f"old_token,new_token\n{good}\n{good}\n".encode(), "Line 3 has the old token of line 2 again"),
        (f"old_token,new_token\n{good}\n{two},pm_a\n".encode(), "Line 3 has the new token of line 2 again"),
        (f"old_token,new_token\n{one},{one}\n".encode(), "Line 2 has the same token twice"),
        (f"old_token,new_token\n{good}\npm_nobody,pm_b\n".encode(), "Line 3 has an old token that sandbox has never"),
        (b"old_token,new_token\npm_taken,pm_b\n", "Line 2 has a token of account sandbox2, not of sandbox"),
        (f"old_token,new_token\n{one},pm_taken\n".encode(), "Line 2 has a new token that belongs to another"),
        (f"old_token,new_token\n{one},pm a\n".encode(), "Line 2 has something else than a token for the new one"),
        (f"old_token,new_token\n{one},".encode() + b"\xff\n", "Line 2 is not UTF-8 text"),
        (f'old_token,new_token\n"{one},pm_a\n'.encode(), "is no CSV"),
    ]  # fmt: skip
    before = digest()
    for content, reason in table:
        path = tmp_path / "wrong.csv"
        path.write_bytes(content)
        with pytest.raises(CommandError) as refused:
            call_command("move-provider", "sandbox", "sandbox2", tokens=path, retire=True, mail=True)
        assert reason in str(refused.value)
        assert digest() == before, reason
    assert taken_already.copy_of is None


@pytest.mark.parametrize("header", ["id_old,id_new", "old_card_id,new_card_id", "\ufeffOld_Token , New_Token"])
def test_files_are_known_by_their_headings_and_strangers_lines_can_be_passed_over(
    sandbox, second, begin, tmp_path, capsys, header
) -> None:
    pledge = begin()
    path = token_file(tmp_path, {token_of(pledge): "pm_a", "pm_nobody": "pm_b"}, header)
    call_command("move-provider", "sandbox", "sandbox2", tokens=path, skip_strangers=True)
    assert token_of(fresh(pledge)) == "pm_a"
    assert "1 lines of the file are about tokens that are not ours." in capsys.readouterr().out


@pytest.mark.parametrize(("old", "new"), [("sandbox", "sandbox"), ("sandbox", "nobody"), ("nobody", "sandbox2")])
def test_accounts_that_are_none_or_the_same_are_refused(sandbox, second, begin, old, new) -> None:
    begin()
    before = digest()
    with pytest.raises(CommandError):
        call_command("move-provider", old, new, retire=True)
    assert digest() == before
