# shellcheck shell=sh
# Functions that the other scripts share: check the Rust version and install system packages. Sourced, not run.

say() { printf '%s\n' "$*"; }

stop() {
    say "$*" >&2
    exit 1
}

# need_rust CARGO_TOML: stops if Rust is missing or too old for the project, with the command that fixes it. An old cargo
# would only report an unknown edition.
need_rust() {
    needed=$(sed -n 's/^rust-version *= *"\([0-9.]*\)".*/\1/p' "$1")
    fix="Install Rust $needed or newer with rustup: https://rustup.rs"
    command -v cargo >/dev/null || stop "cargo was not found. $fix"
    # Also empty if rustup has no toolchain yet.
    found=$(rustc --version 2>/dev/null | cut -d ' ' -f 2)
    if printf '%s\n' "$needed" "$found" | sort -C -V; then return; fi
    # An update alone does not help if an older toolchain is the default.
    if command -v rustup >/dev/null; then fix="Run: rustup update stable && rustup default stable"; fi
    stop "Rust $needed or newer is needed, but the installed version is ${found:-unknown}. $fix"
}

# packages_for PURPOSE: prints the names of the packages on Debian and Ubuntu.
packages_for() {
    case $1 in
        # Cargo links with gcc. The program loads its other libraries when it starts.
        building) say gcc libc6-dev ;;
        # X11 and GL, which bring Wayland; D-Bus for the file dialog of the desktop.
        window) say libx11-6 libxcursor1 libxi6 libx11-xcb1 libxkbcommon-x11-0 libgl1 libegl1 libwayland-egl1 libdbus-1-3 ;;
        # One test starts an X server, types and clicks in a real window, and checks a picture of it. Others compare the
        # text of PDF files with that of two other programs, check written PDF files with a third, start a printing system
        # and the print dialog of the desktop, edit a plan like a spreadsheet program, read the window like a screen
        # reader, and open a window on Wayland.
        tests)
            say xvfb xauth xdotool imagemagick poppler-utils mupdf-tools qpdf
            say python3-openpyxl at-spi2-core python3-pyatspi libglib2.0-bin sway
            say cups cups-client cups-filters printer-driver-cups-pdf xdg-desktop-portal xdg-desktop-portal-gtk dbus
            ;;
        # For building the Windows version on Debian.
        windows) say rustc-web rust-web-src gcc-mingw-w64-x86-64-win32 wixl msitools ;;
        # For trying the Windows version under Wine (windows_check.sh).
        wine) say wine64 wine libwine icoutils msitools xvfb xdotool imagemagick x11-xkb-utils binutils-mingw-w64-x86-64 ;;
        # For building and checking packages.
        packaging) say dpkg desktop-file-utils appstream lintian gzip ;;
    esac
}

# install_for PURPOSE…: installs the missing packages with apt-get. Does not run apt-get if nothing is missing.
install_for() {
    wanted=$(for purpose in "$@"; do packages_for "$purpose"; done | paste -s -d ' ' -)
    if ! command -v apt-get >/dev/null; then
        say "apt-get was not found. Install these packages yourself (Debian names): $wanted"
        return
    fi
    # Names that installed packages provide count too: Ubuntu renamed libraries (…t64) but still provides the old names.
    installed=$(dpkg-query -W -f '${db:Status-Status} ${Package} ${Provides}\n' |
        sed -n 's/([^)]*)//g; s/^installed //p' | tr -s ' ,\n' ' ')
    missing=
    for package in $wanted; do
        case " $installed " in *" $package "*) ;; *) missing="$missing $package" ;; esac
    done
    if [ -z "$missing" ]; then return; fi
    sudo=
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            say "sudo was not found. Ask your administrator to install these packages:$missing"
            return
        fi
        sudo=sudo
    fi
    say "Installing with apt-get; this can take a few minutes:$missing"
    # A list that can't be downloaded may not be one that we need.
    $sudo apt-get update -qq || say "Package lists could not be updated. Continuing with the existing lists."
    # A machine that has just started may be installing updates, so this waits for the lock. Errors are still shown.
    # shellcheck disable=SC2086 # a list of names
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
        -o DPkg::Lock::Timeout=300 $missing >/dev/null
}

# write_licences FILE: writes the licences of all parts of the program. Called in the folder of the project.
write_licences() {
    cargo about generate --locked --config packaging/about.toml packaging/about.hbs >"$1"
    # Licences of parts that are not crates: the bundled typefaces, and the standard fonts in hayro, which draws pages.
    registry=$(cargo metadata --locked --format-version 1 |
        tr ',' '\n' | sed -n 's|.*"manifest_path":"\(.*/hayro-[^/]*\)/Cargo.toml".*|\1|p' | sort -u)
    {
        printf '%s\n' "================================================================================" "Source Sans 3, Source Serif 4" ""
        cat assets/fonts/*-LICENSE.md
        for folder in $registry; do
            find "$folder" -type f -iname 'LICENSE*' ! -iname '*MIT*' ! -iname '*APACHE*' | sort | while read -r licence; do
                printf '%s\n' "================================================================================" \
                    "$(basename "$folder"): $(basename "$licence")" ""
                cat "$licence"
            done
        done
    } >>"$1"
    grep -q "SIL OPEN FONT LICENSE" "$1" || stop "The licence of the typefaces is missing."
}
