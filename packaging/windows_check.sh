#!/bin/sh
# sh packaging/windows_check.sh: builds the Windows version and tries it under Wine: installs it for the user and for the
# machine, opens and hands over reports, runs commands in a console and into a pipe, prints, types with other keyboards,
# upgrades, removes, and lists what remains. Prints "skipped" and the reason where Wine or the build tools are missing.
#
# With FINDINGS_PACKAGES, a folder with the installers of version 0.0.1 and of this version, nothing is built. Pictures of the window are kept in the folder
# FINDINGS_PICTURES, if that is set.
set -eu

name=windows_check
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
sample=$root/assets/samples/larkmoor_2012.md
# The report that is printed: a real one if FINDINGS_CORPUS names a folder of them.
printed_report=$root/assets/samples/larkmoor_2009.txt
printed_council=Larkmoor
if [ -f "${FINDINGS_CORPUS:-}/slac/york_2012.txt" ]; then
    printed_report=$FINDINGS_CORPUS/slac/york_2012.txt
    printed_council=York
fi

say() { printf '%s: %s\n' "$name" "$*"; }
skip() {
    say "skipped: $*"
    exit 0
}
fail() {
    say "FAILED: $*" >&2
    exit 1
}

wine=/usr/lib/wine/wine64
[ -x "$wine" ] || skip "Wine (wine64) is not installed"
for program in Xvfb xdotool import setxkbmap x86_64-w64-mingw32-gcc wrestool icotool; do
    command -v "$program" >/dev/null || skip "$program is not installed"
done

version=$(sed -n '/^\[package\]/,/^\[/s/^version *= *"\(.*\)"/\1/p' "$root/Cargo.toml")
if [ -z "${FINDINGS_PACKAGES:-}" ]; then
    FINDINGS_VERSION=0.0.1 sh "$root/packaging/windows.sh"
    sh "$root/packaging/windows.sh"
    FINDINGS_PACKAGES=$root/target/packages
fi
old_installer=$FINDINGS_PACKAGES/findings-0.0.1.msi
installer=$FINDINGS_PACKAGES/findings-$version.msi
machine_installer=$FINDINGS_PACKAGES/findings-$version-all-users.msi
[ -f "$installer" ] || skip "the installer was not built"

work=$(mktemp -d)
chmod 755 "$work"
pids=
finish() {
    WINEPREFIX=$work/prefix "${wine%/*}/wineserver64" -k 2>/dev/null || wineserver -k 2>/dev/null || true
    # shellcheck disable=SC2086 # a list of numbers
    [ -z "$pids" ] || kill $pids 2>/dev/null || true
    sleep 0.5
    rm -rf "$work" 2>/dev/null || true
}
trap finish EXIT

# shellcheck source=tests/pdf_printer.sh
. "$root/tests/pdf_printer.sh"
start_display
start_pdf_printer

export WINEPREFIX="$work/prefix" WINEDEBUG=-all WINEARCH=win64 HOME="$work/home"
wine() { "$wine" "$@"; }
# picture NAME: keeps a picture of the screen.
picture() { [ -z "${FINDINGS_PICTURES:-}" ] || import -window root "$FINDINGS_PICTURES/$1.png"; }
# The path of a file as Windows programs name it.
windows_path() { printf 'Z:%s' "$1" | tr / '\\'; }
# registry KEY [VALUE]: prints an entry of the registry.
registry() { wine reg query "$@" 2>/dev/null | tr -d '\r'; }

say "creating a Wine prefix"
wine wineboot -i >/dev/null 2>&1
# Old versions of Wine lack a library that Rust's standard library loads. Every real Windows has it.
system=$WINEPREFIX/drive_c/windows/system32
if [ ! -e "$system/bcryptprimitives.dll" ]; then
    cat >"$work/primitives.c" <<'END'
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T length) { return SystemFunction036(bytes, (ULONG)length); }
END
    x86_64-w64-mingw32-gcc -shared -O2 -o "$system/bcryptprimitives.dll" "$work/primitives.c" -ladvapi32
fi

