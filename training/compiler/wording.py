"""What an editor would say: long sentences, personal data, words that keep citizens away."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from training.compiler.feedback import lead_ins
from training.compiler.outline import Block, Inline
from training.compiler.report import Report
from training.compiler.vocabulary import Words

MAX_WORDS = 20
_WORD = re.compile(r"[^\W_]+(?:['’./-][^\W_]+)*")  # noqa: RUF001 - authors type this apostrophe
_SENTENCE_END = re.compile(
    r"""[.!?…]+["'”’»)*_]*(?=\s|$)   # the usual end, with what closes after it
      | :(?:\*\*|__)                 # a bold lead-in
      | :(?=\s+["'“‘«])              # somebody starts to speak""",  # noqa: RUF001 -- quotes as typed
    re.VERBOSE,
)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@(?P<domain>\w[\w-]*(?:\.[\w-]+)+)")
_MADE_UP = ("example.", "voorbeeld.")
_PHONE = re.compile(r"(?<![\w.,])(?:\+|0)\d(?:[ ().\-/]{0,2}\d){7,12}(?!\w)")
_MIN_DIGITS, _MAX_DIGITS = 9, 13
_OWN_WORDS_FROM = 2
"""A choice below this level shows how it should not be said."""


@dataclass(frozen=True, slots=True)
class _Passage:
    """Running text with the part of it that the official says, if any."""

    inline: Inline
    spoken_from: int | None = 0


def check_wording(
    blocks: Sequence[Block], words: Words, phrases: Sequence[str], report: Report
) -> None:
    """Report on all running text of a document."""
    patterns = [_pattern(phrase) for phrase in phrases]
    for passage in _passages(blocks, words):
        text = _masked(passage.inline)
        _check_length(passage.inline, text, report)
        _check_personal_data(passage.inline, text, report)
        if passage.spoken_from is not None:
            _check_phrases(passage, text, patterns, report)


def _check_length(inline: Inline, text: str, report: Report) -> None:
    start = 0
    ends = [found.end() for found in _SENTENCE_END.finditer(text)]
    for end in [*ends, len(text)]:
        words = list(_WORD.finditer(text, start, end))
        if len(words) > MAX_WORDS:
            place = inline.place(words[0].start())
            report.add("W25", place, count=len(words), limit=MAX_WORDS)
        start = end


def _check_personal_data(inline: Inline, text: str, report: Report) -> None:
    for found in _MAIL.finditer(text):
        if not found["domain"].lower().startswith(_MADE_UP):
            report.add("W26", inline.place(found.start()), "mail", text=found[0])
    for found in _PHONE.finditer(text):
        if _MIN_DIGITS <= sum(map(str.isdigit, found[0])) <= _MAX_DIGITS:
            report.add("W26", inline.place(found.start()), "phone", text=found[0])


def _check_phrases(
    passage: _Passage, text: str, patterns: Sequence[re.Pattern[str]], report: Report
) -> None:
    for pattern in patterns:
        for found in pattern.finditer(text, passage.spoken_from or 0):
            place = passage.inline.place(found.start())
            report.add("W27", place, phrase=" ".join(found[0].split()))


def _pattern(phrase: str) -> re.Pattern[str]:
    spaced = r"\s+".join(map(re.escape, phrase.split()))
    return re.compile(rf"(?<!\w){spaced}(?!\w)", re.IGNORECASE)


def _passages(blocks: Sequence[Block], words: Words) -> Iterator[_Passage]:
    for block in blocks:
        yield from _inside(block, words, is_quoted=False, is_option=False)


def _inside(block: Block, words: Words, *, is_quoted: bool, is_option: bool) -> Iterator[_Passage]:
    """Walk down; a quotation is a citizen's, but below an option it is our own feedback."""
    if block.inline.text:
        yield _Passage(block.inline, _spoken_from(block.inline, words, is_quoted, is_option))
    is_quoted = is_quoted or block.type == "blockquote"
    is_option = is_option or block.type == "list_item"
    for child in block.children:
        yield from _inside(child, words, is_quoted=is_quoted, is_option=is_option)


def _spoken_from(inline: Inline, words: Words, is_quoted: bool, is_option: bool) -> int | None:
    """Tell from where on a text is the official's own, exemplary voice; `None` for nowhere.

    Of feedback only "inviting sounds like this" is: the rest may name what went wrong.
    """
    if is_quoted:
        starts = [found.end for found in lead_ins(inline, words.slots) if found.slot == "inviting"]
        return starts[0] if is_option and starts else None
    return None if _is_bad_example(inline, words) else 0


def _is_bad_example(inline: Inline, words: Words) -> bool:
    if inline.text.startswith("[ ]"):
        return True
    first = next((token for token in inline.tokens if token.content or token.attrs), None)
    title = str(first.attrs.get("title", "")) if first else ""
    low: Sequence[str] = words.levels[:_OWN_WORDS_FROM]
    return title.casefold().startswith(tuple(low))


def _masked(inline: Inline) -> str:
    """Blank out what nobody reads aloud: addresses, titles, code, images; every place stays."""
    text = inline.text
    for token in inline.tokens:
        if "start" not in token.meta:
            continue
        start, end = token.meta["start"], token.meta["end"]
        if token.type == "link_open" and not token.markup:
            label_end = max(text.rfind("](", start, end), text.rfind("][", start, end))
            start = label_end if label_end > start else start
        text = text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]
    return text
