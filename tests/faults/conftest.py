"""What the fault tests share: one cluster, one processor and one nursery, and the trial of all engines."""

import os
from collections.abc import Iterator

import pytest

from bench.faults.books import Verdict
from bench.faults.house import Grounds, grounds
from bench.faults.mutants import MUTANTS
from bench.faults.scale import TRIAL
from bench.faults.trial import RIGHT, run_trial, trial_on

SEED = int(os.environ.get("FAULTS_SEED", "1"))

# What gives each wrong engine away: any of these kinds will do.
CAUGHT_BY = {
    "timeout_is_a_failure": {"lost"},
    "new_key_on_retry": {"double"},
    "replay_after_key_life": {"double"},
    "gives_up_at_once": {"double"},
    "never_gives_up": {"undecided"},
    "schedule_after_success": {"lost", "double"},
    "webhook_is_evidence": {"unbalanced"},
    "lease_shorter_than_timeout": {"overlapping", "lost"},
    "second_success_dropped": {"double", "lost"},
}


@pytest.fixture(scope="session")
def ground() -> Iterator[Grounds]:
    """Its processor does not run yet: whoever needs it prepares and starts it."""
    with grounds(key_life_s=TRIAL.key_life_s, own_disk=True) as ready:
        yield ready


@pytest.fixture(scope="session")
def verdicts(ground: Grounds) -> dict[str, Verdict]:
    """What the books say of the right engine ("") and of each wrong one, after the same faults.

    A wrong engine does wrong only where it is quick enough to try. On a machine so busy that one missed its moment, it
    has a second trial with fewer beside it; the right engine stands every trial, and what is found of it counts.
    """
    found = trial_on(ground, list(MUTANTS), seed=SEED)
    missed = [mutant for mutant in MUTANTS if not is_caught(mutant, found[mutant])]
    if missed:
        again = run_trial(missed, seed=SEED + 1)
        for name, sentences in vars(again.pop(RIGHT)).items():
            getattr(found[RIGHT], name).extend(sentences)
        found |= again
    return found


def is_caught(mutant: str, verdict: Verdict) -> bool:
    return any(verdict.counts[kind] for kind in CAUGHT_BY[mutant])
