"""Sends what is planned on one account: claims ahead of the calls, calls side by side, settles in batches.

The callers never wait for the database, and the database never waits for a call.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from smallfavor.payments import providers
from smallfavor.payments.actions.callers import Callers, lease_clock
from smallfavor.payments.actions.claim import Claimed, claim_batch, lease_s
from smallfavor.payments.actions.hand_back import hand_back
from smallfavor.payments.actions.send import reached_step
from smallfavor.payments.actions.settle_batch import settle_answers
from smallfavor.payments.models import ProviderAccount
from smallfavor.payments.providers.base import Unknown

AHEAD = 4  # claimed for each caller at first: half of them are there while the others are claimed
LEAST_PLANNED = 6  # at once, for each caller: fewer are gone before the next can be planned
MOST_CLAIMED = 500  # where calls are so quick that the callers run dry meanwhile
LOOK_S = 0.25


@dataclass(frozen=True)
class Shift:
    """When to stop claiming. `refill` plans up to so many more when nothing is left, and says whether it did.

    `ahead`: how many the last shift had claimed at once; 0 for the first.
    """

    budget_s: float
    stopping: Callable[[], bool]
    refill: Callable[[int], bool]
    ahead: int = 0


@dataclass(frozen=True)
class Sent:
    """How many were answered, and how many were claimed at once in the end: the next shift goes on from there."""

    answered: int
    ahead: int


def send_planned(account: ProviderAccount, callers: Callers, shift: Shift, *, now: datetime) -> Sent:
    """Send what is planned until nothing is left, or the shift is over.

    All that was claimed is answered and settled on return, or handed back where the worker is stopping.
    """
    try:
        return _Sending(account, callers, shift, now).run()
    finally:
        callers.abandon()


class _Sending:
    def __init__(self, account: ProviderAccount, callers: Callers, shift: Shift, now: datetime) -> None:
        self.account, self.callers, self.shift, self.now = account, callers, shift, now
        self.provider = providers.get(account)
        self.send_within_s = lease_s(account) - self.provider.limits().timeout_s
        self.ahead = max(AHEAD * callers.width, shift.ahead)
        self.over_at = time.monotonic() + shift.budget_s
        self.claim_at: float | None = 0.0  # None: nothing more to claim
        self.refused = self.has_begun = False
        self.is_bound = False  # by the account's pace: no reason to claim more at once

    def run(self) -> Sent:
        sent = 0
        while True:
            if self.refused or self.shift.stopping():
                self.claim_at = None
                hand_back(self.callers.take_back(), now=self.now)
            hand_back(self.callers.take_late(), now=self.now)
            self._claim()
            if not self.callers.in_hand:
                if self.claim_at is None:
                    return Sent(sent, self.ahead)
                time.sleep(max(0.0, min(self.claim_at - time.monotonic(), LOOK_S)))
                continue
            answered = self.callers.collect(wait_s=LOOK_S)
            if answered:
                settle_answers(self.account, answered, now=self.now)
                for attempt, _ in answered:
                    reached_step(attempt, "settled", sandbox=self.provider.is_sandbox)
                # Settling has counted the calls without an answer: perhaps the account is to be left in peace now.
                self.refused = self.account.paused_until is not None or any(
                    isinstance(answer, Unknown) and answer.opens_breaker for _, answer in answered
                )
            sent += len(answered)

    def _claim(self) -> None:
        """Fill the callers' hands up again, when at least half of them are free."""
        room = self.ahead - self.callers.in_hand
        moment = time.monotonic()
        if self.claim_at is None or moment < self.claim_at or 2 * room < self.ahead:
            return
        if moment >= self.over_at:
            self.claim_at = None
            return
        claimed = self._hand_out()
        if not (claimed.more and (claimed.attempts or claimed.wait_s or self.callers.in_hand)):
            if not self.shift.refill(self._affordable()):
                self.claim_at = None
                return
            claimed = self._hand_out()
        self.claim_at = time.monotonic() + claimed.wait_s

    def _affordable(self) -> int:
        """How many may be planned before the callers run dry, about: twice as many as wait for them.

        Where calls are so quick that none is out, planning many at once costs least. An account's pace forgives no long
        break: there it is a few at a time.
        """
        if self.is_bound:
            return 2 * self.callers.width
        waiting = self.callers.waiting
        if not waiting and self.callers.idle >= self.callers.width:
            return self.ahead
        return min(self.ahead, max(2 * waiting, LEAST_PLANNED * self.callers.width))

    def _hand_out(self) -> Claimed:
        """Claim as many as there is room for, and give them to the callers."""
        started = lease_clock()
        claimed = claim_batch(self.account, limit=self.ahead - self.callers.in_hand, now=self.now)
        if self.has_begun and not self.is_bound and not self.callers.waiting:
            # They have run dry while answers were settled or this was planned: larger batches, so that they need not.
            more = 4 if 2 * self.callers.idle > self.callers.width else 2
            self.ahead = min(more * self.ahead, max(MOST_CLAIMED, self.ahead))
        for attempt in claimed.attempts:
            self.callers.ask(self.provider, attempt, send_before=started + self.send_within_s)
        self.has_begun = True
        if claimed.more:  # else too little was planned to say
            self.is_bound = claimed.wait_s > 0
        return claimed
