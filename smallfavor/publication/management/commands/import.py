"""`smallfavor import PATH...`: saved pages into articles, with a report of what was kept and what was dropped."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from smallfavor.publication.actions.import_page import Reading, already_imported, import_page, read_article
from smallfavor.publication.actions.read_saved_page import read_saved_file, saved_files

SHOWN_CHARACTERS = 72


class Command(BaseCommand):
    help = (
        "Turns saved pages (.txt or .html, as a browser saves them, or folders of them) into published articles. "
        "Support banners, pleas, payment pictures, buttons and lists of other stories are left out. A page that is "
        "here already is left as it is. Exits with 1 where a file was refused; the good ones are imported all the same."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="a saved page, or a folder of saved pages")
        parser.add_argument(
            "--dry-run", action="store_true", help="show what would be kept and dropped; change nothing"
        )
        parser.add_argument(
            "--section", default="", metavar="SLUG", help="the section to import into; default: the first"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        imported, unchanged = 0, 0
        refused: list[tuple[Path, str]] = []
        for path in saved_files(options["paths"]):
            try:
                reading = read_article(read_saved_file(path))
                created = self._import(path, reading, section=options["section"], dry_run=options["dry_run"])
            except (ValueError, RecursionError) as error:
                reason = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
                refused.append((path, reason))
                self.stdout.write(f"{_shown(path)}: refused, {reason}")
                continue
            imported, unchanged = imported + created, unchanged + (not created)
        verb = "to import" if options["dry_run"] else "imported"
        self.stdout.write(f"{imported} {verb}, {unchanged} already here, {len(refused)} refused")
        if refused:
            raise CommandError("\n".join(f"{_shown(path)}: {reason}" for path, reason in refused))
        if not imported + unchanged:
            raise CommandError("There is no saved page at these paths.")

    def _import(self, path: Path, reading: Reading, *, section: str, dry_run: bool) -> bool:
        """Import, or only show. True when the article is new."""
        known = already_imported(reading)
        if known is not None:
            self.stdout.write(f"{_shown(path)}: already here, nothing changed: {known.public_address}")
            return False
        self._report(path, reading)
        if not dry_run:
            article = import_page(reading, section_slug=section).article
            self.stdout.write(f"  published: {article.public_address}")
        return True

    def _report(self, path: Path, reading: Reading) -> None:
        found = reading.article
        dated = found.published.isoformat() if found.published else "undated"
        self.stdout.write(f"{_shown(path)}: “{_short(found.headline)}”")
        self.stdout.write(f"  {reading.language}, {dated}, {len(found.body)} paragraphs, {found.words} words")
        for name, value in (("by", ", ".join(found.authors)), ("standfirst", found.standfirst)):
            if value:
                self.stdout.write(f"  {name}: {_short(value)}")
        for block in found.body:
            self.stdout.write(f"  kept     {_short(block.text)}")
        for dropped in found.dropped:
            self.stdout.write(f"  dropped  {_short(dropped.text)} ({dropped.why})")


def _short(text: str) -> str:
    """One line of a block: saved pages may hold anything, also what would steer a terminal."""
    line = "".join(character if character.isprintable() else " " for character in " ".join(text.split()))
    return line if len(line) <= SHOWN_CHARACTERS else f"{line[: SHOWN_CHARACTERS - 1].rstrip()}…"


def _shown(path: Path) -> str:
    return "".join(character if character.isprintable() else "�" for character in str(path))
