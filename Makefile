PYTHON ?= python3

.PHONY: run test bench mutants manage

run: ## A filled clinic on this machine: http://127.0.0.1:8000/ (another port: make run PORT=8001)
	@exec $(PYTHON) kapcouples/tryout/bootstrap.py run

test: ## Everything that is checked before a change is kept
	@exec $(PYTHON) kapcouples/tryout/bootstrap.py test

bench: ## How fast the pages, papers and letters are
	@exec $(PYTHON) kapcouples/tryout/bootstrap.py bench

mutants: ## Whether the tests notice a fault in the role table and in the doors to records
	@exec $(PYTHON) kapcouples/tryout/bootstrap.py mutants

manage: ## One management command on the try-out's records: make manage do="showmigrations"
	@exec $(PYTHON) kapcouples/tryout/bootstrap.py manage $(do)
