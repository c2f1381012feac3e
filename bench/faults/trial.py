"""The short run: directed faults at one house for each engine, the right one and every wrong one, side by side.

Each scenario has a pledge of its own and faults that strike its payment alone, so that all of them run at once: the
trial lasts about as long as the longest. All houses share one sandbox account: to each, the others are foreign.
"""

import contextlib
import hashlib
import hmac
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from uuid import uuid4

import httpx

from bench.faults.books import Verdict, add_foreign, judge
from bench.faults.house import TEMPLATE, Grounds, House, grounds, payment_of, wait_until
from bench.faults.processor import read_record, save_cards, sell_to_others
from bench.faults.scale import TRIAL
from sandbox_processor.testing import RunningSandbox

FOREIGN = 300
WITHIN_S = 25.0
RIGHT = ""
SCENARIOS = (
    "quiet", "answer_lost", "answer_lost_and_lists_lag", "lists_lag_past_the_key", "outage_longer_than_the_key",
    "slow_answer", "late_execution", "two_periods", "event_about_nothing", "second_success",
)  # fmt: skip
SLOW_MS = 350  # below the time-out: a patient engine waits for it
CALLS_COUNTED = 50


@dataclass
class Contender:
    """One engine in its house. `pledges` by scenario."""

    mutant: str
    house: House
    pledges: dict[str, str] = field(default_factory=dict)

    def payment(self, scenario: str, period: int = 0) -> str:
        return payment_of(self.pledges[scenario], period)


def run_trial(mutants: Sequence[str], *, seed: int) -> dict[str, Verdict]:
    """Put the right engine ("") and these wrong ones through every scenario; what the books say of each."""
    with grounds(key_life_s=TRIAL.key_life_s) as ground:
        return trial_on(ground, mutants, seed=seed)


def trial_on(ground: Grounds, mutants: Sequence[str], *, seed: int) -> dict[str, Verdict]:
    """The same on grounds that stand already; its sandbox must not have been started yet."""
    drawn = random.Random(seed)
    engines = [RIGHT, *mutants]
    tokens = save_cards(ground.sandbox.folder, ["success"] * len(SCENARIOS) * len(engines))
    sell_to_others(ground.sandbox.folder, FOREIGN)
    with sandbox_running(ground.sandbox):
        foreign = read_record(ground.sandbox, "nobody").others
        contenders = [
            _move_in(ground, engine, tokens[n * len(SCENARIOS) : (n + 1) * len(SCENARIOS)], drawn)
            for n, engine in enumerate(engines)
        ]
        for contender in contenders:
            _start(contender)
        _after_the_first_period(contenders)
        # A wrong engine may hang for good: as long as the right one needs, and the horizon after that.
        _wait_for(contenders[0])
        time.sleep(TRIAL.horizon_s)
        verdicts = {one.mutant: _judge(one, foreign) for one in contenders}
        for contender in contenders:
            for worker in contender.house.workers:
                worker.kill()
    return verdicts


@contextlib.contextmanager
def sandbox_running(sandbox: RunningSandbox) -> Iterator[None]:
    sandbox.start()
    try:
        yield
    finally:
        sandbox.kill()


def _move_in(ground: Grounds, mutant: str, tokens: list[str], drawn: random.Random) -> Contender:
    database = f"faults_{mutant or 'right'}"
    ground.cluster.run(f'CREATE DATABASE "{database}" TEMPLATE "{TEMPLATE}"')
    house = ground.house(database, "trial")
    house.be_somebody_new(f"{drawn.getrandbits(128):032x}")
    amounts = [drawn.randrange(200, 5000) for _ in SCENARIOS]
    pledges = ground.nursery.job("make_pledges", database, tokens=tokens, amounts=amounts)
    return Contender(mutant, house, dict(zip(SCENARIOS, pledges, strict=True)))


def _start(contender: Contender) -> None:
    """Order what each payment will meet, let the first period fall due, and begin to work."""
    fault, payment = contender.house.sandbox.fault, contender.payment
    fault("charges.create", "lose_after", metadata={"payment": payment("answer_lost")})
    fault("charges.create", "lose_after", metadata={"payment": payment("answer_lost_and_lists_lag")})
    _blind(contender, "answer_lost_and_lists_lag", for_ms=1200)
    fault("charges.create", "lose_after", metadata={"payment": payment("lists_lag_past_the_key")})
    _blind(contender, "lists_lag_past_the_key", for_ms=int(TRIAL.key_life_s * 1300))
    # Answered with 503 for as long as the engine may send again, and nothing happens.
    fault("charges.create", "status", status=503, times=CALLS_COUNTED,
          metadata={"payment": payment("outage_longer_than_the_key"), "attempt": "1"})  # fmt: skip
    fault("charges.create", "delay_before", delay_ms=SLOW_MS, times=CALLS_COUNTED,
          metadata={"payment": payment("slow_answer")})  # fmt: skip
    fault("charges.create", "delay_before", delay_ms=900, metadata={"payment": payment("late_execution")})
    fault("charges.create", "lose_before", metadata={"payment": payment("two_periods")})
    pledges = [pledge for name, pledge in contender.pledges.items() if name != "event_about_nothing"]
    contender.house.fall_due(pledges)
    # Two hands: whatever one lets go of too early, the other takes up.
    for _ in range(2 if contender.mutant in {RIGHT, "lease_shorter_than_timeout"} else 1):
        contender.house.start_worker(mutant=contender.mutant)
    contender.house.fall_due([contender.pledges["event_about_nothing"]])


