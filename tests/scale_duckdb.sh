#!/bin/sh
# sh tests/scale_duckdb.sh FINDINGS [FOLDER]: makes tables of the reports in a folder, or of the samples, turns them into
# Parquet with DuckDB, and asks the questions of docs/analysis.sql. Uses the duckdb program, or else Python's duckdb
# module (PYTHON names another Python). Prints "skipped" if neither is installed.
set -eu

findings=$1
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
folder=${2:-$here/../assets/samples}
python=${PYTHON:-python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if command -v duckdb >/dev/null; then
    sql() { duckdb; }
elif "$python" -c 'import duckdb' 2>/dev/null; then
    sql() { "$python" -c '
import sys, duckdb
connection = duckdb.connect()
for statement in duckdb.extract_statements(sys.stdin.read()):
    answer = connection.execute(statement)
    rows = answer.fetchall() if statement.type == duckdb.StatementType.SELECT else []
    for row in rows:
        print("\t".join("" if cell is None else str(cell) for cell in row))
    if rows:
        print()
'; }
else
    echo "scale duckdb: skipped: neither duckdb nor Python's duckdb module is installed"
    exit 0
fi

code=0
"$findings" table "$folder" --out "$work/tables" --format jsonl || code=$?
# 2 means that some files could not be read; their rows have the error.
test "$code" -eq 0 || test "$code" -eq 2
cd "$work/tables"
sql <"$here/../docs/analysis.sql"
ls judgements.parquet | head -3
# Every judgement is in Parquet.
lines=$(wc -l <judgements.jsonl)
echo "SELECT count(*) FROM read_parquet('judgements.parquet/**/*.parquet');" | sql | grep -qw "$((lines))" || {
    echo "scale duckdb: judgements are missing in Parquet"
    exit 1
}
echo "scale duckdb: $((lines)) judgements of $(($(wc -l <reports.jsonl))) files are in Parquet, and the questions have answers"
