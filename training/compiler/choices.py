"""The ways out of a scene: list items that begin with one link to a scene of the same file."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from markdown_it.token import Token

from training.compiler.anchors import anchor
from training.compiler.feedback import read_feedback
from training.compiler.judgement import read_judgement
from training.compiler.outline import Block, Inline
from training.compiler.reading import Reading
from training.compiler.report import Place
from training.domain.judgement import Level
from training.domain.scenario import Choice, Feedback

_SPACED = re.compile(r"""\[([^\]]*)\]\(#([^)"\s]+\s+[^)"\s][^)"]*?)\s*(?:"[^"]*")?\)""")
# A title in the quotation marks of a word processor, or with one of the two: no link for anyone.
_MARKS = '\u201c\u201d\u201e\u2018\u2019"'
_QUOTED_WRONG = re.compile(
    rf"\[([^\]]*)\]\(#([^)\s{_MARKS}]+)\s+([{_MARKS}][^)]*|[^){_MARKS}]*[{_MARKS}])\)"
)
_LISTS = ("bullet_list", "ordered_list")


def divide(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """Part what a scene tells from its choices: their items, or a paragraph that is one link."""
    told: list[Block] = []
    ways: list[Block] = []
    for block in blocks:
        if block.type in _LISTS and any(map(_is_way, block.children)):
            ways.extend(block.children)
        elif block.type == "paragraph" and _is_only_a_link(block.inline):
            ways.append(block)
        else:
            told.append(block)
    return told, ways


def check_feedback_place(blocks: Sequence[Block], reading: Reading) -> None:
    """Refuse a quotation below the choices: meant as feedback, it would be read before choosing."""
    is_below = False
    for block in blocks:
        if is_below and block.type == "blockquote":
            reading.report.add("E47", block.place)
        is_below = is_below or bool(divide([block])[1])


def warn_of_links(told: Sequence[Block], reading: Reading) -> None:
    """Warn of a link to a scene in running text: a viewer follows it, the story does not."""
    for block in (inner for outer in told for inner in outer.walk()):
        for link in links(block.inline):
            if href(link).startswith("#"):
                reading.report.add("W42", block.inline.place(link.meta.get("start", 0)))


def read_choices(ways: Sequence[Block], reading: Reading) -> Iterator[Choice]:
    """Read every way that can be read; report the others."""
    for way in ways:
        choice = _read(way, reading)
        if choice is not None:
            yield choice


def links(inline: Inline) -> list[Token]:
    """Give the links of a running text."""
    return [token for token in inline.tokens if token.type == "link_open"]


def first_line(item: Block) -> Inline:
    """Give the running text that an item begins with."""
    paragraph = item.children[0] if item.children else item
    return paragraph.inline


def href(link: Token) -> str:
    """Give where a link leads, as the author wrote it."""
    return unquote(str(link.attrs.get("href", "")))


def _is_way(item: Block) -> bool:
    inline = first_line(item)
    is_meant = _SPACED.match(inline.text) or _QUOTED_WRONG.match(inline.text)
    return bool(is_meant) or _begins_with_link(inline)


def _begins_with_link(inline: Inline) -> bool:
    found = links(inline)
    return bool(found) and found[0].meta.get("start") == 0 and href(found[0])[:1] in ("#", "")


def _is_only_a_link(inline: Inline) -> bool:
    found = links(inline)
    return _begins_with_link(inline) and found[0].meta["end"] == len(inline.text.rstrip())


def _read(way: Block, reading: Reading) -> Choice | None:
    inline = first_line(way)
    place = inline.place(0) if inline.text else way.place
    if not _begins_with_link(inline) and (wrong := _QUOTED_WRONG.match(inline.text)):
        title = inline.place(wrong.start(3))
        reading.report.add("E10", title, "quotes", title=wrong[3].strip(_MARKS))
        return Choice(wrong[1], wrong[2], line=title.line, column=title.column)
    if (spaced := _SPACED.match(inline.text)) and not _begins_with_link(inline):
        aim, target = inline.place(spaced.start(2) - 1), anchor(spaced[2])
        reading.report.add("E08", aim, "space", target=spaced[2], suggestion=target)
        return Choice(spaced[1], target, line=aim.line, column=aim.column)
    if not _begins_with_link(inline):
        reading.report.add("E10", place, "link", text=inline.plain)
        return None
    found = links(inline)
    link, target = found[0], href(found[0])[1:]
    if len(found) > 1:
        reading.report.add("E10", inline.place(found[1].meta["start"]), "links")
    if not inline.plain:
        reading.report.add("E10", place, "text")
    if not target:
        reading.report.add("E10", place, "target", text=inline.plain)
        return None
    judgement = read_judgement(link, inline, reading)
    feedback = read_feedback(way.children[1:], reading.words.slots, reading.renderer)
    if judgement and judgement.level < Level.INVITING:
        _check_feedback(feedback, place, reading, is_open=len(way.children) > 1)
    aim = inline.place(max(0, inline.text.find("](", link.meta["start"])) + 2)
    return Choice(inline.plain, target, judgement, feedback, aim.line, aim.column)


def _check_feedback(feedback: Feedback, place: Place, reading: Reading, *, is_open: bool) -> None:
    """Ask of a scored choice that could be better why it tempts, and what would be better.

    Nothing at all stops publication: the learner would be told off and learn nothing. One missing
    slot is a warning: an author may have a reason, and a reviewer can see it. `is_open` tells that
    something stands below the choice: the slots, with nothing in them yet.
    """
    if not feedback:
        reading.report.add("E37", place, "open" if is_open else "")
        return
    words = {slot: word for word, slot in reading.words.slots.items()}
    for slot in ("tempting", "inviting"):
        if not getattr(feedback, slot):
            reading.report.add("W36", place, slot=words[slot].capitalize())
