"""Edits an action plan as a person does in a spreadsheet, and checks that every edit is kept after importing it."""

import datetime
import sys

import openpyxl

FILLED = {"Owner": "Ada Lark, Head of Service", "Status": "In progress", "Evidence": "=SUM(A1) is no formula; “audit” of 3 May\nsecond line"}


def columns(sheet):
    return {cell.value: cell.column for cell in sheet[1]}


def check_layout(sheet):
    """Checks the layout and the types of cells, and returns the columns by name."""
    assert sheet.freeze_panes == "A2", sheet.freeze_panes
    assert sheet.auto_filter.ref and sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape" and sheet.sheet_properties.pageSetUpPr.fitToPage
    names = columns(sheet)
    due = [row[names["Due"] - 1] for row in sheet.iter_rows(min_row=2) if row[names["Timescale"] - 1].value]
    assert due and all(isinstance(cell.value, datetime.datetime) for cell in due), [cell.value for cell in due]
    for row in sheet.iter_rows():
        assert all(cell.data_type != "f" for cell in row), "a cell is a formula"
    return names


def edit(source, target):
    book = openpyxl.load_workbook(source)
    sheet = book["Action plan"]
    names = check_layout(sheet)
    assert sheet.max_row > 5
    cost = len(names) + 1
    sheet.cell(1, cost, "Cost")
    sheet.cell(1, cost + 1, "Reviewed")
    for row in (2, 4, sheet.max_row):
        for name, words in FILLED.items():
            cell = sheet.cell(row, names[name], words)
            # A spreadsheet does this for a cell that was typed with an apostrophe in front.
            cell.data_type = "s"
        sheet.cell(row, cost, 1250.5)
        sheet.cell(row, cost + 1, datetime.date(2013, 1, 31)).number_format = "dd/mm/yyyy"
    sheet.cell(3, names["Due"], datetime.date(2012, 12, 24))
    own = sheet.max_row + 1
    sheet.cell(own, names["Action"], "Tell the parents’ forum")
    sheet.cell(own, names["Owner"], "Bob Moor")
    # A row is deleted, and a title is inserted above the header.
    sheet.delete_rows(5)
    sheet.insert_rows(1)
    sheet.cell(1, 1, "Plan of the improvement board")
    book.save(target)


def rows(path):
    sheet = openpyxl.load_workbook(path)["Action plan"]
    head = next(row for row in range(1, 10) if sheet.cell(row, 1).value == "Id")
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


{"edit": edit, "compare": compare}[sys.argv[1]](*sys.argv[2:])
