#!/bin/sh
# sh tests/real_plan.sh FINDINGS: exports an action plan, edits it with another program (openpyxl, as a person with a
# spreadsheet would), and imports it again: no entry is lost. Prints "skipped" if openpyxl is not installed.
set -eu

findings=$1
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
python=/usr/bin/python3
if ! "$python" -c 'import openpyxl' 2>/dev/null; then
    echo "real plan: skipped: python3-openpyxl is not installed"
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# People rename their files like this.
cp "$here/../assets/samples/larkmoor_2012.md" "$work/report.md"
"$findings" plan "$work/report.md" --points --out "$work/plan.xlsx"
"$python" "$here/real_plan.py" edit "$work/plan.xlsx" "$work/edited.xlsx"
mv "$work/report.md" "$work/Larkmoor – final (2).md"
"$findings" plan "$work/Larkmoor – final (2).md" --points --update "$work/edited.xlsx" --out "$work/again.xlsx"
"$python" "$here/real_plan.py" compare "$work/edited.xlsx" "$work/again.xlsx"
# The plan is exported as text too, and from text as a workbook again.
"$findings" plan "$work/Larkmoor – final (2).md" --points --update "$work/edited.xlsx" --out "$work/plan.csv"
"$findings" plan "$work/Larkmoor – final (2).md" --points --update "$work/plan.csv" --out "$work/third.xlsx"
"$python" "$here/real_plan.py" compare "$work/edited.xlsx" "$work/third.xlsx"
echo "real plan: exported, edited and imported; nothing was lost"
