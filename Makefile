PYTHON ?= python3
VENV ?= .venv

.PHONY: setup check docs pictures bench

setup:  ## a virtual environment with everything a developer needs
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install -q -e '.[dev]'

check:  ## lint, format, types, tests
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/pytest

docs:  ## the page of all commands, from the program
	$(VENV)/bin/python -m tinycrm.cli.reference > docs/commands.md.new
	mv docs/commands.md.new docs/commands.md

pictures:  ## every screen, dark and light
	$(VENV)/bin/python -m benchmarks.pictures

bench:  ## each command's cold start as a ratio to a bare Python, in one run
	$(VENV)/bin/python -m benchmarks.cold_start
