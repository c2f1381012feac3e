"""Campaigns: what they have raised, by the books, and the tickers of those that live pleas show.

Counted are gifts that came by the campaign's pleas on its days, and the later payments of pledges begun so, as far as
they fall on its days too; what went back of them, whenever, is taken off. Not here: who gave.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from smallfavor.appeals.models import Campaign, CampaignTotal
from smallfavor.appeals.rules.draft import AppealDraft
from smallfavor.appeals.rules.tickers import CROWD, DayOfGifts, Raised, raised
from smallfavor.core.money import Money
from smallfavor.core.paper import current_paper
from smallfavor.ledger.queries.rates import rate_table

FIRST, LAST = datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)

SAMPLE_PERCENT, SAMPLE_PEOPLE = 42, 312


@dataclass(frozen=True)
class Span:
    """From `start` on, before `end`; aware."""

    start: datetime
    end: datetime


def span_of(campaign: Campaign) -> Span:
    """The campaign's days on the paper's own clock, the last one included."""
    return Span(
        _midnight(campaign.starts_on) if campaign.starts_on else FIRST,
        _midnight(campaign.ends_on + timedelta(days=1)) if campaign.ends_on else LAST,
    )


def count_raised(campaign: Campaign, *, now: datetime) -> Raised:
    """What the campaign has raised, in its own currency.

    While it runs, only whole groups of CROWD gifts count, in the order in which they came; when it is over, all.
    """
    span = span_of(campaign)
    values: dict[str, list[str] | datetime | int | str] = {
        "appeals": list(campaign.appeals.values_list("slug", flat=True)),
        "start": span.start,
        "end": span.end,
        "crowd": CROWD if now < span.end else 1,
        "zone": current_paper().zone.key,
    }
    with connection.cursor() as cursor:
        cursor.execute(_WHOLE_GROUPS + _PEOPLE, values)
        people = cursor.fetchone()[0]
        cursor.execute(_WHOLE_GROUPS + _DAYS, values)
        days = [DayOfGifts(day, currency, int(minor), gifts) for day, currency, minor, gifts in cursor.fetchall()]
    return raised(days, people=people, currency=campaign.currency, rates=rate_table(settings.BASE_CURRENCY))


def campaigns_with_goal(slugs: Iterable[str]) -> QuerySet[Campaign]:
    return Campaign.objects.filter(slug__in=set(slugs), goal_minor__isnull=False).order_by("slug")


def tickers_for(drafts: Iterable[AppealDraft]) -> dict[str, dict[str, Any]]:
    """The tickers of the manifest, from the last count: {slug: {goal, raised, people, currency, until}}."""
    shown = campaigns_with_goal(each.campaign for each in drafts if each.campaign).select_related("total")
    return {each.slug: _ticker(each) for each in shown if hasattr(each, "total") and _is_shown(each)}


def sample_tickers(draft: AppealDraft) -> dict[str, dict[str, Any]]:
    """The draft's ticker for its preview: real, or as it might be where too little is known yet."""
    found = tickers_for([draft])
    for each in campaigns_with_goal([draft.campaign]):
        if each.slug not in found:
            raised_minor = (each.goal_minor or 0) * SAMPLE_PERCENT // 100
            each.total = CampaignTotal(raised_minor=raised_minor, gifts=SAMPLE_PEOPLE, people=SAMPLE_PEOPLE)
            found[each.slug] = _ticker(each)
    return found


def _is_shown(campaign: Campaign) -> bool:
    total = campaign.total
    return Raised(total.raised_minor, total.gifts, total.people).is_shown


def _ticker(campaign: Campaign) -> dict[str, Any]:
    currency = campaign.currency
    found = {
        "goal": Money(campaign.goal_minor or 0, currency).major_text(),
        "raised": Money(campaign.total.raised_minor, currency).major_text(),
        "people": campaign.total.people,
        "currency": currency,
    }
    if campaign.ends_on:
        found["until"] = int(span_of(campaign).end.timestamp())
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=current_paper().zone)


_WHOLE_GROUPS = """
WITH gifts AS (
    SELECT payment.uuid, payment.supporter_id, payment.currency, entry.happened_at, entry.id AS entry_id
    FROM payments_payment AS payment
    JOIN ledger_entry AS entry ON entry.id = payment.paid_entry_id
    LEFT JOIN payments_pledge AS pledge ON pledge.id = payment.pledge_id
    WHERE entry.happened_at >= %(start)s AND entry.happened_at < %(end)s
      AND (payment.appeal = ANY(%(appeals)s) OR (pledge.appeal = ANY(%(appeals)s) AND pledge.created_at >= %(start)s))
), sides AS (
    SELECT gifts.uuid, transfer.amount_minor AS minor, transfer.credit_account_id AS account_id
    FROM gifts JOIN ledger_entry AS entry ON entry.payment_uuid = gifts.uuid
    JOIN ledger_transfer AS transfer ON transfer.entry_id = entry.id
    UNION ALL
    SELECT gifts.uuid, -transfer.amount_minor, transfer.debit_account_id
    FROM gifts JOIN ledger_entry AS entry ON entry.payment_uuid = gifts.uuid
    JOIN ledger_transfer AS transfer ON transfer.entry_id = entry.id
), nets AS (
    SELECT uuid, sum(minor) AS minor FROM sides JOIN ledger_account AS account ON account.id = account_id
    WHERE account.kind = 'income' OR account.code = 'expenses:disputes'
    GROUP BY uuid HAVING sum(minor) > 0
), kept AS (
    SELECT gifts.*, nets.minor,
        row_number() OVER (ORDER BY happened_at, entry_id) AS place, count(*) OVER () AS total
    FROM gifts JOIN nets USING (uuid)
), counted AS (
    SELECT * FROM kept WHERE place <= total - total %% %(crowd)s
)
"""
_PEOPLE = "SELECT count(DISTINCT supporter_id) FROM counted"
_DAYS = """
SELECT (happened_at AT TIME ZONE %(zone)s)::date AS day, currency, sum(minor), count(*)
FROM counted GROUP BY 1, 2 ORDER BY 1, 2
"""
