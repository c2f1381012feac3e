"""Admit a checkout to its provider, or say which proof comes first. Asked before `begin_checkout`, by every page.

The rules are in rules/guard.py. Not here: the pages that ask for the proof (giving), what came of it (note_outcome.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F

from smallfavor.payments.actions.order import CheckoutOrder
from smallfavor.payments.models import GuardAlert, GuardTry, Payment, PaymentState, TryState
from smallfavor.payments.queries import account_for, all_limits
from smallfavor.payments.queries.guard.counts import alert_ends, purses_of, recent, usual
from smallfavor.payments.queries.guard.names import namer
from smallfavor.payments.queries.installation import installation
from smallfavor.payments.queries.pushed import is_pushed
from smallfavor.payments.rules import guard
from smallfavor.payments.rules.guard import Kind, Purse, Shown, Step, Verdict
from smallfavor.payments.rules.keys import form_payment_uuid
from smallfavor.payments.rules.work import PARTS_MAX
from smallfavor.supporters.queries import find_by_email
from smallfavor.supporters.rules.address import mail_house, mailbox_of

PAGE_LIFE = timedelta(hours=3)
ALERT_MOVES_BY = timedelta(minutes=1)
ADMITTING = 0x5F6D01  # the advisory lock: two can't be paid for from the last coin of one purse


@dataclass(frozen=True)
class Caller:
    """Who asks. `circles`: address, block and network (core/senders.py); `age_s`: of the form.

    `work`: the nonce of work that was checked, "" for none. `mailed`: the mailed link was followed.
    """

    circles: tuple[str, str, str] | None
    age_s: float
    work: str = ""
    mailed: bool = False


@dataclass(frozen=True)
class Admission:
    """What to do. `parts`: how much work, where work is asked for."""

    step: Step
    parts: int = 0


def admit(order: CheckoutOrder, caller: Caller, *, now: datetime) -> Admission:
    """Let this order through to its provider, once, or say what its reader does first. Nothing is sent before PASS.

    The same order with its page still open passes again. A way to pay on which no card can be tried always passes.
    """
    if _is_pushed(order):
        return Admission(Step.PASS)
    asked = _Asked.of(order, caller, now=now)
    if asked.is_open(now=now):
        return Admission(Step.PASS)
    shown = asked.shown(now=now)
    verdict, purses = asked.judge(shown, now=now)
    if verdict.step is Step.PASS:
        return asked.enter(shown, now=now)
    if verdict.step is not Step.WAIT:
        GuardAlert.objects.filter(until__gt=now).update(asked=F("asked") + 1)
    return Admission(verdict.step, guard.work_parts(purses, most=PARTS_MAX))


def is_small(order: CheckoutOrder) -> bool:
    """True for what card testers like: up to the paper's smallest suggestion for a month."""
    limits = all_limits().get(order.amount.currency)
    return limits is not None and order.amount.minor <= min(limits.presets_minor["monthly"])


def _is_pushed(order: CheckoutOrder) -> bool:
    """True where the payer sends the money: no card is tried on such a page."""
    account = account_for(order.method, order.amount, order.interval)
    return account is not None and is_pushed(account, order.method)