def _blind(contender: Contender, scenario: str, *, for_ms: int) -> None:
    """Lists do not show what is younger than this."""
    contender.house.sandbox.fault(
        "objects.list", "lag", delay_ms=for_ms, times=-1, metadata={"payment": contender.payment(scenario)}
    )


def _after_the_first_period(contenders: Sequence[Contender]) -> None:
    """Things that come once a period is under way: a second success, the next month, a webhook that lies."""
    right = contenders[0]
    wait_until(lambda: _is_paid(right, "second_success") and _is_paid(right, "quiet"), WITHIN_S)
    for contender in contenders:
        _charge_behind_our_back(contender)
        contender.house.fall_due([contender.pledges["two_periods"]])
        _tell_lies(contender)


def _charge_behind_our_back(contender: Contender) -> None:
    """The same payment is taken once more at the processor: a success too many, told by an event."""
    sandbox = contender.house.sandbox
    for charge in sandbox.record("charge", payment=contender.payment("second_success"))[:1]:
        body = {name: charge[name] for name in ("instrument", "amount_minor", "currency", "metadata")}
        again = sandbox.call("POST", "/v1/charges", body, key=uuid4().hex).json()
        _post_event(contender, "charge.succeeded", again)


def _tell_lies(contender: Contender) -> None:
    """A signed event about a charge of ours that the processor does not have."""
    payment = contender.payment("event_about_nothing", 0)
    metadata = {
        "installation": contender.house.installation, "payment": payment, "attempt": "1",
        "pledge": contender.pledges["event_about_nothing"],
    }  # fmt: skip
    lie = {
        "object": "charge", "id": f"ch_{uuid4().hex[:24]}", "state": "succeeded", "amount_minor": 700,
        "currency": "USD", "created_ms": time.time_ns() // 1_000_000, "metadata": metadata, "fee_minor": 50,
        "session": "", "instrument": "",
    }  # fmt: skip
    _post_event(contender, "charge.succeeded", lie)


def _post_event(contender: Contender, kind: str, thing: dict[str, object]) -> None:
    """Deliver one event, signed as the sandbox signs, to a web process of this house."""
    body = json.dumps({"id": f"evt_{uuid4().hex[:24]}", "type": kind, "created_ms": time.time_ns() // 1_000_000,
                       "object": thing}).encode()  # fmt: skip
    house = contender.house
    web = house.start_web(mutant=contender.mutant)
    try:
        wait_until(lambda: _answers(house.url), 10)
        httpx.post(
            f"{house.url}/payments/webhooks/sandbox/", content=body, timeout=10, trust_env=False,
            headers={"Sandbox-Signature": signature(house.sandbox.webhook_secret, time.time(), body)},
        )  # fmt: skip
    finally:
        web.kill()


def signature(secret: str, at_s: float, body: bytes) -> str:
    """As the sandbox's courier signs."""
    stamp = str(int(at_s))
    return f"t={stamp},v1={hmac.new(secret.encode(), stamp.encode() + b'.' + body, hashlib.sha256).hexdigest()}"


def _answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/health/live", timeout=2, trust_env=False).status_code < 500
    except httpx.HTTPError:
        return False


def _is_paid(contender: Contender, scenario: str, period: int = 0) -> bool:
    query = "SELECT 1 FROM payments_payment WHERE uuid = %s AND state = 'paid'"
    return bool(contender.house.sql(query, contender.payment(scenario, period)))


def _wait_for(contender: Contender) -> None:
    """Until the right engine has paid every period that fell due and given back what came twice."""
    query = (
        "SELECT (SELECT count(*) FROM harness_fallen_due)"
        " - (SELECT count(*) FROM payments_payment WHERE state = 'paid')"
        " + (SELECT count(*) FROM payments_attempt WHERE state IN ('planned', 'sending', 'unknown'))"
    )
    wait_until(lambda: contender.house.sql(query) == [(0,)], WITHIN_S, pause_s=0.2)


def _judge(contender: Contender, foreign: list[dict[str, object]]) -> Verdict:
    house = contender.house
    record = read_record(house.sandbox, house.installation)
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
    listed = contender.house.sandbox.call("GET", "/faults").json()["data"]
    wanted = contender.payment(scenario)
    left = [rule["times"] for rule in listed if rule["metadata"] == {"payment": wanted} and rule["what"] == "delay_before"]
    return CALLS_COUNTED - left[0] if left else 0
