# Sets up .venv from the lock file and runs what the README promises. `make help` lists the targets.
SHELL := /bin/bash
.DEFAULT_GOAL := help

SUBMISSIONS ?=
OUT ?= graded
JOBS ?=
BIN := .venv/bin
# Where Keras' cache lacks the full MNIST, a file beside the checkout will do.
MNIST ?= $(wildcard ../shared/data/mnist.npz)

export PIP_DISABLE_PIP_VERSION_CHECK := 1

PIP := $(BIN)/python -m pip install --quiet --quiet

.venv/bin/python:
	@python=$$(for name in $(PYTHON) python3.13 python3.12 python3.11 python3; do \
	    "$$name" -c 'import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null \
	    && echo "$$name" && break; done); \
	if [ -z "$$python" ]; then \
	    echo "No Python 3.11 to 3.13 with venv was found. Install one (Debian: apt-get install python3-venv)," >&2; \
	    echo "or name it: make PYTHON=/path/to/python3.12 ..." >&2; exit 2; fi; \
	echo "Making .venv with $$python"; "$$python" -m venv .venv

.venv/.locked: requirements.lock | .venv/bin/python
	@echo "Installing what requirements.lock names (about 2 GB with TensorFlow; some minutes the first time) ..."
	@$(PIP) --require-hashes --requirement requirements.lock
	@touch $@

.venv/.installed: pyproject.toml .venv/.locked
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

# The notebooks that nbgrader reads.
.venv/.sources: .venv/.installed course.yml $(wildcard solutions/*/*.py)
	@$(BIN)/autograder sources >/dev/null
	@touch $@

.PHONY: help setup bubblewrap grade test lint fuzz mutate article calibrate release verify lock clean

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: .venv/.installed .venv/.sources bubblewrap  ## make the environment

bubblewrap:
	@if [ "$$(uname)" = Linux ] && ! command -v bwrap >/dev/null; then \
	    if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	        echo "Installing bubblewrap for the sandbox ..."; \
	        (apt-get install -y -qq bubblewrap || { apt-get update -qq && apt-get install -y -qq bubblewrap; }) >/dev/null 2>&1 || true; fi; \
	    command -v bwrap >/dev/null || echo "bubblewrap is not installed, so a weaker sandbox is used: see 'autograder doctor'." >&2; fi

grade: setup  ## grade an example class, or SUBMISSIONS=path
ifeq ($(SUBMISSIONS),)
	$(BIN)/autograder example-class build/example-class
	$(BIN)/autograder grade build/example-class --out $(OUT) $(if $(JOBS),--jobs $(JOBS))
else
	$(BIN)/autograder grade $(SUBMISSIONS) --out $(OUT) $(if $(JOBS),--jobs $(JOBS))
endif

test: setup lint  ## run all tests
	$(BIN)/python -m pytest

lint: setup  ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

fuzz: setup  ## fuzz the wire for a longer time
	$(BIN)/python -m pytest -q tests/wire -k fuzz --hypothesis-profile=fuzz

verify: setup  ## grade every specimen and compare with what it expects
	$(BIN)/autograder verify

mutate: setup  ## change the solutions in small ways and see that each change costs points
	$(BIN)/python bench/mutate.py

article: setup  ## train on full MNIST with and without the activation, as the article does
	$(BIN)/autograder article $(if $(MNIST),--data $(MNIST))

calibrate: setup  ## recompute the thresholds of the data profile over seeds
	$(BIN)/autograder calibrate

release: setup  ## make the students' notebooks from their sources
	$(BIN)/autograder release

lock:  ## write requirements.lock anew (needs uv)
	uv pip compile --universal --python-version 3.11 --fork-strategy fewest --generate-hashes --no-emit-index-url \
	    --no-annotate --custom-compile-command "make lock" --extra dev --extra build --extra postgresql pyproject.toml -o requirements.lock

clean:  ## remove everything that is not kept under version control, but the course's secret
	rm -rf .venv build graded .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
