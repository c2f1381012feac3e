"""Any calendar at all: years pass over one pledge, with outages, pauses, declines, a new date. The rules alone, by a
virtual clock: no period is taken twice, none is forgotten, and two charges never come close together.
"""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from smallfavor.payments.rules.retries import RETRY_DAYS, AfterDecline, RetryStep, after_decline
from smallfavor.payments.rules.schedule import MONTHS, RENEWALS_APART_DAYS, Schedule, plan, skip_paused

SOFT = "insufficient_funds"


class AnyCalendar(RuleBasedStateMachine):
    """`fate` of each period: taken or waived. `tries` are the days on which the open period was tried."""

    @initialize(start=st.dates(date(2024, 1, 1), date(2028, 12, 31)), interval=st.sampled_from(sorted(MONTHS)))
    def a_pledge_begins(self, start: date, interval: str) -> None:
        self.today = start
        self.schedule = Schedule(interval, start, 0, 1, start)
        self.fate: dict[int, str] = {0: "taken"}
        self.taken_on: list[date] = [start]
        self.open: RetryStep | None = None
        self.tries: list[date] = []

    @rule(days=st.sampled_from([0, 1, 3, 7, 20, 31, 90, 400, 1500]))
    def days_pass(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule()
    def the_worker_plans(self) -> None:
        planned = plan(self.schedule, self.today)
        if planned.taken is None:
            assert planned.waived == ()
            return
        assert self.schedule.due(planned.taken) <= self.today < self.schedule.due(planned.next_n)
        for period in planned.waived:
            self.decide(period, "waived")
        self.decide(planned.taken, "taken")
        self.taken_on.append(self.today)
        self.schedule = replace(self.schedule, n=planned.next_n, last_planned_on=self.today)
        self.open, self.tries = RetryStep(AfterDecline.RETRY, self.today), []

    @precondition(lambda self: self.open is not None)
    @rule(late=st.integers(0, 40), hard=st.sampled_from([False, False, False, True]))
    def the_charge_is_declined(self, late: int, hard: bool) -> None:
        assert self.open is not None and self.open.on is not None
        self.today = max(self.today, self.open.on) + timedelta(days=late)
        self.tries.append(self.today)
        step = after_decline(code=SOFT, hard=hard, tries=len(self.tries), first_try_on=self.tries[0], today=self.today)
        self.open = step if step.what is AfterDecline.RETRY else None
        if hard:
            assert step.what is AfterDecline.NEW_INSTRUMENT
        if step.on is not None:
            assert step.on > self.today

    @rule(days=st.integers(0, 200))
    def the_reader_pauses_and_comes_back(self, days: int) -> None:
        self.today += timedelta(days=days)
        skipped = skip_paused(self.schedule, self.today)
        for period in skipped.waived:
            self.decide(period, "waived")
        self.schedule = replace(self.schedule, n=skipped.next_n)
        assert self.schedule.due(self.schedule.n) >= self.today

    @rule(days=st.integers(RENEWALS_APART_DAYS, 60), interval=st.sampled_from(sorted(MONTHS)))
    def the_reader_chooses_another_date(self, days: int, interval: str) -> None:
        n = self.schedule.n
        self.schedule = replace(self.schedule, interval=interval, anchor=self.today + timedelta(days=days), anchor_n=n)
        assert self.schedule.due(n) == self.today + timedelta(days=days)

    def decide(self, period: int, fate: str) -> None:
        assert period not in self.fate, f"period {period} was {self.fate[period]} and is {fate} now"
        self.fate[period] = fate

    @invariant()
    def every_period_up_to_now_has_one_fate(self) -> None:
        if hasattr(self, "fate"):
            assert sorted(self.fate) == list(range(self.schedule.n))

    @invariant()
    def two_renewals_stand_apart(self) -> None:
        if hasattr(self, "taken_on"):
            gaps = [later - sooner for sooner, later in zip(self.taken_on, self.taken_on[1:], strict=False)]
            assert all(gap.days >= RENEWALS_APART_DAYS for gap in gaps)

    @invariant()
    def a_period_is_tried_seldom(self) -> None:
        if hasattr(self, "tries"):
            assert len(self.tries) <= len(RETRY_DAYS)
            assert len(set(self.tries)) == len(self.tries)


def test_any_calendar_takes_each_period_once_and_never_two_close_together() -> None:
    run_state_machine_as_test(AnyCalendar, settings=settings(max_examples=150, stateful_step_count=25, deadline=None))
