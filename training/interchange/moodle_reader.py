"""Moodle's XML: read with every attack on a parser of XML shut out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler, ErrorHandler
from xml.sax.xmlreader import AttributesImpl, Locator

from defusedxml import DefusedXmlException
from defusedxml.sax import parse

from training.interchange.questions import Note
from training.interchange.raw import (
    NO_TEXT,
    RawAnswer,
    RawFile,
    RawKind,
    RawQuestion,
    RawText,
    Unread,
    Writing,
    note,
)

MAX_QUESTIONS = 1_000
MAX_ANSWERS = 100
MAX_DEPTH = 30
MAX_CHILDREN = 500
"""Enough to see that a question has too many answers; no more of it is kept."""
_KINDS = {
    "multichoice": RawKind.CHOICE,
    "multichoiceset": RawKind.CHOICE,
    "truefalse": RawKind.TRUTH,
    "matching": RawKind.MATCHING,
    "ordering": RawKind.ORDERING,
    "essay": RawKind.ESSAY,
    "description": RawKind.DESCRIPTION,
}
_REFUSED = {
    "shortanswer": "short-answer",
    "numerical": "numerical",
    "calculated": "calculated",
    "calculatedsimple": "calculated",
    "calculatedmulti": "calculated",
    "cloze": "cloze",
    "multianswer": "cloze",
    "gapselect": "cloze",
    "ddwtos": "cloze",
    "ddimageortext": "drag-on-image",
    "ddmarker": "drag-on-image",
}
_MARKUPS = {
    "html": Writing.HTML,
    "markdown": Writing.MARKDOWN,
    "plain_text": Writing.PLAIN,
    "moodle_auto_format": Writing.MOODLE,
}
_LARGEST = 1e6
_COMBINED = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")


@dataclass(slots=True)
class Element:
    """An element with its text and where it begins."""

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    line: int = 1
    column: int = 1
    text: str = ""
    children: list["Element"] = field(default_factory=list)

    def all(self, tag: str) -> Iterator["Element"]:
        """Give the children with a tag."""
        return (child for child in self.children if child.tag == tag)

    def value(self, *path: str) -> str:
        """Give the text at the end of a path; empty where there is none."""
        found: Element | None = self
        for tag in path:
            found = next(found.all(tag), None) if found else None
        return found.text.strip() if found else ""

    def written(self, tag: str) -> RawText:
        """Give a text with its markup."""
        found = next(self.all(tag), None)
        return found.own() if found else NO_TEXT

    def own(self) -> RawText:
        """Give the text inside this element with its markup."""
        markup = _MARKUPS.get(self.attributes.get("format", "html"), Writing.HTML)
        return RawText(self.value("text"), markup)

    def walk(self) -> Iterator["Element"]:
        """Give this element and everything inside it."""
        yield self
        for child in self.children:
            yield from child.walk()


class TooDeep(SAXException):
    """Elements inside elements, further than any question needs."""


class _Handler(ContentHandler):
    """Keeps every question as a tree; what a file holds in base64 is dropped while it is read."""

    def __init__(self) -> None:
        super().__init__()
        self.questions: list[Element] = []
        self.has_root = False
        self._open: list[Element] = []
        self._locator: Locator | None = None
        self._texts: list[str] = []

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802 - the name that SAX calls
        self._locator = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - the same
        if len(self._open) >= MAX_DEPTH:
            raise TooDeep("depth")
        self._keep()
        line = (self._locator.getLineNumber() if self._locator else 1) or 1
        column = (self._locator.getColumnNumber() if self._locator else 0) or 0
        element = Element(name, dict(attrs.items()), line, column + 1)
        if len(self._open) > 1 and len(self._open[-1].children) <= MAX_CHILDREN:
            self._open[-1].children.append(element)
        elif not self._open:
            self.has_root = name == "quiz"
        self._open.append(element)

    def characters(self, content: str) -> None:
        if len(self._open) > 1 and self._open[-1].tag != "file":
            self._texts.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802 - the same
        self._keep()
        element = self._open.pop()
        if len(self._open) == 1 and name == "question" and self.has_root:
            self.questions.append(element)

    def _keep(self) -> None:
        if self._open:
            self._open[-1].text += "".join(self._texts)
        self._texts.clear()


class _Strict(ErrorHandler):
    """Stops at the first thing that is not XML."""

    def warning(self, exception: BaseException) -> None:
        """Let it pass."""


def read_moodle(text: str) -> RawFile:
    """Read every question; where the XML breaks off, what came before is kept."""
    handler = _Handler()
    fault = _parse(text, handler)
    if fault is None and not handler.has_root:
        fault = note("xml-other", 1)
    faults: tuple[Note, ...] = (fault,) if fault else ()
    categories = {
        element.value("category", "text") for element in handler.questions if _is_category(element)
    }
    if len(categories) > 1:
        faults += (note("categories", 1, count=len(categories)),)
    elements = [element for element in handler.questions if not _is_category(element)]
    if len(elements) > MAX_QUESTIONS:
        faults += (note("too-many", 1, limit=MAX_QUESTIONS),)
    return RawFile(tuple(map(_question, elements[:MAX_QUESTIONS])), faults)


def _parse(text: str, handler: _Handler) -> Note | None:
    try:
        source = BytesIO(_without_declaration(text).encode("utf-8", "replace"))
        parse(source, handler, _Strict(), forbid_dtd=True)
    except DefusedXmlException:
        handler.questions.clear()
        return note("xml-entities", 1)
    except TooDeep:
        return note("xml-deep", 1, limit=MAX_DEPTH)
    except SAXParseException as error:
        return note("xml-broken", error.getLineNumber() or 1, (error.getColumnNumber() or 0) + 1)
    return None


def _is_category(element: Element) -> bool:
    return element.attributes.get("type") == "category"


def _without_declaration(text: str) -> str:
    """Drop the line that names an encoding: the text was decoded already."""
    start = len(text) - len(text.lstrip())
    if text.startswith("<?xml", start) and (end := text.find("?>", start)) >= 0:
        return "\n" * text.count("\n", 0, end) + text[end + 2 :]
    return text


def _question(element: Element) -> RawQuestion | Unread:
    name = element.value("name", "text")
    place = (element.line, element.column)
    kind = element.attributes.get("type", "")
    if kind not in _KINDS:
        code = _REFUSED.get(kind, "kind-unknown")
        return Unread(name, note(code, *place, kind=kind[:40]))
    if kind == "essay" and _words(element.written("graderinfo")):
        return Unread(name, note("grader-info", *place))
    answers = tuple(_ANSWERS.get(_KINDS[kind], _no_answers)(element))
    if len(answers) > MAX_ANSWERS:
        return Unread(name, note("answers-many", *place, count=len(answers), limit=MAX_ANSWERS))
    return RawQuestion(
        kind=_KINDS[kind],
        name=name,
        line=element.line,
        column=element.column,
        text=element.written("questiontext"),
        answers=answers,
        explanation=element.written("generalfeedback"),
        is_single=element.value("single").casefold() not in ("false", "0"),
        tags=frozenset(
            tag.value("text") for tags in element.all("tags") for tag in tags.all("tag")
        ),
        notes=tuple(_left_out(element)),
    )


def _left_out(element: Element) -> Iterator[Note]:
    """Tell what of a question there is no place for here."""
    place = (element.line, element.column)
    files = sum(each.tag == "file" for each in element.walk())
    if files:
        yield note("files", *place, count=files)
    if any(_words(element.written(tag)) for tag in _COMBINED):
        yield note("combined-feedback", *place)
    if any(_words(hint.own()) for hint in element.all("hint")):
        yield note("hints", *place)
    if _words(element.written("responsetemplate")):
        yield note("template", *place)


def _words(text: RawText) -> str:
    return text.text.replace("<p>", "").replace("</p>", "").replace("<br>", "").strip()


def _choices(element: Element) -> Iterator[RawAnswer]:
    for answer in element.all("answer"):
        yield RawAnswer(answer.own(), _number(answer), answer.written("feedback"))


def _truth(element: Element) -> Iterator[RawAnswer]:
    """Give true first, whatever the order in the file."""
    said = {answer.value("text").casefold(): answer for answer in element.all("answer")}
    for word in ("true", "false"):
        if word in said:
            yield RawAnswer(NO_TEXT, _number(said[word]), said[word].written("feedback"))


def _pairs(element: Element) -> Iterator[RawAnswer]:
    for pair in element.all("subquestion"):
        match = RawText(pair.value("answer", "text"), Writing.PLAIN)
        yield RawAnswer(pair.own(), match=match)


def _ordered(element: Element) -> Iterator[RawAnswer]:
    """Give the steps in their right order: the fraction is the place."""
    for answer in sorted(element.all("answer"), key=_number):
        yield RawAnswer(answer.own())


def _no_answers(_element: Element) -> Iterator[RawAnswer]:
    return iter(())


_ANSWERS = {
    RawKind.CHOICE: _choices,
    RawKind.TRUTH: _truth,
    RawKind.MATCHING: _pairs,
    RawKind.ORDERING: _ordered,
}


def _number(answer: Element) -> float:
    try:
        number = float(answer.attributes.get("fraction", "0").replace(",", ".")[:20])
    except ValueError:
        return 0.0
    return number if abs(number) < _LARGEST else 0.0
