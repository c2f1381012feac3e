"""The desk's first screen: what came in, is anything wrong. Words first; the reports hold the pictures.

Not here: which plea works (pleas/panel.py).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.ui.components import Component

from smallfavor.appeals.queries.testing import open_tests
from smallfavor.core.clock import utcnow
from smallfavor.core.paper import current_paper
from smallfavor.desk.pleas.panel import PleasPanel
from smallfavor.desk.records.wording import moment
from smallfavor.insight.queries.money_in import months_of_income
from smallfavor.insight.queries.recurring import months_of_pledges
from smallfavor.insight.sentences import money_in_sentence, recurring_sentence
from smallfavor.payments.models import (
    Attempt,
    AttemptState,
    Comparison,
    ObjectKind,
    Payment,
    PaymentState,
    Payout,
    Pledge,
    ProviderAccount,
    ProviderObject,
)
from smallfavor.payments.queries.guard.counts import alert_row
from smallfavor.payments.queries.payouts import unmatched_parts
from smallfavor.payments.queries.verification import services_verified

UNDECIDED_AFTER = timedelta(hours=1)
DECLINED_WITHIN = timedelta(days=7)
COMPARED_WITHIN = timedelta(days=3)
COMPARISON_FAULTS_SHOWN = 5
CURRENCIES_SHOWN = 3


class MoneyPanel(Component):
    """What came in, in words, one paragraph a currency."""

    name = "money"
    order = 50
    template_name = "desk/home_money.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        now, paper = utcnow(), current_paper()
        income = months_of_income(today=paper.today(now), months=3, zone=paper.zone)
        pledges = months_of_pledges(now=now, months=2, zone=paper.zone)
        sentences = []
        for currency in list(income)[:CURRENCIES_SHOWN]:
            words = [money_in_sentence(income[currency], "en")]
            if currency in pledges:
                words.append(recurring_sentence(pledges[currency], "en"))
            sentences.append(" ".join(words))
        more = max(0, len(income) - CURRENCIES_SHOWN)
        return {"sentences": sentences, "more": more, "services": services_verified()}


class TroublePanel(Component):
    """What needs a person. Nothing is said twice, and an empty list says so."""

    name = "trouble"
    order = 60
    template_name = "desk/home_trouble.html"

    def __init__(self, *, money: bool = True) -> None:
        super().__init__()
        self.money = money

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {"troubles": [*(troubles() if self.money else []), *plea_troubles()]}


def troubles() -> list[tuple[str, str]]:
    """Sentences for what needs a person, each with the address where to look."""
    now = utcnow()
    found = [
        (f"Nothing is sent to {account.code}: {account.stopped_reason}", reverse("desk_decisions:index"))
        for account in ProviderAccount.objects.exclude(stopped_reason="")
    ]
    found += _guard_troubles(now)
    doubts = Attempt.objects.exclude(doubt="").count() + Pledge.objects.exclude(doubt="").count()
    if doubts:
        verb = "1 payment or pledge needs" if doubts == 1 else f"{doubts} payments and pledges need"
        found.append((f"{verb} a decision.", reverse("desk_decisions:index")))
    undecided = Attempt.objects.filter(state=AttemptState.UNKNOWN, first_sent_at__lt=now - UNDECIDED_AFTER).count()
    if undecided:
        verb = "1 payment has" if undecided == 1 else f"{undecided} payments have"
        found.append((f"{verb} had no answer for over an hour; we keep asking.", reverse("desk_contributions:index")))
    declined = Payment.objects.filter(
        state=PaymentState.FAILED, pledge__isnull=False, period__gt=0, created_at__gt=now - DECLINED_WITHIN
    ).count()
    if declined:
        verb = "1 charge of a pledge was" if declined == 1 else f"{declined} charges of pledges were"
        found.append((f"{verb} declined in the last seven days.", reverse("desk_pledges:index") + "?failed=true"))
    # Those whose dispute we know are told below while it is open; one that was lost is over.
    disputed = Payment.objects.filter(state=PaymentState.DISPUTED).exclude(
        provider_objects__in=ProviderObject.objects.filter(kind=ObjectKind.DISPUTE)
    )
    count = disputed.count()
    if count:
        verb = "1 payment is" if count == 1 else f"{count} payments are"
        found.append((f"{verb} disputed.", reverse("desk_contributions:index") + "?state=disputed"))
    return [*found, *_money_troubles(), *_comparison_troubles(now)]


def _guard_troubles(now: datetime) -> list[tuple[str, str]]:
    """That cards are being tested on our form, or that it looks like it."""
    alert = alert_row(now=now)
    if alert is None:
        return []
    who = "Readers are" if alert.scope == "all" else "Readers who give a small amount are"
    times = "once" if alert.asked == 1 else f"{alert.asked} times"
    sentence = (
        f"{who} asked for a proof before they pay, since {moment(alert.since)}, {times} so far: many cards come to "
        f"nothing, as when somebody tests stolen ones. It ends by itself, not before {moment(alert.until)}."
    )
    return [(sentence, reverse("desk_contributions:index"))]


def _money_troubles() -> list[tuple[str, str]]:
    """Disputes that want an answer, and payouts that do not agree with our books."""
    found = []
    waiting = ProviderObject.objects.filter(kind=ObjectKind.DISPUTE, dispute_state="open")
    count = waiting.count()
    if count:
        first = waiting.filter(due_by__isnull=False).order_by("due_by").first()
        which = "A dispute wants" if count == 1 else f"{count} disputes want"
        by = f", the first by {moment(first.due_by)}" if first else ""
        sentence = f"{which} an answer at the provider{by}."
        found.append((sentence, reverse("desk_disputes:index") + "?dispute_state=open"))
    wrong = Payout.objects.filter(~Q(doubt="") | Q(parts__in=unmatched_parts())).distinct().count()
    if wrong:
        which = "1 payout does" if wrong == 1 else f"{wrong} payouts do"
        found.append((f"{which} not agree with our books.", reverse("desk_payouts:index")))
    return found


def _comparison_troubles(now: datetime) -> list[tuple[str, str]]:
    """What the newest comparison with the providers found, and that there was none for days."""
    newest = Comparison.objects.order_by("-ended_at").first()
    if newest is None:
        return []
    where = reverse("desk_decisions:index")
    found = [(f"Compared with the providers: {fault}.", where) for fault in newest.faults[:COMPARISON_FAULTS_SHOWN]]
    more = newest.faults_count - len(found)
    if more > 0:
        things = "1 more thing" if more == 1 else f"{more} more things"
        found.append((f"{things} did not agree with the providers: `smallfavor reconcile` says them all.", where))
    if newest.ended_at < now - COMPARED_WITHIN:
        found.append((f"Our books were last compared with the providers on {moment(newest.ended_at)}.", where))
    return found


def plea_troubles() -> list[tuple[str, str]]:
    """Tests whose readers do not come to the wordings as published: nothing is to be decided by them."""
    return [
        (
            f"The test of “{test.appeal.name}” can’t be trusted: readers don’t come to its wordings as published.",
            reverse("insight_result", args=[test.appeal.slug]),
        )
        for test in open_tests()
        if test.alarmed_at
    ]


def panels_for(request: HttpRequest) -> Sequence[Component]:
    """The panels that this user may see: what came in, which plea works, is anything wrong."""
    sees_money = request.user.has_perm("payments.view_payment")
    if not request.user.has_perm("appeals.change_appeal"):
        return [MoneyPanel(), TroublePanel()] if sees_money else []
    return [*([MoneyPanel()] if sees_money else []), PleasPanel(), TroublePanel(money=sees_money)]
