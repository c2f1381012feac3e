# The same commands for a newcomer, a developer and CI. Needs nothing but Python 3.11 or later.
PYTHON ?= python3
PORT ?= 8000
DATA ?= ./data
export PORT DATA
BIN := .venv/bin
# Modules are compiled when they are first used: that is quicker than all of them now.
PIP := $(BIN)/python -W ignore -m pip -qq --disable-pip-version-check --no-input
INSTALL := $(PIP) install --no-compile
# Tests run in two processes, each with a database of its own; those that share a running demo stay together.
PYTEST := $(BIN)/pytest -n 2 --dist loadscope
TESTS ?=
SEED ?= 1
CHARGES ?= 30000
KILLS ?= 660
PROCESSOR ?= sandbox

.PHONY: demo test test-embeds check bench soak lock baseline format

demo: .venv/ready
	@exec $(BIN)/smallfavor demo

test: .venv/ready-dev
	@$(BIN)/python tests/install_browser.py
	@unset DATA PORT DATABASE_URL; $(PYTEST) $(TESTS)

# The same readers' walks on pages of other systems; installs Debian's packages of them (docs/embedding.md).
test-embeds: .venv/ready-dev
	@$(BIN)/python tests/install_browser.py
	@sh tests/embeds_wordpress/install.sh
	@unset DATA PORT DATABASE_URL; TEST_EMBEDS=1 $(BIN)/pytest tests/embeds_wordpress

check: .venv/ready-dev
	@unset DATA PORT DATABASE_URL; sh tests/check.sh

bench: .venv/ready-dev
	@unset DATA PORT DATABASE_URL; $(BIN)/python -m bench.http && $(BIN)/python -m bench.tallies && $(BIN)/python -m bench.renewals --quick && $(BIN)/python -m bench.learning --quick && $(BIN)/python -m bench.appeals

# Payments under kills and lost answers, for as long as it takes; docs/reliability.md says what it proves.
soak: .venv/ready-dev
	@unset DATA PORT DATABASE_URL; $(BIN)/python -m bench.faults --soak --seed $(SEED) --charges $(CHARGES) --kills $(KILLS) --processor $(PROCESSOR)

.venv/ready: requirements/base.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Small Favor needs Python 3.11 or later; name one: make PYTHON=python3.11 ...")'
	@echo "Installing into .venv (once) ..."
	@$(PYTHON) -m venv .venv
	@$(INSTALL) --require-hashes -r requirements/base.txt
	@$(INSTALL) --no-build-isolation --no-deps -e .
	@touch $@

.venv/ready-dev: .venv/ready requirements/dev.txt
	@echo "Installing what tests need (once) ..."
	@$(INSTALL) --require-hashes -r requirements/dev.txt
	@touch $@

# Writes the hashed requirements anew (needs `uv`).
lock:
	uv pip compile -q --generate-hashes --python-version 3.11 --no-header requirements/base.in -o requirements/base.txt
	uv pip compile -q --generate-hashes --python-version 3.11 --no-header -c requirements/base.txt requirements/dev.in -o requirements/dev.txt

# What a new database begins with; to be written anew after every new migration.
baseline: .venv/ready-dev
	@unset DATA PORT DATABASE_URL; $(BIN)/python -m tests.write_baseline

format: .venv/ready-dev
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .
