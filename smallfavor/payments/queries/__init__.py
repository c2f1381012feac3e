"""What the money's rows say. Read-only."""

from smallfavor.payments.queries.accounts import (
    OfferedMethod,
    account_for,
    account_offering,
    account_with_real_money,
    enabled_accounts,
    offered_methods,
    ways_to_pay,
)
from smallfavor.payments.queries.installation import installation
from smallfavor.payments.queries.limits import (
    all_limits,
    currency_limits,
    least_amount,
    least_by,
    most_amount,
    most_by,
)
from smallfavor.payments.queries.money_back import GivenBack, given_back, left_of, refunded_of
from smallfavor.payments.queries.most_used import most_used
from smallfavor.payments.queries.payments import open_page_url, payment_by_uuid, payments_of
from smallfavor.payments.queries.pledges import next_due_window, next_retry_on, pledges_of, schedule_of
from smallfavor.payments.queries.ways import PledgeWay, look_of, way_name, ways_for_pledge

__all__ = [
    "GivenBack",
    "OfferedMethod",
    "PledgeWay",
    "account_for",
    "account_offering",
    "account_with_real_money",
    "all_limits",
    "currency_limits",
    "enabled_accounts",
    "given_back",
    "installation",
    "least_amount",
    "least_by",
    "left_of",
    "look_of",
    "most_amount",
    "most_by",
    "most_used",
    "next_due_window",
    "next_retry_on",
    "offered_methods",
    "open_page_url",
    "payment_by_uuid",
    "payments_of",
    "pledges_of",
    "refunded_of",
    "schedule_of",
    "way_name",
    "ways_for_pledge",
    "ways_to_pay",
]
