"""Reconciles, and keeps what was found for the desk: every night, and when a person runs it over the usual days."""

import logging
from datetime import datetime, timedelta

from smallfavor.payments.actions.reconcile import DEFAULT_DAYS, ReconcileReport, reconcile
from smallfavor.payments.models import Comparison
from smallfavor.payments.queries.invariants import for_a_person
from smallfavor.payments.queries.payouts import payout_faults

logger = logging.getLogger(__name__)

KEPT = 20  # sentences; `smallfavor reconcile` says all


def reconcile_and_note(*, since: datetime, now: datetime) -> ReconcileReport:
    """As `reconcile`. A run over fewer than the usual days says nothing of the rest, and is not kept."""
    report = reconcile(since=since, now=now)
    if since <= now - timedelta(days=DEFAULT_DAYS):
        said = {*for_a_person(), *payout_faults()}  # the desk has places of their own for these
        faults = [fault for fault in report.faults if fault not in said]
        Comparison.objects.create(
            since=since,
            ended_at=now,
            compared=report.compared,
            settled=report.settled,
            faults=faults[:KEPT],
            faults_count=len(faults),
        )
    if report.faults:
        logger.error("reconciling found %d things wrong; `smallfavor reconcile` says them", len(report.faults))
    return report