# installed: prints the folder of the program, or nothing.
installed() {
    find "$WINEPREFIX/drive_c" -name findings.exe -not -path '*/Installer/*' -printf '%h\n' | head -n 1
}
# expect LABEL COMMAND…: prints the label if the command succeeds, and stops otherwise.
expect() {
    label=$1
    shift
    "$@" || fail "$label"
    say "ok: $label"
}
reports_all_endings() {
    for ending in pdf docx docm html htm xhtml md markdown mdown mkd txt; do
        registry "HKCR\\.$ending\\OpenWithProgids" | grep -q Findings.Report || return 1
    done
}
is_not_default() { ! registry 'HKCR\.pdf' /ve | grep -q Findings; }

### The program file
folder=$work/program
mkdir "$folder"
(cd "$folder" && msiextract "$installer" >/dev/null 2>&1 || true)
exe=$(find "$folder" -name findings.exe | head -n 1)
com=$(find "$folder" -name findings.com | head -n 1)
[ -n "$exe" ] && [ -n "$com" ] || fail "the installer does not contain the program"
wrestool -x -t 14 "$exe" -o "$work/icon.ico" && icotool -l "$work/icon.ico" | sed "s/^/$name: icon: /"
wrestool -x --raw -t 16 "$exe" | tr -d '\000' | grep -ao 'FileVersion[0-9.]*\|ProductName[A-Za-z]*\|CompanyName[A-Za-z ]*' | sed "s/^/$name: /"
wrestool -x --raw -t 24 "$exe" >"$work/manifest"
for setting in PerMonitorV2 UTF-8 '<longPathAware.*true' asInvoker; do
    expect "the manifest has $setting" grep -q "$setting" "$work/manifest"
done
# 2 is a program with windows, 3 one for the console.
subsystem() { x86_64-w64-mingw32-objdump -p "$1" | sed -n 's/^Subsystem[^0-9]*0*\([0-9]*\).*/\1/p'; }
expect "a double-click opens no console" test "$(subsystem "$exe")" = 2
expect "the companion belongs to the console" test "$(subsystem "$com")" = 3

### Installing for the user
wine msiexec /i "$(windows_path "$old_installer")" /qn
expect "the previous version is installed for the user" test -n "$(installed)"
wine msiexec /i "$(windows_path "$installer")" /qn
program=$(installed)
expect "the new version replaces it" test "$(registry 'HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall' /s /v DisplayVersion | grep -c REG_SZ)" -le 1
say "it is in $(printf '%s' "$program" | sed "s|$WINEPREFIX/||")"
expect "“Open with” has all formats" reports_all_endings
expect "no format was taken over" is_not_default
say "search path of the user: $(registry 'HKCU\Environment' /v PATH | sed -n 's/.*REG_[A-Z_]* *//p')"

### Commands
wine "$program/findings.com" export "$(windows_path "$sample")" --format json >"$work/export.json" 2>"$work/export.err" || fail "export failed: $(cat "$work/export.err")"
expect "export into a pipe" grep -q '"schema": "findings/1"' "$work/export.json"
code=0
wine "$program/findings.com" export "$(windows_path "$work/none.pdf")" --format json >"$work/none.out" 2>"$work/none.err" || code=$?
expect "the exit code of a missing file is 2" test "$code" = 2
expect "its error is on standard error" grep -q "File not found" "$work/none.err"
wine cmd /c "$(windows_path "$program/findings.com") --version" >"$work/version.out" 2>&1 || true
expect "cmd shows the output" grep -q "^findings " "$work/version.out"

### The window
# open FILE…: starts the program with the window.
open_window() {
    wine "$program/findings.exe" "$@" >"$work/window.log" 2>&1 &
    pids="$pids $!"
}
open_window "$(windows_path "$sample")"
wait_for "the window" xdotool search --name Larkmoor
window=$(xdotool search --name Larkmoor | head -n 1)
xdotool windowfocus "$window"
sleep 3
picture windows-open
say "ok: the window shows the report"

