#!/bin/sh
# sh packaging/run.sh [FILE…]: installs what is missing, builds, and opens FILEs, or an invented report.
# Without a display it paints the window to pictures instead; the last line is the path of the last one.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=packaging/prepare.sh
. "$root/packaging/prepare.sh"

# macOS and Windows have a display and neither variable.
has_display() {
    case $(uname -s) in
        Linux | *BSD) [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] ;;
    esac
}

need_rust "$root/Cargo.toml"
# The libraries of a window are 270 MB of GL drivers, of no use without a display.
if has_display; then install_for building window; else install_for building; fi

# No `cd`: FILEs are relative to the caller's folder. So is a relative CARGO_TARGET_DIR, for cargo and here.
target=${CARGO_TARGET_DIR:-$root/target}
cargo build --release --locked --manifest-path "$root/Cargo.toml" --target-dir "$target"
findings=$target/release/findings

if [ $# -eq 0 ]; then set -- "$root/assets/samples/larkmoor_2009.txt"; fi
if has_display; then exec "$findings" -- "$@"; fi

say "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set): painting the window to a picture."
pictures=$target/pictures
mkdir -p -- "$pictures"
number=0
status=0
for file in "$@"; do
    # Numbered: reports of one name may come from several folders.
    number=$((number + 1))
    name=$(basename -- "$file")
    picture=$pictures/$number-${name%.*}.png
    # One report that cannot be read does not stop the others.
    if "$findings" picture --out "$picture" -- "$file"; then say "$picture"; else status=$?; fi
done
exit "$status"
