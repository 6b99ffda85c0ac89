#!/bin/sh
# sh benches/all.sh: runs every benchmark and writes the first table of speeds into README.md. Real reports are measured
# too if FINDINGS_CORPUS names their folder. Peers that are not installed are left out.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$root"
rows=$(mktemp)
trap 'rm -f "$rows"' EXIT

# The build must not run beside the first benchmark.
cargo bench --locked --no-run
for bench in reading pdf many_files comparing growth folder scrolling painting search folder_search printing; do
    echo "== $bench"
    # A row of the table begins with a bar, and everything else is for the reader of this output.
    cargo bench --locked --bench "$bench" | tee -a /dev/stderr | grep '^| ' >>"$rows" || true
done

awk -v rows="$rows" '
    /^<!-- speed: written by/ {
        print
        print "| measured | bench | result |"
        print "|---|---|---|"
        while ((getline row < rows) > 0) print row
        skip = 1
    }
    /^<!-- speed: end/ { skip = 0 }
    !skip
' README.md >README.md.new
mv README.md.new README.md
