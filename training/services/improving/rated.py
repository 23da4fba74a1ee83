"""What a panel rates in a text, and what it said of each option."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from training.domain.document import Kind
from training.domain.item_tally import Question, questions_of
from training.domain.krippendorff import Metric, Reliability, bootstrapped
from training.domain.quiz import Quiz
from training.domain.rating import Side, Verdict, Vote, heard_sides, judge
from training.domain.scenario import Scenario
from training.services.improving.evidence import options_of
from training.services.library import Library
from training.store import panel as store
from training.store.panel import Panel


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a member gave a level; of which side, never who."""

    side: Side
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class RatedOption:
    """One option with what the panel says of it."""

    text: str
    verdict: Verdict
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class RatedPart:
    """One question or scene with its options, in the author's order."""

    place: int
    title: str
    options: tuple[RatedOption, ...]


def text_of(library: Library, kind: str, revision_id: UUID) -> Scenario | Quiz:
    """Give the text that a panel rates."""
    if kind == Kind.SCENARIO:
        return library.take(revision_id, Scenario)
    return library.take(revision_id, Quiz)


def rated_parts(text: Scenario | Quiz) -> tuple[tuple[int, Question], ...]:
    """List the parts of which every option has a level, with their places."""
    return tuple(
        (place, question)
        for place, question in enumerate(questions_of(text))
        if question.levels and question.size > 1
    )


def result_of(library: Library, kind: str, panel: Panel) -> tuple[RatedPart, ...]:
    """Sum up what the panel said of every part, of each side from three members on."""
    text = text_of(library, kind, panel.revision_id)
    given: dict[tuple[str, int], list[Reason]] = {}
    for side, part, option, level, reason in store.list_ratings(library.session, panel.id):
        given.setdefault((part, option), []).append(Reason(Side(side), level, reason))
    return tuple(
        RatedPart(
            place,
            question.title,
            tuple(
                _option(question, option, words, given.get((question.name, option), []))
                for option, words in enumerate(options_of(text, place))
            ),
        )
        for place, question in rated_parts(text)
    )


def _option(question: Question, option: int, text: str, given: Sequence[Reason]) -> RatedOption:
    """Leave out what a side says of which fewer than three rated: its reasons lead to a person."""
    heard = heard_sides(one.side for one in given)
    votes = [Vote(one.side, one.level) for one in given]
    verdict = judge(votes, question.levels[option], crosses_limit=option in question.crossing)
    return RatedOption(text, verdict, tuple(r for r in given if r.text and r.side in heard))


def reliability_of(parts: Iterable[RatedPart], panel_id: UUID) -> Reliability | None:
    """Give alpha over all options, with its interval; none below eight members."""
    clusters = [
        [
            [level for level, count in enumerate(o.verdict.split) for _ in range(count)]
            for o in part.options
            if o.verdict.deviation is not None
        ]
        for part in parts
    ]
    rated = [cluster for cluster in clusters if cluster]
    if not rated:
        return None
    return bootstrapped(rated, Metric.ORDINAL, seed=panel_id.int % 2**31)
