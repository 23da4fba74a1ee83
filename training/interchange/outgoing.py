"""A quiz on its way out: what every format needs of a question, and what none of them can say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from training.domain.judgement import Judgement
from training.domain.prose import Prose
from training.domain.quiz import Item, ItemKind, Option, Quiz
from training.domain.scoring import points_of
from training.interchange.html import Node, tree_of
from training.interchange.questions import Note
from training.interchange.raw import note

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BLOCKS = frozenset(
    {"blockquote", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p", "pre", "table", "ul"}
)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """An item with its place in the quiz, and the name that it takes along."""

    item: Item
    place: int

    @property
    def name(self) -> str:
        """Give the title with its sub-point in front, as in our files."""
        return clean(f"{self.item.competency} {self.item.title}".strip())

    @property
    def tags(self) -> tuple[str, ...]:
        """Name the kinds that other systems do not know, so that they come back as they were."""
        kind = self.item.kind
        return (str(kind),) if kind in (ItemKind.JUDGEMENT, ItemKind.POLL) else ()


@dataclass(frozen=True, slots=True)
class Exported:
    """A file to take along, and what could not go with it; a note names its question."""

    content: bytes
    notes: tuple[Note, ...] = ()


def outgoing(quiz: Quiz) -> tuple[Outgoing, ...]:
    """Give every item."""
    return tuple(Outgoing(item, place) for place, item in enumerate(quiz.items, start=1))


def weight_of(item: Item, option: Option) -> float:
    """Give the percentage that an option earns; all for an option of a poll, which has no key."""
    match item.kind:
        case ItemKind.POLL:
            return 100.0
        case ItemKind.JUDGEMENT:
            return 100.0 * points_of(option.judgement) if option.judgement else 0.0
        case ItemKind.MULTIPLE:
            keys = sum(each.is_key for each in item.options)
            return 100.0 / keys if option.is_key else -100.0
        case _:
            return 100.0 if option.is_key else 0.0


def percentage(weight: float) -> str:
    """Write a weight with the five decimals that Moodle compares."""
    return f"{weight:.5f}".rstrip("0").rstrip(".")


def losses(quiz: Quiz, *, has_selection: bool = False) -> Iterator[Note]:
    """Tell what no file of questions can say; `has_selection` where a draw can be told."""
    if quiz.draw and not has_selection:
        yield note("out-draw", 1, count=quiz.draw)
    if quiz.form:
        yield note("out-form", 1, form=quiz.form)
    yield note("out-mastery", 1, score=round(quiz.mastery_score * 100))
    for item in quiz.items:
        for code in _losses(item):
            yield note(code, item.line, name=item.title)


def _losses(item: Item) -> Iterator[str]:
    judgements = [option.judgement for option in item.options if option.judgement]
    if any(judgement.limit for judgement in judgements):
        yield "out-limit"
    if any(judgement.cost for judgement in judgements):
        yield "out-cost"
    if any(judgement.competency != item.competency for judgement in judgements):
        yield "out-competency"
    if judgements and not any(map(_is_best, judgements)):
        yield "out-no-best"
    texts = (
        item.body,
        item.explanation,
        *(option.text for option in item.options),
        *(option.feedback for option in item.options),
        *(o.match for o in item.options),
    )
    if any("<img " in text for text in texts):
        yield "out-image"
    if any('href="/' in text for text in texts):
        yield "out-link"
    if item.kind in (ItemKind.ORDERING, ItemKind.MATCHING) and any(
        option.feedback for option in item.options
    ):
        yield "out-feedback"


def _is_best(judgement: Judgement) -> bool:
    return points_of(judgement) >= 1


def body_of(item: Item) -> Element:
    """Give heading and text of a question, as a learner reads them here."""
    element = Element("div")
    title = clean(item.title)
    first = SubElement(element, "p")
    if not item.body:
        first.text = title
        return element
    SubElement(first, "strong").text = title
    element.extend(list(blocks_of(item.body)))
    return element


def blocks_of(prose: Prose) -> Element:
    """Give prose as elements of which each is a block."""
    element = element_of(prose)
    if all(child.tag in _BLOCKS for child in element) and not (element.text or "").strip():
        return element
    element.tag = "p"
    outer = Element("div")
    outer.append(element)
    return outer


def element_of(prose: Prose) -> Element:
    """Give prose as the content of one element; images and inside links leave their words."""
    return _built(tree_of(prose), Element("div"))


def html_of(element: Element) -> str:
    """Write the content of an element as HTML that is also XML."""
    parts = [escape_text(element.text or "")]
    parts += [tostring(child, encoding="unicode") for child in element]
    return "".join(parts)


def plain_of(prose: Prose) -> str:
    """Give only the words."""
    return " ".join("".join(element_of(prose).itertext()).split())


def escape_text(text: str) -> str:
    """Escape words for HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def clean(text: str) -> str:
    """Drop the characters that no XML can hold."""
    return _CONTROLS.sub("", text)


def _built(node: Node, element: Element) -> Element:
    for child in node.children:
        if not child.tag:
            _append(element, child.text)
        elif child.tag == "img":
            _append(element, child.attributes.get("alt", ""))
        elif child.tag == "a" and not child.attributes.get("href", "").startswith(
            ("https://", "mailto:")
        ):
            _built(child, element)
        else:
            made = SubElement(element, child.tag)
            if child.tag == "a":
                made.set("href", clean(child.attributes["href"]))
            if child.tag == "ol" and child.attributes.get("start", "1") != "1":
                made.set("start", child.attributes["start"])
            _built(child, made)
    return element


def _append(element: Element, text: str) -> None:
    text = clean(text)
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
