#!/bin/sh
# sh tests/real_plan.sh FINDINGS: exports an action plan, edits it with another program (openpyxl, as a person with a
# spreadsheet would), and imports it again: no entry is lost, and what a new plan will not have is said. With
# LibreOffice, the plan also goes through XLSX and ODS files that LibreOffice saved, and is printed. Prints "skipped" for
# what is not installed.
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
check() { "$python" "$here/real_plan.py" "$@"; }
# People rename their files like this.
cp "$here/../assets/samples/larkmoor_2012.md" "$work/report.md"
"$findings" plan "$work/report.md" --points --out "$work/plan.xlsx"
check edit "$work/plan.xlsx" "$work/edited.xlsx"
renamed="$work/Larkmoor – final (2).md"
mv "$work/report.md" "$renamed"
"$findings" plan "$renamed" --points --update "$work/edited.xlsx" --out "$work/again.xlsx" 2>"$work/said"
check compare "$work/edited.xlsx" "$work/again.xlsx"
grep -q "will not have: “Plan of the improvement board” above the table" "$work/said"
# The plan is exported as text too, and from text as a workbook again.
"$findings" plan "$renamed" --points --update "$work/edited.xlsx" --out "$work/plan.csv" 2>/dev/null
"$findings" plan "$renamed" --points --update "$work/plan.csv" --out "$work/third.xlsx"
check compare "$work/edited.xlsx" "$work/third.xlsx"

# Formulas, other sheets, colours and comments are named before the new plan is written, and a completed plan with them
# is never replaced.
check enrich "$work/edited.xlsx" "$work/rich.xlsx"
"$findings" plan "$renamed" --points --update "$work/rich.xlsx" --out "$work/fourth.xlsx" 2>"$work/said"
for words in "1 formula without a result (M6;" "the sheet “Budget”" "the colours of 2 cells" "1 comment" "Rows 6 and 66 have the same Id"; do
    grep -qF "$words" "$work/said" || { echo "real plan: not said: $words"; cat "$work/said"; exit 1; }
done
if "$findings" plan "$renamed" --update "$work/rich.xlsx" --out "$work/rich.xlsx" --force 2>/dev/null; then
    echo "real plan: the completed plan was replaced"
    exit 1
fi

# In a later draft nearly every recommendation is reworded; each keeps its owner.
check own "$work/plan.xlsx" "$work/owned.xlsx"
sed -e '/^- [a-z]/s/ and / as well as /g' -e 's/^- \([a-z]\)/- as a priority, \1/' "$renamed" >"$work/draft.md"
"$findings" plan "$work/draft.md" --update "$work/owned.xlsx" --out "$work/draft.xlsx"
check owners "$work/owned.xlsx" "$work/draft.xlsx"

if command -v soffice >/dev/null; then
    office() { HOME="$work" soffice --headless --convert-to "$1" --outdir "$work/office" "$2" >/dev/null 2>&1; }
    office ods "$work/edited.xlsx"
    office xlsx "$work/edited.xlsx"
    for saved in edited.ods edited.xlsx; do
        "$findings" plan "$renamed" --points --update "$work/office/$saved" --out "$work/office/again-$saved.xlsx" 2>/dev/null
        check compare "$work/edited.xlsx" "$work/office/again-$saved.xlsx"
    done
    office pdf "$work/again.xlsx"
    test -s "$work/office/again.pdf"
    # A table with curly quotes opens with them. Its byte order mark makes the Import dialog choose UTF-8 (76), which a
    # conversion without a window has to be told; the mark is no part of the first heading.
    office_table() {
        HOME="$work" soffice --headless --infilter="Text - txt - csv (StarCalc):44,34,76" --convert-to xlsx \
            --outdir "$work/office" "$1" >/dev/null 2>&1
    }
    "$findings" export "$renamed" --format csv --out "$work/table.csv"
    "$findings" plan "$renamed" --update "$work/edited.xlsx" --out "$work/quotes.csv" 2>/dev/null
    office_table "$work/quotes.csv"
    office_table "$work/table.csv"
    check quotes "$work/office/quotes.xlsx" "$work/quotes.csv"
    check quotes "$work/office/table.xlsx" "$work/table.csv"
    echo "real plan: LibreOffice saved it as XLSX and ODS, printed it, and opened the tables"
else
    echo "real plan: skipped with LibreOffice: soffice is not installed"
fi
echo "real plan: exported, edited and imported; nothing was lost"
