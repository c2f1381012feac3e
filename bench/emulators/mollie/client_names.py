"""The names that the official client's own objects know, read from the client itself.

Its classes are dictionaries with properties and no types: `created_at` gives back what stands under "createdAt". So all
that they can prove of an answer is that each of its names is one that the client knows; that is held here.
"""

import functools
import inspect
import re
from collections.abc import Mapping
from typing import Any

from mollie.api.objects.chargeback import Chargeback
from mollie.api.objects.customer import Customer
from mollie.api.objects.mandate import Mandate
from mollie.api.objects.payment import Payment
from mollie.api.objects.refund import Refund
from mollie.api.objects.settlement import Settlement

CLASSES: dict[str, type] = {
    "payment": Payment, "customer": Customer, "mandate": Mandate, "refund": Refund, "chargeback": Chargeback,
    "settlement": Settlement,
}  # fmt: skip
# What Mollie answers and this release of its client has no name for.
UNKNOWN_TO_CLIENT = {
    "payment": {"_links", "_embedded"},
    "customer": {"_links"},
    "mandate": {"_links", "mode"},
    "refund": {"_links", "mode"},
    "chargeback": {"_links", "resource"},
    "settlement": {"_links", "resource", "balanceId"},
}


@functools.cache
def names_of(kind: str) -> frozenset[str]:
    """What the class reads from an answer."""
    return frozenset(re.findall(r'_get_property\("(\w+)"\)', inspect.getsource(CLASSES[kind])))


def strangers(kind: str, answer: Mapping[str, Any]) -> set[str]:
    """Names of the answer that the client does not know, and that are not known to be missing from it."""
    return set(answer) - names_of(kind) - UNKNOWN_TO_CLIENT[kind]
