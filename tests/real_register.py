"""Fills in a register as a person does in a spreadsheet, and checks that every entry is kept after importing it."""

import datetime
import pathlib
import random
import sys

import openpyxl

STATUSES = ["Not started", "In progress", "Done"]
ENTRIES = ["Due", "Owner", "Status", "RAG", "Evidence"]
REPORT = """{council} Council

Inspection of safeguarding and looked after children services

Inspection dates: 5 to 16 March 2012
Published: 14 May 2012

Areas for improvement

1. In order to improve the quality of provision, {council} Council and its partners should take the following action.

Immediately:

- ensure that all visits to children are recorded

Within three months:

- improve the timeliness of health assessments for looked after children
- publish the strategy of {council} for placements
"""


def reports(folder, count):
    folder = pathlib.Path(folder)
    folder.mkdir()
    for number in range(int(count)):
        (folder / f"{number:03}.txt").write_text(REPORT.format(council=f"Fenby{number:03}"), encoding="utf-8")


def heading_row(sheet):
    return next(row for row in range(1, 12) if sheet.cell(row, 1).value == "Fingerprint")


def columns(sheet):
    return {cell.value: cell.column for cell in sheet[heading_row(sheet)]}


def check_layout(sheet):
    head = heading_row(sheet)
    assert sheet.freeze_panes == f"A{head + 1}", sheet.freeze_panes
    assert sheet.auto_filter.ref.startswith(f"A{head}:")
    assert sheet.column_dimensions["A"].hidden
    assert len(sheet.data_validations.dataValidation) == 2
    assert sheet.max_row == head + 600, sheet.max_row
    names = columns(sheet)
    for row in range(head + 1, sheet.max_row + 1):
        assert isinstance(sheet.cell(row, names["Due"]).value, datetime.datetime), row
        assert len(sheet.cell(row, names["Fingerprint"]).value) == 64
    return names


def fill(source, target):
    book = openpyxl.load_workbook(source)
    sheet = book["Register"]
    names = check_layout(sheet)
    head = heading_row(sheet)
    cost = len(names) + 1
    sheet.cell(head, cost, "Cost")
    for row in range(head + 1, sheet.max_row + 1):
        number = row - head
        sheet.cell(row, names["Owner"], f"Officer {number}, Head of “Service”")
        sheet.cell(row, names["Status"], STATUSES[number % 3])
        sheet.cell(row, names["RAG"], ["Red", "Amber", "Green"][number % 3])
        sheet.cell(row, names["Evidence"], f"Audit {number}\nsecond line; = no formula")
        sheet.cell(row, cost, number)
        if number % 5 == 0:
            sheet.cell(row, names["Due"], datetime.datetime(2041, 1 + number % 12, 9))
        if number % 7 == 0:
            sheet.cell(row, names["Due"], "when funded")
    stranger = sheet.max_row + 1
    sheet.cell(stranger, names["Action"], "Buy a boat for the lake")
    sheet.cell(stranger, names["Owner"], "Nobody")
    book.save(target)


def rows(path):
    sheet = openpyxl.load_workbook(path)["Register"]
    names = columns(sheet)
    found = {}
    for row in range(heading_row(sheet) + 1, sheet.max_row + 1):
        cell = lambda name: sheet.cell(row, names[name]).value
        if cell("Fingerprint"):
            key = (cell("Fingerprint"), cell("Id"))
            assert key not in found, key
            found[key] = {name: cell(name) for name in ENTRIES}
    return found


def compare(source, target):
    before, after = rows(source), rows(target)
    assert len(before) == 600, len(before)
    assert before == after, [(before[key], after.get(key)) for key in before if before[key] != after.get(key)][:3]


def shuffle(source, target):
    book = openpyxl.load_workbook(source)
    sheet = book["Register"]
    first = heading_row(sheet) + 1
    content = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first)]
    random.Random(1).shuffle(content)
    for offset, values in enumerate(content):
        for column, value in enumerate(values, 1):
            sheet.cell(first + offset, column).value = value
        sheet.row_dimensions[first + offset].hidden = offset % 4 == 0
    book.save(target)


if __name__ == "__main__":
    {"reports": reports, "fill": fill, "compare": compare, "shuffle": shuffle}[sys.argv[1]](*sys.argv[2:])
