# Sao Làng. `make` lists what there is. A fresh Debian needs: apt-get install git make python3-venv
PYTHON ?= python3
UV_VERSION := 0.13.9
BIN := .venv/bin
STAMP := .venv/.installed

.DEFAULT_GOAL := help
.PHONY: help demo test check run law bench drill docs look fmt lock clean

help: ## what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## / · /' | column -t -s '·'

$(STAMP): requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Missing $(PYTHON): apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Missing venv: apt-get install python3-venv"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	$(BIN)/uv pip sync --quiet --require-hashes requirements.lock
	$(BIN)/uv pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

demo: $(STAMP) ## the register of Tây Ninh, practice scoring and the 2022 report in a browser (PORT=8000)
	$(BIN)/ocop demo --port $(or $(PORT),8000)

run: $(STAMP) ## the production server, settings from the environment
	$(BIN)/ocop serve

test: $(STAMP) ## all tests (SQLite, PostgreSQL and Chromium where they are installed)
	$(BIN)/pytest -n auto --dist loadgroup

check: $(STAMP) ## style, types, import contracts, law files
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/ocop law check

fmt: $(STAMP) ## format the code
	$(BIN)/ruff check --fix --quiet src tests benchmarks
	$(BIN)/ruff format src tests benchmarks

law: $(STAMP) ## prove the law files
	$(BIN)/ocop law check

bench: $(STAMP) ## speed, as tables
	$(BIN)/python -m benchmarks.run

drill: $(STAMP) ## what takes longer: mutation of the rules, scale; results go to docs/drills.md
	$(BIN)/python -m benchmarks.drill

look: $(STAMP) ## photograph every page of docs/pages.md and check what a machine can see
	$(BIN)/python -m tests.look

docs: ## where to read
	@sed -n '1,40p' docs/README.md

lock: $(STAMP) ## new versions of the libraries into requirements.lock
	$(BIN)/uv lock --upgrade --quiet
	$(BIN)/uv export --all-groups --no-emit-project --no-header --format requirements-txt --quiet --output-file requirements.lock

clean: ## forget the virtual environment and caches (data in var/ stays)
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis mutants
