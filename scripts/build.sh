#!/bin/sh
# Builds notes from this checkout, setting it up the first time:
#
#   sh scripts/build.sh xiaomi
#
# Arguments are those of `reportgen build`; paths are relative to the checkout.
set -eu
cd -- "$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)"
sh scripts/setup.sh
exec .venv/bin/reportgen build "$@"
