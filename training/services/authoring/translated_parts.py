"""How far a translation is, part by part: there, missing, or behind its original."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from training.compiler.parts import SourcePart, cut_parts
from training.compiler.restating import restate_part
from training.compiler.vocabulary import VOCABULARY

COMMON = "en"
LONG_LINE = 4
"""Words: a line of so many that is the same in two languages was not translated."""

_LINK_END = re.compile(r"\]\([^)\n]*\)")
_WORD = re.compile(r"[^\W\d_]{2,}")
_TITLE = re.compile(r'\]\(\s*[^()\s"]*\s+"([^"\n]*)"')
_TICK = re.compile(r"^[ \t]*[-*+][ \t]+\[([ xX])\]", re.MULTILINE)
_BOOKKEEPING = {
    word
    for words in VOCABULARY.values()
    for word, field in words.keys.items()
    if field in {"meaning", "renamed", "owner", "review_by"}
}
"""Keys of a header that nobody translates: what they say is of the file and not of its text."""

_HEADER = re.compile(r"\A---[ \t]*\r?\n.*?^---[ \t]*$", re.DOTALL | re.MULTILINE)


class State(StrEnum):
    """How a part of a translation stands.

    `MENDED`: only a slip was mended in the original. `EXTRA`: the original no longer has it.
    """

    FINE = "fine"
    MISSING = "missing"
    OUTDATED = "outdated"
    MENDED = "mended"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class Texts:
    """What is laid side by side.

    `earlier` is the original as it was when the translation in force was published, `published`
    that translation; both are empty where there was none. `is_slip` tells that the original has
    had the same meaning all along.
    """

    original: str
    translation: str
    earlier: str = ""
    published: str = ""
    is_slip: bool = False


@dataclass(frozen=True, slots=True)
class TranslatedPart:
    """A part of the original beside its translation; either may be missing.

    `before` is what the original said when it was translated, where that is something else now.
    """

    original: SourcePart | None
    translation: SourcePart | None
    state: State
    before: str = ""

    @property
    def is_open(self) -> bool:
        """Tell whether there is work to do here."""
        return self.state in (State.MISSING, State.OUTDATED, State.EXTRA)


def compare(texts: Texts) -> tuple[TranslatedPart, ...]:
    """Say of every part of the original how its translation stands; then what is too much."""
    original, earlier = cut_parts(texts.original), cut_parts(texts.earlier)
    translation = cut_parts(texts.translation) if texts.translation else ()
    published = {words_of(part.text) for part in cut_parts(texts.published)}
    older = {part.name: part for part in earlier} if texts.earlier else {}
    places = align(original, translation, earlier if texts.earlier else ())
    found = []
    for part, place in zip(original, places, strict=True):
        own = translation[place] if place is not None else None
        before = older.get(part.name)
        is_rewritten = own is not None and words_of(own.text) not in published
        is_behind = before is not None and not is_rewritten and _differ(before.text, part.text)
        if own is None or _is_untranslated(part.text, own.text):
            state = State.MISSING
        elif is_behind:
            state = State.MENDED if texts.is_slip else State.OUTDATED
        else:
            state = State.FINE
        said = before.text if before and is_behind else ""
        found.append(TranslatedPart(part, own, state, said))
    extra = [part for place, part in enumerate(translation) if place not in places]
    return (*found, *(TranslatedPart(None, part, State.EXTRA) for part in extra))


def align(
    original: Sequence[SourcePart],
    translation: Sequence[SourcePart],
    earlier: Sequence[SourcePart],
) -> list[int | None]:
    """Find for each part of the original the place of its translation.

    As many parts: one by one. As many as the original had when it was translated: by the names
    they had there. Else by what is alike in every language: levels, costs and right answers.
    """
    if len(original) == len(translation):
        return list(range(len(original)))
    if earlier and len(earlier) == len(translation):
        names = {part.name: place for place, part in enumerate(earlier)}
        return [names.get(part.name) for part in original]
    found: list[int | None] = [None] * len(original)
    ours = [_frame(part.text) for part in original]
    theirs = [_frame(part.text) for part in translation]
    for tag, start, end, first, last in SequenceMatcher(None, ours, theirs, False).get_opcodes():
        if tag in ("equal", "replace"):
            for place, other in zip(range(start, end), range(first, last), strict=False):
                found[place] = other
    return found


def words_of(text: str) -> str:
    """Give a text without the differences that nobody sees."""
    return " ".join(text.split())


def _differ(before: str, now: str) -> bool:
    return words_of(_without_bookkeeping(before)) != words_of(_without_bookkeeping(now))


def _without_bookkeeping(text: str) -> str:
    found = _HEADER.match(text)
    if found is None:
        return text
    lines = found[0].splitlines()
    kept = (line for line in lines if line.partition(":")[0].strip() not in _BOOKKEEPING)
    return "\n".join([*kept, text[found.end() :]])


def _frame(text: str) -> tuple[str, ...]:
    """Give what a part shares with its translation, in the words of one language."""
    for language in VOCABULARY:
        if language != COMMON:
            text = restate_part(text, language, COMMON)
    return (*_TITLE.findall(text), *_TICK.findall(text), str(text.count("](#")))


def _is_untranslated(original: str, translation: str) -> bool:
    ours, theirs = _lines(original), _lines(translation)
    long_lines = {line for line in ours if len(line) >= LONG_LINE}
    return bool(long_lines & set(theirs)) or (ours == theirs and sum(map(len, ours)) >= LONG_LINE)


def _lines(text: str) -> list[tuple[str, ...]]:
    """Give the words of every line: no header, no marks, and nothing of what a link means."""
    lines = _LINK_END.sub(" ", _HEADER.sub("", text)).casefold().splitlines()
    words = (tuple(_WORD.findall(line)) for line in lines)
    return [found for found in words if found]
