# Two commands do everything: `make site` builds the demo, `make test` runs every check.
# Each step of the set-up leaves a stamp, so that it is done once; `make clean` forgets all of it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DONE := $(VENV)/.done
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
CORPUS ?= content

.PHONY: help site serve test lint types js bench locale clean

help:
	@echo "make site    build the demo site into public/"
	@echo "make serve   show the demo site while you edit it"
	@echo "make test    install what the tests need, run every check"
	@echo "make locale  bring the interface catalogs in step with the templates"
	@echo "make bench   run what benchmarks/ has over the Markdown in CORPUS (default: content)"
	@echo "make clean   remove what was installed and built"

site: $(DONE)/package
	$(BIN)/sitegen build

serve: $(DONE)/package
	$(BIN)/sitegen serve

test: lint types js $(DONE)/browser
	$(BIN)/pytest --numprocesses auto

lint: $(DONE)/checks
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(DONE)/checks
	$(BIN)/mypy

js: $(DONE)/node
	sh tools/check-js.sh

bench: $(DONE)/checks
	for name in build_engine ingest_structure search_regulations; do \
		echo "$$name"; $(BIN)/python benchmarks/$$name.py $(CORPUS) || exit 1; done
	$(BIN)/python benchmarks/generated_documents.py

locale: $(DONE)/package
	$(BIN)/python tools/update-locale.py

clean:
	rm -rf $(VENV) node_modules .sitegen dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find public -mindepth 1 ! -name .nojekyll -delete

$(DONE)/venv: tools/make-venv.sh
	PYTHON="$(PYTHON)" sh tools/make-venv.sh $(VENV)
	mkdir -p $(DONE)
	touch $@

$(DONE)/package: pyproject.toml $(DONE)/venv
	$(PIP) --editable .
	touch $@

$(DONE)/checks: pyproject.toml $(DONE)/venv
	$(PIP) --editable '.[dev]'
	touch $@ $(DONE)/package

$(DONE)/browser: tools/find-browser.sh $(DONE)/checks
	sh tools/find-browser.sh $(BIN)
	touch $@

$(DONE)/node: package.json package-lock.json tools/install-node.sh $(DONE)/venv
	sh tools/install-node.sh
	touch $@
