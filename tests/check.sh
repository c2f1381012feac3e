#!/bin/sh
# The quick checks: form, types, layers, templates, and the architecture tests. `make check` runs this.
set -eu
cd "$(dirname "$0")/.."
bin=.venv/bin
$bin/ruff format --check --quiet .
$bin/ruff check --quiet .
$bin/lint-imports --no-cache > build-lint.txt 2>&1 || { cat build-lint.txt; rm -f build-lint.txt; exit 1; }
rm -f build-lint.txt
$bin/djlint --quiet --check smallfavor sandbox_processor
$bin/mypy
$bin/pytest -q tests/architecture
