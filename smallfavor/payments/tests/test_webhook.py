"""Webhooks of the real sandbox at the real view: forged, replayed, doubled, out of order, early, dropped."""

import json
import time
import uuid
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.test import Client

from sandbox_processor.courier import signature
from sandbox_processor.testing import RunningSandbox, webhook_catcher
from smallfavor.core.money import Money
from smallfavor.ledger.queries import trial_balance
from smallfavor.payments import providers, views
from smallfavor.payments.actions import plan_attempt
from smallfavor.payments.actions.begin_checkout import CheckoutOrder, begin_checkout
from smallfavor.payments.actions.check_payment import check_payment
from smallfavor.payments.actions.settle_inbox import GIVE_UP_AFTER, settle_waiting
from smallfavor.payments.models import InboxEvent, Payment, ProviderAccount
from smallfavor.payments.providers.base import CheckoutSession, Ours, Succeeded
from smallfavor.payments.queries.installation import installation
from smallfavor.payments.tests.contract.rigs.base import checkout_bytes

pytestmark = pytest.mark.django_db(transaction=True)
PATH = "/payments/webhooks/sandbox/"


@pytest.fixture(autouse=True)
def account(settings, monkeypatch) -> ProviderAccount:
    monkeypatch.setattr(plan_attempt, "payment_page", lambda payment: f"https://paper.example/{payment.uuid}")
    settings.PROVIDERS = ["sandbox"]
    return ProviderAccount.objects.create(code="sandbox", provider="sandbox")


@pytest.fixture
def told(sandbox: RunningSandbox, live_server) -> RunningSandbox:
    """The sandbox, which tells our own running server of everything."""
    sandbox.send_webhooks_to(f"{live_server.url}{PATH}")
    return sandbox


def page(order: CheckoutOrder) -> tuple[Payment, str]:
    step = begin_checkout(order, now=datetime.now(UTC))
    assert step.kind == "redirect"
    return step.payment, step.url


def state_of(payment: Payment) -> str:
    return Payment.objects.get(pk=payment.pk).state


def wait_until_told(sandbox: RunningSandbox, payment: Payment) -> None:
    """Until the sandbox has nothing more to tell about this payment."""
    names = {thing["id"] for thing in sandbox.record(payment=str(payment.uuid))}
    deadline = time.monotonic() + 10
    while any(event["next_ms"] for event in sandbox.record("event") if event["object_id"] in names):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def post(client: Client, sandbox: RunningSandbox, body: bytes, *, at: datetime | None = None, secret: str = ""):
    stamp_s = int((at or datetime.now(UTC)).timestamp())
    header = signature(secret or sandbox.webhook_secret, stamp_s, body)
    return client.post(PATH, body, content_type="application/json", headers={"Sandbox-Signature": header})


def about(object_id: str, kind: str = "charge.succeeded") -> bytes:
    event = {"id": f"evt_{uuid.uuid4().hex}", "type": kind, "created_ms": 1, "object": {"id": object_id}}
    return json.dumps(event).encode()


def charge_of(sandbox: RunningSandbox, payment: Payment) -> str:
    return str(sandbox.record("charge", payment=str(payment.uuid))[0]["id"])


def test_the_money_is_on_the_books_before_the_reader_is_back(told, order) -> None:
    payment, url = page(order)
    assert told.pay(url)
    assert state_of(payment) == "paid"
    assert trial_balance().balance_minor("income:once", "USD") == 1000
    # The processor runs for all tests: what it has to say about others' payments may wait.
    about_this = [thing["id"] for thing in told.record(payment=str(payment.uuid))]
    assert InboxEvent.objects.filter(settled_at=None, object_id__in=about_this).count() == 0


def test_a_decline_is_known_before_the_reader_is_back(told, order) -> None:
    payment, url = page(order)
    assert told.pay(url, "insufficient_funds")
    payment = Payment.objects.get(pk=payment.pk)
    assert (payment.state, payment.decline_code) == ("failed", "insufficient_funds")


def test_a_decline_is_known_though_lists_show_only_the_ended_page(sandbox, client, order) -> None:
    payment, url = page(order)
    sandbox.pay(url, "expired")
    sandbox.fault("objects.list", "lag", delay_ms=60_000, times=-1)
    [session] = sandbox.record("session", payment=str(payment.uuid))
    assert post(client, sandbox, about(session["id"], "session.expired")).status_code == 200
    assert state_of(payment) == "expired"
    assert post(client, sandbox, about(charge_of(sandbox, payment), "charge.declined")).status_code == 200
    payment = Payment.objects.get(pk=payment.pk)
    assert (payment.state, payment.decline_code) == ("failed", "expired_card")


def test_events_that_come_twice_count_once(told, order) -> None:
    told.fault("webhooks", "duplicate", count=3, times=-1)
    payment, url = page(order)
    told.pay(url)
    wait_until_told(told, payment)
    assert trial_balance().balance_minor("income:once", "USD") == 1000
    assert InboxEvent.objects.count() == len(set(InboxEvent.objects.values_list("event_id", flat=True)))


@pytest.mark.parametrize("skip", [0, 1])
def test_the_order_of_events_means_nothing(told, order, skip: int) -> None:
    told.fault("webhooks", "delay", delay_ms=400, skip=skip)
    payment, url = page(order)
    told.pay(url)
    wait_until_told(told, payment)
    assert state_of(payment) == "paid"
    assert trial_balance().balance_minor("income:once", "USD") == 1000


def test_a_forged_copy_is_refused_and_the_true_one_is_taken(told, order) -> None:
    told.fault("webhooks", "forge", times=-1)
    payment, url = page(order)
    told.pay(url)
    wait_until_told(told, payment)
    assert state_of(payment) == "paid"


