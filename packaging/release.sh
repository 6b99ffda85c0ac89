#!/bin/sh
# sh packaging/release.sh: makes the packages of a release, if everything is as it should be. Publishes nothing.
#
# Checks that version, changelog and metainfo say the same, that nothing is uncommitted, that licences, sources and
# advisories are in order, and that the packages come out byte for byte the same from a second build in another folder.
# Writes checksums and the list of parts (SBOM, CycloneDX) beside the packages.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=packaging/prepare.sh
. "$root/packaging/prepare.sh"
cd "$root"

version=$(sed -n '/^\[package\]/,/^\[/s/^version *= *"\(.*\)"/\1/p' Cargo.toml)
say "Findings $version"
[ -z "$(git status --porcelain)" ] || stop "There are changes that are not committed."
grep -q "^## $version\$" CHANGELOG.md || stop "CHANGELOG.md has no heading \"## $version\"."
grep -q "<release version=\"$version\"" packaging/linux/*.metainfo.xml || stop "The metainfo has no release $version."

for tool in deb generate-rpm about deny cyclonedx; do
    cargo "$tool" --version >/dev/null 2>&1 || cargo "$tool" --help >/dev/null 2>&1 || stop "cargo-$tool is missing; packaging/README.md tells how to get it."
done
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct -- CHANGELOG.md)
export SOURCE_DATE_EPOCH

cargo deny check licenses bans sources
# The database of advisories comes over the network; a release is not made without it, but packages can be tried.
if ! cargo deny check advisories; then
    [ "${WITHOUT_ADVISORIES:-}" = yes ] || stop "Advisories were not checked. WITHOUT_ADVISORIES=yes goes on without."
fi
sh packaging/test.sh

rm -rf target/packages
sh packaging/packages.sh deb rpm
again=$(mktemp -d)
trap 'rm -rf "$again"' EXIT
git clone --quiet "$root" "$again/findings"
(cd "$again/findings" && sh packaging/packages.sh deb rpm)
for package in target/packages/*; do
    other=$again/findings/$package
    if [ -f "$other" ] && cmp "$package" "$other"; then say "the same twice: $package"; else stop "$package came out otherwise the second time."; fi
done

sh packaging/windows.sh

for package in target/packages/*.deb; do lintian --fail-on error --tag-display-limit 0 "$package"; done
desktop-file-validate packaging/linux/*.desktop
appstreamcli validate --no-net packaging/linux/*.metainfo.xml

cargo cyclonedx --format json --override-filename "findings-$version.cdx"
mv "findings-$version.cdx.json" target/packages/
(cd target/packages && sha256sum -- * >"../SHA256SUMS" && mv ../SHA256SUMS .)
cat target/packages/SHA256SUMS
