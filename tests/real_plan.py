"""Edits an action plan as a person does in a spreadsheet, and checks that every edit is kept after importing it."""

import csv
import datetime
import sys

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

FILLED = {
    "Owner": "Ada Lark, Head of Service",
    "Status": "In progress",
    "RAG": "Amber",
    "Evidence": "=SUM(A1) is no formula; “audit” of 3 May\nsecond line",
}


def heading_row(sheet):
    return next(row for row in range(1, 12) if sheet.cell(row, 1).value == "Id")


def columns(sheet):
    return {cell.value: cell.column for cell in sheet[heading_row(sheet)]}


def check_layout(sheet):
    """Checks the layout and the types of cells, and returns the columns by name."""
    head = heading_row(sheet)
    assert sheet.freeze_panes == f"A{head + 1}", sheet.freeze_panes
    assert sheet.auto_filter.ref.startswith(f"A{head}:") and sheet.print_title_rows == f"${head}:${head}"
    assert sheet.page_setup.orientation == "landscape" and sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.column_dimensions["A"].hidden and not sheet.column_dimensions["B"].hidden
    names = columns(sheet)
    # The lists of choices, the ratings and the overdue dates.
    assert len(sheet.data_validations.dataValidation) == 2, sheet.data_validations
    assert sum(len(rules) for rules in sheet.conditional_formatting._cf_rules.values()) == 5
    for row in range(1, sheet.max_row + 1):
        assert row < head or sheet.row_dimensions[row].height, f"row {row} has no height"
    for cell in sheet[head]:
        assert cell.fill.patternType == "solid" and cell.alignment.wrap_text, cell.coordinate
    due = [row[names["Due"] - 1] for row in sheet.iter_rows(min_row=head + 1) if row[names["Timescale"] - 1].value]
    assert due and all(isinstance(cell.value, datetime.datetime) for cell in due), [cell.value for cell in due]
    for row in sheet.iter_rows(min_row=head):
        assert all(cell.data_type != "f" for cell in row), "a cell is a formula"
    # Only the progress is one.
    assert sum(cell.data_type == "f" for row in sheet.iter_rows(max_row=head) for cell in row) == 1
    return names


def edit(source, target):
    book = openpyxl.load_workbook(source)
    sheet = book["Action plan"]
    names = check_layout(sheet)
    head = heading_row(sheet)
    assert sheet.max_row > head + 4
    cost = len(names) + 1
    sheet.cell(head, cost, "Cost")
    sheet.cell(head, cost + 1, "Reviewed")
    for row in (head + 1, head + 3, sheet.max_row):
        for name, words in FILLED.items():
            cell = sheet.cell(row, names[name], words)
            # A spreadsheet does this for a cell that was typed with an apostrophe in front.
            cell.data_type = "s"
        sheet.cell(row, cost, 1250.5)
        sheet.cell(row, cost + 1, datetime.date(2013, 1, 31)).number_format = "dd/mm/yyyy"
    sheet.cell(head + 2, names["Due"], datetime.date(2012, 12, 24))
    own = sheet.max_row + 1
    sheet.cell(own, names["Action"], "Tell the parents’ forum")
    sheet.cell(own, names["Owner"], "Bob Moor")
    # A row is deleted, and a title is inserted above the header.
    sheet.delete_rows(head + 4)
    sheet.insert_rows(1)
    sheet.cell(1, 1, "Plan of the improvement board")
    book.save(target)


def rows(path):
    sheet = openpyxl.load_workbook(path)["Action plan"]
    head = heading_row(sheet)
    names = {cell.value: cell.column - 1 for cell in sheet[head]}
    found = {}
    for row in sheet.iter_rows(min_row=head + 1, values_only=True):
        key = row[names["Id"]] or row[names["Action"]]
        found[key] = {name: row[index] for name, index in names.items() if row[index] is not None}
    return found


def compare(before, after):
    check_layout(openpyxl.load_workbook(after)["Action plan"])
    edited, again = rows(before), rows(after)
    for key, row in edited.items():
        assert key in again, f"{key} is lost"
        assert again[key] == row, f"{key}: {row} became {again[key]}"
    # The row that was deleted is back, because its recommendation is still in the report.
    assert len(again) == len(edited) + 1, (len(again), len(edited))


def enrich(source, target):
    """Adds what a new plan will not have: a formula, a sheet, colours and a comment; and copies a row with its id."""
    book = openpyxl.load_workbook(source)
    sheet = book["Action plan"]
    names = columns(sheet)
    first = heading_row(sheet) + 1
    sheet.cell(first, names["Cost"], "=1000+250.5")
    sheet.cell(first, names["Owner"]).comment = Comment("Ask Ada", "Bob")
    for column in ("Owner", "Status"):
        sheet.cell(first, names[column]).fill = PatternFill("solid", fgColor="FFFF00")
    copy = sheet.max_row + 1
    for column in ("Id", "Action"):
        sheet.cell(copy, names[column], sheet.cell(first, names[column]).value)
    book.create_sheet("Budget")["A1"] = 1
    book.save(target)


def own(source, target):
    """Gives every recommendation an owner of its own."""
    book = openpyxl.load_workbook(source)
    sheet = book["Action plan"]
    names = columns(sheet)
    for row in range(heading_row(sheet) + 1, sheet.max_row + 1):
        if sheet.cell(row, names["Kind"]).value == "Recommendation":
            sheet.cell(row, names["Owner"], f"Owner {row}")
    book.save(target)


def owners(before, after):
    """Checks that each owner is beside the reworded recommendation, and that no recommendation was left over."""
    def owned(path):
        return [row for row in rows(path).values() if row.get("Owner")]

    def beginning(row):
        return row["Action"].split()[-1]

    given, kept = owned(before), owned(after)
    assert len(given) == len(kept) and len(rows(after)) == len(kept), (len(given), len(kept), len(rows(after)))
    # The last word of a recommendation was not reworded.
    assert {row["Owner"]: beginning(row) for row in given} == {row["Owner"]: beginning(row) for row in kept}
    reworded = sum(row["Kind"] == "Recommendation (reworded)" for row in kept)
    assert reworded > len(kept) // 2, reworded
    print(f"real plan: {len(kept)} of {len(given)} owners kept in a reworded draft, {reworded} marked as reworded")


def quotes(opened, table):
    """Checks that a spreadsheet program opened a table with its curly quotes."""
    cells = [cell for row in openpyxl.load_workbook(opened).active.iter_rows(values_only=True) for cell in row]
    # Line breaks are written differently.
    words = [" ".join(str(cell).split()) for cell in cells if cell is not None]
    with open(table, encoding="utf-8-sig", newline="") as file:
        expected = [cell for row in csv.reader(file) for cell in row if any(mark in cell for mark in "“”’–")]
    assert expected and all(any(" ".join(cell.lstrip("'").split()) in word for word in words) for cell in expected), expected[:3]
    assert words[0] in ("Id", "kind"), words[0]


commands = {"edit": edit, "compare": compare, "enrich": enrich, "own": own, "owners": owners, "quotes": quotes}
commands[sys.argv[1]](*sys.argv[2:])
