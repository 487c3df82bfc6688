# A fresh clone needs Python 3.11 or later, pip and make; everything else is installed into .venv.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help run test lint fix bench lock clean

help:  ## show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'
