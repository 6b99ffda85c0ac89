#!/bin/sh
# sh tests/real_print.sh FINDINGS: prints a summary on a real queue, through the desktop's print dialog and without a dialog,
# and compares the printed pages with the PDF that the program writes.
#
# The queue is CUPS' PDF printer, in a scheduler that is started for this test and has no other printer. Prints "skipped"
# and the reason where that is not possible.
set -eu

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

[ "$(id -u)" -eq 0 ] || skip "the PDF printer of CUPS runs only for root"
for program in /usr/sbin/cupsd lpadmin lp Xvfb xdotool compare pdftoppm pdfinfo dbus-run-session; do
    command -v "$program" >/dev/null || skip "$program is not installed"
done
driver=lsb/usr/cups-pdf/CUPS-PDF_opt.ppd
[ -x /usr/lib/cups/backend/cups-pdf ] || skip "printer-driver-cups-pdf is not installed"

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

# Start a scheduler for this test.
mkdir "$work/root" "$work/root/ppd" "$work/cache" "$work/spool" "$work/tmp" "$work/run" "$work/home"
chmod -R a+rwX "$work"
cat >"$work/files.conf" <<END
ServerRoot $work/root
CacheDir $work/cache
RequestRoot $work/spool
TempDir $work/tmp
StateDir $work/run
PageLog $work/page_log
AccessLog $work/access_log
ErrorLog $work/error_log
SystemGroup root
END
cat >"$work/cupsd.conf" <<END
Listen $work/cups.sock
Browsing Off
DefaultAuthType None
WebInterface No
<Location />
  Allow all
</Location>
<Policy default>
  <Limit All>
    Allow all
  </Limit>
</Policy>
END
/usr/sbin/cupsd -f -c "$work/cupsd.conf" -s "$work/files.conf" >"$work/cupsd.out" 2>&1 &
pids="$pids $!"
export CUPS_SERVER="$work/cups.sock"

# wait_for WHAT COMMAND…: repeats the command until it succeeds, for at most 20 seconds.
wait_for() {
    what=$1
    shift
    tries=0
    until "$@" >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ "$tries" -lt 100 ] || fail "$what did not appear"
        sleep 0.2
    done
}

scheduler_runs() { lpstat -r | grep -q "is running"; }
wait_for "the scheduler" scheduler_runs
lpadmin -p Paper -v cups-pdf:/ -E -m "$driver" 2>/dev/null || skip "this version of CUPS has no printer drivers"
lpadmin -d Paper

# The PDF printer writes to the user's home folder, whatever HOME is.
out=$(sed -n 's/^root:[^:]*:[^:]*:[^:]*:[^:]*:\([^:]*\):.*/\1/p' /etc/passwd)/PDF
touch "$work/before"
printed() { find "$out" -newer "$work/before" -name '*.pdf' -size +0 2>/dev/null | grep -q .; }
finished() { printed && [ -z "$(lpstat -o)" ]; }

# The PDF that is expected to be printed.
"$findings" summary "$sample" --out "$work/summary.pdf"
pdftoppm -r 60 -gray "$work/summary.pdf" "$work/expected" 2>/dev/null

Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp -noreset 3>"$work/display" 2>/dev/null &
pids="$pids $!"
wait_for "the display" test -s "$work/display"
DISPLAY=":$(cat "$work/display")"
export DISPLAY

# press_until_printed WINDOW KEY: presses the key several times, because a key is lost if its window is not ready yet. Pressing
# it again is harmless.
press_until_printed() {
    for _ in 1 2 3 4 5 6 7 8; do
        if printed; then return; fi
        xdotool windowfocus "$1" 2>/dev/null || true
        xdotool key "$2"
        sleep 3
    done
}

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

# Compares the printed pages with the expected pages: their number, the paper, and the pictures, which may hardly differ.
check() {
    wait_for "a printed file ($1)" finished
    file=$(find "$out" -newer "$work/before" -name '*.pdf' | head -n 1)
    pages=$(pdfinfo "$file" 2>/dev/null | sed -n 's/^Pages: *//p')
    [ "$pages" = "$(pdfinfo "$work/summary.pdf" 2>/dev/null | sed -n 's/^Pages: *//p')" ] || fail "$1: $pages pages were printed"
    pdfinfo "$file" 2>/dev/null | grep -q "^Page size:.*A4" || fail "$1: the paper is not A4"
    pdftoppm -r 60 -gray "$file" "$work/printed" 2>/dev/null
    for page in "$work"/expected-*.pgm; do
        other=$work/printed${page#"$work/expected"}
        # The printer draws letters with its own dots. The pictures are blurred, so that only their shapes are compared.
        convert "$page" -blur 0x3 "$work/one.pgm"
        convert "$other" -blur 0x3 "$work/other.pgm"
        difference=$(compare -metric RMSE "$work/one.pgm" "$work/other.pgm" null: 2>&1 | sed 's/.*(\(.*\))/\1/') || true
        printf 'real_print: %s, %s: difference %s\n' "$1" "page $(basename "${page#"$work/expected-"}" .pgm)" "$difference"
        awk "BEGIN { exit !($difference < 0.02) }" || fail "$1: the printed page differs"
    done
    find "$out" -newer "$work/before" -name '*larkmoor*' -delete -o -newer "$work/before" -name '*Larkmoor*' -delete
    rm -f "$file" "$work"/printed-*
}

# Without a session there is no system dialog: the program lists the printers itself, and Ctrl+P prints on the one
# that it found.
open_and_print env DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent
sleep 2
press_until_printed "$window" ctrl+p
check "without a dialog"
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
check "through the dialog"
