"""Checks a running Findings through AT-SPI, as a screen reader uses it: see at_spi.sh."""

import json
import sys
import time

import pyatspi

TIMEOUT_SECONDS = 40.0


def nodes(node):
    yield node
    for child in node:
        if child is not None:
            yield from nodes(child)


def wait_for(failure, find):
    """Calls find until it returns something, because windows take some time. Fails with a message after the timeout."""
    end = time.time() + TIMEOUT_SECONDS
    while time.time() < end:
        try:
            found = find()
            if found:
                return found
        except Exception:  # A node can disappear while it is read.
            pass
        time.sleep(0.3)
    sys.exit(f"at_spi: FAILED: {failure}")


def application():
    return next((app for app in pyatspi.Registry.getDesktop(0) if app and "findings" in (app.name or "").lower()), None)


def text_of(node):
    """Returns the text of a node, or its name if it has no text."""
    try:
        text = node.queryText()
        return text.getText(0, text.characterCount)
    except NotImplementedError:
        return node.name or ""


def check_headline_card(app, report):
    """Checks that the headline card reads as one sentence, and its strip as a list of all judgements."""
    card = wait_for("there is no headline card", lambda: next(n for n in nodes(app) if n.name == "Headline"))
    count = f"{len(report['recommendations'])} recommendations"
    sentence = wait_for("the card is not a sentence", lambda: next(t for t in map(text_of, nodes(card)) if "; " in t and count in t))
    for part in [report["subject"], "Overall effectiveness: ", ", step ", count]:
        if part not in sentence:
            sys.exit(f"at_spi: FAILED: “{part}” is not in the sentence of the card: {sentence}")
    if not sentence.endswith(".") or ". " in sentence:
        sys.exit(f"at_spi: FAILED: the card is not one sentence: {sentence}")
    print(f"at_spi: the card: {sentence}")
    lists = wait_for("the strip is not a list", lambda: [n for n in nodes(card) if n.getRole() == pyatspi.ROLE_LIST])
    items = wait_for("the strip is empty", lambda: [n.name for n in nodes(lists[0]) if n.getRole() == pyatspi.ROLE_LIST_ITEM])
    expected = sorted(f"{item['title']}: {item['grade']}" for item in report["judgements"])
    # A name has the group before it where several judgements have the same title, and the step after it.
    missing = [name for name in expected if not any(name in item for item in items)]
    if missing or len(items) != len(expected):
        sys.exit(f"at_spi: FAILED: {len(items)} judgements in the strip, not {len(expected)}; missing: {missing}")
    print(f"at_spi: the strip: “{lists[0].name}”, {len(items)} items: {items[0]}")


def main():
    report, heading, number = sys.argv[1], sys.argv[2], int(sys.argv[3])
    with open(report, encoding="utf-8") as file:
        exported = json.load(file)
    paragraphs = exported["paragraphs"]
    expected = next(item["text"] for item in paragraphs if item["number"] == number)
    app = wait_for("the program does not appear", application)
    check_headline_card(app, exported)
    tree = wait_for("there are no contents", lambda: next(n for n in nodes(app) if n.getRole() == pyatspi.ROLE_TREE and n.name == "Contents"))
    items = wait_for("the contents are empty", lambda: [n for n in nodes(tree) if n.getRole() == pyatspi.ROLE_TREE_ITEM])
    item = wait_for(f"“{heading}” is not in the contents", lambda: next(n for n in nodes(tree) if n.name == heading))
    print(f"at_spi: {len(items)} headings in the tree; “{heading}”: {item.description}")
    if not item.queryAction().doAction(0):
        sys.exit("at_spi: FAILED: the heading could not be opened")
    words = lambda text: text.split()
    found = wait_for(
        f"paragraph {number} is not complete",
        lambda: next(n for n in nodes(app) if words(text_of(n)) == words(expected)),
    )
    chosen = wait_for("the contents do not select the heading", lambda: item.getState().contains(pyatspi.STATE_SELECTED))
    assert chosen
    # Text out of view can be read too, up to the end.
    last = paragraphs[-1]["text"] or paragraphs[-1]["bullets"][-1]
    wait_for("the last paragraph cannot be read", lambda: next(n for n in nodes(app) if words(text_of(n)) == words(last)))
    print("at_spi: the last paragraph can be read")
    # Judgements are a table with rows.
    rows = wait_for(
        "the judgements are not a table with rows",
        lambda: [
            row
            for table in nodes(app)
            if table.getRole() == pyatspi.ROLE_TABLE and table.name == "Judgements"
            for row in nodes(table)
            if row.getRole() == pyatspi.ROLE_TABLE_ROW
        ],
    )
    print(f"at_spi: {len(rows)} rows of judgements in view: {rows[0].name}")
    print(f"at_spi: paragraph {number} is complete, {len(words(expected))} words, as {found.getRoleName()}")


main()
