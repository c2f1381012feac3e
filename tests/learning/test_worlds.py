"""The simulated worlds in short: few of them, and a figure is missed only where that is certain. It can still fail."""

import json

import numpy as np
import pytest

from bench.learning import bandits, looking
from bench.learning.__main__ import main
from bench.learning.figures import average, paired_ratio, proportion


def figures(capsys, *arguments: str) -> dict:
    main(["--quick", "--worlds", "60", *arguments])
    return json.loads(capsys.readouterr().out.splitlines()[-1])


def test_every_figure_of_the_table_may_be_reached(capsys) -> None:
    found = figures(capsys)
    assert found["missed"] == []
    assert found["false_alarms_200k_sigma_1_daily_capped"] <= 0.1
    assert found["false_alarms_200k_sigma_1_daily_capped_naive_z"] >= 0.15
    assert 3 < found["days_to_detect_capped"] < 7
    assert found["regret_200k_one_winner"] < found["regret_200k_one_winner_even"] / 3
    assert 15 < found["control_days_to_detect"] < 26
    assert 2 < found["share_check_days_to_find_loss"] < 4


def test_the_same_seed_gives_the_same_figures_and_another_others(capsys) -> None:
    first, second, third = (figures(capsys, "--only", "detection", "--seed", seed) for seed in ("1", "1", "2"))
    assert first == second
    assert first["days_to_detect_capped"] != third["days_to_detect_capped"]


def test_a_multiplier_for_one_look_is_found_out(capsys, monkeypatch) -> None:
    monkeypatch.setattr(looking, "anytime_multiplier", lambda information, *_: np.full(np.shape(information), 1.96))
    with pytest.raises(SystemExit) as refused:
        main(["--quick", "--worlds", "60", "--only", "false_alarms"])
    assert refused.value.code == 1
    assert "false_alarms_200k_sigma_1_hourly_capped" in json.loads(capsys.readouterr().out.splitlines()[-1])["missed"]


def test_shares_that_do_not_learn_are_found_out(capsys, monkeypatch) -> None:
    monkeypatch.setattr(bandits, "shares_from", lambda shares, *_, **__: np.full(shares[:, 0].shape, 0.2))
    with pytest.raises(SystemExit) as refused:
        main(["--quick", "--worlds", "60", "--only", "regret"])
    assert refused.value.code == 1
    assert "regret_200k_random_by_guardian" in json.loads(capsys.readouterr().out.splitlines()[-1])["missed"]


def test_regret_in_few_worlds_is_no_full_run(capsys) -> None:
    with pytest.raises(SystemExit) as refused:
        main(["--worlds", "100"])
    assert refused.value.code == 2
    assert "2000" in capsys.readouterr().err


def test_a_figure_is_reached_when_its_bound_is() -> None:
    """5 of 100: between 2.0 % and 10.2 % (Clopper and Pearson, one-sided)."""
    hits = np.arange(100) < 5
    figure = proportion("row", "name", hits, 0.05)
    assert (round(figure.low, 3), round(figure.high, 3)) == (0.02, 0.102)
    assert figure.missed(quick=False) and not figure.missed(quick=True)
    assert not average("row", "name", np.array([1.0, 3.0])).missed(quick=False)
    assert paired_ratio("row", "name", np.array([1.0, 2.0]), np.array([2.0, 4.0]), 0.6).high == pytest.approx(0.5)
