"""Choosing again after a talk: once, without a name, and without a word about the choice."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from training.services import answers
from training.services.answers import During, Occasion
from training.services.errors import Conflict, Invalid, NotFound
from training.services.library import Library
from training.services.talking.situations import Situation, asked_by, read_situation
from training.store import talk as store
from training.store.organisation import list_above
from training.store.people import find_by_learner, lock_learner
from training.store.talk import Talk


@dataclass(frozen=True, slots=True)
class VoteLine:
    """A talk in which somebody can choose again."""

    number: int
    title: str


@dataclass(frozen=True, slots=True)
class VotePage:
    """The situation and its options in the order of the reader; `can_vote` while it is open."""

    number: int
    situation: Situation
    options: tuple[str, ...]
    can_vote: bool
    has_voted: bool


def list_votes(library: Library, learner_key: UUID, language: str) -> tuple[VoteLine, ...]:
    """List the talks in which somebody can still choose again."""
    talks = store.list_open_for(library.session, learner_key)
    if not talks:
        return ()
    asked = store.list_asked(library.session, [talk.id for talk in talks])
    texts = (
        (
            talk.id,
            read_situation(
                library,
                asked[talk.id].question,
                asked[talk.id].kind,
                asked[talk.id].revision_id,
                language,
            ),
        )
        for talk in talks
    )
    return tuple(VoteLine(number, text.title) for number, text in texts if text)


def read_vote(library: Library, number: int, learner_key: UUID, language: str) -> VotePage:
    """Show what is asked again; raises `NotFound` for a talk of another unit."""
    talk = _find(library, number, learner_key)
    asked = store.list_asked(library.session, [number])[number]
    situation = read_situation(library, asked.question, asked.kind, asked.revision_id, language)
    if situation is None:
        raise NotFound("talk")
    waiting = {each.id for each in store.list_open_for(library.session, learner_key)}
    return VotePage(
        number=number,
        situation=situation,
        options=tuple(situation.options[i] for i in situation.order(learner_key.int)),
        can_vote=number in waiting,
        has_voted=talk.closed_on is None and number not in waiting,
    )


def vote(library: Library, number: int, learner_key: UUID, position: int, *, at: datetime) -> None:
    """Count a choice by its place on the page, from 0; a second one changes nothing.

    Raises `NotFound` for a talk of another unit, `Conflict` for one that was closed, `Invalid`
    for an option that is not there.
    """
    lock_learner(library.session, learner_key)
    talk = _find(library, number, learner_key)
    if talk.closed_on:
        raise Conflict("talk-closed")
    if all(each.id != number for each in store.list_open_for(library.session, learner_key)):
        return
    each = store.list_asked(library.session, [number])[number]
    situation = read_situation(library, each.question, each.kind, each.revision_id, "")
    if situation is None:
        raise NotFound("talk")
    if not 0 <= position < len(situation.options):
        raise Invalid("talk-option")
    answers.count(
        library,
        learner_key=learner_key,
        asked=asked_by(library, each.question, each.kind, each.revision_id),
        option=situation.order(learner_key.int)[position],
        at=at,
        during=During(Occasion.TALK, number),
    )


def _find(library: Library, number: int, learner_key: UUID) -> Talk:
    talk = store.find_talk(library.session, number)
    person = find_by_learner(library.session, learner_key)
    above = {unit.id for unit in list_above(library.session, person.unit_id)}
    if talk is None or talk.unit_id not in above:
        raise NotFound("talk")
    return talk
