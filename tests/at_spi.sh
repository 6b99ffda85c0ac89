#!/bin/sh
# sh tests/at_spi.sh FINDINGS: what a screen reader is told, asked from outside the process through AT-SPI: the contents as
# a tree, a jump by its item, and a paragraph read whole. Says "skipped" and why where that cannot be.
set -eu

findings=$1
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
skip() {
    printf 'at_spi: skipped: %s\n' "$*"
    exit 0
}
if [ "${2:-}" != inside ]; then
    for program in Xvfb dbus-run-session gdbus; do
        command -v "$program" >/dev/null || skip "$program is not here"
    done
    [ -x /usr/libexec/at-spi-bus-launcher ] || skip "at-spi2-core is not here"
    /usr/bin/python3 -c 'import pyatspi' 2>/dev/null || skip "python3-pyatspi is not here"
    exec timeout 120 dbus-run-session -- sh "$0" "$findings" inside
fi

work=$(mktemp -d)
pids=
finish() {
    # shellcheck disable=SC2086 # a list of numbers
    [ -z "$pids" ] || kill $pids 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT
export XDG_CONFIG_HOME="$work/config" XDG_CACHE_HOME="$work/cache" XDG_RUNTIME_DIR="$work/run"
mkdir -m 700 "$work/run"
Xvfb -displayfd 3 -screen 0 1280x800x24 3>"$work/display" 2>/dev/null &
pids="$pids $!"
for _ in 1 2 3 4 5 6 7 8 9 10; do
    if [ -s "$work/display" ]; then break; fi
    sleep 0.3
done
DISPLAY=:$(cat "$work/display")
export DISPLAY
unset WAYLAND_DISPLAY
/usr/libexec/at-spi-bus-launcher --launch-immediately 2>/dev/null &
pids="$pids $!"
sleep 1
# As a screen reader does when it starts.
gdbus call --session --dest org.a11y.Bus --object-path /org/a11y/bus \
    --method org.freedesktop.DBus.Properties.Set org.a11y.Status IsEnabled '<true>' >/dev/null

# Which report, which heading, and which paragraph stands under it.
report=$root/assets/samples/larkmoor_2012.md heading="Being healthy" number=48
if [ -n "${FINDINGS_CORPUS:-}" ] && [ -f "$FINDINGS_CORPUS/slac/york_2012.txt" ]; then
    report=$FINDINGS_CORPUS/slac/york_2012.txt heading="Staying safe" number=106
fi
"$findings" export "$report" >"$work/report.json"
"$findings" --new-window "$report" 2>/dev/null &
pids="$pids $!"
/usr/bin/python3 "$root/tests/at_spi.py" "$work/report.json" "$heading" "$number"
