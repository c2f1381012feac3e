"""`python -m smallfavor` is the `smallfavor` command."""

from smallfavor.config.cli import main

main()
