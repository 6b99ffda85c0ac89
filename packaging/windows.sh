#!/bin/sh
# sh packaging/windows.sh [check]: builds findings.exe and its .msi installer on Debian. It uses mingw, the Rust compiler
# that Debian builds Chromium with (rustc-web) and the sources of its standard library. With "check", it only type-checks
# the macOS version in the same way. If these packages are missing or too old, it prints "skipped" and the reason.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=packaging/prepare.sh
. "$root/packaging/prepare.sh"
cd "$root"

skip() {
    say "windows: skipped: $*"
    exit 0
}

need_rust Cargo.toml
install_for building windows || true
command -v x86_64-w64-mingw32-gcc >/dev/null || skip "mingw (gcc-mingw-w64-x86-64-win32) is not installed"
[ -x /usr/bin/rustc ] || skip "rustc-web is not installed"
needed=$(sed -n 's/^rust-version *= *"\([0-9.]*\)".*/\1/p' Cargo.toml)
found=$(/usr/bin/rustc --version | cut -d ' ' -f 2)
printf '%s\n' "$needed" "$found" | sort -C -V || skip "rustc-web is version $found, but $needed or newer is needed"

# Debian's compiler comes with the sources of its standard library. RUSTC_BOOTSTRAP allows build-std, which otherwise
# needs a nightly compiler.
export RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR="$root/target/other-systems"
if [ "${1:-}" = check ]; then
    exec cargo check --locked -Z build-std=std,panic_unwind --target aarch64-apple-darwin
fi
cargo build --release --locked -Z build-std=std,panic_unwind --target x86_64-pc-windows-gnu
exe=$CARGO_TARGET_DIR/x86_64-pc-windows-gnu/release/findings.exe
x86_64-w64-mingw32-strip -o "$CARGO_TARGET_DIR/findings.exe" "$exe"
say "$CARGO_TARGET_DIR/findings.exe"

command -v wixl >/dev/null || skip "the program is built, but wixl, which makes the installer, is not installed"
version=$(sed -n '/^\[package\]/,/^\[/s/^version *= *"\(.*\)"/\1/p' Cargo.toml)
made=$root/target/packaging-windows
mkdir -p "$made" target/packages
convert assets/icons/app/findings-16.png assets/icons/app/findings-32.png assets/icons/app/findings-48.png \
    assets/icons/app/findings-256.png "$made/findings.ico"
cp "$CARGO_TARGET_DIR/findings.exe" "$made/findings.exe"
sed "s|VERSION|$version|" packaging/windows/findings.wxs >"$made/findings.wxs"
# wixl reads file names relative to the current folder.
(cd "$made" && wixl --arch x64 --output "$root/target/packages/findings-$version.msi" findings.wxs)
say "target/packages/findings-$version.msi"
