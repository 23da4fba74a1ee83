"""What the library must remember of a file, so that an unchanged file need not be read again."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pydantic import TypeAdapter, ValidationError

from training.compiler.addresses import Target
from training.compiler.context import Context
from training.compiler.reading import Examined
from training.compiler.references import Reference
from training.compiler.report import Place
from training.domain.competency import Framework
from training.domain.course import Course, Unit
from training.domain.diagnostics import Diagnostic
from training.domain.document import Kind
from training.domain.lesson import Lesson
from training.domain.phrases import Phrases
from training.domain.quiz import Quiz
from training.domain.scenario import Scenario
from training.domain.shape import Document, shape_of


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a document's shape, with what an author calls it."""

    digest: str
    name: str
    line: int


@dataclass(frozen=True, slots=True)
class Summary:
    """A file as the rest of the library sees it."""

    kind: Kind
    slug: str
    language: str
    id_place: Place
    review_by: date | None
    review_place: Place
    references: tuple[Reference, ...]
    parts: tuple[Part, ...] | None
    diagnostics: tuple[Diagnostic, ...]


Summaries = Mapping[str, Summary]
_ADAPTER = TypeAdapter(dict[str, Summary])


def summarise(target: Target, examined: Examined[Document]) -> Summary:
    """Keep what the checks across files ask for."""
    header, document = examined.header, examined.compiled.value
    return Summary(
        kind=target.kind,
        slug=header.slug if header else "",
        language=header.language if header else "",
        id_place=examined.id_place,
        review_by=header.review_by if header else None,
        review_place=examined.review_place,
        references=examined.references,
        parts=_parts(document) if document else None,
        diagnostics=examined.compiled.diagnostics,
    )


def key_of(source: bytes, kind: Kind, context: Context, version: str) -> str:
    """Give the name under which a summary of exactly this reading may be kept."""
    known = (context.competencies, context.limits)
    codes = [sorted(codes) if codes is not None else None for codes in known]
    phrases, borrowed = sorted(context.phrases.items()), sorted(context.borrowed.items())
    digest = hashlib.sha256(repr((version, kind.value, codes, phrases, borrowed)).encode())
    digest.update(source)
    return digest.hexdigest()


def dump(summaries: Summaries) -> bytes:
    """Write summaries down as JSON."""
    return _ADAPTER.dump_json(dict(summaries))


def load(stored: bytes) -> Summaries:
    """Read summaries back; whatever is not exactly what `dump` wrote counts as nothing."""
    try:
        return _ADAPTER.validate_json(stored)
    except ValidationError:
        return {}


def _parts(document: Document) -> tuple[Part, ...]:
    names = _names(document)
    return tuple(
        Part(hashlib.sha256(repr(part).encode()).hexdigest()[:16], *names[place])
        for place, part in enumerate(shape_of(document))
    )


def _names(document: Document) -> list[tuple[str, int]]:
    match document:
        case Scenario(scenes=scenes):
            return [(scene.title, scene.line) for scene in scenes]
        case Quiz(items=items):
            return [(item.title, item.line) for item in items]
        case Course(modules=modules):
            return [(module.title, _first_line(module.units)) for module in modules]
        case Lesson(header=header):
            return [(header.title, 1)]
        case Framework(header=header):
            return [(header.title, 1)] * 2
        case Phrases():
            return []


def _first_line(units: tuple[Unit, ...]) -> int:
    return units[0].line if units else 1
