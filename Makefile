# serve · test · check · bench, each from nothing: the environment is made in .venv from the lock files.
#
#   make serve    install, index seeds/, serve on http://127.0.0.1:8000
#   make test     install, run the tests
#   make check    what has to hold before a commit lands: lint, types, import contracts, tests
#   make bench    measure the engine against its peers; QUICK=1 takes five minutes at most,
#                 CORPUS="FILE…" names files of captures to measure besides the synthetic archive
#   make torture  try to break every promise of docs/reliability.md; QUICK=1 takes five minutes
#   make quality  measure extraction against its peers on the labelled pages of ../shared;
#                 LOWER=1 takes this run's scores as the new floors
#   make model    train the model that tells articles from furniture, on the same pages

VENV := .venv
BIN := $(VENV)/bin
PYTHON := $(firstword $(foreach p,python3.14 python3.13 python3.12 python3.11 python3,$(shell \
	command -v $(p) >/dev/null 2>&1 && $(p) -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' \
	2>/dev/null && echo $(p))))
INSTALL := $(BIN)/python -m pip --disable-pip-version-check install --quiet

.PHONY: serve test check lint bench torture quality model lock screenshot clean

serve: $(VENV)/serving
	$(BIN)/rostrum index seeds
	$(BIN)/rostrum serve

test: $(VENV)/developing
	$(BIN)/python -m pytest -n auto --dist loadfile

check: lint test

lint: $(VENV)/developing
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/benching
	$(BIN)/python -m bench $(if $(QUICK),--quick) $(foreach file,$(CORPUS),--corpus $(file))

torture: $(VENV)/benching $(VENV)/developing
	$(BIN)/python -m bench.torture $(if $(QUICK),--quick)

quality: $(VENV)/benching
	$(BIN)/python -m bench.extraction quality --shared $(SHARED) $(if $(LOWER),--lower-floors)

model: $(VENV)/benching
	$(BIN)/python -m bench.extraction train --shared $(SHARED)

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Rostrum needs Python 3.11 or newer, with venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/serving: requirements.lock setup.cfg | $(VENV)/bin/python
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/developing: requirements-dev.lock $(VENV)/serving
	$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/benching: requirements-bench.lock requirements-opensearch.lock $(VENV)/serving
	$(INSTALL) --require-hashes -r requirements-bench.lock
	$(INSTALL) --require-hashes -r requirements-opensearch.lock
	@touch $@

lock: $(VENV)/developing
	echo 'setuptools>=77' | $(BIN)/uv pip compile $(LOCK) -o requirements.lock setup.cfg -
	echo 'setuptools>=77' | $(BIN)/uv pip compile $(LOCK) -o requirements-dev.lock --extra dev --extra opensearch setup.cfg -
	echo 'setuptools>=77' | $(BIN)/uv pip compile $(LOCK) -o requirements-bench.lock --extra bench setup.cfg -
	echo 'opensearch-py>=3' | $(BIN)/uv pip compile $(LOCK) -c requirements.lock -o requirements-opensearch.lock -

SHARED ?= ../shared
CORPUS ?= $(wildcard ../shared/corpora/hansard.jsonl.xz)

LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
	--no-emit-find-links --upgrade

screenshot: $(VENV)/developing
	$(BIN)/python tests/screenshot.py docs/screenshot.png

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
