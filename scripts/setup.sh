#!/bin/sh
# Makes this checkout ready to use; does nothing when it already is.
#
#   sh scripts/setup.sh            what the product needs
#   sh scripts/setup.sh --dev      and what its tests need
#   sh scripts/setup.sh --browser  and what its browser tests need
#
# On Debian and Ubuntu missing system packages are installed as root or by sudo.
# Python packages come from pip's own index (its configuration or the
# default) and must match the hashes in requirements*.lock.
# Exit status 3: something has to be installed by hand; the message says what.
set -eu

case ${1-} in
    '') want=1 ;;
    --dev) want=2 ;;
    --browser) want=3 ;;
    *)
        sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2
        exit 2
        ;;
esac

cd -- "$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)"
root=$PWD
venv=.venv
stamp=$venv/setup.stamp
unset PYTHONHOME PYTHONPATH
PIP_USER=0
export PIP_USER

say() {
    printf 'setup: %s\n' "$*" >&2
}

# The stamp is written last. It holds, line by line: where the checkout was (a
# venv cannot be moved), the locks, the project file, and how much was set up.
read_stamp() {
    stamped_root='' stamped_locks='' stamped_project='' have=0
    if [ -f "$stamp" ] && [ -x "$venv/bin/python" ]; then
        {
            IFS= read -r stamped_root
            IFS= read -r stamped_locks
            IFS= read -r stamped_project
            IFS= read -r have
        } <"$stamp" || have=0
    fi
    case $have in [123]) ;; *) have=0 ;; esac
}

is_ready() {
    [ "$have" -ge "$want" ] && [ "$stamped_root" = "$root" ] &&
        [ "$stamped_locks" = "$locks" ] && [ "$stamped_project" = "$project" ]
}

hash_of() {
    cat -- "$@" | sha256sum | cut -d ' ' -f 1
}

# Prints the interpreter behind any shim or venv, so that the new venv hangs on
# neither; fails if it is too old or has no venv module.
usable_python() {
    "$1" -c '
import sys
assert sys.version_info >= (3, 11)
import ensurepip, os, venv
print(os.path.realpath(sys.executable))' 2>/dev/null
}

find_python() {
    for name in python3 python3.14 python3.13 python3.12 python3.11 /usr/bin/python3; do
        if python=$(usable_python "$name"); then
            return 0
        fi
    done
    python=''
    return 1
}

has_library() {
    if PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null | grep -q "^[[:space:]]*$1 "; then
        return 0
    fi
    # The loader also looks where its cache does not.
    [ -n "$python" ] && "$python" -c 'import ctypes, sys; ctypes.CDLL(sys.argv[1])' "$1" 2>/dev/null
}

has_pango() {
    has_library libpango-1.0.so.0 && has_library libpangoft2-1.0.so.0
}

has_chromium() {
    command -v chromium >/dev/null 2>&1
}

