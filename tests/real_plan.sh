#!/bin/sh
# sh tests/real_plan.sh FINDINGS: an action plan is written, worked on with another program (openpyxl, as a person with a
# spreadsheet would), and read back: nothing that was filled in is lost. Says "skipped" and why where openpyxl is not here.
set -eu

findings=$1
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
python=/usr/bin/python3
if ! "$python" -c 'import openpyxl' 2>/dev/null; then
    echo "real plan: skipped: python3-openpyxl is not here"
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# What people call their files.
cp "$here/../assets/samples/larkmoor_2012.md" "$work/report.md"
"$findings" plan "$work/report.md" --points --out "$work/plan.xlsx"
"$python" "$here/real_plan.py" edit "$work/plan.xlsx" "$work/edited.xlsx"
mv "$work/report.md" "$work/Larkmoor – final (2).md"
"$findings" plan "$work/Larkmoor – final (2).md" --points --update "$work/edited.xlsx" --out "$work/again.xlsx"
"$python" "$here/real_plan.py" compare "$work/edited.xlsx" "$work/again.xlsx"
# As text too, and from text to a workbook again.
"$findings" plan "$work/Larkmoor – final (2).md" --points --update "$work/edited.xlsx" --out "$work/plan.csv"
"$findings" plan "$work/Larkmoor – final (2).md" --points --update "$work/plan.csv" --out "$work/third.xlsx"
"$python" "$here/real_plan.py" compare "$work/edited.xlsx" "$work/third.xlsx"
echo "real plan: written, edited and read back; nothing was lost"
