#!/bin/sh
# sh tests/at_spi.sh FINDINGS: checks through AT-SPI, from another process, what a screen reader gets from the program: the
# headline card as one sentence and its strip as a list of judgements, the contents as a tree, going to a heading by its
# item, and the whole text of a paragraph. Does so with the GPU window and with the software window. Prints "skipped" and the reason where that is not possible.
set -eu

findings=$1
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
skip() {
    printf 'at_spi: skipped: %s\n' "$*"
    exit 0
}
if [ "${2:-}" != inside ]; then
    for program in Xvfb dbus-run-session gdbus; do
        command -v "$program" >/dev/null || skip "$program is not installed"
    done
    [ -x /usr/libexec/at-spi-bus-launcher ] || skip "at-spi2-core is not installed"
    /usr/bin/python3 -c 'import pyatspi' 2>/dev/null || skip "python3-pyatspi is not installed"
    for renderer in gpu software; do
        echo "at_spi: renderer $renderer"
        timeout 120 dbus-run-session -- sh "$0" "$findings" inside "$renderer"
    done
    exit 0
fi
renderer=$3

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
# A screen reader enables accessibility when it starts. The launcher may need some time until it answers.
tries=0
until gdbus call --session --dest org.a11y.Bus --object-path /org/a11y/bus \
    --method org.freedesktop.DBus.Properties.Set org.a11y.Status IsEnabled '<true>' >/dev/null 2>&1; do
    tries=$((tries + 1))
    if [ "$tries" -ge 50 ]; then
        echo "at_spi: FAILED: the accessibility bus does not answer" >&2
        exit 1
    fi
    sleep 0.2
done

# The report, a heading, and the number of a paragraph under it.
report=$root/assets/samples/larkmoor_2012.md heading="Being healthy" number=48
if [ -n "${FINDINGS_CORPUS:-}" ] && [ -f "$FINDINGS_CORPUS/slac/york_2012.txt" ]; then
    report=$FINDINGS_CORPUS/slac/york_2012.txt heading="Staying safe" number=106
fi
"$findings" export "$report" >"$work/report.json"
"$findings" --renderer "$renderer" --new-window "$report" 2>/dev/null &
pids="$pids $!"
/usr/bin/python3 "$root/tests/at_spi.py" "$work/report.json" "$heading" "$number"
