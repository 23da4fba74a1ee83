"""Remedies for the keys at the top: quotes, an identity, words and dates as they should be."""

import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches

from training.compiler.fixing.page import Fix, Page, slug_of
from training.compiler.front_matter import split
from training.compiler.report import Report
from training.domain.diagnostics import Diagnostic

_PAIR = re.compile(r"\s*+([^:\s][^:]*+):(?:\s++(.*))?")
_DAY = re.compile(r"(\d{1,2})[-/. ]+(\w+)[-/. ]+(\d{4})")
_MONTHS = {
    "nl": ("jan", "feb", "maa", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
    "en": ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
}
_NUMBERS = (
    ("een", "one"),
    ("twee", "two"),
    ("drie", "three"),
    ("vier", "four"),
    ("vijf", "five"),
    ("zes", "six"),
    ("zeven", "seven"),
    ("acht", "eight"),
    ("negen", "nine"),
    ("tien", "ten"),
    ("elf", "eleven"),
    ("twaalf", "twelve"),
)
MAX_OFFERED = 4
YEAR = 12


def header_missing(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E01: write the header that is not there, or bring it to the top."""
    first = next((n for n, line in enumerate(page.lines, 1) if line.strip()), 0)
    if first > 1 and page.line(first).rstrip() == "---":
        yield page.remove("blank-lines", 1, first - 1)
        return
    keys = _keys(page)
    title, slug = _title(page), _identity(page)
    head = f"---\n{keys['title']}: {quoted(title)}\n{keys['slug']}: {slug}\n---\n\n"
    yield Fix("header", 0, 0, head, {})


def header_open(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E01: close the header where it most likely ends."""
    ends = (n for n, line in enumerate(page.lines, 1) if not line.strip() or line[0] == "#")
    yield page.insert("close-header", next(ends, len(page.lines) + 1), "---\n")


def identity_missing(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E02: make an identity of the title."""
    yield from set_key(page, "slug", _identity(page), "id")


def identity_malformed(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E02: write the identity with letters, digits and hyphens only."""
    yield from set_key(page, "slug", slug_of(found.values.get("value", "")), "id")


def identity_taken(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E02: give this file another identity than the one that has it."""
    base, _, number = found.values["value"].rpartition("-")
    known = f"{base}-{int(number) + 1}" if base and number.isdigit() else ""
    yield from set_key(page, "slug", known or f"{found.values['value']}-2", "id")


def identity_of_original(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E29: give a translation the identity of its original."""
    yield from set_key(page, "slug", found.values["expected"], "id")


def language_of_file(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E29: give a translation the language of its file."""
    yield from set_key(page, "language", found.values["expected"], "language")


def quote(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E03: put a value between quotation marks."""
    pair = _PAIR.fullmatch(page.line(found.line))
    if pair and pair[2]:
        value = pair[2].strip().strip("\"'")
        new = f"{pair[1].rstrip()}: {quoted(value, always=True)}"
        yield from _mended(page, found, page.rewrite("quote", found.line, new))


def tabs(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E03: write spaces for tabs."""
    line = page.line(found.line)
    new = line.strip().replace("\t", " ")
    yield from _mended(page, found, page.rewrite("spaces", found.line, new))


def remove_key(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E03, W04: take a key out that is there twice or that means nothing here."""
    last = found.line
    while page.line(last + 1)[:1] in (" ", "\t") and last + 1 < page.header_end:
        last += 1
    yield page.remove("remove-line", found.line, last)


def rename_key(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """W04: take the key that was probably meant."""
    new = found.values["suggestion"]
    if _line_of(page, new) is None:
        yield from page.replace("write", found.line, 1, found.values["key"], new)
    yield from remove_key(page, found)


def value_missing(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E38: fill the title in; leave any other key out."""
    if found.values["key"] == _keys(page)["title"]:
        yield from set_key(page, "title", quoted(_title(page)), "title")
    elif (line := _line_of(page, found.values["key"])) is not None:
        yield page.remove("remove-line", line, line)


def number(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E38: write a number in digits, within its range."""
    value, low, high = (found.values[name] for name in ("value", "low", "high"))
    meant = _number_in(value)
    if meant is not None and int(low) <= meant <= int(high):
        yield from _value(page, found, str(meant))
    yield from remove_key(page, found)


def one_of(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E38: take one of the words that the key knows, the likeliest first."""
    allowed = found.values["allowed"].split(", ")
    close = get_close_matches(found.values["value"].casefold(), allowed, n=1)
    for word in dict.fromkeys([*close, *allowed[:MAX_OFFERED]]):
        yield from _value(page, found, word)


def day(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E38: write a day as 2027-01-31."""
    parts = _DAY.fullmatch(found.values["value"].strip())
    if parts is None:
        return
    names = _MONTHS[page.language]
    short = parts[2][:3].lower()
    month = int(parts[2]) if parts[2].isdigit() else names.index(short) + 1 if short in names else 0
    try:
        meant = date(int(parts[3]), month, int(parts[1]))
    except ValueError:
        return
    yield from _value(page, found, meant.isoformat())


def period(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E38: write how long something is valid as a number and a unit."""
    value = found.values["value"].casefold()
    units = list(page.words.months.items())
    count = _number_in(value) or 1
    is_year = any(unit in value for unit, months in units if months == YEAR)
    fitting = [unit for unit, months in units if (months == YEAR) == is_year]
    yield from _value(page, found, f"{count} {fitting[-1] if count > 1 else fitting[0]}")


def fewer(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E38: draw as many questions as there are."""
    yield from _value(page, found, found.values["count"])


def _number_in(value: str) -> int | None:
    if digits := re.search(r"\d{1,4}", value):
        return int(digits[0])
    names = re.findall(r"\w+", value.casefold())
    found = (n for n, spelt in enumerate(_NUMBERS, 1) if set(spelt) & set(names))
    return next(found, None)


def _value(page: Page, found: Diagnostic, new: str) -> Iterator[Fix]:
    pair = _PAIR.fullmatch(page.line(found.line))
    if pair:
        yield page.rewrite("write", found.line, f"{pair[1].rstrip()}: {new}", text=new)


def set_key(page: Page, name: str, value: str, words: str) -> Iterator[Fix]:
    """Write a key with its value: over the one that stands there, else below the title."""
    if not value or not page.header_end:
        return
    key = _keys(page)[name]
    line = _line_of(page, key)
    if line is not None:
        yield page.rewrite(words, line, f"{key}: {value}", text=value)
        return
    title = _line_of(page, _keys(page)["title"]) or 1
    place = 1 if name == "title" else title
    yield page.insert(words, place + 1, f"{key}: {value}\n", text=value)


def _line_of(page: Page, key: str) -> int | None:
    for number, line in enumerate(page.lines[1 : page.header_end - 1], 2):
        pair = _PAIR.fullmatch(line)
        if pair and pair[1].strip().strip("\"'") == key:
            return number
    return None


def title_of(page: Page) -> str:
    """Give the title that a text has so far, also where it cannot be read as a whole."""
    line = _line_of(page, _keys(page)["title"])
    pair = _PAIR.fullmatch(page.line(line)) if line else None
    if pair and pair[2]:
        return pair[2].strip().strip("\"'")[:200]
    return next((h.title for h in page.headings if h.level == 1 and h.title), "")[:200]


def _keys(page: Page) -> dict[str, str]:
    return {name: key for key, name in page.words.keys.items()}


def _title(page: Page) -> str:
    titles = [heading.title for heading in page.headings if heading.level == 1 and heading.title]
    name = page.name.replace("-", " ").capitalize()
    return (titles[0] if titles else name or "Nieuwe tekst")[:200]


def _identity(page: Page) -> str:
    line = _line_of(page, _keys(page)["title"])
    pair = _PAIR.fullmatch(page.line(line)) if line else None
    title = (pair[2] or "").strip().strip("\"'") if pair else ""
    return slug_of(page.name) or slug_of(title) or slug_of(_title(page)) or "nieuwe-tekst"


def quoted(value: str, *, always: bool = False) -> str:
    """Write a value as YAML reads it: between quotation marks where it needs them."""
    plain = re.fullmatch(r"[^\W_][\w ,.!?()-]*", value) and not always
    if plain:
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _mended(page: Page, found: Diagnostic, fix: Fix) -> Iterator[Fix]:
    """Offer what YAML understands only."""
    report = Report()
    split(fix.apply(page.text), report)
    if all(each.line != found.line for each in report.found):
        yield fix