@dataclass(frozen=True)
class _Asked:
    """One order of one caller, with the names it is counted under."""

    order: CheckoutOrder
    caller: Caller
    names: Mapping[Kind, list[str]]
    order_names: list[str]
    payment_names: list[str]

    @staticmethod
    def of(order: CheckoutOrder, caller: Caller, *, now: datetime) -> "_Asked":
        """Raises AddressInvalid."""
        by = namer(now=now)
        payment = form_payment_uuid(installation(), order.request_key)
        return _Asked(
            order,
            caller,
            by.purse_names(things_of(order, caller)),
            by.names("o", f"{order.request_key}|{order.fingerprint}"),
            by.names("p", str(payment)),
        )

    def is_open(self, *, now: datetime) -> bool:
        """True when this very order was let through, and its page still waits: to show it again calls nobody."""
        mine = GuardTry.objects.filter(order_name__in=self.order_names, begun_at__gt=now - PAGE_LIFE)
        return mine.exclude(state=TryState.SPOILED).exists()

    def shown(self, *, now: datetime) -> Shown:
        mailed = self.caller.mailed or self._proved_before(now=now)
        return Shown(
            worked=bool(self.caller.work),
            mailed=mailed,
            known=mailed and _has_paid(self.order.email),
            hurried=self.caller.age_s < guard.HURRIED_S,
        )

    def _proved_before(self, *, now: datetime) -> bool:
        """True when this form goes on from one whose mailbox was proven: a declined card needs no second mail."""
        since = now - timedelta(seconds=guard.WINDOW_S)
        proven = GuardTry.objects.filter(lane__in=guard.PROVEN, begun_at__gt=since)
        proven = proven.filter(purses__overlap=self.names[Kind.LINE])
        return proven.filter(purses__overlap=self.names[Kind.MAILBOX]).exists()

    def judge(self, shown: Shown, *, now: datetime) -> tuple[Verdict, Mapping[Kind, Purse]]:
        purses = purses_of(self.names, now=now)
        alert = _raise_alert(now=now)
        is_on = alert.all or (alert.small and is_small(self.order))
        return guard.decide(shown, purses, alert=is_on), purses

    def enter(self, shown: Shown, *, now: datetime) -> Admission:
        """Judge once more, alone, and write the try down."""
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ADMITTING])
            if self.caller.work and not _takes_work(self.caller.work, now=now):
                shown = replace(shown, worked=False)
            verdict, purses = self.judge(shown, now=now)
            if verdict.step is not Step.PASS or verdict.lane is None:
                return Admission(verdict.step, guard.work_parts(purses, most=PARTS_MAX))
            GuardTry.objects.create(
                order_name=self.order_names[0],
                payment_name=self.payment_names[0],
                purses=self._charged(verdict.lane),
                lane=verdict.lane,
                is_small=is_small(self.order),
                begun_at=now,
            )
        return Admission(Step.PASS)

    def _charged(self, lane: guard.Lane) -> list[str]:
        kinds = guard.charged(lane)
        return [names[0] for kind, names in self.names.items() if kind in kinds]


def things_of(order: CheckoutOrder, caller: Caller) -> dict[Kind, str]:
    """What a checkout is counted by, in clear. Raises AddressInvalid."""
    mailbox, house = mailbox_of(order.email), mail_house(order.email)
    senders = dict(zip(guard.SENDER, caller.circles, strict=True)) if caller.circles else {}
    return {
        Kind.LINE: order.line or order.request_key, **senders, Kind.MAILBOX: mailbox, Kind.DOMAIN: house,
        Kind.TYPED: house, Kind.WORK: "", Kind.FRESH: "",
    }  # fmt: skip


def _has_paid(email: str) -> bool:
    supporter = find_by_email(email)
    return supporter is not None and Payment.objects.filter(supporter=supporter, state=PaymentState.PAID).exists()


def _takes_work(nonce: str, *, now: datetime) -> bool:
    """True once for each piece of work."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO payments_guardwork (nonce, done_at) VALUES (%s, %s) ON CONFLICT DO NOTHING", [nonce, now]
        )
        return int(cursor.rowcount) == 1


def _raise_alert(*, now: datetime) -> guard.Alert:
    """The alert as it is, turned on or kept on where the last minutes ask for it."""
    ends, until = alert_ends(now=now), now + timedelta(seconds=guard.ALERT_S)
    on = guard.Alert(all="all" in ends, small="small" in ends)
    if on.all and ends["all"] >= until - ALERT_MOVES_BY:
        return on  # moved on within the last minute: another look could add nothing
    due = guard.alerts(recent(now=now), usual(now=now))
    for scope, is_due in (("all", due.all), ("small", due.small)):
        if is_due:
            _keep_on(scope, until, now=now)
    return guard.Alert(all=due.all or on.all, small=due.small or on.small)


def _keep_on(scope: str, until: datetime, *, now: datetime) -> None:
    """One row a scope: begun anew when the last alert is over, else moved on, at most once a minute."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO payments_guardalert AS a (scope, since, until, asked)"
            " VALUES (%(scope)s, %(now)s, %(until)s, 0)"
            " ON CONFLICT (scope) DO UPDATE SET until = excluded.until,"
            " since = CASE WHEN a.until < %(now)s THEN excluded.since ELSE a.since END,"
            " asked = CASE WHEN a.until < %(now)s THEN 0 ELSE a.asked END"
            " WHERE a.until < %(moved)s",
            {"scope": scope, "now": now, "until": until, "moved": until - ALERT_MOVES_BY},
        )
