# Everything runs in a virtual environment of its own, .venv, which the first target that needs it makes.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 5000
WORKERS ?= 2

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# Where there is flock, two makes at once do not build the environment at the same time.
LOCKED := $(shell command -v flock >/dev/null 2>&1 && echo flock .venv.lock)

.DEFAULT_GOAL := help
.PHONY: help demo test test-lowest test-matrix test-async mutants check format serve bench docs table dist clean

help: ## say what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /make \1\t/' | expand -t 14

demo: $(READY) ## put a few hundred real-looking objects, and show the customers they make
	@echo "Putting a few hundred objects of a CRM, a shop and a contact centre ..."
	@$(BIN)/python tests/examples/unify_customers.py $(ARGS)
	@echo
	@echo "Next: read tests/examples/unify_customers.py, which did this; 'make serve' and open the address it prints;"
	@echo "      write a first test from README.md; or run all of ours with 'make test'."

test: $(READY) ## run all tests
	@echo "Running all tests on $(WORKERS) processes, which takes about five minutes on two ..."
	@$(BIN)/python -m pytest -q -n $(WORKERS) $(ARGS)
	@echo
	@echo "Next: 'make check' for style, types and imports; '.ci/run' for all that must hold before a change is good;"
	@echo "      CONTRIBUTING.md for how to change something."

mutants: $(READY) ## change the engines in every way, and list what no test notices; takes hours
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group mutation
	$(BIN)/mutmut run $(ARGS)
	$(BIN)/mutmut results | grep -v "not checked" || true

check: $(READY) ## check format, style, types and imports
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY) ## format the code and mend what can be mended by itself
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

serve: $(READY) ## run moto's server with Customer Profiles in it: make serve PORT=5000 HOST=127.0.0.1
	$(BIN)/python -m moto_customerprofiles -H $(HOST) -p $(PORT)

bench: $(READY) ## measure; takes a while
	@for each in tests/benchmarks/*.py; do echo "== $$each"; $(BIN)/python -m tests.benchmarks.$$(basename $$each .py) || exit 1; done

test-matrix: $(READY) ## run all tests on each column of tests/matrix.json: versions of Python, boto3, moto and aiobotocore
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group matrix
	$(BIN)/nox $(ARGS)

test-lowest: $(READY) ## run all tests on the lowest supported versions of all packages
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group matrix
	$(BIN)/nox --session "tests(lowest)" $(ARGS)

test-async: $(READY) ## run the tests of async clients, with an old and with the newest aiobotocore
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group matrix
	$(BIN)/nox --session "tests(aio-old)" "tests(aio)" $(ARGS) -- -k async

docs: $(READY) ## build the documentation site into site/
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group docs
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

table: $(READY) ## write what the registers tell anew: tables of operations, hooks and rules, types of the backend's methods
	$(BIN)/python -m tests.repository.operations_table
	$(BIN)/python -m tests.repository.backend_methods
	$(BIN)/python -m tests.repository.columns.newest_model
	$(BIN)/python -m tests.repository.register_table

dist: $(READY) ## build wheel and sdist into dist/, and try both where nothing else is installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group matrix
	$(BIN)/nox --session dist smoke

clean: ## throw the environment and all caches away
	rm -rf $(VENV) .venv.lock .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .nox build dist mutants site

$(READY): pyproject.toml
	@$(LOCKED) sh -euc 'if [ ! $@ -nt $< ]; then \
		echo "Setting up $(VENV), once, which takes about a minute:"; \
		echo "  a virtual environment ..."; \
		$(PYTHON) -m venv $(VENV); \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check "pip>=25.1"; \
		echo "  the package and the tools of its tests ..."; \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[all]" --group dev; \
		touch $@; \
		echo "  done."; \
	fi'
