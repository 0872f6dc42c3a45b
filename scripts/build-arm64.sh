#!/usr/bin/env bash
# Builds the shipped binary and its package for 64-bit ARM (Raspberry Pi 3 to 5) on Debian amd64, and runs the binary under qemu.
#
#   scripts/build-arm64.sh             binary, smoke test, package
#   scripts/build-arm64.sh --smoke     only the smoke test, of the binary that is there
#
# PROFILE=release is quicker and somewhat larger than the default, `dist`. Everything comes from Debian; what must be installed:
#   apt-get install gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user-static
set -euo pipefail
cd "$(dirname "$0")/.."

target=aarch64-unknown-linux-gnu
profile=${PROFILE:-dist}
out=$(realpath -m "${CARGO_TARGET_DIR:-target}")
binary=$out/$target/$profile/inventario

step() { printf '\n== %s\n' "$*"; }
die() {
    printf 'build-arm64: %s\n' "$*" >&2
    exit 1
}

# The standard library of the very version of the compiler, as source with all that it needs; prints its directory.
library() {
    local version dir mirror apt deb
    version=$(rustc --version | cut -d ' ' -f 2)
    dir=$out/rust-src-$version
    if [ ! -d "$dir/unpacked" ]; then
        rm -rf "$dir"
        mkdir -p "$dir/lists/partial" "$dir/cache/archives/partial"
        mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Origin: Debian' 'Label: Debian' | sort -u | head -n 1)
        [ -n "$mirror" ] || die "apt knows no mirror of Debian: apt-get update"
        echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror trixie-backports main" >"$dir/sources.list"
        # Lists of its own: the machine's sources stay as they are.
        apt=(-qq -o "Dir::Etc::SourceList=$dir/sources.list" -o Dir::Etc::SourceParts=/dev/null
            -o "Dir::State::Lists=$dir/lists" -o "Dir::Cache=$dir/cache" -o APT::Sandbox::User=root)
        apt-get "${apt[@]}" update
        deb=$(apt-cache "${apt[@]}" madison rust-src | cut -d '|' -f 2 | tr -d ' ' | grep "^$version+" | head -n 1) ||
            die "Debian has no rust-src $version; take the compiler of a version that it has, or: rustup target add $target"
        (cd "$dir" && apt-get "${apt[@]}" download "rust-src=$deb")
        dpkg-deb -x "$dir"/rust-src_*.deb "$dir/half"
        mv "$dir/half" "$dir/unpacked"
    fi
    echo "$dir"/unpacked/usr/src/rustc-*/library
}

build() {
    command -v aarch64-linux-gnu-gcc >/dev/null || die "aarch64-linux-gnu-gcc is missing: apt-get install gcc-aarch64-linux-gnu"
    export CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER=aarch64-linux-gnu-gcc
    export CC_aarch64_unknown_linux_gnu=aarch64-linux-gnu-gcc
    local std=()
    if [ ! -d "$(rustc --print target-libdir --target $target)" ]; then
        # Names internal to cargo: they hold for the compiler that this was written with, 1.95.
        export RUSTC_BOOTSTRAP=1 __CARGO_TESTS_ONLY_SRC_ROOT
        __CARGO_TESTS_ONLY_SRC_ROOT=$(library)
        [ -d "$__CARGO_TESTS_ONLY_SRC_ROOT" ] || die "no sources of the standard library"
        std=(-Z "build-std=std,panic_unwind")
    fi
    step "build for $target, profile $profile"
    cargo build --locked --profile "$profile" --target $target "${std[@]}"
}

# Starts the binary under qemu on an empty directory, and asks it what a person would ask first.
smoke() {
    command -v qemu-aarch64-static >/dev/null || die "qemu-aarch64-static is missing: apt-get install qemu-user-static"
    [ -x "$binary" ] || die "$binary is not there"
    step "smoke test of $binary"
    local dir port=${SMOKE_PORT:-8054} server answer
    dir=$(mktemp -d)
    run() { qemu-aarch64-static -L /usr/aarch64-linux-gnu "$binary" "$@"; }
    run --version
    echo 'una-clave-larga' | run user add --create ana@sena.edu.co --first-name Ana --last-name Ruiz --data-dir "$dir/data"
    qemu-aarch64-static -L /usr/aarch64-linux-gnu "$binary" serve --listen "127.0.0.1:$port" --data-dir "$dir/data" --log warn &
    server=$!
    # shellcheck disable=SC2064
    trap "kill $server 2>/dev/null || true; rm -rf '$dir'" EXIT
    for _ in $(seq 100); do
        kill -0 $server || die "the server ended"
        curl -fs "http://127.0.0.1:$port/api/health" >/dev/null 2>&1 && break
        sleep 0.3
    done
    curl -fs "http://127.0.0.1:$port/api/health"
    echo
    # A password hash, a signed token, a row written with its audit entry, the web UI compressed.
    answer=$(curl -fs "http://127.0.0.1:$port/api/auth/login" -H 'content-type: application/json' \
        -d '{"email":"ana@sena.edu.co","password":"una-clave-larga"}')
    local token=${answer#*\"access_token\":\"}
    token=${token%%\"*}
    curl -fs "http://127.0.0.1:$port/api/centers" -H "authorization: Bearer $token" -H 'content-type: application/json' \
        -d '{"code":"9301","name":"Prueba en ARM"}' | grep -q 'Prueba en ARM' || die "a centre could not be made"
    curl -fs "http://127.0.0.1:$port/api/audit-logs" -H "authorization: Bearer $token" | grep -q 'Prueba en ARM' ||
        die "the audit does not tell of it"
    curl -fs --compressed "http://127.0.0.1:$port/" | grep -qi '<!doctype html' || die "no web UI"
    kill -TERM $server
    wait $server || die "the server did not end in peace"
    echo "it works"
}

if [ "${1:-}" = --smoke ]; then
    smoke
    exit
fi
build
smoke
if command -v cargo-deb >/dev/null; then
    step "package"
    # Built above: cargo-deb only packs.
    cargo deb --no-build --no-strip --locked --profile "$profile" --target $target --variant arm64
else
    echo "cargo-deb is missing, so no package was made: cargo install cargo-deb --locked"
fi
