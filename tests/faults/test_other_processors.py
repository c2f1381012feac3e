"""The same engine, the same faults and the same comparison with another service in the sandbox's place."""

from collections.abc import Iterator

import pytest

from bench.faults.house import Grounds, grounds_beside
from bench.faults.processors import NAMES, USUAL
from bench.faults.soak import soak_on
from bench.faults.trial import RIGHT, trial_on
from tests.faults.conftest import SEED

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]

CHARGES = 30
KILLS = 4


@pytest.fixture(scope="module", params=[name for name in NAMES if name != USUAL])
def elsewhere(request: pytest.FixtureRequest, ground: Grounds) -> Iterator[Grounds]:
    with grounds_beside(ground, request.param) as beside:
        yield beside


def test_the_right_engine_comes_through_the_directed_faults(elsewhere: Grounds) -> None:
    assert trial_on(elsewhere, [], seed=SEED)[RIGHT].sentences == []


def test_payments_survive_a_short_storm(elsewhere: Grounds) -> None:
    outcome = soak_on(elsewhere, seed=SEED, charges=CHARGES, kills=KILLS, say=lambda line: None)
    assert outcome.verdict.sentences == []
    assert outcome.processor == elsewhere.processor.name
    assert outcome.payments >= CHARGES
    assert sum(outcome.kills.values()) >= KILLS
