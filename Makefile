# What one does with Håndslag. Everything is set up on first use and kept; nothing asks a question unless it empties data.
SHELL := /bin/sh
.DEFAULT_GOAL := help
# The service and its tests are many processes: without compiled bytecode each would spend twice the time on its start.
unexport PYTHONDONTWRITEBYTECODE
.PHONY: help run test reset backup restore benchmark prepared prepared-for-tests

# The first Python that is new enough; name another with PYTHON=...
PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11 python3.14; do \
	$$name -I -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
VENV := .venv/bin
CPUS := $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
WORKERS ?= $(shell test $(CPUS) -gt 2 && echo $(CPUS) || echo 2)

help: ## Say what can be done here
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):[^#]*## /  make \1\t/'

run: prepared ## Start everything at http://127.0.0.1:5000 (HOST=, PORT=, DATABASE_URL=)
	@exec $(VENV)/python -m web.launch

test: prepared-for-tests ## Run every check and test (ONLY=tests/web/core for some)
ifdef ONLY
	@exec $(VENV)/python -m pytest -n 0 -q $(ONLY)
else
	@for name in chromium chromium-browser google-chrome-stable google-chrome; do command -v $$name >/dev/null && exit 0; done; \
		echo "The browser tests need Chromium: sudo apt-get install -y chromium" >&2; exit 1
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	$(VENV)/mypy
	$(VENV)/lint-imports
	@exec $(VENV)/python -m pytest -n $(WORKERS) -q
endif

reset: prepared ## Empty the database (YES=1 skips the question)
	@exec $(VENV)/python -m web.reset

backup: prepared ## Write the whole database into one file (FILE=)
	@exec $(VENV)/python -m web.backup make $(FILE)

restore: prepared ## Put a backup back in place of everything (FILE=, YES=1 skips the question)
	@exec $(VENV)/python -m web.backup restore $(FILE)

benchmark: prepared-for-tests ## Measure pages and a match run on the seed data
	@exec $(VENV)/python -m tests.benchmarks.web_pages

prepared: python
	@$(PYTHON) -I web/prepare.py

prepared-for-tests: python
	@$(PYTHON) -I web/prepare.py --for-tests

.PHONY: python
python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and was not found; name one: make run PYTHON=/path/to/python3.12" >&2; exit 1; }
