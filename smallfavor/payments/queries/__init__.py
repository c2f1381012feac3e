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
from smallfavor.payments.queries.money_back import GivenBack, given_back, left_of, refunded_of
from smallfavor.payments.queries.payments import open_page_url, payment_by_uuid, payments_of
from smallfavor.payments.queries.pledges import next_due_window, next_retry_on, pledges_of, schedule_of

__all__ = [
    "GivenBack",
    "OfferedMethod",
    "account_for",
    "account_with_real_money",
    "all_limits",
    "currency_limits",
    "enabled_accounts",
    "given_back",
    "installation",
    "least_amount",
    "left_of",
    "next_due_window",
    "next_retry_on",
    "offered_methods",
    "open_page_url",
    "payment_by_uuid",
    "payments_of",
    "pledges_of",
    "refunded_of",
    "schedule_of",
]
