# Two commands need nothing before them: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
EVAL := $(firstword $(wildcard ../shared/data))
ifneq ($(EVAL),)
export TRUCELINE_EVAL_DATA ?= $(abspath $(EVAL))
endif

.PHONY: demo test lint types setup docs clean

setup: $(VENV)/.ready

$(VENV)/.ready: pyproject.toml requirements/constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements/constraints.txt -e '.[fast,world,dev]'
	@touch $@

demo: setup
	@$(BIN)/truceline demo

test: setup
	$(BIN)/python -m pytest -n auto $(ARGS)

lint: setup
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/ruff format --check src tests benchmarks

types: setup
	$(BIN)/mypy

docs: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements/constraints.txt 'mkdocs-material>=9.5'
	$(BIN)/mkdocs build --strict

clean:
	rm -rf $(VENV) build dist site scratch .pytest_cache .mypy_cache .ruff_cache
