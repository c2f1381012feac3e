"""What happens in a paper before its disk is lost, and after the restore: run as programs of their own.

Not here: the restore itself, which is the real command, and what must be true afterwards (test_disk_lost.py).
"""

import io
import json
import os
import sys
import uuid
from datetime import UTC, datetime
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smallfavor.config.settings")
if __name__ == "__main__":
    django.setup()

from django.core.management import call_command
from django.db.models import Max

from sandbox_processor.testing import RunningSandbox
from smallfavor.core.money import Money
from smallfavor.payments.actions.begin_checkout import CheckoutOrder, begin_checkout
from smallfavor.payments.actions.check_payment import check_payment
from smallfavor.payments.actions.pledges.cancel_pledge import cancel_pledge
from smallfavor.payments.actions.revoke import revoke_marked
from smallfavor.payments.models import Pledge, PledgeState


def before(backups: str, keyrings: str, old: int, new: int, cancelled: int) -> dict[str, object]:
    """Some pledges, a backup, and then: new ones, cancellations, a renewal of each that lives."""
    first = [begin(n) for n in range(old)]
    backed_up = command("backup", backups, keyring=Path(keyrings), keep=3)
    later = [begin(n) for n in range(new)]
    now = datetime.now(UTC)
    for pledge in first[:cancelled]:
        cancel_pledge(pledge, actor="supporter", now=now)
    assert revoke_marked(now=now) == cancelled
    return {
        "backup": backed_up,
        "cancelled": [str(pledge.uuid) for pledge in first[:cancelled]],
        "alive": [str(pledge.uuid) for pledge in first[cancelled:] + later],
        "renew": renew_next(),
    }


def after() -> dict[str, object]:
    """The way back: nothing may be sent at first, then the rebuild, the next renewal, the comparison."""
    return {
        "stopped": renew_next(),
        "resume": command("resume"),
        "renew": renew_next(),
        "reconcile": command("reconcile"),
    }


def begin(number: int) -> Pledge:
    """Begin a monthly pledge: a form, a hosted page, a look at the provider."""
    key = uuid.uuid4().hex
    order = CheckoutOrder(
        request_key=key, interval="monthly", amount=Money(200 + number, "USD"), email=f"{key}@example.org", name="",
        method="card", language="en", country="LV", appeal="spring", variant="b", manifest_version="v1",
        terms_version="t1",
    )  # fmt: skip
    step = begin_checkout(order, now=datetime.now(UTC))
    RunningSandbox(Path(), int(os.environ["SANDBOX_URL"].rpartition(":")[2])).pay(step.url)
    pledge = check_payment(step.payment, now=datetime.now(UTC)).pledge
    assert pledge is not None
    return pledge


def renew_next() -> str:
    day = Pledge.objects.filter(state=PledgeState.ACTIVE).aggregate(day=Max("next_due"))["day"]
    return command("renew", as_of=day)


def command(name: str, *arguments: str, **options: object) -> str:
    said = io.StringIO()
    call_command(name, *arguments, stdout=said, **options)
    return said.getvalue()


if __name__ == "__main__":
    if sys.argv[1] == "before":
        print(json.dumps(before(sys.argv[2], sys.argv[3], *map(int, sys.argv[4:]))))
    else:
        print(json.dumps(after()))
