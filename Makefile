# What a developer types. Continuous integration calls these same targets.
.DEFAULT_GOAL := help
.PHONY: help setup run check test fast coverage list-rules style types imports content format wheel lock migration messages bench

PYTHON ?= python3
IN = .venv/bin/python -m
LOCK = $(IN) uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock" pyproject.toml

# What goes through the rules: below the pages, and those of HR, the studio and how we answer.
RULES = tests/domain tests/compiler tests/interchange tests/services tests/store tests/content tests/cli tests/demo \
	$(foreach page,assign author badge bank board_report certificate drift due evidence exports glance guide incoming \
		insight mandate measurement media own_data packages panel people preview publish refresh \
		refresh_mail remark remind report revisit rollout signal signal_journey signal_lesson signals stocktake \
		studio talk translate trial versions,tests/web/test_$(page).py)

help: ## Show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

setup: ## Install or update .venv with everything a developer needs
	@$(PYTHON) -m training.bootstrap quality

run: ## Start the application
	@$(PYTHON) -m training

check: style types imports content ## Everything that continuous integration checks, but the wheel
	@$(PYTHON) -m training test

test: ## Run all tests but those in a browser
	@$(PYTHON) -m training test --ignore=tests/browser

fast: ## Run the tests that take seconds
	@$(PYTHON) -m training test tests/domain tests/compiler tests/architecture

coverage: setup ## Show which lines and branches of the rules no test goes through, and refuse too many
	@$(IN) coverage erase
	@COVERAGE_PROCESS_START=pyproject.toml $(IN) pytest -ra -n 2 --dist loadfile $(RULES)
	@$(IN) coverage combine --quiet
	@$(IN) coverage report

list-rules: ## Name the folders of tests that `make coverage` runs
	@echo $(RULES)

style: setup ## Check format and lint
	@$(IN) ruff format --check
	@$(IN) ruff check

types: setup ## Check types, strictly
	@$(IN) mypy

imports: setup ## Check who imports whom
	@.venv/bin/lint-imports --no-logo

content: ## Check every lesson, scenario, course and quiz
	@$(PYTHON) -m training check content quizzes

format: setup ## Format the code and mend what can safely be mended
	@$(IN) ruff format
	@$(IN) ruff check --fix

wheel: setup ## Build the packages, install the wheel in an empty environment and start it
	@$(IN) tests.smoke_wheel

lock: setup ## Choose the newest allowed versions and write the locks in requirements/
	@$(LOCK) --upgrade --output-file requirements/default.txt
	@$(LOCK) --upgrade --group test --constraint requirements/default.txt --output-file requirements/test.txt
	@$(LOCK) --upgrade --group test --group quality --constraint requirements/test.txt --output-file requirements/quality.txt

migration: setup ## Draft a migration from the mapped classes: make migration m="what changes"
	@$(IN) training migration "$(m)"

messages: setup ## Collect texts to translate, and compile the translations
	@$(IN) babel.messages.frontend extract --no-location --sort-output --mapping training/web/translations/babel.cfg --output training/web/translations/messages.pot .
	@$(IN) babel.messages.frontend update --no-fuzzy-matching --ignore-obsolete --width 100 --input-file training/web/translations/messages.pot --output-dir training/web/translations
	@$(IN) babel.messages.frontend compile --directory training/web/translations

bench: setup ## Measure what the documentation claims
	@for bench in benchmarks/[a-z]*.py; do $(IN) benchmarks.$$(basename $$bench .py) || exit 1; done
