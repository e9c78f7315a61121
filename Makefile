# `make run` and `make test` are all that a newcomer needs; the shell behind them stands in scripts/.
VENV ?= .venv
PORT ?= 8000
SIZE ?= 600
python := $(VENV)/bin/python

.PHONY: run test lint format bench pictures clean

## The site on 127.0.0.1:$(PORT) with its background worker, on demonstration data the first time.
run: $(VENV)/.installed-run
	@scripts/system-packages.sh pdf || true
	@scripts/run.sh $(python) $(PORT)

## Lint and the whole suite, on PostgreSQL and on SQLite.
test: $(VENV)/.installed-test
	@scripts/system-packages.sh pdf browser office postgresql || true
	@scripts/test.sh $(python)

lint: $(VENV)/.installed-test
	@scripts/lint.sh $(python)

format: $(VENV)/.installed-test
	$(python) -m ruff check --fix-only --quiet .
	$(python) -m ruff format .

## How long the pages take on a database of $(SIZE) procedures; what sheets take against their peers and limits.
bench: $(VENV)/.installed-test
	@$(python) scripts/bench.py $(SIZE)
	@$(python) scripts/bench_sheets.py
	@$(python) scripts/bench_exchange.py
	@$(python) scripts/bench_papers.py

## The pictures of the help pages and of README, from the demonstration data; ONLY="desk costs" takes some alone.
pictures: $(VENV)/.installed-test
	@$(python) scripts/screenshots.py $(ONLY)

## Everything that can be made again; the data in var/ stays.
clean:
	rm -rf .venv staticfiles .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +

# The stamps hold what was installed last: a second start takes seconds, a changed list installs anew.
$(VENV)/.installed-run: requirements.txt
	@scripts/environment.sh $(VENV) requirements.txt
	@touch $@

$(VENV)/.installed-test: requirements.txt requirements-dev.txt
	@scripts/environment.sh $(VENV) requirements-dev.txt
	@touch $@
