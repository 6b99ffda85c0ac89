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
# Tests that need real reports are marked as ignored. They run only if FINDINGS_CORPUS names the folder of these reports.
if ! cargo nextest --version >/dev/null 2>&1; then
    if [ -z "${FINDINGS_CORPUS:-}" ]; then exec cargo test --locked "$@"; fi
    case " $* " in
        *" -- "*) exec cargo test --locked "$@" --include-ignored ;;
        *) exec cargo test --locked "$@" -- --include-ignored ;;
    esac
fi
# nextest does not run the examples in the documentation. They run first, so that the output ends with nextest's summary.
# ARGUMENTs are meant for nextest, so nothing else runs if there are any.
if [ $# -eq 0 ]; then cargo test --doc --locked; fi
# These scripts print on a real queue, edit a plan with another program, check what a screen reader gets, open a window on
# Wayland, and read many reports with DuckDB, Ray and Spark. Each prints "skipped" and the reason where that is not possible.
if [ $# -eq 0 ]; then
    cargo build --locked
    target=$(cargo metadata --locked --no-deps --format-version 1 |
        sed -n 's/.*"target_directory":"\([^"]*\)".*/\1/p')
    sh tests/real_print.sh "$target/debug/findings"
    sh tests/real_plan.sh "$target/debug/findings"
    sh tests/real_register.sh "$target/debug/findings"
    sh tests/at_spi.sh "$target/debug/findings"
    sh tests/real_wayland.sh "$target/debug/findings"
    sh tests/scale_duckdb.sh "$target/debug/findings"
    "${PYTHON:-python3}" tests/scale_ray.py "$target/debug/findings"
    "${PYTHON:-python3}" tests/scale_spark.py "$target/debug/findings"
fi
if [ -n "${FINDINGS_CORPUS:-}" ]; then set -- --run-ignored all "$@"; fi
cargo nextest run --locked "$@"
