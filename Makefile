# `make run` opens Margent, `make test` tests it; both set up all they need on a fresh machine.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TOGETHER := -n auto --maxprocesses 4 --dist loadfile  # tests of one file stay in one process
DEBIAN_LIBRARIES := libegl1 libgl1 libopengl0 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 libglib2.0-0 \
	libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 \
	libxcb-xinerama0 libxcb-xkb1

.DEFAULT_GOAL := help
.PHONY: help setup run tour test test-long bench check clean

help:
	@echo "make run        open Margent (without a display: take the tour instead)"
	@echo "make test       run the tests, the type checker and the linter"
	@echo "make test-long  the same with large budgets; takes long"
	@echo "make bench      measure, and print the figures beside their targets"
	@echo "make tour       the main job of Margent, done by itself without a display"
	@echo "make check      the type checker, the linter and the rules about imports alone"
	@echo "make clean      remove the virtual environment and caches"

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Margent needs Python 3.11 or newer. Install it, then: make run PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || \
		{ echo "No virtual environment could be made. On Debian: apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

# Qt's wheels bring Qt, but not the X11, font and graphics libraries it stands on.
setup: $(READY)
	@qt=$$($(BIN)/python -c 'import importlib.util as u; print(u.find_spec("PySide6").submodule_search_locations[0])'); \
	if [ "$$(uname)" != Linux ] || ! command -v ldd >/dev/null || ! command -v apt-get >/dev/null; then exit 0; fi; \
	if ! ldd "$$qt"/Qt/plugins/platforms/libqxcb.so "$$qt"/Qt/lib/libQt6Widgets.so.6 | grep -q 'not found'; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ]; then \
		echo "Installing the system libraries that Qt needs…"; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $(DEBIAN_LIBRARIES) >/dev/null; \
	else \
		echo "Qt needs some system libraries. Install them, then try again:"; \
		echo "  sudo apt-get install $(DEBIAN_LIBRARIES)"; exit 1; \
	fi

run: setup
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then $(BIN)/margent; \
	else echo "There is no display here, so Margent takes its tour without one."; $(MAKE) --no-print-directory tour; fi

tour: setup
	@$(BIN)/margent --tour tour

test: setup
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest $(TOGETHER)

test-long: setup
	QT_QPA_PLATFORM=offscreen MARGENT_TEST_BUDGET=long $(BIN)/python -m pytest $(TOGETHER) --timeout 0

bench: setup
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.benchmarks

check: setup
	$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/mypy && $(BIN)/lint-imports

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .import_linter_cache .hypothesis build dist *.egg-info tour
