"""A small attack through the product's own views and guard, as `bench.card_testing` has it at full size."""

import pytest

from bench.card_testing.attackers import STRATEGIES, Arms
from bench.card_testing.readers import Crowd
from bench.card_testing.trial import hold

CROWD = Crowd(gives=30, without_script=4, behind_nat=12, leaves=4)
ARMS = Arms(addresses=200, networks=8, domains=4, mailboxes=2)
ATTEMPTS = 250


@pytest.mark.django_db(transaction=True)
def test_in_peace_every_reader_gives_and_is_asked_for_nothing() -> None:
    figures = hold(None, attempts=0, seed=1, crowd=CROWD, arms=ARMS)
    assert (figures["honest_share"], figures["honest_lost"]) == (1.0, {})


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(600)
def test_straight_to_the_guard_an_attack_fares_just_as_through_the_views() -> None:
    strategy = next(one for one in STRATEGIES if one.name == "own mail domains")
    views, guard = (
        hold(strategy, attempts=60, seed=2, crowd=CROWD, arms=ARMS, through=through) for through in ("views", "guard")
    )
    assert {**views, "seconds": 0} == {**guard, "seconds": 0}


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(600)
def test_most_of_an_attack_does_not_reach_the_provider_and_readers_still_give() -> None:
    strategy = next(one for one in STRATEGIES if one.name == "everything at once")
    figures = hold(strategy, attempts=ATTEMPTS, seed=1, crowd=CROWD, arms=ARMS)
    assert figures["attempts"] == ATTEMPTS
    assert int(str(figures["reached_provider"])) <= 80
    assert float(str(figures["honest_share"])) >= 0.9
