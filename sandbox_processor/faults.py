"""Faults on order, for tests: answers lost, late or wrong, lists that lag, webhooks dropped or doubled.

A rule names where it strikes (an operation such as `charges.create`, `webhooks`, or `*`), what happens, how often, and
optionally only for which metadata. Rules are kept in memory: a restarted processor is healthy.
"""

import itertools
import random
import threading
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

from sandbox_processor.objects import Metadata
from sandbox_processor.refusals import Fields, invalid

OPERATIONS = (
    "*", "sessions.create", "sessions.read", "sessions.expire", "charges.create", "refunds.create", "objects.read",
    "objects.list", "instruments.revoke", "webhooks",
    "sessions.complete", "access", "certificates",  # only where a service has such calls
)  # fmt: skip
CALL_FAULTS = (
    "lose_before",  # the connection breaks, nothing happened
    "lose_after",  # it happened, and the answer is lost
    "status",  # `status` is answered, nothing happened; a 500 is stored under the key, as services do
    "status_after",  # it happened, and `status` is answered and stored under the key
    "delay_before",  # `delay_s` before it happens: a caller who gave up is charged all the same
    "delay_after",  # it happened at once, the answer comes `delay_s` later
    "lag",  # lists and look-ups do not show what is younger than `delay_s`
)
WEBHOOK_FAULTS = (
    "drop",  # never sent
    "duplicate",  # sent `count` times
    "delay",  # sent `delay_s` later, so that others overtake it
    "forge",  # a copy with a wrong signature goes first
)


@dataclass
class Rule:
    """One fault. `times` counts down to nothing; -1 is for ever. `chance` is in per cent, drawn from `seed`."""

    id: int
    where: str
    what: str
    times: int
    skip: int
    chance: int
    status: int
    delay_s: float
    count: int
    metadata: Metadata = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """As the counts of what struck name it: where, what, and the status where one is answered."""
        return f"{self.where} {self.what}" + (f" {self.status}" if self.what.startswith("status") else "")


class Faults:
    """The rules in force. Safe from any thread."""

    def __init__(self) -> None:
        self._rules: list[Rule] = []
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._random = random.Random(1)  # noqa: S311 (faults are drawn, not secrets)
        self.struck = 0
        self.struck_by: Counter[str] = Counter()

    def order(self, fields: Fields) -> dict[str, Any]:
        """Add a rule. Raises Refused."""
        where = fields.choice("where", OPERATIONS)
        rule = Rule(
            id=next(self._numbers),
            where=where,
            what=fields.choice("what", WEBHOOK_FAULTS if where == "webhooks" else CALL_FAULTS),
            times=fields.whole("times", least=-1, most=10**9, default=1),
            skip=fields.whole("skip", least=0, most=10**9, default=0),
            chance=fields.whole("chance", least=1, most=100, default=100),
            status=fields.whole("status", least=400, most=599, default=500),
            delay_s=fields.whole("delay_ms", least=0, most=600_000, default=0) / 1000,
            count=fields.whole("count", least=1, most=20, default=2),
            metadata=fields.metadata(),
        )
        seed = fields.whole("seed", least=0, most=2**53, default=0)
        fields.done()
        if rule.times == 0:
            raise invalid("times", "times must be positive, or -1 for ever")
        with self._lock:
            if seed:
                self._random = random.Random(seed)  # noqa: S311
            self._rules.append(rule)
        return asdict(rule)

    def clear(self) -> None:
        with self._lock:
            self._rules.clear()

    def listed(self) -> list[dict[str, Any]]:
        with self._lock:
            return [asdict(rule) for rule in self._rules]

    def strike(self, where: str, metadata: Metadata) -> list[Rule]:
        """The faults that hit this call, counted off."""
        if not self._rules:
            return []
        with self._lock:
            hit = [rule for rule in self._rules if self._hits(rule, where, metadata)]
            self._rules = [rule for rule in self._rules if rule.times != 0]
            self.struck += len(hit)
            self.struck_by.update(rule.kind for rule in hit)
        return hit

    def _hits(self, rule: Rule, where: str, metadata: Metadata) -> bool:
        if rule.where != where and not (rule.where == "*" and where != "webhooks"):
            return False
        if any(metadata.get(name) != value for name, value in rule.metadata.items()):
            return False
        if rule.skip > 0:
            rule.skip -= 1
            return False
        if rule.chance < 100 and self._random.randrange(100) >= rule.chance:
            return False
        if rule.times > 0:
            rule.times -= 1
        return True
