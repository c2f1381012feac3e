"""`python -m smallfavor` is the `smallfavor` command."""

from smallfavor.config.cli import main

if __name__ == "__main__":
    main()
