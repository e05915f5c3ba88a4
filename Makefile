# Two commands set everything up on a fresh machine: `make serve` and `make test`.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
SCALE ?= S
BIN := .venv/bin

.PHONY: install serve build test accuracy bench check lint types contracts lock wheel clean

install: .venv/run.done

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Cần Python 3.11 trở lên; hãy đặt PYTHON=… khi gọi make.")'
	$(PYTHON) -m venv .venv

.venv/run.done: .venv/bin/python requirements.txt pyproject.toml browser-files.json
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	command -v npm >/dev/null || $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-node.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.venv/dev.done: .venv/run.done requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python hatch_build.py tests .venv/browser
	touch $@

build: install
	$(BIN)/danvan build

serve: build
	$(BIN)/danvan serve --host $(HOST) --port $(PORT)

test: .venv/dev.done
	$(BIN)/python -m pytest -n auto --dist loadgroup

lint: .venv/dev.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	bash -n .ci/run

types: .venv/dev.done
	$(BIN)/mypy

contracts: .venv/dev.done
	$(BIN)/lint-imports

# Scores the extractor against the gold beside the checkout; fails when a committed figure falls.
accuracy: .venv/dev.done
	$(BIN)/python benchmarks/accuracy.py

# Measures; never a test, for a machine may be busy. SCALE: S, M, national or L (the last takes an hour).
bench: .venv/dev.done
	$(BIN)/python benchmarks/extraction.py --write
	$(BIN)/python -m benchmarks.compare --scale $(SCALE)

check: lint types contracts accuracy test

wheel: .venv/dev.done
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

# Needs uv (`pip install uv`); writes exact versions with hashes and no address of a registry.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	  requirements.in -o requirements.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	  requirements.in requirements-dev.in -o requirements-dev.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	  requirements-node.in -o requirements-node.txt

clean:
	rm -rf .venv var dist
