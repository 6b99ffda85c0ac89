#!/bin/sh
# sh tests/real_print.sh FINDINGS: prints a summary on a real queue, through the desktop's print dialog and without a dialog,
# and compares the printed pages with the PDF that the program writes.
#
# The queue is CUPS' PDF printer, in a scheduler that is started for this test and has no other printer. Prints "skipped"
# and the reason where that is not possible.
set -eu

name=real_print
findings=$1
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
sample=$root/assets/samples/larkmoor_2012.md

skip() {
    printf 'real_print: skipped: %s\n' "$*"
    exit 0
}
fail() {
    printf 'real_print: FAILED: %s\n' "$*" >&2
    exit 1
}

for program in Xvfb xdotool dbus-run-session; do
    command -v "$program" >/dev/null || skip "$program is not installed"
done

work=$(mktemp -d)
chmod 755 "$work"
pids=
finish() {
    # shellcheck disable=SC2086 # a list of numbers
    [ -z "$pids" ] || kill $pids 2>/dev/null || true
    # The scheduler writes files until it ends.
    sleep 0.5
    # The portal mounts a file system to show files to sandboxes.
    umount "$work/home/.cache/doc" 2>/dev/null || true
    rm -rf "$work" 2>/dev/null || true
}
trap finish EXIT

# shellcheck source=tests/pdf_printer.sh
. "$root/tests/pdf_printer.sh"
start_pdf_printer
start_display

# The PDF that is expected to be printed.
"$findings" summary "$sample" --out "$work/summary.pdf"
expect_pages "$work/summary.pdf"

# Opens the report and presses Ctrl+P twice: first for the print view, then to print.
open_and_print() {
    HOME="$work/home" XDG_CONFIG_HOME="$work/home" "$@" "$findings" "$sample" >"$work/log" 2>&1 &
    program=$!
    pids="$pids $program"
    wait_for "the window" xdotool search --name Larkmoor
    window=$(xdotool search --name Larkmoor | head -n 1)
    xdotool windowfocus "$window"
    sleep 1
    xdotool key ctrl+p
    sleep 2
    xdotool key ctrl+p
}

# Without a session there is no system dialog: the program lists the printers itself, and Ctrl+P prints on the one
# that it found.
open_and_print env DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent
sleep 2
press_until_printed "$window" ctrl+p
check_printed "without a dialog"
kill "$program"
wait "$program" 2>/dev/null || true

portal=/usr/libexec/xdg-desktop-portal-gtk
if [ ! -x "$portal" ]; then
    printf 'real_print: the dialog was skipped: xdg-desktop-portal-gtk is not installed\n'
    exit 0
fi
touch "$work/before"
sleep 1.1
open_and_print dbus-run-session -- env XDG_CURRENT_DESKTOP=GNOME NO_AT_BRIDGE=1
wait_for "the print dialog" xdotool search --onlyvisible --class xdg-desktop-portal-gtk
dialog=$(xdotool search --onlyvisible --class xdg-desktop-portal-gtk | tail -n 1)
# The dialog lists the queue after CUPS has answered.
sleep 2
press_until_printed "$dialog" alt+p
check_printed "through the dialog"
