#!/bin/sh
# sh tests/real_register.sh FINDINGS: exports the register of a folder of 200 reports, fills it in with another program
# (openpyxl, as a person with a spreadsheet would), and imports it again: no entry is lost, and what belongs to no report is
# said. Prints "skipped" for what is not installed.
set -eu

findings=$1
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
python=/usr/bin/python3
if ! "$python" -c 'import openpyxl' 2>/dev/null; then
    echo "real register: skipped: python3-openpyxl is not installed"
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
check() { "$python" "$here/real_register.py" "$@"; }
check reports "$work/reports" 200
"$findings" register "$work/reports" --out "$work/register.xlsx"
check fill "$work/register.xlsx" "$work/filled.xlsx"
# One row and one column belong to nothing, so the exit code says that the new register lacks something.
"$findings" register "$work/reports" --update "$work/filled.xlsx" --out "$work/again.xlsx" 2>"$work/said" || [ $? -eq 2 ]
check compare "$work/filled.xlsx" "$work/again.xlsx"
for words in "600 rows: 600 with an owner, 200 closed" "1 row was not imported" "not imported: “Cost”"; do
    grep -qF "$words" "$work/said" || { echo "real register: not said: $words"; cat "$work/said"; exit 1; }
done
# Sorting and hiding rows in the spreadsheet changes nothing.
check shuffle "$work/filled.xlsx" "$work/shuffled.xlsx"
"$findings" register "$work/reports" --update "$work/shuffled.xlsx" --out "$work/third.xlsx" 2>/dev/null || [ $? -eq 2 ]
check compare "$work/filled.xlsx" "$work/third.xlsx"

if command -v soffice >/dev/null; then
    # A CSV file has dates as the language of the system writes them. British dates have the day first; those of other
    # languages are kept as text, because 5/8 could be two days.
    for format in ods xlsx csv; do
        HOME="$work" LC_ALL=en_GB.UTF-8 soffice --headless --convert-to "$format" --outdir "$work/office" "$work/filled.xlsx" >/dev/null 2>&1
        "$findings" register "$work/reports" --update "$work/office/filled.$format" --out "$work/office/again-$format.xlsx" 2>/dev/null || [ $? -eq 2 ]
        check compare "$work/filled.xlsx" "$work/office/again-$format.xlsx"
    done
    echo "real register: LibreOffice saved it as XLSX, ODS and CSV"
else
    echo "real register: skipped with LibreOffice: soffice is not installed"
fi
echo "real register: 200 reports exported, filled in and imported; nothing was lost"
