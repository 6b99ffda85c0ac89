#!/bin/sh
# sh tests/real_wayland.sh FINDINGS: opens a report in a real window on Wayland, at 150%, opens another report while the
# window is on a workspace that is not in view, and checks that the report arrives as a tab and that the window asks to
# come forward.
#
# Prints "skipped" and the reason where that is not possible. A picture of the window is kept as FINDINGS_PICTURES/wayland.png
# if that variable is set and grim is installed.
set -eu

findings=$1
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)

skip() {
    printf 'real_wayland: skipped: %s\n' "$*"
    exit 0
}
fail() {
    printf 'real_wayland: FAILED: %s\n' "$*" >&2
    exit 1
}

for program in sway swaymsg setpriv; do
    command -v "$program" >/dev/null || skip "$program is not installed"
done

work=$(mktemp -d)
finish() { rm -rf "$work"; }
trap finish EXIT
cp "$findings" "$work/findings"
cp "$root/assets/samples/larkmoor_2009.txt" "$root/assets/samples/larkmoor_2012.md" \
    "$root/tests/wait_for.sh" "$work"
mkdir "$work/home" "$work/run"
chmod 700 "$work/run"

cat >"$work/session.sh" <<'END'
set -eu
cd "$1"
export HOME="$1/home" XDG_CONFIG_HOME="$1/home" XDG_RUNTIME_DIR="$1/run"
unset DISPLAY WAYLAND_DISPLAY
printf 'output HEADLESS-1 resolution 1280x800 scale 1.5\n' >config
WLR_BACKENDS=headless WLR_RENDERER=pixman WLR_LIBINPUT_NO_DEVICES=1 sway -c config >sway.log 2>&1 &
pids=$!
trap 'kill $pids 2>/dev/null || true' EXIT

fail() {
    echo "$*"
    exit 1
}
. ./wait_for.sh
socket() { ls run/sway-ipc.*.sock; }
wait_for "the compositor" socket
SWAYSOCK=$1/$(socket)
export SWAYSOCK
WAYLAND_DISPLAY=$(find run -name 'wayland-[0-9]' -printf '%f')
export WAYLAND_DISPLAY

# tree: prints the windows, one in each line.
tree() { swaymsg -r -t get_tree | tr -d '\n ' | sed 's/{"id"/\n&/g' | grep '"app_id"'; }
shows() { tree | grep -q "$1"; }
./findings --renderer software larkmoor_2012.md >first.log 2>&1 &
pids="$pids $!"
wait_for "the window" shows 'Larkmoor.*2012'
swaymsg workspace 2 >/dev/null
./findings --new-window --renderer software >other.log 2>&1 &
pids="$pids $!"
wait_for "the other window" shows '"name":"Findings"'
./findings larkmoor_2009.txt
asks() { tree | grep 'Larkmoor' | grep -q '"urgent":true'; }
wait_for "the request to come forward" asks
swaymsg workspace 1 >/dev/null
wait_for "the second report" shows 'Larkmoor.*2009'
if command -v grim >/dev/null; then
    sleep 1
    grim wayland.png
fi
END
chmod -R a+rX "$work"

as_user=
if [ "$(id -u)" -eq 0 ]; then
    # Sway refuses to run for root.
    chown -R 65534:65534 "$work"
    as_user="setpriv --reuid=65534 --regid=65534 --clear-groups"
fi
# shellcheck disable=SC2086 # a command with its arguments
$as_user sh "$work/session.sh" "$work" >"$work/out" 2>&1 || fail "$(tail -n 3 "$work/out")"
if [ -n "${FINDINGS_PICTURES:-}" ] && [ -f "$work/wayland.png" ]; then cp "$work/wayland.png" "$FINDINGS_PICTURES"; fi
printf 'real_wayland: a second report arrived as a tab, and the window asked to come forward\n'
