"""A quiz as Moodle's XML."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from training.domain.prose import Prose
from training.domain.quiz import Item, ItemKind, Quiz
from training.interchange.outgoing import (
    Exported,
    Outgoing,
    body_of,
    clean,
    element_of,
    html_of,
    losses,
    outgoing,
    percentage,
    plain_of,
    weight_of,
)
from training.interchange.questions import Note
from training.interchange.raw import note

_TYPES = {
    ItemKind.ORDERING: "ordering",
    ItemKind.MATCHING: "matching",
    ItemKind.REFLECTION: "essay",
}


def write_moodle(quiz: Quiz) -> Exported:
    """Write every question in a category of the quiz's name."""
    root = Element("quiz")
    category = SubElement(SubElement(root, "question", type="category"), "category")
    title = clean(" ".join(quiz.header.title.split())).replace("/", "//")
    SubElement(category, "text").text = f"$course$/top/{title}"
    questions = outgoing(quiz)
    for each in questions:
        root.append(_question(each, quiz))
    indent(root, " ")
    notes = (*losses(quiz), *(found for each in questions for found in _losses(each)))
    content: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return Exported(content + b"\n", notes)


def _losses(each: Outgoing) -> Iterator[Note]:
    item = each.item
    codes = {
        ItemKind.POLL: "out-poll",
        ItemKind.MULTIPLE: "out-part-points",
        ItemKind.ORDERING: "out-moodle-4",
    }
    if code := codes.get(item.kind):
        yield note(code, item.line, name=item.title)
    if any(len(list(element_of(option.match))) for option in item.options):
        yield note("out-match-plain", item.line, name=item.title)


def _question(each: Outgoing, quiz: Quiz) -> Element:
    item = each.item
    question = Element("question", type=_TYPES.get(item.kind, "multichoice"))
    SubElement(SubElement(question, "name"), "text").text = " ".join(each.name.split())
    _text(question, "questiontext", html_of(body_of(item)))
    _prose(question, "generalfeedback", item.explanation)
    SubElement(question, "defaultgrade").text = "1" if item.is_scored else "0"
    SubElement(question, "penalty").text = "0"
    SubElement(question, "hidden").text = "0"
    match item.kind:
        case ItemKind.REFLECTION:
            _essay(question)
        case ItemKind.ORDERING:
            _ordering(question, item)
        case ItemKind.MATCHING:
            _matching(question, item, quiz)
        case _:
            _choices(question, item, quiz)
    if each.tags:
        tags = SubElement(question, "tags")
        for tag in each.tags:
            SubElement(SubElement(tags, "tag"), "text").text = tag
    return question


def _essay(question: Element) -> None:
    SubElement(question, "responseformat").text = "editor"
    SubElement(question, "responserequired").text = "1"
    SubElement(question, "responsefieldlines").text = "10"
    SubElement(question, "attachments").text = "0"


def _ordering(question: Element, item: Item) -> None:
    SubElement(question, "layouttype").text = "VERTICAL"
    SubElement(question, "selecttype").text = "ALL"
    SubElement(question, "selectcount").text = "0"
    SubElement(question, "gradingtype").text = "RELATIVE_NEXT_EXCLUDE_LAST"
    SubElement(question, "showgrading").text = "SHOW"
    for place, option in enumerate(item.options, start=1):
        answer = _text(question, "answer", html_of(element_of(option.text)))
        answer.set("fraction", str(place))


def _matching(question: Element, item: Item, quiz: Quiz) -> None:
    SubElement(question, "shuffleanswers").text = _truth(quiz.is_shuffled)
    for option in item.options:
        pair = _text(question, "subquestion", html_of(element_of(option.text)))
        SubElement(SubElement(pair, "answer"), "text").text = plain_of(option.match)


def _choices(question: Element, item: Item, quiz: Quiz) -> None:
    SubElement(question, "single").text = _truth(item.kind is not ItemKind.MULTIPLE)
    SubElement(question, "shuffleanswers").text = _truth(quiz.is_shuffled)
    SubElement(question, "answernumbering").text = "none"
    for option in item.options:
        answer = _text(question, "answer", html_of(element_of(option.text)))
        answer.set("fraction", percentage(weight_of(item, option)))
        _prose(answer, "feedback", option.feedback)


def _prose(parent: Element, tag: str, prose: Prose) -> None:
    _text(parent, tag, html_of(element_of(prose)))


def _text(parent: Element, tag: str, html: str) -> Element:
    element = SubElement(parent, tag, format="html")
    SubElement(element, "text").text = html
    return element


def _truth(value: bool) -> str:
    return "true" if value else "false"
