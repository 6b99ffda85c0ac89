#!/bin/sh
# sh packaging/packages.sh [deb] [rpm]: builds Linux packages; both if none is named. Puts them into target/packages and
# prints their names.
#
# Builds are reproducible: the packages contain no paths of the build machine, and all dates are those of the last commit
# to the changelog, or SOURCE_DATE_EPOCH.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=packaging/prepare.sh
. "$root/packaging/prepare.sh"
cd "$root"

if [ $# -eq 0 ]; then set -- deb rpm; fi
need_rust Cargo.toml
install_for building packaging
for tool in cargo-deb cargo-generate-rpm cargo-about; do
    command -v "$tool" >/dev/null || stop "$tool is missing. packaging/README.md explains how to install it."
done

SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct -- CHANGELOG.md 2>/dev/null)}
# For a folder without git history.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(date -r CHANGELOG.md +%s)}
export SOURCE_DATE_EPOCH
# The asset paths in Cargo.toml need the target folder to be inside the project.
export CARGO_TARGET_DIR="$root/target"
export RUSTFLAGS="${RUSTFLAGS:-} --remap-path-prefix=$root=/findings --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo"
cargo build --profile dist --locked
# Function names are half of the program's size, and nobody debugs an installed program.
strip --strip-all target/dist/findings

made=$root/target/packaging
rm -rf "$made"
mkdir -p "$made/man" "$made/completions" "$made/icons/hicolor/scalable/apps" target/packages
id=io.github.findings_reader.Findings
cp assets/icons/app/findings.svg "$made/icons/hicolor/scalable/apps/$id.svg"
for size in 16 24 32 48 64 128 256; do
    mkdir -p "$made/icons/hicolor/${size}x$size/apps"
    cp "assets/icons/app/findings-$size.png" "$made/icons/hicolor/${size}x$size/apps/$id.png"
done
# The same flags as above, so that the library is not built again.
cargo run --quiet --profile dist --locked --example manual -- "$made/manual"
mv "$made"/manual/*.1 "$made/man/"
mv "$made"/manual/* "$made/completions/"
rmdir "$made/manual"
gzip -9n "$made"/man/*.1
write_licences "$made/LICENSES.txt"
gzip -9n "$made/LICENSES.txt"
cp packaging/linux/copyright "$made/copyright"

for kind in "$@"; do
    case $kind in
        deb) cargo deb --no-build --locked --profile dist --output target/packages/ ;;
        rpm)
            cargo generate-rpm --profile dist --output target/packages/ --payload-compress zstd --source-date "$SOURCE_DATE_EPOCH" \
                --target-dir target
            ls target/packages/*.rpm
            ;;
        *) stop "Unknown package type: $kind. Use deb or rpm." ;;
    esac
done
