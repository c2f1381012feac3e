"""Answers settled together come to the same rows as answers settled one by one."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import transaction
from django.forms.models import model_to_dict
from procrastinate.contrib.django.models import ProcrastinateJob

from smallfavor.core.money import Money
from smallfavor.ledger.models import Entry, Transfer
from smallfavor.payments.actions.claim import claim_batch
from smallfavor.payments.actions.plan_renewals import plan_renewals
from smallfavor.payments.actions.settle import settle_answer
from smallfavor.payments.actions.settle_batch import settle_answers
from smallfavor.payments.models import Attempt, Payment, Pledge, ProviderObject, StateChange
from smallfavor.payments.providers.base import Decline, ProviderRecord, Reason, Succeeded, Unknown
from smallfavor.payments.queries.invariants import all_faults

Answered = list[tuple[Attempt, ProviderRecord | Unknown]]


@pytest.fixture
def claimed(begin_pledge, provider, account, now) -> list[Attempt]:
    """Four renewals on their way."""
    pledges = [begin_pledge(email=f"reader{n}@example.org") for n in range(4)]
    plan_renewals(today=pledges[0].next_due, now=now)
    return claim_batch(account, limit=4, now=now).attempts


def answers(provider, claimed: list[Attempt]) -> Answered:
    return [(one, provider.charge(bytes(one.frozen_body), key=one.idem_key)) for one in claimed]


def test_a_batch_and_single_answers_come_to_the_same_rows(provider, account, claimed, now) -> None:
    provider.script = ["ok", Decline.INSUFFICIENT_FUNDS, "lost_after", "ok"]
    answered = answers(provider, claimed)
    one_by_one = rows_after(lambda: [settle_answer(attempt, answer, now=now) for attempt, answer in answered])
    together = rows_after(lambda: settle_answers(account, answered, now=now))
    assert together == one_by_one
    assert [row["state"] for row in together["Payment"] if row["period"] == 1] == ["paid", "planned", "planned", "paid"]


def test_a_batch_settled_twice_changes_nothing(provider, account, claimed, now) -> None:
    answered = answers(provider, claimed)
    settle_answers(account, answered, now=now)
    before = rows()
    settle_answers(account, answered, now=now)
    assert rows() == before
    assert Payment.objects.filter(period=1, state="paid").count() == 4
    assert all_faults(now=now) == []


def test_an_answer_with_another_amount_is_booked_with_the_money_that_came(provider, account, claimed, now) -> None:
    answered = answers(provider, claimed)
    attempt, record = answered[0]
    assert isinstance(record, Succeeded)
    answered[0] = (attempt, replace(record, amount=Money(350, "USD")))
    settle_answers(account, answered, now=now)
    assert sorted(Payment.objects.filter(period=1).values_list("amount_minor", flat=True)) == [200, 200, 200, 350]
    assert all_faults(now=now) == []


def test_an_answer_about_something_else_is_no_answer(provider, account, claimed, now) -> None:
    answered = answers(provider, claimed)
    swapped = [(claimed[0], answered[1][1]), (claimed[1], answered[0][1]), *answered[2:]]
    settle_answers(account, swapped, now=now)
    states = dict(Attempt.objects.filter(operation="charge").values_list("pk", "unknown_reason"))
    assert [states[one.pk] for one in claimed] == ["key_mismatch", "key_mismatch", "", ""]
    assert Payment.objects.filter(period=1, state="paid").count() == 2


def test_money_for_a_cancelled_pledge_is_booked_too(provider, account, claimed, now) -> None:
    answered = answers(provider, claimed)
    Pledge.objects.update(state="cancelled", next_due=None)
    settle_answers(account, answered, now=now)
    assert Payment.objects.filter(period=1, state="paid").count() == 4
    assert set(Pledge.objects.values_list("state", flat=True)) == {"cancelled"}


def test_one_that_the_database_refuses_holds_up_no_other(provider, account, claimed, now, caplog) -> None:
    """The batch falls back to single answers; the one that breaks is left to the sweep, and the log says so."""
    answered = answers(provider, claimed)
    attempt, record = answered[1]
    assert isinstance(record, Succeeded)
    answered[1] = (attempt, replace(record, method="x" * 41))
    settle_answers(account, answered, now=now)
    assert Payment.objects.filter(period=1, state="paid").count() == 3
    assert Attempt.objects.get(pk=attempt.pk).state == "sending"
    assert f"attempt {attempt.pk} is left to the sweep" in caplog.text


def test_an_outage_marks_every_attempt_unknown(provider, account, claimed, now) -> None:
    settle_answers(account, [(one, Unknown(Reason.TIMEOUT)) for one in claimed], now=now)
    assert set(Attempt.objects.filter(operation="charge").values_list("state", flat=True)) == {"unknown"}


def rows() -> dict[str, list[dict[str, object]]]:
    """Everything that settling writes, without row numbers."""
    numbers = {"id", "entry", "paid_entry", "attempt", "payment", "pledge", "transfer", "charge"}
    found = {
        model.__name__: [
            {name: value for name, value in model_to_dict(row).items() if name not in numbers}
            for row in model.objects.order_by("pk")
        ]
        for model in (Attempt, Payment, Pledge)
    }
    found["ProviderObject"] = list(
        ProviderObject.objects.order_by("object_id").values(
            "object_id", "kind", "duplicate", "amount_minor", "currency", "decline_code", "payment__uuid",
            "attempt__n", "entry__kind", "entry__provider_object", "created_at", "seen_at",
        )
    )  # fmt: skip
    found["StateChange"] = sorted(
        StateChange.objects.values("state", "actor", "reason", "payment__uuid"),
        key=lambda row: str(sorted(row.items())),
    )
    found["Entry"] = sorted(Entry.objects.values("kind", "provider_object", "payment_uuid"), key=str)
    found["Transfer"] = sorted(
        Transfer.objects.values("entry__kind", "entry__provider_object", "debit_account__code", "credit_account__code",
                                "amount_minor", "currency"),
        key=str,
    )  # fmt: skip
    found["jobs"] = sorted(ProcrastinateJob.objects.values("task_name", "args"), key=str)
    return found


def rows_after(act: Callable[[], object]) -> dict[str, list[dict[str, object]]]:
    with transaction.atomic():
        act()
        found = rows()
        transaction.set_rollback(True)
    return found
