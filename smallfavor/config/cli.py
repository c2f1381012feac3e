"""The `smallfavor` command: one verb each, and every Django management command besides.

Not here: what the verbs do (serve.py, work.py, demo.py, install.py, and the apps' management commands).
"""

import contextlib
import os
import sys
from importlib import import_module

OWN = {
    "demo": ("smallfavor.config.demo", "Run a whole sample paper on this machine: site, desk, payments, mailbox."),
    "init": ("smallfavor.config.install", "Make the data folder, its keys and the database of a new installation."),
    "serve": ("smallfavor.config.serve", "Serve the site and the desk."),
    "upgrade": ("smallfavor.config.install", "Bring the database and the baked pages up to the installed release."),
    "work": ("smallfavor.config.work", "Send mails, take due payments, keep the pages fresh: the background work."),
}
# These look at files only; no database is started for them.
WITHOUT_DATABASE = {
    "check",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "embed-tag",
    "help",
    "makemessages",
    "version",
}
USAGE = """usage: smallfavor COMMAND [options]

The reader-support system of an independent newsroom. Settings come from the environment (docs/settings.md);
DATA names the folder that holds everything, ./data by default.

"""


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smallfavor.config.settings")
    verb = sys.argv[1] if len(sys.argv) > 1 else "--help"
    try:
        if verb in {"--help", "-h", "help"} and len(sys.argv) <= 2:
            sys.stdout.write(overview())
        elif verb in OWN:
            import_module(OWN[verb][0]).main(verb, sys.argv[2:])
        else:
            _run_django([*sys.argv[1:]])
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except _refusals() as error:
        raise SystemExit(f"smallfavor: {error}") from error


def overview() -> str:
    """All commands of ours with a sentence each."""
    sentences = {verb: sentence for verb, (_, sentence) in OWN.items()} | _apps_commands()
    width = max(map(len, sentences))
    lines = [f"  {verb:<{width}}  {sentence}\n" for verb, sentence in sorted(sentences.items())]
    return USAGE + "".join(lines) + "\n`smallfavor COMMAND --help` says more of each.\n"


def _apps_commands() -> dict[str, str]:
    import django  # noqa: PLC0415 (settings come first)
    from django.core.management import get_commands, load_command_class  # noqa: PLC0415

    django.setup()
    ours = {name: app for name, app in get_commands().items() if str(app).startswith("smallfavor.")}
    return {name: _first_sentence(str(load_command_class(app, name).help)) for name, app in ours.items()}


def _first_sentence(text: str) -> str:
    return " ".join(text.split()).split(". ")[0].rstrip(".") + "."


def _run_django(arguments: list[str]) -> None:
    from django.conf import settings  # noqa: PLC0415 (settings come first)
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    database = settings.EMBEDDED_DATABASE
    if arguments[0] in WITHOUT_DATABASE or "--help" in arguments:
        database = None
    with database.in_use() if database else contextlib.nullcontext():
        execute_from_command_line(["smallfavor", *arguments])


def _refusals() -> tuple[type[Exception], ...]:
    """What is told in one sentence, without a traceback."""
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 (Django loads late, for a quick --help)

    from smallfavor.core.database import DatabaseError  # noqa: PLC0415

    return ImproperlyConfigured, DatabaseError
