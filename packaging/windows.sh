#!/bin/sh
# sh packaging/windows.sh [check]: builds the Windows version on Debian: findings.exe, its companion for the console
# (findings.com), installers (.msi) for a user and for all users, and a portable .zip. It uses mingw, the Rust compiler
# that Debian builds Chromium with (rustc-web) and the sources of its standard library. With "check", it only type-checks
# the macOS version in the same way. If these packages are missing or too old, it prints "skipped" and the reason.
#
# FINDINGS_VERSION overrides the version of the installer, for testing upgrades.
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
export RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1
export CARGO_TARGET_DIR="${FINDINGS_WINDOWS_TARGET:-$root/target/other-systems}"
if [ "${1:-}" = check ]; then
    # There is no C compiler for macOS here. Nothing is linked, so empty files stand for what it would make.
    tools=$CARGO_TARGET_DIR/macos-tools
    mkdir -p "$tools"
    printf '#!/bin/sh\nwhile [ $# -gt 0 ]; do\n    if [ "$1" = -o ]; then : >"$2"; fi\n    shift\ndone\n' >"$tools/cc"
    printf '#!/bin/sh\nfor name; do\n    case $name in *.a) : >"$name" ;; esac\ndone\n' >"$tools/ar"
    chmod +x "$tools/cc" "$tools/ar"
    export CC_aarch64_apple_darwin="$tools/cc" AR_aarch64_apple_darwin="$tools/ar"
    exec cargo check --locked -Z build-std=std,panic_unwind --target aarch64-apple-darwin
fi
cargo build --release --locked -Z build-std=std,panic_unwind --target x86_64-pc-windows-gnu --bins --features console
built=$CARGO_TARGET_DIR/x86_64-pc-windows-gnu/release
made=$root/target/packaging-windows
mkdir -p "$made" target/packages
x86_64-w64-mingw32-strip -o "$made/findings.exe" "$built/findings.exe"
x86_64-w64-mingw32-strip -o "$made/findings.com" "$built/findings-console.exe"
say "$made/findings.exe"

program_version=$(sed -n '/^\[package\]/,/^\[/s/^version *= *"\(.*\)"/\1/p' Cargo.toml)
version=${FINDINGS_VERSION:-$program_version}

if cargo about --version >/dev/null 2>&1; then
    write_licences "$made/LICENSES.txt"
else
    say "LICENSES.txt has only the licences of the typefaces, because cargo-about is not installed"
    cat assets/fonts/*-LICENSE.md >"$made/LICENSES.txt"
fi

# The program is portable if this folder is beside it.
rm -rf "$made/findings-portable"
mkdir -p "$made/findings-portable/findings-settings"
cp "$made/findings.exe" "$made/findings.com" "$made/LICENSES.txt" "$made/findings-portable"
printf 'Findings keeps your settings and notes in this folder.\r\n' >"$made/findings-portable/findings-settings/About.txt"
rm -f "target/packages/findings-$version-portable.zip"
(cd "$made" && python3 -m zipfile -c "$root/target/packages/findings-$version-portable.zip" findings-portable)
say "target/packages/findings-$version-portable.zip"

command -v wixl >/dev/null || skip "the program is built, but wixl, which makes the installer, is not installed"
cp assets/windows/findings.ico "$made/findings.ico"
# make_installer SCOPE NAME SEARCH_PATH: writes an installer. SEARCH_PATH is the name of the variable: "=-" adds the entry
# on installing and removes it on uninstalling, and "*" means the PATH of the machine.
make_installer() {
    msi=$root/target/packages/$2
    # wixl reads file names relative to the current folder.
    (cd "$made" && wixl --arch x64 -D Version="$version" -D Scope="$1" --output "$msi" "$root/packaging/windows/findings.wxs")
    # wixl can't write the table of environment variables, nor the actions that use it.
    {
        printf 'Environment\tName\tValue\tComponent_\r\n'
        printf 's72\tl255\tL255\ts72\r\n'
        printf 'Environment\tEnvironment\r\n'
        printf 'SearchPath\t%s\t[~];[INSTALLDIR]\tProgram\r\n' "$3"
    } >"$made/Environment.idt"
    msibuild "$msi" -i "$made/Environment.idt"
    # Without versions, Windows Installer would keep the files of an older version and then remove them.
    for file in findings.exe findings.com; do
        msibuild "$msi" -q "UPDATE \`File\` SET \`Version\` = '$program_version.0', \`Language\` = '2057' WHERE \`File\` = '$file'"
    done
    msibuild "$msi" -q "DELETE FROM \`MsiFileHash\`"
    msibuild "$msi" -q "INSERT INTO \`Property\` (\`Property\`, \`Value\`) VALUES ('REINSTALLMODE', 'amus')"
    for action in "WriteEnvironmentStrings', '', 5200" "RemoveEnvironmentStrings', '', 3300"; do
        msibuild "$msi" -q "INSERT INTO \`InstallExecuteSequence\` (\`Action\`, \`Condition\`, \`Sequence\`) VALUES ('$action)"
    done
    say "target/packages/$2"
}
make_installer perUser "findings-$version.msi" '=-PATH'
make_installer perMachine "findings-$version-all-users.msi" '=-*PATH'
