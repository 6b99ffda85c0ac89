#!/bin/sh
# sh packaging/test.sh [ARGUMENT…]: installs missing packages and runs all tests. Passes ARGUMENTs to the test runner.
# Needs no display.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=packaging/prepare.sh
. "$root/packaging/prepare.sh"

need_rust "$root/Cargo.toml"
install_for building window tests

cd "$root"
if ! cargo nextest --version >/dev/null 2>&1; then exec cargo test --locked "$@"; fi
# nextest does not run the examples in the documentation. They run first, so that the summary of nextest comes last.
# They are skipped with ARGUMENTs, which may select tests in a way that they do not support.
if [ $# -eq 0 ]; then cargo test --doc --locked; fi
# Three scripts run first as well: printing with a real printing system, a plan edited by another program, and the text
# that a screen reader gets. Each prints a message if it can't run here.
if [ $# -eq 0 ]; then
    cargo build --locked
    target=$(cargo metadata --locked --no-deps --format-version 1 |
        sed -n 's/.*"target_directory":"\([^"]*\)".*/\1/p')
    sh tests/real_print.sh "$target/debug/findings"
    sh tests/real_plan.sh "$target/debug/findings"
    sh tests/at_spi.sh "$target/debug/findings"
fi
cargo nextest run --locked "$@"
