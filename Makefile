PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
PO     := $(wildcard crmcli/locale/*/LC_MESSAGES/crm.po)
MO     := $(PO:.po=.mo)

.PHONY: help setup demo test lint lock messages pictures workbook reference migration bench clean

help:
	@echo "make demo   a sample company in a new folder, and the main job step by step"
	@echo "make test   every test, on SQLite and on PostgreSQL"
	@echo "make lint   ruff, mypy, import-linter"
	@echo "make reference  write anew what follows from the commands: completion, manual, reference"
	@echo "make pictures   draw anew what the readmes show of a terminal"
	@echo "make workbook   draw anew the picture of a workbook; needs LibreOffice and pdftoppm"
	@echo "make messages   collect the texts to translate into the catalogues"
	@echo "make migration NAME=20261201_what MESSAGE='...'   write the migration for changed models"
	@echo "make bench  every figure promised, against raw SQL; 200 processes killed"
	@echo "make lock   pin every dependency anew with hashes"

$(READY): pyproject.toml requirements.lock hatch_build.py
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(0 if (3, 11) <= v <= (3, 13) else "Python 3.11 to 3.13 is needed, this is %d.%d: make PYTHON=python3.12 …" % v)'
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

%.mo: %.po $(READY)
	@$(BIN)/python hatch_build.py

# Byte code of our own modules too, as an installed program has it.
setup: $(READY) $(MO)
	@$(BIN)/python -m compileall -q crmcli

demo: setup
	@$(BIN)/crm demo

test: setup
	$(BIN)/python -m pytest -n auto --dist loadgroup $(ARGS)

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

lock:
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/pip install --quiet --disable-pip-version-check uv
	.venv-lock/bin/uv pip compile pyproject.toml --extra build --extra dev --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate --upgrade --quiet -o requirements.lock

reference: setup
	@$(BIN)/python -m docs.generate

pictures: setup
	@$(BIN)/python -m docs.pictures

workbook: setup
	@$(BIN)/python -m docs.workbook

messages: setup
	$(BIN)/pybabel --quiet extract -F babel.cfg -k _ -k N_ --no-location --omit-header -o $(VENV)/crm.pot crmcli
	@for po in $(PO); do $(BIN)/pybabel --quiet update --no-fuzzy-matching --ignore-obsolete \
	  --ignore-pot-creation-date -D crm -i $(VENV)/crm.pot -o $$po -l $$(basename $$(dirname $$(dirname $$po))); done
	@echo "translate what is empty in $(PO), then: make test"

bench: setup
	@$(BIN)/python -m benchmarks $(ARGS)
	@KILLS=200 $(BIN)/python -m pytest -q tests/test_killed.py

migration: setup
	$(BIN)/python tools/migration.py "$(NAME)" "$(MESSAGE)"
	$(BIN)/ruff check --quiet --fix crmcli/db/migrations
	$(BIN)/ruff format --quiet crmcli/db/migrations

clean:
	rm -rf $(VENV) .venv-lock $(MO)
