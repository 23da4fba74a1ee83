"""Remedies for choices and answers: their link, what they are worth, their ticks and feedback."""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from training.compiler.fixing.page import Fix, Page
from training.compiler.fixing.story import TEXTS, onward_from
from training.domain.diagnostics import Diagnostic
from training.domain.document import Kind

_ITEM = re.compile(r"(\s*(?:[-+*]|\d+[.)])\s+)(.*)")
_LINK = re.compile(r"\[([^\]]*)\]\(([^)]*)\)")
_WORTH = re.compile(r'"\w+ (\d+(?:\.\d+)?)')
_COUNTED = re.compile(r"\+?\s*(\d{1,3})\s+(.+)")
_MARKS = "\u201c\u201d\u201e\u2018\u2019\"'"
MAX_OFFERED = 3


def make_link(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E10: make a link of a choice that has none."""
    item = _ITEM.fullmatch(page.line(found.line))
    target = _onward(page, found.line)
    if item and item[2].strip() and "](" not in item[2] and target:
        new = f"{item[1]}[{item[2].strip()}](#{target})"
        yield page.rewrite("make-link", found.line, new, text=target)


def straight_quotes(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E10: put straight quotation marks around what a choice is worth."""
    line = page.line(found.line)
    start = found.column - 1
    end = line.find(")", start)
    if end > start:
        title = line[start:end].strip().strip(_MARKS)
        yield page.rewrite("straight-quotes", found.line, f'{line[:start]}"{title}"{line[end:]}')


def one_link(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E10, W42: keep the words of a link and take the link away."""
    link = _LINK.match(page.line(found.line), found.column - 1)
    if link and link[1]:
        start = page.at(found.line, found.column)
        yield Fix("unlink", start, start + len(link[0]), link[1], {"text": link[1]})


def link_text(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E10: give a choice without words the words with which a story goes on."""
    on = TEXTS[page.language]["on"]
    yield from page.replace("write", found.line, found.column, "[](", f"[{on}](")


def link_target(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E10: let a choice lead to the next scene."""
    target = _onward(page, found.line)
    line = page.line(found.line)
    link = _LINK.search(line, max(0, found.column - 1))
    if target and link and page.kind is Kind.SCENARIO:
        rest = re.sub(r"^[#<>\s]*", "", link[2])
        new = f"[{link[1]}](#{target}{' ' + rest if rest.startswith(chr(34)) else ''})"
        start = page.at(found.line, link.start() + 1)
        yield Fix("lead-to", start, start + len(link[0]), new, {"text": target})


def judge(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E10, E40: write what an answer is worth, as the answers beside it do."""
    item = _ITEM.fullmatch(page.line(found.line))
    code = _code(page)
    if item is None or not code:
        return
    link = _LINK.match(item[2])
    label, rest = (link[1], item[2][link.end() :]) if link else (item[2].strip(), "")
    new = f'{item[1]}[{label}](# "{found.values["level"]} {code}"){rest}'
    yield page.rewrite("judge", found.line, new, text=f"{found.values['level']} {code}")


def sub_point(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E40: add a sub-point behind the level."""
    head, code = found.values["text"], _code(page)
    if head and code:
        yield from page.replace("write", found.line, found.column, head, f"{head} {code}")


def comma(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E40: put a comma before what follows the sub-point."""
    text = found.values["text"]
    yield from page.replace("comma", found.line, found.column, f" {text}", f", {text}")


def cost(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E40: write a cost or a limit in the words that are known."""
    text = found.values["text"]
    if counted := _COUNTED.fullmatch(text):
        near = get_close_matches(counted[2].casefold(), page.words.costs, n=1, cutoff=0.5)
        for unit in near:
            yield from _other(page, found, text, f"+{counted[1]} {unit}")
    elif limit := re.fullmatch(r".*?\b(L\d{1,2})", text):
        yield from _other(page, found, text, f"{page.words.limit} {limit[1]}")


def known_code(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E17: take a sub-point or limit that there is, the likeliest first."""
    allowed = [code for code in found.values["allowed"].split(", ") if code]
    code = found.values["code"]
    for near in (
        get_close_matches(code, allowed, n=MAX_OFFERED, cutoff=0.3) or allowed[:MAX_OFFERED]
    ):
        yield from page.replace("write", found.line, found.column, code, near)


def level(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E18: take a level, the likeliest first."""
    word, meant = found.values["word"], found.values.get("suggestion")
    for known in [meant] if meant else page.words.levels:
        yield from page.replace("write", found.line, found.column, word, known)


def lower_level(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E39: lower the level of what crosses a limit, or take the limit away."""
    line, word = page.line(found.line), found.values["level"]
    start = line.casefold().rfind(word.casefold(), 0, found.column)
    for lower in reversed(found.values["allowed"].split(" / ") if start >= 0 else []):
        at = page.at(found.line, start + 1)
        yield Fix("write", at, at + len(word), lower, {"text": lower})
    limit = re.compile(rf",\s*{re.escape(page.words.limit)}\s+{re.escape(found.values['limit'])}")
    if part := limit.search(line, max(0, line.rfind(",", 0, found.column)), len(line)):
        at = page.at(found.line, part.start() + 1)
        yield Fix("remove-limit", at, at + len(part[0]), "", {"text": found.values["limit"]})


def tick(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E22: write a tick as a tick."""
    text, line = found.values.get("text", ""), page.line(found.line)
    start = found.column - 1
    if text and not line.startswith(text, start):
        return
    if not text and _ITEM.fullmatch(line[start:]):
        return
    rest = line[start + len(text) :].lstrip()
    for words, box in (("right", "[x]"), ("wrong", "[ ]")):
        yield page.rewrite(words, found.line, f"{line[:start]}{box} {rest}", text=box)


def ticks(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E20: put a tick before every answer of a list."""
    lines, number = [*page.lines], found.line
    indent = len(page.line(number)) - len(page.line(number).lstrip())
    while (line := page.line(number)).strip():
        item = _ITEM.fullmatch(line)
        if item and len(line) - len(line.lstrip()) == indent:
            lines[number - 1] = f"{item[1]}[ ] {item[2]}"
        number += 1
    yield page.whole("ticks", "\n".join(lines))


def _other(page: Page, found: Diagnostic, old: str, new: str) -> Iterator[Fix]:
    yield from page.replace("write", found.line, found.column, old, new)


def _onward(page: Page, line: int) -> str:
    scene = [scene for scene in page.scenes if scene.line <= line]
    target = onward_from(page, scene[-1]) if scene else None
    return target.name if target else ""


def _code(page: Page) -> str:
    """Give the sub-point that is used last in this text, else the first there is."""
    used = [code for code in _WORTH.findall(page.text) if not page.codes or code in page.codes]
    return used[-1] if used else next(iter(page.codes), "")
