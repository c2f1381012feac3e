"""`python -m bench.card_testing`: an hour of card testing by several strategies against the product's own guard.

Prints one JSON object as its last line, the worst over the strategies; ends with an error where a promise is missed.
The attacker and the readers are described in docs/security.md.
"""

import argparse
import importlib
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.card_testing.goals import missed_goals
from bench.goals import tell
from bench.place import enter, opened

THROUGH = ("views", "guard", "memory")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.card_testing", description="Card testing, simulated.")
    parser.add_argument("--seed", type=int, default=1, help="draws the readers and the attacker")
    parser.add_argument("--attempts", type=int, default=120_000, help="cards that each attack wants to try in the hour")
    parser.add_argument(
        "--through", choices=THROUGH, default="views",
        help="every press through the form's views, or straight to the guard and its database, or to its rules alone",
    )  # fmt: skip
    parser.add_argument("--only", default="", help="a part of a strategy's name; empty: all, and an hour in peace")
    options = parser.parse_args()
    with _no_database() if options.through == "memory" else opened():
        # Only now: they know Django's models, and those want the settings of this folder.
        trial = importlib.import_module("bench.card_testing.trial")
        attackers = importlib.import_module("bench.card_testing.attackers")
        crowd = importlib.import_module("bench.card_testing.readers").Crowd()
        arms, trials = attackers.Arms(), []
        for strategy in (None, *attackers.STRATEGIES):
            if options.only in (strategy.name if strategy else "none"):
                one = trial.hold(
                    strategy, attempts=options.attempts, seed=options.seed, crowd=crowd, arms=arms,
                    through=options.through,
                )  # fmt: skip
                print(json.dumps(one), file=sys.stderr, flush=True)
                trials.append(one)
        figures = trial.worst(trials)
    tell(
        {
            "bench": "card_testing",
            "through": options.through,
            "seed": options.seed,
            "attempts": options.attempts,
            **figures,
            "trials": trials,
        },
        missed_goals(figures),
    )


@contextmanager
def _no_database() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="smallfavor-bench-") as folder:
        enter(Path(folder))
        yield Path(folder)


if __name__ == "__main__":
    main()
