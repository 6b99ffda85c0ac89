#!/bin/sh
# sh packaging/test.sh [ARGUMENT…]: installs what is missing and runs all tests; ARGUMENTs go to the test runner.
# No display is needed.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=packaging/prepare.sh
. "$root/packaging/prepare.sh"

need_rust "$root/Cargo.toml"
install_for building window tests

cd "$root"
if ! cargo nextest --version >/dev/null 2>&1; then exec cargo test --locked "$@"; fi
# nextest leaves out the examples in the documentation: they go first, so that its summary ends the output.
# ARGUMENTs choose among tests in ways these do not know.
if [ $# -eq 0 ]; then cargo test --doc --locked; fi
# So do a real print, which is a script that starts a printing system of its own, and a plan that another program edits,
# and what a screen reader is told; each says so where it cannot.
if [ $# -eq 0 ]; then
    cargo build --locked
    target=$(cargo metadata --locked --no-deps --format-version 1 |
        sed -n 's/.*"target_directory":"\([^"]*\)".*/\1/p')
    sh tests/real_print.sh "$target/debug/findings"
    sh tests/real_plan.sh "$target/debug/findings"
    sh tests/at_spi.sh "$target/debug/findings"
fi
cargo nextest run --locked "$@"
