"""`python -m bench.faults`: the trial of wrong engines, or with `--charges` a run of payments under kills and faults.

Prints one JSON object as its last line; with `--soak` a summary before it and `double=... lost=...` after it. Fails
when anything was found that must never be.
"""

import argparse
import json
import os
import sys

from bench.faults.books import Verdict
from bench.faults.processors import NAMES, USUAL

SUMMARY = """
Soak of the money engine with {processor}, seed {seed}
  lasted             {seconds} s on {cores} cores ({payments_per_s} payments/s)
  the clock's scale  {clock_scale}
  the disk           {disk}
  payments taken     {payments}
  kills              {kills}, {kills_of_database} of them of the database server
{kinds}
  other faults       {other_faults}
{faults}
  snapshot put back  {restored}
  found              {found}
"""
DISKS = {"loop": "an ext4 of the database's own, filled to the last byte", "shared": "shared; it was not filled"}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.faults", description="Break the money engine from a seed.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--charges", type=int, default=0, help="payments of a soak; 0: the trial of directed faults")
    parser.add_argument("--kills", type=int, default=0, help="kills of a soak")
    parser.add_argument("--seconds", type=float, default=0, help="end a soak after so long, whatever was reached")
    parser.add_argument("--weather", type=int, default=100, help="per cent of the usual faults of the processor")
    parser.add_argument("--mutant", action="append", default=[], help="a wrong engine to try; `all` for every one")
    parser.add_argument("--processor", choices=NAMES, default=USUAL, help="the payment service that is broken")
    parser.add_argument("--soak", action="store_true", help="print a summary, and the four counts as the last line")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smallfavor.config.settings")
    if options.charges:
        return _soak(options)
    return _trial(options)


def _soak(options: argparse.Namespace) -> int:
    from bench.faults.soak import run_soak  # noqa: PLC0415 (a quick --help)

    outcome = run_soak(
        seed=options.seed, charges=options.charges, kills=options.kills, seconds=options.seconds,
        weather=options.weather, processor=options.processor,
        say=lambda line: print(line, file=sys.stderr, flush=True),
    )  # fmt: skip
    figures, found = outcome.figures, outcome.verdict.counts
    if options.soak:
        print(SUMMARY.format(
            **figures, cores=os.cpu_count(), disk=DISKS[outcome.disk], kinds=_listed(outcome.kills),
            faults=_listed(outcome.faults), found=", ".join(f"{n} {name}" for name, n in found.items()),
        ))  # fmt: skip
    for sentence in outcome.verdict.sentences[:50]:
        print(sentence, file=sys.stderr)
    print(json.dumps(figures))
    if options.soak:
        print(outcome.verdict.last_line)
    return 0 if outcome.verdict.clean else 1


def _trial(options: argparse.Namespace) -> int:
    from bench.faults.mutants import MUTANTS  # noqa: PLC0415 (a quick --help)
    from bench.faults.trial import RIGHT, run_trial  # noqa: PLC0415

    mutants = list(MUTANTS) if "all" in options.mutant else options.mutant
    verdicts = run_trial(mutants, seed=options.seed, processor=options.processor)
    figures = {"bench": "faults", "processor": options.processor, "seed": options.seed, **_counts(verdicts[RIGHT])}
    figures["mutants"] = {name: _counts(verdicts[name]) for name in mutants}
    for sentence in verdicts[RIGHT].sentences:
        print(sentence, file=sys.stderr)
    print(json.dumps(figures))
    return 0 if verdicts[RIGHT].clean and not any(verdicts[name].clean for name in mutants) else 1


def _counts(verdict: Verdict) -> dict[str, int]:
    return verdict.counts


def _listed(counts: dict[str, int]) -> str:
    return "\n".join(f"    {count:>6}  {name}" for name, count in counts.items())


if __name__ == "__main__":
    raise SystemExit(main())
