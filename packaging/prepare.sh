# shellcheck shell=sh
# What run.sh, test.sh and .ci/run share: a Rust that is new enough, and the system's packages. Sourced, not run.

say() { printf '%s\n' "$*"; }

stop() {
    say "$*" >&2
    exit 1
}

# need_rust CARGO_TOML: stops with the command that mends it when this Rust cannot build the project; an old cargo
# would only complain about the edition.
need_rust() {
    needed=$(sed -n 's/^rust-version *= *"\([0-9.]*\)".*/\1/p' "$1")
    mend="install Rust $needed or newer with rustup: https://rustup.rs"
    command -v cargo >/dev/null || stop "There is no cargo here: $mend"
    # Empty, too, where rustup has no toolchain yet.
    found=$(rustc --version 2>/dev/null | cut -d ' ' -f 2)
    if printf '%s\n' "$needed" "$found" | sort -C -V; then return; fi
    # An update alone does not help where an older toolchain is the default.
    if command -v rustup >/dev/null; then mend="rustup update stable && rustup default stable"; fi
    stop "Rust $needed or newer is needed, ${found:-none} is here: $mend"
}

# Debian's and Ubuntu's names.
packages_for() {
    case $1 in
        # Cargo links with gcc. The program opens its other libraries when it starts.
        building) say gcc libc6-dev ;;
        # X11 and GL (Wayland comes with them); D-Bus to ask the desktop for its file dialog.
        window) say libx11-6 libxcursor1 libxi6 libx11-xcb1 libxkbcommon-x11-0 libgl1 libegl1 libwayland-egl1 libdbus-1-3 ;;
        # A test for a real window starts an X server of its own, types and clicks, and looks at the picture. What is
        # read of PDF files is held against what two other programs read, and what is written against a third. Another
        # starts a printing system and the desktop's print dialog, one works on a plan as a spreadsheet would,
        # and one listens as a screen reader does.
        tests)
            say xvfb xauth xdotool imagemagick poppler-utils mupdf-tools qpdf
            say python3-openpyxl at-spi2-core python3-pyatspi libglib2.0-bin
            say cups cups-client cups-filters printer-driver-cups-pdf xdg-desktop-portal xdg-desktop-portal-gtk dbus
            ;;
        # Windows, from Debian.
        windows) say rustc-web rust-web-src gcc-mingw-w64-x86-64-win32 wixl imagemagick ;;
        # What packages are made and looked over with.
        packaging) say dpkg desktop-file-utils appstream lintian gzip ;;
    esac
}

# install_for PURPOSE…: asks apt for the packages that are not there yet, and leaves apt alone when all are.
install_for() {
    wanted=$(for purpose in "$@"; do packages_for "$purpose"; done | paste -s -d ' ' -)
    if ! command -v apt-get >/dev/null; then
        say "There is no apt-get here; this system's own packages are needed, which Debian calls: $wanted"
        return
    fi
    # The names installed packages provide count: Ubuntu renamed libraries (…t64) that still answer to the old name.
    here=$(dpkg-query -W -f '${db:Status-Status} ${Package} ${Provides}\n' |
        sed -n 's/([^)]*)//g; s/^installed //p' | tr -s ' ,\n' ' ')
    missing=
    for package in $wanted; do
        case " $here " in *" $package "*) ;; *) missing="$missing $package" ;; esac
    done
    if [ -z "$missing" ]; then return; fi
    sudo=
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            say "There is no sudo here; these packages are missing, ask for them to be installed:$missing"
            return
        fi
        sudo=sudo
    fi
    say "Installing with apt-get, which can take minutes:$missing"
    # One list that cannot be fetched need not be one of ours.
    $sudo apt-get update -qq || say "Going on with the package lists that are there."
    # A machine just started may be installing its updates: wait for that. Errors still show.
    # shellcheck disable=SC2086 # a list of names
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
        -o DPkg::Lock::Timeout=300 $missing >/dev/null
}
