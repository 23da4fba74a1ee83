"""The questions of a report: how everyone chose, and where the layers answer otherwise."""

from dataclasses import dataclass
from uuid import UUID

from training.domain.disclosure import Shown, load
from training.domain.disclosure_answers import Shares, load_shares
from training.domain.disclosure_groups import EVERYONE
from training.domain.group_tree import LAYERS, TOP_KEYS
from training.domain.organisation import Layer
from training.services.aligning.reports import Figure, figure_of
from training.services.aligning.wording import Text, text_of
from training.services.library import Library
from training.store import alignment as store
from training.store.alignment import AlignmentQuestion
from training.store.answer import Question

MOST_APART = 5

PAIRS = (
    (Layer.COUNCIL, Layer.EXECUTIVE, "council_executive"),
    (Layer.COUNCIL, Layer.OFFICIALS, "council_officials"),
    (Layer.EXECUTIVE, Layer.OFFICIALS, "executive_officials"),
)


@dataclass(frozen=True, slots=True)
class Apart:
    """Two layers and how far they are apart, in per cents."""

    one: Layer
    other: Layer
    distance: Shown[int]


@dataclass(frozen=True, slots=True)
class Situation:
    """A question with what is shown of it; `layers` holds a figure of each layer that has one."""

    number: int
    text: Text
    competency: str
    levels: tuple[int, ...]
    shares: Shown[Shares]
    everyone: Figure
    layers: tuple[Figure, ...]
    apart: tuple[Apart, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Give the figures of everyone and of each layer."""
        return (self.everyone, *self.layers)

    @property
    def largest(self) -> int:
        """Give the largest distance of two layers, 0 where none is shown."""
        return max((found.distance.value or 0 for found in self.apart), default=0)


def list_situations(library: Library, report_id: UUID, language: str) -> tuple[Situation, ...]:
    """List the questions of a report by sub-point."""
    session = library.session
    rows = store.list_figures(session, [report_id], TOP_KEYS)
    people = {group.key: group.people for group in store.list_groups(session, report_id)}
    figures = {
        (row.group_key, row.topic): figure_of(row, "", people[row.group_key]) for row in rows
    }
    found = [
        _situation(library, kept, question, figures, language)
        for kept, question in store.list_asked(session, report_id)
    ]
    return tuple(sorted(found, key=lambda one: (one.competency, one.number)))


def most_apart(situations: tuple[Situation, ...]) -> tuple[Situation, ...]:
    """Give the few situations where two layers differ most."""
    found = sorted(situations, key=lambda one: (-one.largest, one.number))
    return tuple(one for one in found[:MOST_APART] if one.largest)


def _situation(
    library: Library,
    kept: AlignmentQuestion,
    question: Question,
    figures: dict[tuple[str, str], Figure],
    language: str,
) -> Situation:
    topic = f"q:{question.id}"
    return Situation(
        number=question.id,
        text=text_of(library, question, language),
        competency=question.competency,
        levels=tuple(int(level) for level in question.levels),
        shares=load_shares(kept.cells),
        everyone=figures[EVERYONE, topic],
        layers=tuple(figures[key, topic] for key in LAYERS if (key, topic) in figures),
        apart=tuple(Apart(one, other, load(getattr(kept, name))) for one, other, name in PAIRS),
    )
