PYTHON ?= python3
VENV ?= .venv
PYTHONS ?= python3.11 python3.12 python3.13 python3.14

.PHONY: setup check test pythons fix grammar docs golden pictures map messages constraints bench bench-others crashes random

setup:  ## a virtual environment with everything a developer needs
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install -q -e '.[dev]'

check:  ## lint, format, types, tests
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/pytest

test:  ## the tests
	$(VENV)/bin/pytest

pythons:  ## the tests on each of PYTHONS that is installed, in an environment of its own
	@set -e; for each in $(PYTHONS); do \
		if ! command -v $$each > /dev/null; then echo "$$each: not installed"; continue; fi; \
		folder=$$(mktemp -d); echo "$$each:"; \
		$$each -m venv $$folder && $$folder/bin/python -m pip install -q -e '.[dev]'; \
		$$folder/bin/pytest; rm -r $$folder; \
	done

fix:  ## what ruff can fix by itself, and the format
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

grammar:  ## the table of the plain reader, from the declarations of the commands
	$(VENV)/bin/python -m tools.grammar

docs:  ## the pages of all commands and keys, from the program
	$(VENV)/bin/python -m tinycrm.cli.reference > docs/commands.md.new
	mv docs/commands.md.new docs/commands.md
	$(VENV)/bin/python -m tools.keys

golden:  ## write the golden files again: check each line that git diff shows
	$(VENV)/bin/pytest --golden $$(grep -rlE "golden\(|\.matches" tests --include="test_*.py")

map:  ## the rooms of the source, floor by floor, and what each imports
	@$(VENV)/bin/python -m tools.map

messages:  ## every text a person may read, file by file
	@$(VENV)/bin/python -m tools.messages

pictures:  ## every screen, dark and light
	$(VENV)/bin/python -m benchmarks.pictures

constraints:  ## the exact versions of everything installed, after `make check` passed with them
	$(VENV)/bin/python -m pip freeze --exclude-editable > constraints.txt.new
	mv constraints.txt.new constraints.txt

bench:  ## each command's cold start as a ratio to a bare Python, and what was promised: docs/performance.md
	$(VENV)/bin/python -m benchmarks.cold_start $(ARGS)

crashes:  ## commands that are killed, or whose disk is full, at each call that writes (needs strace)
	$(VENV)/bin/python -m benchmarks.crashes $(ARGS)

random:  ## 3,000 random commands with undo and redo in between, the export compared at every step
	$(VENV)/bin/python -m benchmarks.random_commands $(ARGS)

bench-others:  ## the same of taskwarrior, khard, jrnl and todoman, where they are installed
	$(VENV)/bin/python -m benchmarks.others $(ARGS)