def test_a_dropped_event_is_made_good_by_a_look(told, order) -> None:
    told.fault("webhooks", "drop", times=-1)
    payment, url = page(order)
    told.pay(url)
    assert state_of(payment) == "awaiting_payer"
    assert check_payment(payment, now=datetime.now(UTC)).state == "paid"


def test_a_replayed_event_changes_nothing(sandbox, client, order) -> None:
    with webhook_catcher() as catcher:
        sandbox.send_webhooks_to(catcher.url)
        payment, url = page(order)
        sandbox.pay(url)
    headers, body = next(call for call in catcher.calls if b"charge.succeeded" in call[1])
    for _ in range(3):
        answer = client.post(PATH, body, content_type="application/json", headers=headers)
        assert answer.status_code == 200
    assert state_of(payment) == "paid"
    assert InboxEvent.objects.count() == 1
    assert trial_balance().balance_minor("income:once", "USD") == 1000


def test_what_an_event_says_is_not_believed(sandbox, client, order) -> None:
    payment, url = page(order)
    sandbox.pay(url, "declined")
    body = about(charge_of(sandbox, payment), "charge.succeeded")
    assert post(client, sandbox, body).status_code == 200
    assert state_of(payment) != "paid"
    assert trial_balance().balance_minor("income:once", "USD") == 0


def test_wrong_webhooks_are_refused_with_a_code_and_nothing_is_stored(sandbox, client, order, monkeypatch) -> None:
    monkeypatch.setattr(views, "LARGEST_WEBHOOK", 2000)
    payment, url = page(order)
    sandbox.pay(url)
    now, body = datetime.now(UTC), about(charge_of(sandbox, payment))
    table = [
        (post(client, sandbox, body, secret="another"), 400, "forged"),
        (post(client, sandbox, body, at=now - timedelta(minutes=6)), 400, "stale"),
        (post(client, sandbox, body, at=now + timedelta(minutes=6)), 400, "future"),
        (post(client, sandbox, b"not json"), 400, "malformed"),
        (post(client, sandbox, b"[]"), 400, "malformed"),
        (post(client, sandbox, b"{}"), 400, "malformed"),
        (post(client, sandbox, b"\xff\xfe"), 400, "malformed"),
        (post(client, sandbox, b"[" * 1900), 400, "malformed"),
        (post(client, sandbox, about("x" * 200)), 400, "malformed"),
        (post(client, sandbox, body + b" " * 2000), 413, "too_large"),
        (client.post(PATH, body, content_type="application/json"), 400, "unsigned"),
        (client.post(PATH, b"", content_type="application/json"), 400, "unsigned"),
        (
            client.post(PATH, body, content_type="text/plain", headers={"Sandbox-Signature": "t=1,v1=\u00e4"}),
            400,
            "unsigned",
        ),
    ]
    assert [(answer.status_code, answer.json()["error"]) for answer, _, _ in table] == [
        (status, code) for _, status, code in table
    ]
    assert client.get(PATH).status_code == 405
    assert client.post("/payments/webhooks/nobody/").status_code == 404
    assert InboxEvent.objects.count() == 0
    assert state_of(payment) == "awaiting_payer"


def test_an_event_waits_in_the_inbox_while_the_provider_does_not_answer(sandbox, client, order) -> None:
    payment, url = page(order)
    sandbox.pay(url)
    sandbox.fault("objects.read", "status", status=503)
    assert post(client, sandbox, about(charge_of(sandbox, payment))).status_code == 200
    assert state_of(payment) == "awaiting_payer"
    later = datetime.now(UTC) + timedelta(minutes=1)
    assert settle_waiting(now=later) == 1
    assert state_of(payment) == "paid"
    assert settle_waiting(now=later + timedelta(days=1)) == 0


def test_an_event_before_our_row_waits_for_it(sandbox, client, account) -> None:
    provider = providers.get(SimpleNamespace(code="sandbox", provider="sandbox"))
    ours = Ours(installation(), str(uuid.uuid4()), 1)
    session = provider.begin_checkout(checkout_bytes(provider, ours), key=uuid.uuid4().hex)
    assert isinstance(session, CheckoutSession)
    sandbox.pay(session.url)
    [charge] = [record for record in provider.look_up(ours) if isinstance(record, Succeeded)]
    assert post(client, sandbox, about(charge.object_id)).status_code == 200
    row = InboxEvent.objects.get()
    assert row.settled_at is None
    # It is not tried for ever: what has no row after days is the reconciliation's and a person's.
    assert settle_waiting(now=row.received_at + timedelta(hours=1)) == 1
    row.refresh_from_db()
    assert (row.settled_at, row.tries) == (None, 1)
    settle_waiting(now=row.received_at + GIVE_UP_AFTER + timedelta(hours=1))
    row.refresh_from_db()
    assert row.settled_at is not None


def test_other_peoples_payments_on_the_same_account_are_passed_over(sandbox, client) -> None:
    provider = providers.get(SimpleNamespace(code="sandbox", provider="sandbox"))
    ours = Ours("another-installation", str(uuid.uuid4()), 1)
    session = provider.begin_checkout(checkout_bytes(provider, ours, amount=Money(900, "USD")), key=uuid.uuid4().hex)
    assert isinstance(session, CheckoutSession)
    sandbox.pay(session.url)
    [charge] = [record for record in provider.look_up(ours) if isinstance(record, Succeeded)]
    assert post(client, sandbox, about(charge.object_id)).status_code == 200
    assert InboxEvent.objects.get().settled_at is not None
    assert trial_balance().balance_minor("income:once", "USD") == 0
