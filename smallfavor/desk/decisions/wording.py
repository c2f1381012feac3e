"""What is known of each case, in words. Read-only."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from smallfavor.desk.records.base import money_text
from smallfavor.desk.records.wording import INTERVALS, PAYMENT_STATES, PLEDGE_STATES, day, moment
from smallfavor.payments.models import Attempt, Pledge, ProviderAccount

OPERATIONS = {"charge": "charge", "refund": "refund", "checkout": "payment page"}
ATTEMPT_CHOICES = (
    ("look", "Look again now", "Asks the provider once more. What is found is settled; nothing is sent."),
    ("undone", "It did not happen", "After a last look: closed for good. The period counts as not paid."),
    ("again", "It did not happen, try again", "After a last look: closed, and sent anew under the next number."),
    ("done", "It happened", "Fetches the object that you name from the provider, and books it if it is this one."),
)
PLEDGE_CHOICES = (
    ("go_on", "Go on", "Planned again when it is due. If the cause still stands, it comes back here."),
    ("end", "End the pledge", "Nothing more is charged; the reader gets the usual mail."),
)
ACCOUNT_CHOICES = (
    (
        "resume",
        "Compare and go on",
        "Compares the provider's last 35 days with our rows. Lifted only if nothing is missing.",
    ),
)


@dataclass(frozen=True)
class Case:
    """One thing to decide."""

    kind: str
    pk: int
    title: str
    url: str
    known: Sequence[str]
    choices: Sequence[tuple[str, str, str]]


def all_cases() -> list[Case]:
    accounts = ProviderAccount.objects.exclude(stopped_reason="").order_by("code")
    attempts = Attempt.objects.exclude(doubt="").select_related("payment__pledge", "provider_account").order_by("id")
    pledges = Pledge.objects.exclude(doubt="").select_related("instrument").order_by("id")
    return [
        *(_account(row) for row in accounts),
        *(_attempt(row) for row in attempts[:100]),
        *(_pledge(row) for row in pledges[:100]),
    ]


def _account(row: ProviderAccount) -> Case:
    waiting = Attempt.objects.filter(provider_account=row, state="planned").count()
    known = [row.stopped_reason, f"{waiting} charges and refunds wait for it. Nothing is lost meanwhile."]
    return Case("account", row.pk, f"Nothing is sent to {row.code}", "", known, ACCOUNT_CHOICES)


def _attempt(row: Attempt) -> Case:
    payment = row.payment
    what = OPERATIONS[row.operation]
    known = [
        f"{what.capitalize()} of {money_text(row.amount_minor, payment.currency)}, try {row.n} of this payment, "
        f"first sent to {row.provider_account} on {moment(row.first_sent_at)}.",
        f"Looked up {row.look_ups} times, last on {moment(row.looked_up_at)}; "
        f"the answer to the call itself was: {row.unknown_reason.replace('_', ' ') or 'none'}.",
        f"Why it is here: {row.doubt}.",
        f"The payment now: {PAYMENT_STATES[payment.state].lower()}. Due: {day(payment.due)}.",
    ]
    if payment.pledge is not None:
        known.append(
            f"Its pledge: {PLEDGE_STATES[payment.pledge.state].lower()}, next due {day(payment.pledge.next_due)}."
        )
    url = reverse("desk_contributions:record", args=(payment.pk,))
    choices = ATTEMPT_CHOICES if row.operation != "checkout" else [c for c in ATTEMPT_CHOICES if c[0] != "again"]
    return Case("attempt", row.pk, f"A {what} without an outcome", url, known, choices)


def _pledge(row: Pledge) -> Case:
    known = [
        f"{money_text(row.amount_minor, row.currency)}, {INTERVALS[row.interval].lower()}.",
        f"Next due: {day(row.next_due)}.",
        f"Why it is here: {row.doubt}.",
        f"Pays with: {row.instrument or 'nothing saved'}.",
    ]
    url = reverse("desk_pledges:record", args=(row.pk,))
    return Case("pledge", row.pk, "A pledge that can't be planned", url, known, PLEDGE_CHOICES)