# A second start hands its file over and ends.
timeout 60 "$wine" "$program/findings.exe" "$(windows_path "$printed_report")" >/dev/null 2>&1 || fail "the second start did not hand its file over"
sleep 3
picture windows-second-tab
expect "the second file is a tab of the same window" test "$(xdotool search --name 'Findings$' | wc -l)" = 1

### Printing through the dialog
"$wine" "$program/findings.com" summary "$(windows_path "$printed_report")" --out "$(windows_path "$work/summary.pdf")"
expect_pages "$work/summary.pdf"
xdotool key ctrl+p
sleep 4
xdotool key ctrl+p
wait_for "the print dialog" xdotool search --onlyvisible --name '^Print$'
sleep 2
picture windows-print-dialog
dialog=$(xdotool search --onlyvisible --name '^Print$' | tail -n 1)
press_until_printed "$dialog" Return
check_printed "through the dialog"
sleep 2
picture windows-printed

### Keyboards with other layouts: what is typed into Find changes only the field, which the pictures show
# type_into_find LAYOUT KEY…: presses keys in Find.
type_into_find() {
    layout=$1
    shift
    setxkbmap "$layout"
    sleep 1
    xdotool windowfocus "$window" key ctrl+f
    sleep 1
    # Wine notices the layout with the first key, so that one is typed and replaced.
    xdotool key space
    sleep 1
    xdotool key ctrl+a
    for key in "$@"; do xdotool key "ISO_Level3_Shift+$key"; done
    sleep 2
    picture "windows-keyboard-$layout"
}
xdotool key Escape
sleep 1
type_into_find de 7 0 q plus
"$wine" taskkill /f /im findings.exe >/dev/null 2>&1 || true
# Wine passes on letters of a keyboard only if the language of the system has them.
if locale -a | grep -q pl_PL.utf8; then
    LC_ALL=pl_PL.UTF-8 "$wine" "$program/findings.exe" --new-window "$(windows_path "$sample")" >/dev/null 2>&1 &
    wait_for "the window with a Polish keyboard" xdotool search --name Larkmoor
    sleep 3
    window=$(xdotool search --name Larkmoor | head -n 1)
    type_into_find pl a l
    "$wine" taskkill /f /im findings.exe >/dev/null 2>&1 || true
else
    say "the Polish keyboard was skipped: the language pl_PL.UTF-8 is not installed"
fi
setxkbmap us

### Without OpenGL, as in a remote desktop: on a display that has none
Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp -noreset -extension GLX 3>"$work/plain-display" 2>/dev/null &
pids="$pids $!"
wait_for "the display without OpenGL" test -s "$work/plain-display"
DISPLAY=":$(cat "$work/plain-display")"
open_window --new-window --renderer gpu "$(windows_path "$printed_report")"
wait_for "the window without OpenGL" xdotool search --name "$printed_council"
sleep 3
picture windows-without-opengl
say "ok: the window opens without OpenGL"
"$wine" taskkill /f /im findings.exe >/dev/null 2>&1 || true
sleep 1

### Removing, and installing for the machine
remains() {
    {
        find "$WINEPREFIX/drive_c" -iname '*findings*' -not -path '*/Temp/*' -not -path '*/Installer/*' | sed "s|$WINEPREFIX/||"
        registry HKCU /s /f Findings | grep -i findings || true
        registry HKLM /s /f Findings.Report | grep -i 'findings.report' || true
    } | sort -u
}
wine msiexec /x "$(windows_path "$installer")" /qn
expect "the program is removed" test -z "$(installed)"
say "after removing, these remain:"
remains | sed "s/^/$name:   /"
wine msiexec /i "$(windows_path "$machine_installer")" /qn
expect "it is installed for the machine" test -n "$(installed)"
expect "for the machine, “Open with” has all formats" reports_all_endings
say "it is in $(installed | sed "s|$WINEPREFIX/||")"
say "search path of the machine: $(registry 'HKLM\System\CurrentControlSet\Control\Session Manager\Environment' /v PATH | sed -n 's/.*REG_[A-Z_]* *//p')"
wine msiexec /x "$(windows_path "$machine_installer")" /qn
expect "the program is removed from the machine" test -z "$(installed)"
say "done"
