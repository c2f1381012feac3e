"""The short run: directed faults at one house for each engine, the right one and every wrong one, side by side.

Each scenario has a pledge of its own and faults that strike its payment alone, so that all of them run at once: the
trial lasts about as long as the longest. All houses share one account: to each, the others are foreign.
"""

import contextlib
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import httpx

from bench.faults.books import Verdict, add_foreign, judge
from bench.faults.house import Grounds, House, grounds, payment_of, wait_until
from bench.faults.processors import USUAL, Processor
from bench.faults.scale import TRIAL

FOREIGN = 300
STAGE = "faults_stage"  # a house with its pledges, copied for each engine
WITHIN_S = 40.0
AFTER_S = 4.0  # what a wrong engine has left when the right one is done
RIGHT = ""
SCENARIOS = (
    "quiet", "answer_lost", "answer_lost_and_lists_lag", "lists_lag_past_the_key", "outage_longer_than_the_key",
    "slow_answer", "late_execution", "event_about_nothing", "second_success",
)  # fmt: skip
WEB_MATTERS = {RIGHT, "webhook_is_evidence", "second_success_dropped"}
HANDS = {RIGHT: 2, "lease_shorter_than_timeout": 4}  # enough that one is always free to take over
SLOW_MS = 900  # below the time-out: a patient engine waits for it, longer than a rival takes for a round
CALLS_COUNTED = 50


@dataclass
class Contender:
    """One engine in its house. `pledges` by scenario."""

    mutant: str
    house: House
    pledges: dict[str, str]

    def payment(self, scenario: str) -> str:
        return payment_of(self.pledges[scenario], 0)

    def is_meant(self, scenario: str) -> dict[str, str]:
        """The metadata that only this engine's payment in this scenario has."""
        return {"payment": self.payment(scenario), "installation": self.house.installation}


def run_trial(mutants: Sequence[str], *, seed: int, processor: str = USUAL) -> dict[str, Verdict]:
    """Put the right engine ("") and these wrong ones through every scenario; what the books say of each."""
    with grounds(key_life_s=TRIAL.key_life_s, processor=processor) as ground:
        return trial_on(ground, mutants, seed=seed)


def trial_on(ground: Grounds, mutants: Sequence[str], *, seed: int) -> dict[str, Verdict]:
    """The same on grounds that stand already; its processor must not have been started yet."""
    drawn = random.Random(seed)
    engines = [RIGHT, *mutants]
    tokens = ground.processor.save_cards(["success"] * len(SCENARIOS))
    amounts = [drawn.randrange(200, 5000) for _ in SCENARIOS]
    stage = ground.new_database(STAGE)
    uuids = ground.house(stage, "").make_pledges(tokens, amounts)
    pledges = dict(zip(SCENARIOS, uuids, strict=True))
    ground.processor.sell_to_others(FOREIGN)
    with running(ground.processor), ground.nursery.at_rest_afterwards():
        foreign = ground.processor.read_record("nobody").others
        contenders = [Contender(engine, _move_in(ground, stage, engine, drawn), pledges) for engine in engines]
        for contender in contenders:
            _start(contender)
        _after_the_first_period(contenders)
        # The right engine had to give one attempt up: by then every horizon has passed, give or take a start.
        _wait_for(contenders[0], WITHIN_S)
        until = time.monotonic() + AFTER_S
        for contender in contenders:
            _wait_for(contender, until - time.monotonic())
        return {one.mutant: _judge(one, foreign) for one in contenders}


@contextlib.contextmanager
def running(processor: Processor) -> Iterator[None]:
    processor.start()
    try:
        yield
    finally:
        processor.kill()


def _move_in(ground: Grounds, stage: str, mutant: str, drawn: random.Random) -> House:
    house = ground.house(ground.new_database(f"faults_{mutant or 'right'}", like=stage), "trial")
    house.be_somebody_new(f"{drawn.getrandbits(128):032x}")
    return house


def _start(contender: Contender) -> None:
    """Order what each payment will meet, let the first period fall due, and begin to work."""
    _order(contender, "answer_lost", "lose_after")
    _order(contender, "answer_lost_and_lists_lag", "lose_after")
    _blind(contender, "answer_lost_and_lists_lag", for_s=600, times=1)
    _order(contender, "lists_lag_past_the_key", "lose_after", times=CALLS_COUNTED)
    _blind(contender, "lists_lag_past_the_key", for_s=TRIAL.key_life_s * 1.3)
    # Answered with 503 for as long as the engine may send again, and nothing happens.
    _order(contender, "outage_longer_than_the_key", "status", status=503, times=CALLS_COUNTED, attempt="1")
    _order(contender, "slow_answer", "delay_before", delay_ms=SLOW_MS, times=CALLS_COUNTED)
    _order(contender, "late_execution", "delay_before", delay_ms=int(TRIAL.answer_s * 1200))
    contender.house.fall_due(list(contender.pledges.values()))
    # More hands than one: whatever one lets go of too early, another takes up.
    for _ in range(HANDS.get(contender.mutant, 1)):
        contender.house.start_worker(mutant=contender.mutant)


