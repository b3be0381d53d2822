#!/bin/sh
# Tries the one-command set-up on an empty Debian (maintainers only; as root,
# with debootstrap and git installed):
#
#   sh scripts/bare-debian.sh [COMPANY]
#
# Clones the last commit into a minimal Debian 12 in a temporary folder, builds
# COMPANY's note (xiaomi) in it twice and prints the seconds of each. The Debian
# mirror, proxy, certificates and pip index are those of this machine. With
# `--setup` for COMPANY it only sets up. KEEP=1 keeps the folder.
set -eu
cd -- "$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)"
company=${1:-xiaomi}
release=bookworm

fail() {
    echo "bare-debian: $*" >&2
    exit 1
}

[ "$(id -u)" -eq 0 ] || fail "must run as root"
for tool in debootstrap git; do
    command -v "$tool" >/dev/null 2>&1 || fail "$tool is not installed"
done

# shellcheck disable=SC2016 # apt's own placeholders
mirror=$(apt-get indextargets --format '$(SITE) $(CODENAME) $(COMPONENT)' 'Created-By: Packages' |
    awk -v release="$release" '$2 == release && $3 == "main" { print $1; exit }')
[ -n "$mirror" ] || fail "apt on this machine knows no mirror of Debian $release"

bare=$(mktemp -d)
chmod 755 "$bare" # apt downloads as a user of its own
mounted=false

clean_up() {
    if $mounted; then
        umount "$bare/proc"
    fi
    if [ "${KEEP:-0}" = 1 ]; then
        echo "bare-debian: kept in $bare"
    else
        rm -rf --one-file-system "$bare"
    fi
}
trap clean_up EXIT
trap 'exit 1' HUP INT TERM

echo "bare-debian: making an empty Debian $release"
debootstrap --variant=minbase "$release" "$bare" "$mirror" >"$bare.log" 2>&1 ||
    { tail -n 20 "$bare.log" >&2; fail "debootstrap failed"; }
rm -f "$bare.log"
if mount -t proc proc "$bare/proc" 2>/dev/null; then
    mounted=true
fi

# The way to the network is this machine's own.
cp /etc/resolv.conf /etc/hosts "$bare/etc/"
apt-config dump | grep -iE '^Acquire::(http|https)::(proxy|cainfo)' >"$bare/etc/apt/apt.conf.d/99host" || :
if [ -r /etc/ssl/certs/ca-certificates.crt ]; then
    cp /etc/ssl/certs/ca-certificates.crt "$bare/etc/host-certificates.crt"
    sed -i 's#"/etc/ssl/certs/ca-certificates.crt"#"/etc/host-certificates.crt"#' "$bare/etc/apt/apt.conf.d/99host"
fi
# pip's own configuration, as it stands; folders that it names are not in there, and pip leaves them out.
for configuration in /etc/pip.conf "${HOME:-/root}/.pip/pip.conf" "${HOME:-/root}/.config/pip/pip.conf"; do
    [ ! -r "$configuration" ] || cp "$configuration" "$bare/etc/pip.conf"
done
[ ! -e "$bare/etc/pip.conf" ] || chmod 600 "$bare/etc/pip.conf"

git clone --quiet --no-hardlinks . "$bare/root/reportgen"

# usage: in_bare COMMAND... (an empty environment but for the network's)
in_bare() {
    env -i HOME=/root LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin \
        ${http_proxy+http_proxy="$http_proxy"} ${https_proxy+https_proxy="$https_proxy"} \
        ${HTTP_PROXY+HTTP_PROXY="$HTTP_PROXY"} ${HTTPS_PROXY+HTTPS_PROXY="$HTTPS_PROXY"} \
        ${no_proxy+no_proxy="$no_proxy"} ${NO_PROXY+NO_PROXY="$NO_PROXY"} \
        ${certificates:+PIP_CERT="$certificates" SSL_CERT_FILE="$certificates"} \
        chroot "$bare" "$@"
}
certificates=''
[ ! -r "$bare/etc/host-certificates.crt" ] || certificates=/etc/host-certificates.crt

build() {
    if [ "$company" = --setup ]; then
        in_bare sh /root/reportgen/scripts/setup.sh
        in_bare /root/reportgen/.venv/bin/python -c 'import weasyprint'
    else
        in_bare sh /root/reportgen/scripts/build.sh "$company"
    fi
}

for run in first second; do
    start=$(date +%s.%N)
    build
    awk -v run="$run" -v start="$start" -v end="$(date +%s.%N)" \
        'BEGIN { printf "bare-debian: %s run %.1f s\n", run, end - start }'
done
