"""The `smallfavor` command: one verb each, and every Django management command besides."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smallfavor.config.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 (settings come first)

    execute_from_command_line(["smallfavor", *sys.argv[1:]])