def _order(contender: Contender, scenario: str, what: str, *, attempt: str = "", **how: Any) -> None:
    """Have the charge of this payment, in this house alone, meet a fault."""
    metadata = contender.is_meant(scenario) | ({"attempt": attempt} if attempt else {})
    contender.house.processor.fault("charges.create", what, metadata=metadata, **how)


def _blind(contender: Contender, scenario: str, *, for_s: float, times: int = -1) -> None:
    """Lists do not show what is younger than this."""
    contender.house.processor.fault(
        "objects.list", "lag", delay_ms=int(for_s * 1000), times=times, metadata=contender.is_meant(scenario)
    )


def _after_the_first_period(contenders: Sequence[Contender]) -> None:
    """Things that come once a period is under way: the next month, a second success, a webhook that lies."""
    right = contenders[0]
    wait_until(lambda: _is_paid(right, "second_success") and _is_paid(right, "quiet"), WITHIN_S)
    for contender in contenders:
        contender.house.fall_due([contender.pledges["outage_longer_than_the_key"]])
        if contender.mutant in WEB_MATTERS:
            # Its own first success must be booked before it can meet a second one.
            wait_until(lambda one=contender: _is_paid(one, "second_success"), WITHIN_S)
            with _web(contender):
                _charge_behind_our_back(contender)
                _tell_lies(contender)


@contextlib.contextmanager
def _web(contender: Contender) -> Iterator[None]:
    web = contender.house.start_web(mutant=contender.mutant)
    try:
        wait_until(lambda: answers(contender.house.url), 20)
        yield
    finally:
        web.kill()


def _charge_behind_our_back(contender: Contender) -> None:
    """The same payment is taken once more at the processor: a success too many, told by an event."""
    processor, payment = contender.house.processor, contender.payment("second_success")
    taken = processor.read_record(contender.house.installation).successes
    for charge in [one for one in taken if one["metadata"]["payment"] == payment][:1]:
        _post_event(contender, processor.charge_again(charge["id"]))


def _tell_lies(contender: Contender) -> None:
    """A signed event about a charge of ours that the processor does not have."""
    metadata = contender.is_meant("event_about_nothing") | {
        "attempt": "1", "pledge": contender.pledges["event_about_nothing"],
    }  # fmt: skip
    _post_event(contender, contender.house.processor.lie(metadata))


def _post_event(contender: Contender, body: bytes) -> None:
    """Deliver one event, signed as the processor signs."""
    house = contender.house
    signed = house.processor.signed(body, time.time())
    httpx.post(house.webhooks, content=body, timeout=20, trust_env=False, headers=signed).raise_for_status()


def answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/health/live", timeout=2, trust_env=False).status_code < 500
    except httpx.HTTPError:
        return False


def _is_paid(contender: Contender, scenario: str) -> bool:
    query = "SELECT 1 FROM payments_payment WHERE uuid = %s AND state = 'paid'"
    return bool(contender.house.sql(query, contender.payment(scenario)))


def _wait_for(contender: Contender, within_s: float) -> None:
    """Until an engine has paid every period that fell due and given back what came twice."""
    query = (
        "SELECT (SELECT count(*) FROM harness_fallen_due)"
        " - (SELECT count(*) FROM payments_payment WHERE state = 'paid')"
        " + (SELECT count(*) FROM payments_attempt WHERE state IN ('planned', 'sending', 'unknown'))"
    )
    wait_until(lambda: contender.house.sql(query) == [(0,)], within_s, pause_s=0.2)


def _judge(contender: Contender, foreign: list[dict[str, object]]) -> Verdict:
    house = contender.house
    record = house.processor.read_record(house.installation)
    verdict = judge(record, house.sql, horizon_s=TRIAL.horizon_s)
    add_foreign(verdict, foreign, record.others, house.sql)
    taken = {charge["metadata"]["payment"] for charge in record.successes}
    fallen = house.sql("SELECT pledge, period FROM harness_fallen_due")
    verdict.lost += [
        f"period {period} of a good card fell due and was never taken"
        for pledge, period in fallen
        if payment_of(str(pledge), period) not in taken
    ]
    calls = _calls(contender, "slow_answer")
    if calls > 1:
        verdict.overlapping.append(f"one attempt was sent {calls} times while its first call was at the processor")
    return verdict


def _calls(contender: Contender, scenario: str) -> int:
    """How often this payment's charge was called for, counted by the fault that each call meets."""
    listed = contender.house.processor.faults()
    meant = contender.is_meant(scenario)
    left = [rule["times"] for rule in listed if rule["metadata"] == meant and rule["what"] == "delay_before"]
    return CALLS_COUNTED - left[0] if left else 0