# Sets `missing` to the Debian packages still wanted.
find_missing() {
    missing=''
    find_python || missing="python3 python3-venv"
    has_pango || missing="$missing libpango-1.0-0 libpangoft2-1.0-0"
    has_library libharfbuzz-subset.so.0 || missing="$missing libharfbuzz-subset0"
    if [ "$want" -ge 2 ]; then
        command -v softhsm2-util >/dev/null 2>&1 || missing="$missing softhsm2"
    fi
    if [ "$want" -eq 3 ]; then
        has_chromium || missing="$missing chromium"
        has_library libatomic.so.1 || missing="$missing libatomic1"
    fi
    missing=${missing# }
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

may_be_root() {
    [ "$(id -u)" -eq 0 ] && return 0
    command -v sudo >/dev/null 2>&1 || return 1
    sudo -n true 2>/dev/null || { [ -t 0 ] && [ -t 2 ]; }
}

# Quiet unless it fails.
apt() {
    # Another apt may be at work; what this one starts must not inherit our lock.
    if ! output=$(as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq -o DPkg::Lock::Timeout=300 "$@" 2>&1 9<&-); then
        printf '%s\n' "$output" >&2
        return 1
    fi
}

# An older Ubuntu keeps a newer Python beside its python3.
install_newer_python() {
    for version in 3.13 3.12 3.11; do
        if apt-cache show "python$version-venv" >/dev/null 2>&1; then
            say "installing python$version-venv"
            apt install -y --no-install-recommends "python$version-venv" && find_python && return 0
        fi
    done
    return 1
}

install_system_packages() {
    command -v apt-get >/dev/null 2>&1 && may_be_root || return 0
    say "installing $missing"
    apt update ||
        say "the package lists could not be brought up to date; trying with the old ones"
    # shellcheck disable=SC2086 # a list of names
    apt install -y --no-install-recommends $missing || say "apt-get failed (see above)"
    find_python || install_newer_python || :
}

ask_for_the_rest() {
    packages=$missing
    say "this must be installed first:"
    if [ -z "$python" ]; then
        say "  Python 3.11 or newer with its venv module (Debian: python3 python3-venv)"
        if python3 -c 'import sys; sys.exit(sys.version_info >= (3, 11))' 2>/dev/null; then
            say "  ($(python3 --version) is too old; a python3.11 or newer may stand beside it)"
            packages=${missing#python3 python3-venv}
        fi
    fi
    has_pango || say "  Pango (Debian: libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)"
    if [ "$want" -eq 3 ]; then
        has_chromium || say "  Chromium, as the command chromium (Debian: chromium)"
        has_library libatomic.so.1 || say "  libatomic (Debian: libatomic1)"
    fi
    if [ -n "$packages" ] && command -v apt-get >/dev/null 2>&1; then
        say "as root: apt-get update && apt-get install ${packages# }"
    fi
    say "then run this again"
    exit 3
}

prepare_system() {
    find_missing
    [ -n "$missing" ] || return 0
    install_system_packages
    find_missing
    needed=''
    for package in $missing; do
        case $package in
            # WeasyPrint then subsets fonts itself, only slower.
            libharfbuzz-subset0) say "libharfbuzz-subset0 is missing: PDFs take longer" ;;
            softhsm2) say "softhsm2 is missing: the tests of signing by a token are skipped" ;;
            *) needed=1 ;;
        esac
    done
    [ -z "$needed" ] || ask_for_the_rest
}

pip_install() {
    # Python compiles what it imports; compiling everything takes longer than all the rest.
    "$venv/bin/python" -m pip -qq --disable-pip-version-check --no-input install --no-compile "$@" && return 0
    say "pip failed (see above); nothing is lost, run this again"
    exit 1
}

install_locked() {
    say "installing the Python packages of $1"
    # Wheels only: building one would fetch unhashed packages.
    pip_install --require-hashes --only-binary :all: -r "$1"
}

set_up() {
    locks_fit=false
    [ "$stamped_root" = "$root" ] && [ "$stamped_locks" = "$locks" ] && [ "$have" -gt 0 ] && locks_fit=true
    prepare_system
    rm -f "$stamp"
    if ! $locks_fit; then
        say "making $venv with $("$python" --version)"
        rm -rf "$venv"
        "$python" -m venv "$venv"
        # What was there before stays there.
        [ "$want" -ge "$have" ] || want=$have
        have=0
    fi
    if [ "$have" -lt 2 ] && [ "$want" -ge 2 ]; then
        install_locked requirements-dev.lock
    elif [ "$have" -lt 1 ]; then
        install_locked requirements.lock
    fi
    if [ "$have" -lt 3 ] && [ "$want" -eq 3 ]; then
        install_locked requirements-browser.lock
    fi
    pip_install --no-index --no-deps --no-build-isolation -e .
    "$venv/bin/python" -c 'import weasyprint' || {
        say "WeasyPrint does not load (see above)"
        exit 1
    }
    [ "$want" -ge "$have" ] || want=$have
    printf '%s\n' "$root" "$locks" "$project" "$want" >"$stamp.new"
    mv "$stamp.new" "$stamp"
    say "ready"
}

locks=$(hash_of requirements.lock requirements-dev.lock requirements-browser.lock)
project=$(hash_of pyproject.toml)

read_stamp
if is_ready; then
    exit 0
fi

if [ ! -w . ]; then
    say "$root has to be set up by someone who may write to it"
    exit 3
fi

# The kernel drops the lock with the last process that holds it: a killed set-up
# leaves none behind, and its pip, if it lives on, is waited for.
if command -v flock >/dev/null 2>&1; then
    exec 9<scripts/setup.sh
    if ! flock -n 9; then
        say "waiting for another set-up of this checkout"
        flock 9
    fi
fi

read_stamp
is_ready || set_up
