"""The words of the format in another language: a copy of a text that waits for its translation."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from training.compiler.parts import aim, cut_parts, join_parts
from training.compiler.vocabulary import VOCABULARY, Words

_KEY = re.compile(r"([\w-]+)([ \t]*:[ \t]*)(.*?)([ \t]*\r?\n?)")
_TITLE = re.compile(r'(\]\(\s*[^()\s"]*\s+")([^"\n]*)(")')
_LEAD_IN = re.compile(r"\*\*([^*\n]{1,60}?)(:?)\*\*")
_HEADING = re.compile(r"( {0,3}##[ \t]+)([^\r\n:#]*)", re.MULTILINE)
_CELL = re.compile(r"^([ \t]*\|[ \t]*)([^|\r\n]*?)([ \t]*\|)", re.MULTILINE)
_AMOUNT = re.compile(r"(\+ ?)?(\d{1,3}) (.+)")
_FENCE = "---"


@dataclass(frozen=True, slots=True)
class _Tongues:
    """From the words of one language to those of another."""

    before: Words
    after: Words
    language: str

    def key(self, word: str) -> str:
        return _other(self.before.keys, self.after.keys, word)

    def value(self, key: str, value: str) -> str:
        meaning = self.before.keys.get(key)
        tables = {
            "layer": (self.before.layers, self.after.layers),
            "jurisdiction": (self.before.jurisdictions, self.after.jurisdictions),
            "display": (self.before.displays, self.after.displays),
            "order": (self.before.orders, self.after.orders),
        }
        if meaning == "language":
            return self.language
        if meaning == "valid_for":
            return self.amount(value, self.before.months, self.after.months)
        return _other(*tables[meaning], value) if meaning in tables else value

    def title(self, found: re.Match[str]) -> str:
        parts = (part.strip() for part in found[2].split(","))
        return found[1] + ", ".join(map(self.part, parts)) + found[3]

    def part(self, text: str) -> str:
        word, space, rest = text.partition(" ")
        if word.casefold() in self.before.levels:
            return self.level(word) + space + rest
        if word.casefold() == self.before.limit:
            return self.after.limit + space + rest
        if text.startswith("+"):
            return self.amount(text, self.before.costs, self.after.costs)
        return _other(self.before.move_ons, self.after.move_ons, text)

    def level(self, word: str) -> str:
        return self.after.levels[self.before.levels.index(word.casefold())]

    def amount(
        self, text: str, before: Mapping[str, str | int], after: Mapping[str, str | int]
    ) -> str:
        """Say a number of something: the first word for one, the next for more."""
        found = _AMOUNT.fullmatch(text)
        meaning = before.get(found[3].casefold()) if found else None
        words = [word for word, meant in after.items() if meant == meaning]
        if found is None or not words:
            return text
        return f"{found[1] or ''}{found[2]} {words[0] if found[2] == '1' else words[:2][-1]}"

    def lead_in(self, found: re.Match[str]) -> str:
        word = _other(self.before.slots, self.after.slots, found[1])
        return found[0] if word == found[1] else f"**{word.capitalize()}{found[2]}**"

    def heading(self, found: re.Match[str]) -> str:
        word = found[2].strip().casefold()
        for before, after in (
            (self.before.ending, self.after.ending),
            (self.before.limits_title, self.after.limits_title),
        ):
            if word == before:
                return found[1] + after.capitalize()
        return found[0]

    def cell(self, found: re.Match[str]) -> str:
        is_level = found[2].casefold() in self.before.levels
        return found[1] + self.level(found[2]) + found[3] if is_level else found[0]

    def body(self, text: str) -> str:
        text = _LEAD_IN.sub(self.lead_in, _TITLE.sub(self.title, text))
        return _HEADING.sub(self.heading, _CELL.sub(self.cell, text))

    def header(self, lines: list[str]) -> Iterator[str]:
        """Give the header in the other language; it says which, also where this one did not."""
        has_language = False
        for line in lines:
            found = _KEY.fullmatch(line)
            if found is None:
                yield line
                continue
            has_language |= self.before.keys.get(found[1]) == "language"
            yield self.key(found[1]) + found[2] + self.value(found[1], found[3]) + found[4]
        if not has_language and lines:
            end = "\r\n" if lines[0].endswith("\r\n") else "\n"
            yield f"{self.key(_word(self.before.keys, 'language'))}: {self.language}{end}"


def restate(source: str, before: str, after: str) -> str:
    """Copy a whole text with the words of the format in another language; the rest stays."""
    tongues = _Tongues(VOCABULARY[before], VOCABULARY[after], after)
    lines = source.splitlines(keepends=True)
    fences = [number for number, line in enumerate(lines) if line.strip() == _FENCE][:2]
    if fences[:1] == [0] and fences[1:]:
        end = fences[1]
        header = "".join([lines[0], *tongues.header(lines[1:end]), lines[end]])
        body = "".join(lines[end + 1 :])
    else:
        header, body = "", source
    old = cut_parts(body)
    new = cut_parts(tongues.body(body))
    names = {one.name: two.name for one, two in zip(old, new, strict=False) if one.name}
    return header + aim(join_parts(part.text for part in new), names)


def restate_part(text: str, before: str, after: str) -> str:
    """Copy one part with the words of the format in another language."""
    return _Tongues(VOCABULARY[before], VOCABULARY[after], after).body(text)


def _other(before: Mapping[str, str], after: Mapping[str, str], word: str) -> str:
    meaning = before.get(word.strip().casefold())
    return _word(after, meaning) if meaning else word


def _word(words: Mapping[str, str], meaning: str) -> str:
    return next((word for word, meant in words.items() if meant == meaning), "")
