# A fresh clone needs Python 3.11 or later, pip and make; everything else is installed into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
# Compiled here: a start takes a second less, even where Python is told not to compile by itself.
SYNC := $(UV) pip sync --quiet --compile-bytecode --python $(BIN)/python --require-hashes
COMPILE := $(BIN)/python -m compileall -q bot handlers knowledge && $(BIN)/coordbot kb compile
CODE := bot handlers knowledge tests

.PHONY: help run install test lint types unit fix bench soak faults lock texts chromium postgresql promtool clean

help:  ## show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

run: $(VENV)/.run  ## start the bot: Telegram if COORDBOT_TOKEN is set, else the local playground
	@$(BIN)/coordbot run

install: $(VENV)/.run  ## install without starting, for a server
	@# The user it runs as there cannot write beside the code, which may have changed since.
	@$(COMPILE)

test: lint types unit  ## everything CI checks

lint: $(VENV)/.dev  ## format, lint, import directions, content
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/ruff check $(CODE)
	$(BIN)/lint-imports
	$(BIN)/coordbot kb check
	$(BIN)/coordbot kb test

types: $(VENV)/.dev  ## mypy, strict
	$(BIN)/mypy

unit: $(VENV)/.dev chromium postgresql promtool  ## pytest, on every core
	@# In the order of the files, which begins with those that take longest.
	$(BIN)/pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

fix: $(VENV)/.dev  ## format and mend what can be mended by itself
	$(BIN)/ruff format $(CODE)
	$(BIN)/ruff check --fix $(CODE)

faults: $(VENV)/.dev postgresql  ## kill the bot 1,100 times, and let it be offline for a day (minutes)
	FAULT_KILLS=500 $(BIN)/pytest -m faults -s

bench: $(VENV)/.dev $(VENV)/bench/.ready postgresql  ## measure speed and memory, as ratios in one run
	$(BIN)/python -m tests.benchmarks

soak: $(VENV)/.dev  ## ask the whole bot for an hour while things go wrong; MINUTES=15 for less
	$(BIN)/python -m tests.benchmarks.soak --minutes $(or $(MINUTES),60)

lock: $(UV)  ## resolve the dependencies anew, with hashes
	$(UV) pip compile --universal --generate-hashes --no-emit-index-url --quiet --python-version 3.11 \
		--extra build --extra postgres pyproject.toml --output-file requirements.lock
	$(UV) pip compile --universal --generate-hashes --no-emit-index-url --quiet --python-version 3.11 \
		--extra build --extra dev --extra postgres pyproject.toml --constraint requirements.lock --output-file requirements-dev.lock
	$(UV) pip compile --universal --generate-hashes --no-emit-index-url --quiet --python-version 3.11 \
		--group bench --output-file requirements-bench.lock

clean:  ## remove what was installed and built
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info

# uv lives in an environment of its own, because a sync removes what the lock does not name.
$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or later is needed, and $(PYTHON) is not. Name one that is: make PYTHON=python3.12 run" >&2; exit 1; }
	@echo "Installing uv into $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@$(PYTHON) -m venv $(VENV)/tools
	@$(VENV)/tools/bin/python -m pip install --quiet --disable-pip-version-check "uv>=0.9,<1"
	@ln -sf ../tools/bin/uv $(UV)

$(VENV)/.run: $(UV) requirements.lock pyproject.toml
	@[ -e $(VENV)/.dev ] || { echo "Installing the locked packages"; $(SYNC) requirements.lock; }
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@$(COMPILE)
	@touch $@

$(VENV)/.dev: $(UV) requirements-dev.lock pyproject.toml
	@echo "Installing the locked packages for development"
	@$(SYNC) requirements-dev.lock
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@$(COMPILE)
	@touch $@

# The rival bot of the benchmarks, apart: its library needs an older pydantic than ours.
$(VENV)/bench/.ready: $(UV) requirements-bench.lock
	@$(PYTHON) -m venv $(VENV)/bench
	@$(UV) pip sync --quiet --python $(VENV)/bench/bin/python --require-hashes requirements-bench.lock
	@touch $@

# The page is tested in a real browser; Debian's is found by Playwright where its own is not.
chromium:
	@command -v chromium >/dev/null || { echo "Installing Chromium and a Chinese font (apt)"; \
		$(shell [ "$$(id -u)" = 0 ] || echo sudo) sh -c 'apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
		chromium fonts-noto-cjk >/dev/null'; }

# Several replicas are tested on a real server, which the tests start for themselves.
postgresql:
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || { echo "Installing PostgreSQL (apt)"; \
		$(shell [ "$$(id -u)" = 0 ] || echo sudo) sh -c 'apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
		postgresql >/dev/null'; }

# Checks the rules for Prometheus. Its package would start a server, so only the one program is taken.
promtool: $(VENV)/.dev
	@command -v promtool >/dev/null || [ -e $(VENV)/tools/bin/promtool ] || { \
		echo "Unpacking promtool (apt)"; cd $(VENV)/tools && \
		{ [ "$$(id -u)" != 0 ] || apt-get update -qq; } && \
		apt-get download -qq -o APT::Sandbox::User=root prometheus && \
		dpkg-deb --fsys-tarfile prometheus_*.deb | tar -x --strip-components=3 -C bin ./usr/bin/promtool && \
		rm prometheus_*.deb; } || echo "No promtool here: the tests that need it are skipped"

texts: $(VENV)/.dev  ## take new interface texts into the catalogue
	@$(BIN)/pybabel --quiet extract --keyword _ --no-location --omit-header handlers bot/pack --output-file $(VENV)/coordbot.pot
	@$(BIN)/pybabel --quiet update --locale zh_Hans --domain coordbot --no-fuzzy-matching --ignore-obsolete \
		--input-file $(VENV)/coordbot.pot --output-dir handlers/locales
