# Trefoil. `make` alone lists what there is.
SHELL := /bin/sh
PORT ?= 8000
TREFOIL_VAR ?= ./var
export PORT TREFOIL_VAR

PYTHON := $(shell command -v python3.11 || command -v python3 || echo python3.11)
VENV := .venv/bin
TESTS ?=

.PHONY: help install install-dev browser pango pango-must run test lint format bench demo-reset shot vendor lock
.NOTPARALLEL:

help:  ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(firstword $(MAKEFILE_LIST)) | sed -E 's/:.*## /\t/' | expand -t 14

install:  ## install what Trefoil needs to run, into .venv
	@$(PYTHON) scripts/install.py

run: install pango  ## start everything at PORT (8000) with data in TREFOIL_VAR (./var)
	@exec $(VENV)/trefoil run

test: install-dev browser pango-must  ## run every test; TESTS=path runs some
	@exec $(VENV)/python scripts/test.py $(TESTS)

lint: install-dev  ## check style, types, layers, templates, locks and vendored files
	@exec $(VENV)/python scripts/lint.py

format: install-dev  ## put the code into its one format
	@$(VENV)/ruff check -q --fix-only . && exec $(VENV)/ruff format -q .

bench: install-dev  ## measure, and write docs/benchmarks.md
	@exec $(VENV)/python -m benchmarks

demo-reset: install  ## throw the demo's data away and load them again
	@exec $(VENV)/trefoil demo reset

shot: install-dev browser pango-must  ## take the documentation's screenshots again
	@TREFOIL_SHOTS=1 exec $(VENV)/python scripts/test.py tests/journeys

vendor: install-dev  ## fetch the front-end files again (needs npm)
	@exec $(VENV)/python scripts/vendor.py

lock: install-dev  ## compile the locks again from pyproject.toml
	@exec $(VENV)/python scripts/lock.py

install-dev:
	@$(PYTHON) scripts/install.py --dev

browser:
	@exec $(VENV)/python scripts/browser.py

pango:
	@$(PYTHON) scripts/pango.py

pango-must:
	@$(PYTHON) scripts/pango.py --must
