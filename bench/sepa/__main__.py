"""`python -m bench.sepa --seed N --mandates 1000 --months 3`: are our books the bank's statement, to the cent?

Readers sign, debits go to mock-bank by file, 8 % of them come back for five reasons. One JSON object as last line; ends
with 1 where anything differs.
"""

import argparse
import importlib
import time
from datetime import UTC, date, datetime

from bench.goals import tell
from bench.place import opened
from bench.sepa.bank import running_bank

START = date(2027, 1, 4)


def main() -> None:
    options = _options()
    began = time.monotonic()
    with opened(), running_bank(datetime.combine(START, datetime.min.time(), UTC).replace(hour=9)) as bank:
        # Only now: they know Django's models, and those want the settings of this folder.
        run = importlib.import_module("bench.sepa.run")
        told, differences = run.run(
            bank, seed=options.seed, mandates=options.mandates, months=options.months, start=START
        )
    took = {"took_s": round(time.monotonic() - began, 1)}
    tell({"bench": "sepa", **vars(options), **told, "differences": len(differences), **took}, differences)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.sepa", description="Books and bank, to the cent.")
    parser.add_argument("--seed", type=int, default=1, help="makes the payers, and draws what comes back")
    parser.add_argument("--mandates", type=int, default=1000)
    parser.add_argument("--months", type=int, default=3)
    return parser.parse_args()


if __name__ == "__main__":
    main()
