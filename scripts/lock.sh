#!/usr/bin/env bash
# Write requirements/*.txt anew: names, versions and sha256 sums only, for Python 3.11 and newer on Linux and macOS.
# `scripts/lock.sh --upgrade` takes newer versions; without it a version that still fits stays.
set -euo pipefail
cd "$(dirname "$0")/.."
uv=${UV:-.venv/bin/uv}

# Wheels only: a source archive would fetch its own build requirements, which no lock holds.
lock() {
    "$uv" pip compile --quiet --universal --python-version 3.11 --only-binary :all: --generate-hashes \
        --no-header --no-annotate --no-emit-index-url --no-emit-find-links "$@"
}

# The base lock is cut from the development lock, so the two never disagree. It carries the build backend, so that
# installing Sulh itself fetches nothing.
lock pyproject.toml --extra all --group dev --output-file requirements/dev.txt "$@"
lock pyproject.toml --group package --constraints requirements/dev.txt --output-file requirements/base.txt "$@"
lock pyproject.toml --extra all --group package --constraints requirements/dev.txt --output-file requirements/all.txt "$@"

# The peers of the benchmarks, without Sulh: some of their requirements and ours exclude each other. Left out is what the
# benchmarks never call (PyICU, which has no wheels) or load (textual, mypy), so it is installed with --no-deps.
lock --group pyproject.toml:bench --output-file requirements/bench.txt "$@" --override - <<'END'
pyicu ; python_version < '0'
textual ; python_version < '0'
sqlalchemy>=2.1
END
