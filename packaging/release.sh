#!/bin/sh
# sh packaging/release.sh: checks the project and builds the packages of a release. Publishes nothing.
#
# Checks that the version, changelog and metainfo agree, that everything is committed, that licences, sources and
# advisories are acceptable, and that a second build in another folder gives the same packages, byte for byte. Writes
# checksums and the software bill of materials (SBOM, CycloneDX) beside the packages.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=packaging/prepare.sh
. "$root/packaging/prepare.sh"
cd "$root"

version=$(sed -n '/^\[package\]/,/^\[/s/^version *= *"\(.*\)"/\1/p' Cargo.toml)
say "Findings $version"
[ -z "$(git status --porcelain)" ] || stop "There are uncommitted changes. Commit or remove them."
grep -q "^## $version\$" CHANGELOG.md || stop "CHANGELOG.md has no heading \"## $version\"."
grep -q "<release version=\"$version\"" packaging/linux/*.metainfo.xml || stop "The metainfo file has no release $version."

for tool in deb generate-rpm about deny cyclonedx; do
    cargo "$tool" --version >/dev/null 2>&1 || cargo "$tool" --help >/dev/null 2>&1 || stop "cargo-$tool is missing. packaging/README.md explains how to install it."
done
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct -- CHANGELOG.md)
export SOURCE_DATE_EPOCH

cargo deny check licenses bans sources
# The advisory database needs a network. A release needs this check, but trial packages can be built without it.
if ! cargo deny check advisories; then
    [ "${WITHOUT_ADVISORIES:-}" = yes ] || stop "Advisories were not checked. To continue without the check, set WITHOUT_ADVISORIES=yes."
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
    if [ -f "$other" ] && cmp "$package" "$other"; then say "reproducible: $package"; else stop "The second build of $package is different."; fi
done

sh packaging/windows.sh

for package in target/packages/*.deb; do lintian --fail-on error --tag-display-limit 0 "$package"; done
desktop-file-validate packaging/linux/*.desktop
appstreamcli validate --no-net packaging/linux/*.metainfo.xml

cargo cyclonedx --format json --override-filename "findings-$version.cdx"
mv "findings-$version.cdx.json" target/packages/
(cd target/packages && sha256sum -- * >"../SHA256SUMS" && mv ../SHA256SUMS .)
cat target/packages/SHA256SUMS
