"""What happens in a paper before its disk is lost, done with the paper's own actions: run as a program of its own.

`python -m tests.restore.life begin N` begins N pledges. `... cancel UUID ...` ends pledges, and lets the worker revoke.
Prints JSON. Not here: renewals (the command does them) and what must be true afterwards (test_disk_lost.py).
"""

import json
import os
import sys
import uuid
from datetime import UTC, datetime
from pathlib import Path

import django


def begin(count: int) -> list[str]:
    """Begin monthly pledges, each by a form, a hosted page and a look at the provider."""
    from sandbox_processor.testing import RunningSandbox
    from smallfavor.core.money import Money
    from smallfavor.payments.actions.begin_checkout import CheckoutOrder, begin_checkout
    from smallfavor.payments.actions.check_payment import check_payment

    sandbox = RunningSandbox(Path(), int(os.environ["SANDBOX_URL"].rpartition(":")[2]))
    begun = []
    for _ in range(count):
        key = uuid.uuid4().hex
        order = CheckoutOrder(
            request_key=key, interval="monthly", amount=Money(200 + len(begun), "USD"), email=f"{key}@example.org",
            name="", method="card", language="en", country="LV", appeal="spring", variant="b", manifest_version="v1",
            terms_version="t1",
        )  # fmt: skip
        step = begin_checkout(order, now=datetime.now(UTC))
        sandbox.pay(step.url)
        pledge = check_payment(step.payment, now=datetime.now(UTC)).pledge
        assert pledge is not None
        begun.append(str(pledge.uuid))
    return begun


def cancel(pledges: list[str]) -> list[str]:
    from smallfavor.payments.actions.pledges.cancel_pledge import cancel_pledge
    from smallfavor.payments.actions.revoke import revoke_marked
    from smallfavor.payments.models import Pledge

    now = datetime.now(UTC)
    for pledge in Pledge.objects.filter(uuid__in=pledges):
        cancel_pledge(pledge, actor="supporter", now=now)
    assert revoke_marked(now=now) == len(pledges)
    return pledges


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "smallfavor.config.settings"
    django.setup()
    verb, arguments = sys.argv[1], sys.argv[2:]
    print(json.dumps(begin(int(arguments[0])) if verb == "begin" else cancel(arguments)))
