"""Cards for a team: which situations it could talk about, and the talks that were opened."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from training.domain.disclosure_talk import Split, load_split
from training.services.errors import NotFound
from training.services.library import Library
from training.services.scope import Scope
from training.services.talking.situations import Situation, read_situation
from training.services.talking.units import (
    Team,
    UnitChoice,
    choose_team,
    find_candidates,
    find_in_scope,
    list_choices,
)
from training.store import talk as store
from training.store.organisation import find_unit
from training.store.talk import Discussable


@dataclass(frozen=True, slots=True)
class Candidate:
    """A situation to talk about; `is_own` when the unit itself splits, else the organisation.

    `is_open` when the unit is talking about it already.
    """

    question_id: int
    document_title: str
    title: str
    is_own: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class TalkLine:
    """A talk of a unit."""

    number: int
    title: str
    opened_on: date
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class TalkIndex:
    """What a leader or trainer can open and read; without a unit there is nothing to choose."""

    units: tuple[UnitChoice, ...]
    chosen: Team | None
    candidates: tuple[Candidate, ...]
    talks: tuple[TalkLine, ...]


@dataclass(frozen=True, slots=True)
class OptionShares:
    """An option with its shares before and after, in per cents; none is not shown."""

    text: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Card:
    """A talk as a page shows it; `before` and `after` are none where no figures may be shown."""

    number: int
    unit_name: str
    unit_id: UUID
    situation: Situation
    questions: tuple[str, str]
    options: tuple[OptionShares, ...]
    before: Split | None
    after: Split | None
    opened_on: date
    closed_on: date | None


def read_index(library: Library, scope: Scope, unit_id: UUID | None, language: str) -> TalkIndex:
    """Show the units of a scope and what one of them could talk about; raises `NotFound`."""
    units = list_choices(library.session, scope)
    chosen = choose_team(library.session, units, unit_id)
    if chosen is None:
        return TalkIndex(units, None, (), ())
    found = find_candidates(library.session, chosen)
    situations = ((each, own, _situation(library, each, language)) for each, own in found.values())
    running = {
        talk.question_id
        for talk in store.list_talks(library.session, chosen.unit_id)
        if not talk.closed_on
    }
    candidates = tuple(
        Candidate(
            each.question.id,
            text.document_title,
            text.title,
            own is not None,
            each.question.id in running,
        )
        for each, own, text in situations
        if text
    )
    return TalkIndex(units, chosen, candidates, _lines(library, chosen.unit_id, language))


def read_card(library: Library, scope: Scope, number: int, language: str) -> Card:
    """Show the card of a talk; raises `NotFound` outside the scope, or when its text is gone."""
    talk = find_in_scope(library.session, scope, number)
    asked = store.list_asked(library.session, [number])[number]
    situation, unit = _situation(library, asked, language), find_unit(library.session, talk.unit_id)
    if situation is None or unit is None:
        raise NotFound("talk")
    before, after = load_split(talk.split), load_split(talk.after)
    options = tuple(
        OptionShares(
            situation.options[place],
            before.shares[place] if before else None,
            after.shares[place] if after else None,
        )
        for place in situation.order(talk.id)
    )
    return Card(
        number=talk.id,
        unit_name=unit.name,
        unit_id=talk.unit_id,
        situation=situation,
        questions=(talk.first_question, talk.second_question),
        options=options,
        before=before,
        after=after,
        opened_on=talk.opened_on,
        closed_on=talk.closed_on,
    )


def _lines(library: Library, unit_id: UUID, language: str) -> tuple[TalkLine, ...]:
    talks = store.list_talks(library.session, unit_id)
    asked = store.list_asked(library.session, [talk.id for talk in talks])
    texts = {talk.id: _situation(library, asked[talk.id], language) for talk in talks}
    return tuple(
        TalkLine(talk.id, text.title, talk.opened_on, talk.closed_on)
        for talk in talks
        if (text := texts[talk.id])
    )


def _situation(library: Library, asked: Discussable, language: str) -> Situation | None:
    return read_situation(library, asked.question, asked.kind, asked.revision_id, language)
