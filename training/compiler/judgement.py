"""The ordinary title of a link, read as level, sub-point, limit and cost to the citizen."""

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches

from markdown_it.token import Token

from training.compiler.outline import Inline
from training.compiler.reading import Reading
from training.compiler.report import Place
from training.compiler.vocabulary import VOCABULARY, Words
from training.domain.judgement import LIMIT_CAP, NO_COST, Judgement, Level

_COST = re.compile(r"\+ ?(\d{1,3}) (.+)")


def read_judgement(link: Token, inline: Inline, reading: Reading) -> Judgement | None:
    """Read what a choice is worth; `None` for a link without a title or without a known level."""
    title = str(link.attrs.get("title", ""))
    if not title:
        return None
    (head, place), *rest = _parts(title, link, inline)
    judgement = _head(head, place, reading)
    for part, place in rest:
        judgement = _with_part(judgement, part, place, reading)
    return judgement if _level(head.split(), reading.words) is not None else None


def check_competency(code: str, place: Place, reading: Reading) -> None:
    """Report a sub-point that the framework does not have."""
    known = reading.context.competencies
    if known is not None and code not in known:
        allowed = ", ".join(sorted(known, key=_by_number))
        reading.report.add("E17", place, "competency", code=code, allowed=allowed)


def _parts(title: str, link: Token, inline: Inline) -> Iterator[tuple[str, Place]]:
    start, end = link.meta.get("start", 0), link.meta.get("end", 0)
    offset = inline.text.rfind(title, start, end)
    for part in title.split(","):
        shift = len(part) - len(part.lstrip())
        # a title with escapes is not found as it stands; then the link itself must do
        yield " ".join(part.split()), inline.place(offset + shift if offset >= 0 else start)
        offset += len(part) + 1 if offset >= 0 else 0


def _level(head: list[str], words: Words) -> Level | None:
    word = head[0].casefold() if head else ""
    return Level(words.levels.index(word)) if word in words.levels else None


def _head(head: str, place: Place, reading: Reading) -> Judgement:
    """Read level and sub-point; on after a mistake, so that the rest is looked at too."""
    tokens = head.split()
    level = _level(tokens, reading.words)
    if level is None:
        complain_of_level(tokens[0] if tokens else "", place, reading)
    _, *codes = tokens or [""]
    if not codes:
        reading.report.add("E40", place, "competency", text=head)
        return Judgement(level or Level.DISMISSIVE, "")
    code, *rest = codes
    if rest:
        reading.report.add("E40", place, "comma", text=" ".join(rest))
    check_competency(code, Place(place.line, place.column + len(tokens[0]) + 1), reading)
    return Judgement(level or Level.DISMISSIVE, code)


def complain_of_level(word: str, place: Place, reading: Reading) -> None:
    """Report a word that is no level, with the one that was probably meant."""
    levels = reading.words.levels
    allowed = ", ".join(levels)
    for row in VOCABULARY.values():
        if word.casefold() in row.levels:
            suggestion = levels[row.levels.index(word.casefold())]
            break
    else:
        suggestion = next(iter(get_close_matches(word.casefold(), levels, n=1)), "")
    variant = "suggestion" if suggestion else ""
    values = {"suggestion": suggestion} if suggestion else {}
    reading.report.add("E18", place, variant, word=word, allowed=allowed, **values)


def _with_part(judgement: Judgement, part: str, place: Place, reading: Reading) -> Judgement:
    word, _, code = part.partition(" ")
    if word.casefold() == reading.words.limit and code:
        _check_limit(code, judgement.level, place, reading)
        return replace(judgement, limit=code)
    found = _COST.fullmatch(part)
    unit = reading.words.costs.get(found[2].casefold()) if found else None
    if found is None or unit is None:
        costs = ", ".join(f"+1 {cost}" for cost in reading.words.costs)
        reading.report.add("E40", place, "part", text=part, limit=reading.words.limit, costs=costs)
        return judgement
    return replace(judgement, cost=judgement.cost + replace(NO_COST, **{unit: int(found[1])}))


def _check_limit(code: str, level: Level, place: Place, reading: Reading) -> None:
    known = reading.context.limits
    if known is not None and code not in known:
        allowed = ", ".join(sorted(known, key=_by_number))
        reading.report.add("E17", place, "limit", code=code, allowed=allowed)
    if level > LIMIT_CAP:
        allowed = " / ".join(reading.words.levels[: LIMIT_CAP + 1])
        values = {"limit": code, "level": reading.words.levels[level], "allowed": allowed}
        reading.report.add("E39", place, **values)


def _by_number(code: str) -> tuple[int, str]:
    return len(code), code
