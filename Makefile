# Two commands for a newcomer: `make demo` and `make test`. Both set up .venv by themselves.
PYTHON_BIN := .venv/bin
# Whole files to a worker, so that what a file prepares is prepared once
PARALLEL := -n auto --dist loadfile
export QT_QPA_PLATFORM ?= $(if $(DISPLAY)$(WAYLAND_DISPLAY),,offscreen)

.PHONY: help demo test app check format clean

help:
	@echo "make demo    run the whole road on the sample case and say where the report is"
	@echo "make test    run the whole test suite"
	@echo "make app     open the window"
	@echo "make check   what CI runs: ruff, formatting, mypy --strict, import contracts, tests"
	@echo "make format  put the code into the house's format"

.venv/installed: requirements.lock pyproject.toml installer/setup_environment.sh
	@./installer/setup_environment.sh

demo: .venv/installed
	@$(PYTHON_BIN)/jindiao demo

test: .venv/installed
	@QT_QPA_PLATFORM=offscreen $(PYTHON_BIN)/python -m pytest $(PARALLEL)

app: .venv/installed
	@$(PYTHON_BIN)/jindiao

check: .venv/installed
	$(PYTHON_BIN)/ruff check .
	$(PYTHON_BIN)/ruff format --check .
	$(PYTHON_BIN)/mypy
	$(PYTHON_BIN)/lint-imports
	QT_QPA_PLATFORM=offscreen $(PYTHON_BIN)/python -m pytest $(PARALLEL)

format: .venv/installed
	$(PYTHON_BIN)/ruff check --fix .
	$(PYTHON_BIN)/ruff format .

clean:
	rm -rf .venv out .mypy_cache .ruff_cache .pytest_cache .hypothesis
