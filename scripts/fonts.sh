#!/bin/sh
# Makes reportgen/fonts anew from the published font packages (maintainers only;
# needs npm and a checkout that is set up). Two runs write the same bytes.
# To change a version: `npm pack NAME@VERSION`, then the sum of the file here.
set -eu
cd -- "$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)"
root=$PWD

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# usage: fetch NAME VERSION SHA512 -> $work/NAME
fetch() {
    (cd "$work" && npm pack --silent "@expo-google-fonts/$1@$2" >/dev/null)
    archive=$work/expo-google-fonts-$1-$2.tgz
    echo "$3  $archive" | sha512sum --check --quiet
    mkdir "$work/$1"
    tar -xzf "$archive" -C "$work/$1" --strip-components=1
    rm "$archive"
}

fetch inter 0.4.2 \
    b327e222631a0e6abb7058b4a1ffb0684d8ce2e482c9dd7ace0c96c5d3ce63b7cdd9506648b284ce47db66078e8c9abad644aa3c134db578e0822422483ea031
fetch source-serif-4 0.4.1 \
    123e145c38d6d64c183c71bc60baba7cad5baa72466f72b7e49dd2e5ab522f449c2850052cabe7771a1359e0a5b3b9b26ed952f71f7d873c03797081922237ac
fetch noto-sans-sc 0.4.3 \
    f6b0307454c51db3bfbba0acd208f68d96d6ef84c62226853509d7607dace700356f3564c1b6af88be2df18515eb8d9e1988e0f3a787e8390011099f3470e771

.venv/bin/python scripts/fonts.py "$work" "$root/reportgen/fonts"
