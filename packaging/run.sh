#!/bin/sh
# sh packaging/run.sh [FILE…]: installs missing packages, builds the program and opens FILEs, or a sample report.
# Without a display, it saves a picture of the window for each FILE instead. The last line is the path of the last one.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=packaging/prepare.sh
. "$root/packaging/prepare.sh"

# macOS and Windows always have a display, and do not set these variables.
has_display() {
    case $(uname -s) in
        Linux | *BSD) [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] ;;
    esac
}

need_rust "$root/Cargo.toml"
# The libraries for a window include 270 MB of GL drivers, which are useless without a display.
if has_display; then install_for building window; else install_for building; fi

# No `cd`, because FILEs and a relative CARGO_TARGET_DIR are relative to the caller's folder.
target=${CARGO_TARGET_DIR:-$root/target}
cargo build --release --locked --manifest-path "$root/Cargo.toml" --target-dir "$target"
findings=$target/release/findings

if [ $# -eq 0 ]; then set -- "$root/assets/samples/larkmoor_2009.txt"; fi
if has_display; then exec "$findings" -- "$@"; fi

say "No display found (DISPLAY and WAYLAND_DISPLAY are not set). Saving a picture of the window instead."
pictures=$target/pictures
mkdir -p -- "$pictures"
number=0
status=0
for file in "$@"; do
    # The number keeps apart reports with the same name in different folders.
    number=$((number + 1))
    name=$(basename -- "$file")
    picture=$pictures/$number-${name%.*}.png
    # A report that cannot be read does not stop the others.
    if "$findings" picture --out "$picture" -- "$file"; then say "$picture"; else status=$?; fi
done
exit "$status"
