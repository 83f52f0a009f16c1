# Everything runs in .venv, which is made on first use from the locks in requirements/.
# Needs Python 3.11 or newer with pip and venv, make and git. `make PYTHON=/path/to/python` takes another interpreter.

# The first interpreter that is new enough and that the locked packages have wheels for.
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13 python3.14; do \
	"$$p" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null && echo $$p && exit; done; echo python3)
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
# No source archives: building one would fetch requirements that no lock holds.
FROM_LOCK := install --quiet --quiet --require-hashes --only-binary :all:
# Editable, so that a change in src/ needs no new installation.
SULH := install --quiet --quiet --no-deps --no-build-isolation --no-index --editable .

.DEFAULT_GOAL := help
.PHONY: help demo test test-all lint types docs wheel lock bench score peers clean check-python
.DELETE_ON_ERROR:

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' Makefile

demo: $(VENV)/all.stamp ## install, read the demonstration documents into a record and serve it until Ctrl-C (DEMO="..." passes options on)
	@$(BIN)/sulh demo $(DEMO)

# Compiled modules are kept for the next run and for the many processes that tests start, also where the environment says otherwise.
test test-all: export PYTHONDONTWRITEBYTECODE :=

test: $(VENV)/dev.stamp ## install what the tests need and run the quick ones, in parallel (PYTEST="..." passes options on)
	@$(BIN)/python -m pytest --numprocesses auto --dist worksteal -m "not slow" $(PYTEST)

# The quick tests of tests/record run again on PostgreSQL where SULH_TEST_DATABASE_URL names a server; each worker has a database of its own.
test-all: $(VENV)/dev.stamp ## run all tests: browser, API description, PostgreSQL, builds and every example too
	@SULH_TESTS=all $(BIN)/python -m pytest --numprocesses auto --dist worksteal --ignore tests/browser $(PYTEST)
	@# The driver of the browser leaves a loop running in its process, in which other tests could not ask the database.
	@SULH_TESTS=all $(BIN)/python -m pytest --numprocesses auto --dist loadfile tests/browser $(PYTEST)
	@# What is asked there is what the other database does; every example of a property was tried above.
	@if [ -n "$$SULH_TEST_DATABASE_URL" ]; then SULH_DATABASE_URL="$$SULH_TEST_DATABASE_URL" \
	  $(BIN)/python -m pytest --numprocesses auto --dist worksteal -m "not slow" tests/record $(PYTEST); fi

lint: $(VENV)/dev.stamp ## check style and formatting rules
	@$(BIN)/ruff check .

types: $(VENV)/dev.stamp ## check types
	@$(BIN)/mypy

docs: $(VENV)/dev.stamp ## build the manual into site/
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

wheel: $(VENV)/dev.stamp ## build the wheel into dist/
	@rm -rf dist
	@$(BIN)/python -m hatchling build --target wheel

lock: $(VENV)/dev.stamp ## write requirements/*.txt anew from pyproject.toml (UPGRADE=--upgrade takes newer versions)
	@UV="$(BIN)/uv" scripts/lock.sh $(UPGRADE)

bench: $(VENV)/dev.stamp $(VENV)/peers.stamp ## run the benchmarks and list at the end what missed its target (BENCH="actors reading" runs some)
	@$(BIN)/python scripts/bench.py $(BENCH)

score: $(VENV)/dev.stamp ## read the annotated documents and print how right the reading is (SCORE="--set development" narrows it)
	@$(BIN)/python -m evaluation.score $(SCORE)
	@# The same for documents that a language model's reply was recorded for: built-in reader, model, both together.
	@$(if $(SCORE),,echo && $(BIN)/python -m evaluation.together)

peers: $(VENV)/peers.stamp ## install what the benchmarks compare with (nomenklatura, Datasette), once

clean: ## remove what was built; .venv stays
	@rm -rf build dist site .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find src tests bench evaluation scripts docs -name __pycache__ -type d -prune -exec rm -rf {} +

check-python:
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Sulh needs Python 3.11 or newer; $(PYTHON) is $$("$(PYTHON)" --version 2>/dev/null || echo 'not there'). Try: make PYTHON=/path/to/python3.11" >&2; exit 1; }

# A .venv that is there already is used as it is.
$(BIN)/python: | check-python
	@echo "Making $(VENV) with $$("$(PYTHON)" --version)"
	@"$(PYTHON)" -m venv "$(VENV)" || { echo "$(PYTHON) cannot make virtual environments; install its venv package (Debian: python3-venv)" >&2; exit 1; }

$(VENV)/base.stamp: requirements/base.txt pyproject.toml | $(BIN)/python
	@echo "Installing the packages of requirements/base.txt (once; a few minutes on a slow line)"
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip >/dev/null
	@$(PIP) $(FROM_LOCK) --requirement requirements/base.txt
	@$(PIP) $(SULH)
	@touch $@

$(VENV)/all.stamp: requirements/all.txt $(VENV)/base.stamp
	@echo "Installing the packages of requirements/all.txt: record, desk and wording (once)"
	@$(PIP) $(FROM_LOCK) --requirement requirements/all.txt
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/base.stamp
	@echo "Installing the packages of requirements/dev.txt (once)"
	@$(PIP) $(FROM_LOCK) --requirement requirements/dev.txt
	@touch $@

# An environment of its own, since some of these need versions that others here exclude; scripts/lock.sh says why no dependencies.
$(VENV)/peers.stamp: requirements/bench.txt | $(BIN)/python
	@echo "Installing the packages of requirements/bench.txt into $(VENV)/peers (once)"
	@$(BIN)/python -m venv --clear "$(VENV)/peers"
	@$(VENV)/peers/bin/python -m pip --disable-pip-version-check $(FROM_LOCK) --no-deps --requirement requirements/bench.txt
	@touch $@
