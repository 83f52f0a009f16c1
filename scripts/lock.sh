#!/usr/bin/env bash
# Write requirements/*.txt anew: names, versions and sha256 sums only, for Python 3.11 and newer on Linux and macOS.
# `scripts/lock.sh --upgrade` takes newer versions; without it a version that still fits stays.
set -euo pipefail
cd "$(dirname "$0")/.."
uv=${UV:-.venv/bin/uv}

# Wheels only: a source archive would fetch its own build requirements, which no lock holds.
lock() {
    "$uv" pip compile pyproject.toml --quiet --universal --python-version 3.11 --only-binary :all: --generate-hashes \
        --no-header --no-annotate --no-emit-index-url --no-emit-find-links "$@"
}

# The base lock is cut from the development lock, so the two never disagree. It carries the build backend, so that
# installing Sulh itself fetches nothing.
lock --extra all --group dev --output-file requirements/dev.txt "$@"
lock --group package --constraints requirements/dev.txt --output-file requirements/base.txt "$@"
lock --extra all --group package --constraints requirements/dev.txt --output-file requirements/all.txt "$@"
