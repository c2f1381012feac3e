"""Wrong engines: each is one mistake that payment systems are known for, put into one forked child alone.

Each goes over names of the product; a name that is gone stops the child, so that no mutant can quietly do nothing.
"""

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from types import ModuleType
from typing import Any
from uuid import uuid4

from bench.faults.inside import INSIDES
from bench.faults.scale import NameGone, ScaledProvider, change

# The schedule moves only once the money is there. Put into the house's own database, whoever writes the row.
KEEP_SCHEDULE = """
CREATE FUNCTION keep_schedule() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.n > OLD.n AND current_setting('mutant.paid', true) IS DISTINCT FROM 'yes' THEN
        NEW.n := OLD.n; NEW.next_due := OLD.next_due; NEW.last_planned_on := OLD.last_planned_on;
    END IF;
    RETURN NEW; END $$;
CREATE TRIGGER keep_schedule BEFORE UPDATE ON payments_pledge FOR EACH ROW EXECUTE FUNCTION keep_schedule();
CREATE FUNCTION move_schedule() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.state = 'paid' AND OLD.state <> 'paid' THEN
        PERFORM set_config('mutant.paid', 'yes', true);
        UPDATE payments_pledge SET n = n + 1, next_due = next_due + 30 WHERE id = NEW.pledge_id;
        PERFORM set_config('mutant.paid', 'no', true);
    END IF;
    RETURN NULL; END $$;
CREATE TRIGGER move_schedule AFTER UPDATE ON payments_payment FOR EACH ROW EXECUTE FUNCTION move_schedule();
"""


def install(name: str, processor: str) -> None:
    """Make this process one of the wrong engines, at this service. After the clock's scale."""
    MUTANTS[name](processor)


def _everywhere(module: ModuleType, name: str, wrap: Callable[[Any], Any]) -> None:
    """Put `wrap(original)` in place of a function, under every name by which the product has imported it."""
    if not hasattr(module, name):
        raise NameGone(f"{module.__name__}.{name}")
    original = getattr(module, name)
    wrong = wrap(original)
    for loaded in list(sys.modules.values()):
        if getattr(loaded, "__name__", "").startswith("smallfavor.") and vars(loaded).get(name) is original:
            setattr(loaded, name, wrong)


def _timeout_is_a_failure(processor: str) -> None:
    """A charge without an answer is taken for one that failed."""
    from smallfavor.core.money import Money  # noqa: PLC0415
    from smallfavor.payments.providers.base import Decline, Declined, Ours, Unknown  # noqa: PLC0415

    def charge(self: ScaledProvider, frozen: bytes, *, key: str) -> Any:
        answer = self.plain.charge(frozen, key=key)
        if not isinstance(answer, Unknown):
            return answer
        minor, currency, metadata = INSIDES[processor].read_frozen(frozen)
        return Declined(
            f"none_{uuid4().hex[:12]}", Money(minor, currency), datetime.now().astimezone(), Ours.read(metadata),
            Decline.CARD_DECLINED, hard=True,
        )  # fmt: skip

    ScaledProvider.charge = charge  # type: ignore[attr-defined]


def _new_key_on_retry(processor: str) -> None:
    """Each call has a key of its own, so that the processor can't know that it is the same charge."""

    def charge(self: ScaledProvider, frozen: bytes, *, key: str) -> Any:
        return self.plain.charge(frozen, key=uuid4().hex)

    ScaledProvider.charge = charge  # type: ignore[attr-defined]


def _replay_after_key_life(processor: str) -> None:
    """The same bytes are sent again however old they are."""
    from smallfavor.payments.actions import replay  # noqa: PLC0415

    _everywhere(replay, "may_replay", lambda _: lambda attempt, *, now: not attempt.look_up_only)


def _gives_up_at_once(processor: str) -> None:
    """No horizon: what one look-up does not show did not happen, and is charged anew."""
    from smallfavor.payments.actions import replay  # noqa: PLC0415

    change(ScaledProvider, "horizon", lambda self, operation: timedelta(0))
    _everywhere(replay, "may_replay", lambda _: lambda attempt, *, now: False)


def _never_gives_up(processor: str) -> None:
    """No horizon: what was never found is looked for until the end of days."""
    change(ScaledProvider, "horizon", lambda self, operation: timedelta(days=3650))


def _schedule_after_success(processor: str) -> None:
    """A period stays due until its money has come."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_trigger WHERE tgname = 'keep_schedule'")
        if cursor.fetchone() is None:
            cursor.execute(KEEP_SCHEDULE)


def _webhook_is_evidence(processor: str) -> None:
    """What an event says is booked as it stands, without a look at the processor."""
    from smallfavor.payments import providers  # noqa: PLC0415
    from smallfavor.payments.actions import settle_inbox  # noqa: PLC0415

    inside, said = INSIDES[processor], dict[str, Any]()

    def verify_event(self: ScaledProvider, headers: Any, body: bytes, now: datetime, *, mark: str = "") -> Any:
        event = self.plain.verify_event(headers, body, now, mark=mark)
        said[event.object_id] = inside.event_object(json.loads(body))
        return event

    def get(account: Any) -> Any:
        provider = scaled(account)
        fetch = provider.plain.fetch
        read = lambda thing: inside.read_record(processor, thing)  # noqa: E731
        provider.fetch = lambda object_id: read(said[object_id]) if object_id in said else fetch(object_id)
        return provider

    ScaledProvider.verify_event = verify_event  # type: ignore[attr-defined]
    scaled = providers.get
    change(providers, "get", get)
    change(settle_inbox, "_with_siblings", lambda provider, record: [record])


def _lease_shorter_than_timeout(processor: str) -> None:
    """A call that is out looks abandoned: another worker takes it over while it is at the processor."""
    from smallfavor.payments.actions import claim  # noqa: PLC0415

    limits = ScaledProvider.limits
    change(ScaledProvider, "limits", lambda self: replace(limits(self), timeout_s=0.02))
    _everywhere(claim, "lease_s", lambda _: lambda account: 0.2)


def _second_success_dropped(processor: str) -> None:
    """A payment that is paid is paid: what more comes for it is not looked at."""
    from smallfavor.payments.actions import book_success  # noqa: PLC0415

    def wrap(original: Any) -> Any:
        def wrong(evidence: Any, record: Any) -> None:
            if evidence.payment.paid_entry_id is None:
                original(evidence, record)

        return wrong

    _everywhere(book_success, "book_success", wrap)


MUTANTS: dict[str, Callable[[str], None]] = {
    "timeout_is_a_failure": _timeout_is_a_failure,
    "new_key_on_retry": _new_key_on_retry,
    "replay_after_key_life": _replay_after_key_life,
    "gives_up_at_once": _gives_up_at_once,
    "never_gives_up": _never_gives_up,
    "schedule_after_success": _schedule_after_success,
    "webhook_is_evidence": _webhook_is_evidence,
    "lease_shorter_than_timeout": _lease_shorter_than_timeout,
    "second_success_dropped": _second_success_dropped,
}
