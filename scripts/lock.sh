#!/bin/sh
# Writes the hash-locked requirements anew, every package at its newest version
# (maintainers only). uv asks its own configured index, or the default one.
set -eu
cd -- "$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)"

tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
trap 'exit 1' HUP INT TERM

python3 -m venv "$tools/venv"
"$tools/venv/bin/python" -m pip --quiet --disable-pip-version-check install uv

# usage: lock FILE OPTIONS...
lock() {
    target=$1
    shift
    "$tools/venv/bin/uv" pip compile --quiet --no-header --no-annotate \
        --only-binary :all: \
        --generate-hashes --universal --python-version 3.11 \
        --output-file "$tools/$target" "$@"
    # An address would tie the lock to one index.
    if grep -n '://' "$tools/$target"; then
        echo "lock.sh: $target names an address" >&2
        exit 1
    fi
    mv "$tools/$target" "$target"
    echo "$target: $(grep -c == "$target") packages"
}

# The smaller sets bind the larger, so that a version is the same in all.
lock requirements.lock pyproject.toml --all-extras --group build
lock requirements-dev.lock pyproject.toml --all-extras --group build --group dev -c requirements.lock
lock requirements-browser.lock --group browser -c requirements-dev.lock
