"""The clock's scale: how much shorter the engine's times are here than in the product. Nothing else is changed.

Installed in the harness's own processes alone, over the product's names. A name that is gone stops the run: a harness
that quietly changes nothing would prove nothing.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from types import ModuleType
from typing import Any

from bench.faults.inside import INSIDES

DAY_S = 24 * 3600


class NameGone(Exception):
    """Raised when the product no longer has a name that the harness works through: bring the harness up to it."""


@dataclass(frozen=True)
class Scale:
    """Seconds. `key_life_s` stands for a day, so that `key_life_s` = 8 makes 3 hours a second.

    `answer_s` and `call_s` are the time-outs of one call; a lease is twice `call_s` and `margin_s`. `concurrency`:
    fewer calls at once, where many engines share two cores.
    """

    answer_s: float
    call_s: float
    margin_s: float
    key_life_s: int
    longest_look_s: float
    pause_s: float
    concurrency: int

    @property
    def horizon_s(self) -> float:
        return 2.0 * self.key_life_s

    @property
    def lease_s(self) -> float:
        return 2 * self.call_s + self.margin_s

    @property
    def in_words(self) -> str:
        return (
            f"1 : {DAY_S // self.key_life_s:,} for keys ({self.key_life_s} s for a day), horizons "
            f"({self.horizon_s:g} s for two days) and webhooks; calls end after {self.call_s:g} s in place of 30, "
            f"leases after {self.lease_s:g} s in place of 65"
        )


SOAK = Scale(answer_s=0.6, call_s=0.8, margin_s=0.4, key_life_s=8, longest_look_s=1.0, pause_s=0.05, concurrency=8)
TRIAL = Scale(answer_s=1.2, call_s=1.3, margin_s=0.3, key_life_s=8, longest_look_s=0.5, pause_s=0.3, concurrency=3)
BY_NAME = {"soak": SOAK, "trial": TRIAL}


def change(owner: ModuleType | type, name: str, value: Any) -> Any:
    """Give a name of the product another value; returns the old one. Raises NameGone."""
    if not hasattr(owner, name):
        raise NameGone(f"{owner.__name__}.{name}")
    old = getattr(owner, name)
    setattr(owner, name, value)
    return old


class ScaledProvider:
    """The product's own provider of an account, with shorter times; everything else is the provider's."""

    def __init__(self, provider: Any, scale: Scale) -> None:
        self.plain = provider
        self.scale = scale

    def __getattr__(self, name: str) -> Any:
        return getattr(self.plain, name)

    def limits(self) -> Any:
        plain, scale = self.plain.limits(), self.scale
        return replace(
            plain, timeout_s=scale.call_s, concurrency=min(plain.concurrency, scale.concurrency), pause_s=0.2,
            longest_pause_s=1.0,
        )  # fmt: skip

    def key_life(self, operation: Any) -> timedelta:
        return timedelta(seconds=self.scale.key_life_s)

    def horizon(self, operation: Any) -> timedelta:
        return timedelta(seconds=self.scale.horizon_s)


def live_by(scale: Scale, processor: str) -> None:
    """Shorten this process's times. Called once, in a fresh process, after Django is set up."""
    from smallfavor.payments import providers  # noqa: PLC0415 (Django comes first)
    from smallfavor.payments.actions import (  # noqa: PLC0415
        claim,
        compare_newest,
        drive,
        follow_session,
        plan_order,
        receive_event,
        revoke,
        settle_inbox,
        sweep,
    )
    from smallfavor.payments.rules import backoff  # noqa: PLC0415

    plain = providers.get
    change(providers, "get", lambda account: ScaledProvider(plain(account), scale))
    a_day = scale.key_life_s
    for module, name, seconds in INSIDES[processor].timeouts(processor, answer_s=scale.answer_s, call_s=scale.call_s):
        change(module, name, seconds)
    change(claim, "LEASE_MARGIN_S", scale.margin_s)
    change(backoff, "FIRST_S", 0.1)
    change(backoff, "LONGEST_S", scale.longest_look_s)
    change(drive, "PAUSE_S", scale.pause_s)
    change(drive, "PAUSE_AFTER_FAULT_S", 0.2)
    change(drive, "SENDING_PER_ROUND_S", 1.0)
    change(drive, "COMPARE_EVERY", timedelta(seconds=1))
    change(compare_newest, "FIRST_WINDOW", timedelta(seconds=a_day))
    change(compare_newest, "OVERLAP", timedelta(seconds=2))
    change(receive_event, "HANDS_OFF", timedelta(seconds=1))
    change(settle_inbox, "GIVE_UP_AFTER", timedelta(seconds=3 * a_day))
    change(follow_session, "FIRST_LOOK", timedelta(seconds=1))
    change(plan_order, "PAGE_LIFE", timedelta(seconds=30))
    change(sweep, "UNSENT_CHECKOUT_LIFE", timedelta(seconds=10))
    change(revoke, "RETRY", timedelta(seconds=1))
