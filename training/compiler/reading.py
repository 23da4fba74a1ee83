"""One document on its way from text to value: what every kind reads first, and all it needs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from training.compiler import front_matter
from training.compiler.context import NOTHING_KNOWN, Context
from training.compiler.header import Settings, read_settings
from training.compiler.limits import is_readable
from training.compiler.outline import Outline, read_outline
from training.compiler.prose import Renderer
from training.compiler.references import Reference, read_references
from training.compiler.report import TOP, Place, Report
from training.compiler.sound import check_sounds
from training.compiler.source import read_text
from training.compiler.structure import check_choices_left, check_headings, check_quotations
from training.compiler.unrecognisable import check_unrecognisable
from training.compiler.vocabulary import Words
from training.compiler.wording import check_wording
from training.domain.diagnostics import Compiled, by_place
from training.domain.document import Header, Kind
from training.domain.signal import says_signal

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the builder of a kind works with."""

    settings: Settings
    outline: Outline
    context: Context
    report: Report
    renderer: Renderer

    @property
    def header(self) -> Header:
        """Give the header that goes into the value."""
        return self.settings.header

    @property
    def words(self) -> Words:
        """Give the words of the document's language."""
        return self.settings.words


Builder = Callable[[Reading], T | None]


@dataclass(frozen=True, slots=True)
class Examined(Generic[T]):
    """A compiled document with what only the library asks: its header, and what it refers to."""

    compiled: Compiled[T]
    header: Header | None = None
    id_place: Place = TOP
    review_place: Place = TOP
    references: tuple[Reference, ...] = ()


def examine(
    kind: Kind, build: Builder[T], source: str | bytes, context: Context = NOTHING_KNOWN
) -> Examined[T]:
    """Read a document of one kind; never raises, whatever an author wrote."""
    text = read_text(source)
    if text.value is None:
        return Examined(Compiled(None, text.diagnostics))
    report = Report()
    parts = front_matter.split(text.value, report)
    settings = read_settings(kind, parts, report)
    outline = read_outline(parts.body)
    check_choices_left(text.value, report)
    references: tuple[Reference, ...] = ()
    value = None
    if is_readable(outline, report):
        references = read_references(kind, outline, report)
        check_headings(outline, report)
        check_quotations(outline.blocks, report)
        check_sounds(outline.blocks, report)
        is_list = kind is Kind.PHRASES  # which has to say what it warns against
        phrases = () if is_list else context.phrases.get(settings.header.language, ())
        check_wording(outline.blocks, settings.words, phrases, report)
        if says_signal(settings.header.source):
            check_unrecognisable(parts.body, report)
        renderer = Renderer(kind, outline, context.slugs, settings.words.transcript)
        value = build(Reading(settings, outline, context, report, renderer))
    return Examined(
        Compiled(value, by_place(report.found)),
        settings.header,
        settings.places.get("slug", TOP),
        settings.places.get("review_by", TOP),
        references,
    )
