"""`smallfavor rates FILE.csv`: loads exchange rates."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from smallfavor.core.clock import utcnow
from smallfavor.ledger.actions.load_rates import RateFixed, load_rates
from smallfavor.ledger.rules.rate_file import RateFileInvalid, read_rates


class Command(BaseCommand):
    help = "Load exchange rates: the European Central Bank's eurofxref-hist.csv, or lines of day,currency,rate."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.csv")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        base = settings.BASE_CURRENCY
        try:
            rates = read_rates(file.read_text(encoding="utf-8"), base=base)
            count = load_rates(rates, base=base, source=file.name, now=utcnow())
        except (OSError, UnicodeDecodeError, RateFileInvalid, RateFixed) as error:
            raise CommandError(f"{file.name} is not loaded, no line of it: {error}") from error
        newest = max(rate.day for rate in rates)
        self.stdout.write(f"{len(rates)} rates against {base} up to {newest}, {count} of them new.")
