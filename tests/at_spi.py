"""Asks a running Findings through AT-SPI what a screen reader would: see at_spi.sh."""

import json
import sys
import time

import pyatspi

PATIENCE = 40.0


def nodes(node):
    yield node
    for child in node:
        if child is not None:
            yield from nodes(child)


def until(what, find):
    """Asks again until there is an answer: windows take their time."""
    end = time.time() + PATIENCE
    while time.time() < end:
        try:
            found = find()
            if found:
                return found
        except Exception:  # A node that went away while it was looked at.
            pass
        time.sleep(0.3)
    sys.exit(f"at_spi: FAILED: {what}")


def application():
    return next((app for app in pyatspi.Registry.getDesktop(0) if app and "findings" in (app.name or "").lower()), None)


def text_of(node):
    """What a node says: its text where it has one, else its name."""
    try:
        text = node.queryText()
        return text.getText(0, text.characterCount)
    except NotImplementedError:
        return node.name or ""


def main():
    report, heading, number = sys.argv[1], sys.argv[2], int(sys.argv[3])
    with open(report, encoding="utf-8") as file:
        paragraphs = json.load(file)["paragraphs"]
    expected = next(item["text"] for item in paragraphs if item["number"] == number)
    app = until("the program is not there", application)
    tree = until("there are no contents", lambda: next(n for n in nodes(app) if n.getRole() == pyatspi.ROLE_TREE and n.name == "Contents"))
    items = until("the contents are empty", lambda: [n for n in nodes(tree) if n.getRole() == pyatspi.ROLE_TREE_ITEM])
    item = until(f"“{heading}” is not in the contents", lambda: next(n for n in nodes(tree) if n.name == heading))
    print(f"at_spi: {len(items)} headings in the tree; “{heading}”: {item.description}")
    if not item.queryAction().doAction(0):
        sys.exit("at_spi: FAILED: the heading cannot be gone to")
    words = lambda text: text.split()
    found = until(
        f"paragraph {number} is not read whole",
        lambda: next(n for n in nodes(app) if words(text_of(n)) == words(expected)),
    )
    chosen = until("the tree does not follow", lambda: item.getState().contains(pyatspi.STATE_SELECTED))
    assert chosen
    # What is out of sight is there to be read on to, to the end.
    last = paragraphs[-1]["text"] or paragraphs[-1]["bullets"][-1]
    until("the last paragraph cannot be read on to", lambda: next(n for n in nodes(app) if words(text_of(n)) == words(last)))
    print("at_spi: the last paragraph is there to be read on to")
    # Judgements are a table of rows; so are the tables of the text.
    rows = until(
        "the judgements are no table with rows",
        lambda: [
            row
            for table in nodes(app)
            if table.getRole() == pyatspi.ROLE_TABLE and table.name == "Judgements"
            for row in nodes(table)
            if row.getRole() == pyatspi.ROLE_TABLE_ROW
        ],
    )
    print(f"at_spi: {len(rows)} rows of judgements in view: {rows[0].name}")
    print(f"at_spi: paragraph {number} is read whole, {len(words(expected))} words, as {found.getRoleName()}")


main()
