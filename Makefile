# The same commands for a newcomer, a developer and CI.
PYTHON ?= python3
PORT ?= 8000
DATA ?= ./data
export PORT DATA
BIN := .venv/bin

.PHONY: demo test check bench lock messages format

demo: .venv/ready
	@exec $(BIN)/smallfavor demo

test: .venv/ready-dev
	@$(BIN)/python tests/install_browser.py
	@unset DATA PORT DATABASE_URL; $(BIN)/pytest

check: .venv/ready-dev
	@sh tests/check.sh

.venv/ready: requirements/base.txt pyproject.toml
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

.venv/ready-dev: .venv/ready requirements/dev.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

# Writes the hashed requirements anew (needs `uv`).
lock:
	uv pip compile -q --generate-hashes --python-version 3.11 --no-header requirements/base.in -o requirements/base.txt
	uv pip compile -q --generate-hashes --python-version 3.11 --no-header -c requirements/base.txt requirements/dev.in -o requirements/dev.txt

format: .venv/ready-dev
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .
