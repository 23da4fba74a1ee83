"""Remedies for quotations, feedback and addresses: blank lines, indentation, slots, near misses."""

import re
from collections.abc import Iterator

from training.compiler.fixing.page import Fix, Page
from training.domain.diagnostics import Diagnostic

_ITEM = re.compile(r"(\s*(?:[-+*]|\d+[.)])\s+)\S")


def blank_line(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """W48: part a line from the quotation above it."""
    if page.line(found.line).strip():
        yield page.insert("blank-line", found.line, "\n")


def indent(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E47: let a quotation belong to the choice above it."""
    item = _item_above(page, found.line)
    if item is None:
        return
    lines, number = [*page.lines], found.line
    while page.line(number).lstrip().startswith(">"):
        lines[number - 1] = " " * item + page.line(number).lstrip()
        number += 1
    yield page.whole("indent", "\n".join(lines))


def slots(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E37, W36: open the slots of feedback.

    They stay empty, and the message stays until there are words in them: a click must not make a
    text look finished.
    """
    item = _ITEM.match(page.line(found.line))
    if item is None:
        return
    margin = " " * len(item[1])
    last = found.line
    end = found.line + 1
    while end <= len(page.lines) and (
        not page.line(end).strip() or page.line(end).startswith(margin)
    ):
        last = end if page.line(end).strip() else last
        end += 1
    told = "\n".join(page.lines[found.line : last])
    asked = [found.values["slot"]] if "slot" in found.values else _leads(page)
    leads = [lead for lead in asked if f"**{lead}".casefold() not in told.casefold()]
    if not leads:
        return
    gap = f"{margin}>\n" if ">" in told else "\n"
    rows = "".join(f"{margin}> **{_closed(lead)}** \n" for lead in leads)
    after = "" if not page.line(last + 1).strip() else "\n"
    yield page.insert("slots", last + 1, gap + rows + after)


def other_file(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E31: link to the file that was probably meant."""
    old = found.values["path"].rpartition("/")[2]
    new = found.values["suggestion"].rpartition("/")[2]
    yield from page.replace("write", found.line, found.column, old, new)


def safe_address(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E24: ask for an address over https."""
    text = found.values["text"]
    if text.startswith("http://"):
        new = "https" + text[len("http") :]
        yield from page.replace("write", found.line, found.column, text, new)


def rule(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E44: take the move-on rule that was probably meant."""
    old, new = found.values["rule"], found.values["suggestion"]
    yield from page.replace("write", found.line, found.column, old, new)


def remove_item(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E44: take out what is in the course already."""
    yield page.remove("remove-line", found.line, found.line)


def _leads(page: Page) -> list[str]:
    wanted = ("tempting", "inviting")
    return [word.capitalize() for word, slot in page.words.slots.items() if slot in wanted]


def _closed(lead: str) -> str:
    return lead if "," in lead else f"{lead}:"


def _item_above(page: Page, line: int) -> int | None:
    """Give how far the words of the list item stand in that is directly above, if there is one."""
    for number in range(line - 1, 0, -1):
        text = page.line(number)
        if item := _ITEM.match(text):
            return len(item[1])
        if text.strip() and not text.startswith(" "):
            return None
    return None
