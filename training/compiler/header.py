"""The keys of a header: known, allowed for this kind, and with values that mean something."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from training.compiler.front_matter import Entry, FrontMatter, split
from training.compiler.header_values import HeaderValues
from training.compiler.report import TOP, Place, Report
from training.compiler.source import BYTE_ORDER_MARK
from training.compiler.vocabulary import DEFAULT_LANGUAGE, VOCABULARY, Words
from training.domain.document import Header, Kind

_ALL = frozenset({"title", "slug", "language", "owner", "review_by", "meaning"})
_UNIT = _ALL | {"minutes", "audience"}
FIELDS: Mapping[Kind, frozenset[str]] = {
    Kind.COMPETENCIES: _ALL,
    Kind.PHRASES: _ALL,
    Kind.LESSON: _UNIT,
    Kind.SCENARIO: _UNIT | {"role", "layer", "jurisdiction", "source", "renamed", "order", "pivot"},
    Kind.QUIZ: _UNIT | {"mastery_score", "questions", "form", "display", "order", "renamed"},
    Kind.COURSE: _UNIT | {"mastery_score", "valid_for"},
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a header says: the part that all kinds share, and all values by field."""

    header: Header
    values: HeaderValues
    words: Words
    places: Mapping[str, Place]


def read_settings(kind: Kind, front_matter: FrontMatter, report: Report) -> Settings:
    """Give the header; a value that cannot be read is reported and left at its default."""
    words = VOCABULARY[_language(front_matter)]
    entries = _by_field(kind, front_matter, words, report)
    texts = {field: entry.text for field, entry in entries.items()}
    values = _validate(texts, words, _complain_to(report, entries, front_matter, words))
    header = Header(
        kind=kind,
        slug=values.slug,
        title=values.title,
        language=values.language,
        minutes=values.minutes,
        audience=values.audience,
        owner=values.owner,
        source=values.source,
        review_by=values.review_by,
        meaning=values.meaning,
    )
    return Settings(header, values, words, {name: entry.place for name, entry in entries.items()})


def read_header(kind: Kind, source: str) -> Header:
    """Read the header alone: cheap, and silent about what is wrong with it."""
    text = source.removeprefix(BYTE_ORDER_MARK).replace("\r\n", "\n")
    return read_settings(kind, split(text, Report()), Report()).header


def _language(front_matter: FrontMatter) -> str:
    """Let the header's own language pick the words that the rest of it is read with."""
    for row in VOCABULARY.values():
        key = next(key for key, field in row.keys.items() if field == "language")
        entry = front_matter.entries.get(key)
        if entry and entry.text in VOCABULARY:
            return entry.text
    return DEFAULT_LANGUAGE


def _by_field(
    kind: Kind, front_matter: FrontMatter, words: Words, report: Report
) -> dict[str, Entry]:
    known = {key: field for key, field in words.keys.items() if field in FIELDS[kind]}
    entries: dict[str, Entry] = {}
    for key, entry in front_matter.entries.items():
        if key in known:
            entries[known[key]] = entry
        elif key in words.keys:
            report.add("W04", entry.key_place, kind, key=key)
        elif suggestion := _suggest(key, known):
            report.add("W04", entry.key_place, "suggestion", key=key, suggestion=suggestion)
        else:
            report.add("W04", entry.key_place, key=key, keys=", ".join(known))
    return entries


def _suggest(key: str, known: Mapping[str, str]) -> str:
    """Suggest the near miss, or this language's word for a key of another language."""
    meaning = next((row.keys[key] for row in VOCABULARY.values() if key in row.keys), None)
    if meaning:
        return next((word for word, field in known.items() if field == meaning), "")
    return next(iter(get_close_matches(key.casefold(), known, n=1, cutoff=0.7)), "")


_Complain = Callable[[ErrorDetails], None]


def _validate(texts: dict[str, str], words: Words, complain: _Complain) -> HeaderValues:
    try:
        return HeaderValues.model_validate(texts, context=words)
    except ValidationError as failure:
        for error in failure.errors(include_url=False):
            complain(error)
        wrong = {str(error["loc"][0]) for error in failure.errors(include_url=False)}
    rest = {field: text for field, text in texts.items() if field not in wrong}
    stand_ins = {"title": "-", "slug": "x"}  # the two without a default; taken out again below
    values = HeaderValues.model_validate(stand_ins | rest, context=words)
    return values.model_copy(update=dict.fromkeys(stand_ins.keys() & wrong, ""))


def _complain_to(
    report: Report, entries: Mapping[str, Entry], front_matter: FrontMatter, words: Words
) -> _Complain:
    keys = {field: key for key, field in words.keys.items()}

    def complain(error: ErrorDetails) -> None:
        field = str(error["loc"][0])
        entry = entries.get(field)
        code = "E02" if field == "slug" else "E38"
        if entry and entry.text:
            variant = "malformed" if error["type"] == "slug" else error["type"]
            report.add(code, entry.place, variant, key=keys[field], **error.get("ctx", {}))
        elif front_matter.is_whole:  # else E01 or E03 has said already what to mend first
            place = entry.place if entry else TOP
            report.add(code, place, "missing", key=keys[field])

    return complain
