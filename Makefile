# `make` builds everything into site/; `make test` tests it. Both install what they need.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python -m tools
TEST := $(VENV)/bin/python -m pytest --numprocesses auto --maxprocesses 4 --dist worksteal
EDITORS := build/editors
EDITORS_FROM := $(wildcard $(addprefix tests/editors/,*.js *.json *.html *.sh source/*.js)) tests/editors/.npmrc

.PHONY: all unit test test-all tested trials machine edition serve edit check press bench lint requirements clean

all: $(VENV)/ready
	@$(RUN) doctor --install
	@$(RUN) build

# The tests that need Python and Pango only, in a minute.
unit: $(VENV)/ready-for-tests
	@$(RUN) doctor --install
	@$(TEST) -m unit

test: lint machine $(EDITORS)/ready
	@$(TEST) -m "not corpus"

test-all: lint machine $(EDITORS)/ready
	@$(TEST)

# Test every page and PDF of the built site, for the accessibility statement.
tested: machine $(EDITORS)/ready
	@$(VENV)/bin/python -m tests.tested

# Try to break the generator, and print figures; takes about an hour.
trials: machine
	@for trial in broken mutants stopped same engines; do \
	  $(VENV)/bin/python -m tests.$$trial || failed="$$failed $$trial"; done; \
	  test -z "$$failed" || { echo "Lost:$$failed"; exit 1; }

machine: $(VENV)/ready-for-tests
	@$(RUN) doctor --install --tests

lint: $(VENV)/ready-for-tests
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy
	@sh .ci/check-subjects

# EDITION: one or more files, such as docs/_data/editions/*/edition.yml; SHARD: the share of the
# files to build, such as 2/8; PRESS=1: also the book for a press.
edition: $(VENV)/ready
	@test -n "$(EDITION)" || { echo "Name an edition: make edition EDITION=path/to/edition.yml"; exit 2; }
	@$(RUN) doctor --install
	@$(RUN) edition $(if $(SHARD),--shard $(SHARD)) $(if $(PRESS),--press) $(EDITION)

serve: $(VENV)/ready
	@$(RUN) serve

edit: $(VENV)/ready
	@$(RUN) edit

check: $(VENV)/ready
	@$(RUN) check

press: $(VENV)/ready
	@$(RUN) press

bench: $(VENV)/ready-for-tests
	@$(VENV)/bin/python -m tests.bench

$(VENV)/ready: requirements.txt
	@sh tools/setup.sh "$(PYTHON)" "$(VENV)" requirements.txt
	@touch $@

$(VENV)/ready-for-tests: requirements-dev.txt
	@sh tools/setup.sh "$(PYTHON)" "$(VENV)" requirements-dev.txt
	@touch $@ $(VENV)/ready

# The editors that tests paste checklists into. `machine` installs npm first; as an order-only
# prerequisite it does not make the target out of date.
$(EDITORS)/ready: $(EDITORS_FROM) | machine
	@sh tests/editors/setup.sh $(EDITORS)
	@touch $@

# Pin all packages with hashes, without URLs. Needs uv and npm.
requirements:
	for name in requirements requirements-dev tests/bench/peers tests/engines/zensical; do \
	  uv pip compile --quiet --universal --python-version 3.11.2 --generate-hashes \
	    --no-emit-index-url --no-emit-find-links --no-header $$name.in -o $$name.txt; done
	for folder in tests/editors tests/bench/node tools/editor/vendor; do sh tests/editors/lock.sh $$folder; done

# All that was made; what `begin --replace` set aside stays.
clean:
	rm -rf site $(VENV)
	test ! -d build || find build -mindepth 1 -maxdepth 1 ! -name aside -exec rm -rf {} +
