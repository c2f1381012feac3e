"""The right engine comes through the directed faults; each wrong engine is caught by the books."""

import pytest

from bench.faults.books import Verdict
from bench.faults.mutants import MUTANTS
from bench.faults.scale import NameGone, change
from tests.faults.conftest import CAUGHT_BY, is_caught

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]


def test_the_right_engine_takes_every_period_once_and_books_it(verdicts: dict[str, Verdict]) -> None:
    assert verdicts[""].sentences == []


def test_a_timeout_booked_as_a_failure_is_caught(verdicts: dict[str, Verdict]) -> None:
    assert_caught("timeout_is_a_failure", verdicts)


def test_a_new_key_on_retry_is_caught(verdicts: dict[str, Verdict]) -> None:
    assert_caught("new_key_on_retry", verdicts)


def test_a_replay_after_the_keys_life_is_caught(verdicts: dict[str, Verdict]) -> None:
    assert_caught("replay_after_key_life", verdicts)


def test_giving_up_before_the_horizon_is_caught(verdicts: dict[str, Verdict]) -> None:
    assert_caught("gives_up_at_once", verdicts)


def test_never_giving_up_is_caught(verdicts: dict[str, Verdict]) -> None:
    assert_caught("never_gives_up", verdicts)


def test_a_schedule_that_advances_only_after_success_is_caught(verdicts: dict[str, Verdict]) -> None:
    assert_caught("schedule_after_success", verdicts)


def test_a_webhook_trusted_without_a_look_up_is_caught(verdicts: dict[str, Verdict]) -> None:
    assert_caught("webhook_is_evidence", verdicts)


def test_a_lease_shorter_than_the_timeout_is_caught(verdicts: dict[str, Verdict]) -> None:
    assert_caught("lease_shorter_than_timeout", verdicts)


def test_a_dropped_second_success_is_caught(verdicts: dict[str, Verdict]) -> None:
    assert_caught("second_success_dropped", verdicts)


def test_each_wrong_engine_has_its_test() -> None:
    assert CAUGHT_BY.keys() == MUTANTS.keys()


def test_a_name_that_is_gone_stops_a_wrong_engine() -> None:
    with pytest.raises(NameGone):
        change(Verdict, "no_such_name", None)


def assert_caught(mutant: str, verdicts: dict[str, Verdict]) -> None:
    assert is_caught(mutant, verdicts[mutant]), f"{mutant} was not caught: {verdicts[mutant].counts}"
