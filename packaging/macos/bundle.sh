#!/bin/sh
# sh packaging/macos/bundle.sh: packs target/release/findings into target/packages/Findings.app and a zip file. Needs
# macOS, which provides iconutil and ditto. Does not sign the app; the publisher does that.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
cd "$root"
version=$(sed -n '/^\[package\]/,/^\[/s/^version *= *"\(.*\)"/\1/p' Cargo.toml)
app=target/packages/Findings.app
rm -rf "$app"
mkdir -p "$app/Contents/MacOS" "$app/Contents/Resources"
cp target/release/findings "$app/Contents/MacOS/findings"
sed "s/VERSION/$version/g" packaging/macos/Info.plist >"$app/Contents/Info.plist"

icons=$(mktemp -d)/findings.iconset
mkdir -p "$icons"
for size in 16 32 128 256; do cp "assets/icons/app/findings-$size.png" "$icons/icon_${size}x$size.png"; done
cp assets/icons/app/findings-32.png "$icons/icon_16x16@2x.png"
cp assets/icons/app/findings-64.png "$icons/icon_32x32@2x.png"
cp assets/icons/app/findings-256.png "$icons/icon_128x128@2x.png"
iconutil --convert icns --output "$app/Contents/Resources/findings.icns" "$icons"
ditto -c -k --keepParent "$app" "target/packages/Findings-$version.zip"
