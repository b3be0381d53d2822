#!/bin/sh
# Runs the tests, setting up what they need the first time:
#
#   sh scripts/test.sh             all but the browser tests
#   sh scripts/test.sh --browser   these too (installs Chromium)
#
# Other arguments go to pytest; paths are relative to the checkout.
set -eu
cd -- "$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)"

setup=--dev
count=$#
while [ "$count" -gt 0 ]; do
    argument=$1
    shift
    case $argument in
        --browser) setup=--browser ;;
        *) set -- "$@" "$argument" ;;
    esac
    count=$((count - 1))
done

sh scripts/setup.sh "$setup"
# set-up compiles nothing, and the hundreds of processes of the tests would each compile all they import
unset PYTHONDONTWRITEBYTECODE
if [ "$setup" = --browser ]; then
    # Lifts the default `-m "not browser"` of pyproject.toml.
    set -- -m "" "$@"
fi
exec .venv/bin/python -m pytest "$@"
