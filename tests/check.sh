#!/bin/sh
# The quick checks: form, types, layers, templates, and the architecture tests. `make check` runs this.
set -eu
cd "$(dirname "$0")/.."
bin=${BIN:-.venv/bin}

# Says nothing unless it fails, then everything.
quietly() {
    said=$("$@" 2>&1) || { printf '%s\n' "$said"; echo "check: $* failed"; exit 1; }
}

quietly $bin/ruff format --check .
quietly $bin/ruff check .
quietly $bin/lint-imports --no-cache
quietly $bin/djlint --lint --quiet smallfavor sandbox_processor
quietly $bin/mypy
quietly $bin/pytest -q tests/architecture
echo "check: all clean"
