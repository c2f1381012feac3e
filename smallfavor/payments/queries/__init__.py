"""What the money's rows say. Read-only."""

from smallfavor.payments.queries.accounts import (
    OfferedMethod,
    account_for,
    account_with_real_money,
    enabled_accounts,
    offered_methods,
)
from smallfavor.payments.queries.installation import installation
from smallfavor.payments.queries.limits import all_limits, currency_limits, least_amount
from smallfavor.payments.queries.payments import open_page_url, payment_by_uuid, payments_of
from smallfavor.payments.queries.pledges import next_due_window, next_retry_on, pledges_of, schedule_of

__all__ = [
    "OfferedMethod",
    "account_for",
    "account_with_real_money",
    "all_limits",
    "currency_limits",
    "enabled_accounts",
    "installation",
    "least_amount",
    "next_due_window",
    "next_retry_on",
    "offered_methods",
    "open_page_url",
    "payment_by_uuid",
    "payments_of",
    "pledges_of",
    "schedule_of",
]
