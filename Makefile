# Two commands: `make demo` shows the program on real input, `make test` guards it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --disable-pip-version-check --quiet
LOG := $(VENV)/setup.log
NEW_ENOUGH := -c 'import sys; sys.exit(sys.version_info < (3, 11))'
# Start-up without compiled bytecode measures the compiler, not the program.
unexport PYTHONDONTWRITEBYTECODE
unexport VIRTUAL_ENV

.PHONY: demo test test-office check docs requirements clean

demo: $(VENV)/.ready
	@$(BIN)/coder demo

test: check
	@$(BIN)/python -m pytest -n auto --dist worksteal

# Exports as others open them: in Chromium and in LibreOffice, which must be there.
test-office: $(VENV)/.ready
	@$(BIN)/python -m pytest tests/office

check: $(VENV)/.ready
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

# Stamps are dated when a step is done; where a file it was made from is newer, it is done again.
$(VENV)/.ready: $(VENV)/.packages pyproject.toml
	@$(PIP) --no-deps --no-build-isolation --editable . >$(LOG) 2>&1 || \
		{ echo "coder could not be installed into $(VENV); $(LOG) says why." >&2; exit 1; }
	@$(BIN)/python -m compileall -q coder
	@touch $@

$(VENV)/.packages: requirements.txt
	@command -v $(PYTHON) >/dev/null || \
		{ echo "There is no $(PYTHON): install Python 3.11 or newer, or name yours: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) $(NEW_ENOUGH) || \
		{ echo "coder needs Python 3.11 or newer; $(PYTHON) is older. Name a newer one: make PYTHON=python3.12 ..." >&2; exit 1; }
	@echo "Setting up $(VENV) from requirements.txt; this is done once and takes a minute or two." >&2
	@$(BIN)/python $(NEW_ENOUGH) 2>/dev/null || $(PYTHON) -m venv --clear $(VENV) || \
		{ echo "$(PYTHON) cannot make a virtual environment; on Debian and Ubuntu install python3-venv." >&2; exit 1; }
	@$(PIP) --require-hashes --retries 2 -r requirements.txt >$(LOG) 2>&1 || \
		{ echo "The packages of requirements.txt could not be installed; is there a network? $(LOG) says more. Then run make again." >&2; exit 1; }
	@touch $@

# Write again what is made from the program: commands, keys and the pictures of the screen.
docs: $(VENV)/.ready
	$(BIN)/python -m coder.cli.reference >docs/commands.md
	$(BIN)/python docs/make_keys.py >docs/keys.md
	$(BIN)/python docs/make_screen.py docs

# Renew the hashed pins for every supported Python and platform; needs uv.
requirements:
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
		--group dev pyproject.toml --output-file requirements.txt

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .import_linter_cache .pytest_cache .hypothesis
