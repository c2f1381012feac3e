"""How long the export of large books takes, and whether Beancount agrees with it: `python -m bench.beancount`.

Books of every kind of entry, in four currencies, in a database of its own; then `smallfavor export beancount`,
`bean-check` on the file, and the file's own totals against the trial balance. Prints one JSON object as its last line.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from decimal import Decimal
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000)
    entries = parser.parse_args().entries
    with tempfile.TemporaryDirectory(prefix="smallfavor-beancount-") as folder:
        Path(folder).chmod(0o755)  # the database has a user of its own where this runs as root
        os.environ |= {"DATA": str(Path(folder) / "data"), "DJANGO_SETTINGS_MODULE": "smallfavor.config.settings"}
        os.environ.pop("DATABASE_URL", None)
        figures = measure(Path(folder) / "books.beancount", entries)
    print(json.dumps(figures))
    sys.exit(not (figures["bean_check_passes"] and figures["totals_agree"]))


def measure(file: Path, entries: int) -> dict[str, object]:
    """Fill, export, check; all figures by name."""
    from smallfavor.config.install import database_in_use, prepare  # noqa: PLC0415 (settings come first)

    with database_in_use():
        prepare()
        from django.core.management import call_command  # noqa: PLC0415

        from smallfavor.insight.tests.many_entries import fill_books  # noqa: PLC0415

        fill_books(entries)
        began = time.monotonic()
        call_command("export", "beancount", "-o", str(file))
        export_s = time.monotonic() - began
        ours = totals_of_the_books()
    began = time.monotonic()
    checker = Path(sys.executable).with_name("bean-check")
    checked = subprocess.run([checker, "--no-cache", str(file)], capture_output=True, text=True, check=False)
    return {
        "entries": entries,
        "export_s": round(export_s, 1),
        "export_entries_per_s": round(entries / export_s),
        "export_peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "file_mb": round(file.stat().st_size / 1e6, 1),
        "bean_check_s": round(time.monotonic() - began, 1),
        "bean_check_passes": (checked.returncode, checked.stdout, checked.stderr) == (0, "", ""),
        "totals_agree": totals_of_the_file(file) == ours,
    }


def totals_of_the_books() -> dict[tuple[str, str], Decimal]:
    from smallfavor.core.money import Money  # noqa: PLC0415
    from smallfavor.insight.exports.beancount import account_name  # noqa: PLC0415
    from smallfavor.ledger.queries import trial_balance  # noqa: PLC0415

    return {
        (account_name(row.code), row.currency): Money(row.net_minor, row.currency).major
        for row in trial_balance().accounts
        if row.moved
    }


def totals_of_the_file(file: Path) -> dict[tuple[str, str], Decimal]:
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("  ") and line.strip()[0].isupper():
                account, amount, currency = line.split()
                sums[account, currency] += Decimal(amount)
    return dict(sums)


if __name__ == "__main__":
    main()
