"""A short storm of kills and faults: at the end the processor's record and the books agree."""

import pytest

from bench.faults.house import Grounds
from bench.faults.soak import soak_on
from tests.faults.conftest import SEED

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]

CHARGES = 120
KILLS = 12


def test_payments_survive_kills_and_faults_of_every_kind(ground: Grounds) -> None:
    outcome = soak_on(ground, seed=SEED, charges=CHARGES, kills=KILLS, say=lambda line: None)
    assert outcome.verdict.sentences == []
    assert outcome.payments >= CHARGES
    assert sum(outcome.kills.values()) >= KILLS
    assert sum(outcome.faults.values()) >= CHARGES // 5
