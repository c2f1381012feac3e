"""What the fault tests share: one cluster, one sandbox and one nursery, and the trial of all engines."""

import os
from collections.abc import Iterator

import pytest

from bench.faults.books import Verdict
from bench.faults.house import Grounds, grounds
from bench.faults.mutants import MUTANTS
from bench.faults.scale import TRIAL
from bench.faults.trial import trial_on

SEED = int(os.environ.get("FAULTS_SEED", "1"))


@pytest.fixture(scope="session")
def ground() -> Iterator[Grounds]:
    """Its sandbox does not run yet: whoever needs it prepares and starts it."""
    with grounds(key_life_s=TRIAL.key_life_s, own_disk=True) as ready:
        yield ready


@pytest.fixture(scope="session")
def verdicts(ground: Grounds) -> dict[str, Verdict]:
    """What the books say of the right engine ("") and of each wrong one, after the same faults."""
    return trial_on(ground, list(MUTANTS), seed=SEED)
