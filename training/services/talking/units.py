"""For which units somebody may open a talk, and which situations each could talk about."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from training.domain.access import Permission, Role, may
from training.domain.disclosure_groups import EVERYONE
from training.domain.disclosure_talk import FEWEST_FOR_A_TALK
from training.services.errors import NotFound
from training.services.library import Library
from training.services.scope import EVERYTHING, Scope, narrow, scope_of
from training.services.talking.counting import count_questions, key_of
from training.store import talk as store
from training.store.talk import Discussable, Talk


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A unit to look at; the name of the whole organisation is empty."""

    unit_id: UUID
    name: str
    has_enough: bool


def talk_scope(session: Session, person_id: UUID, role: Role) -> Scope:
    """Give the units for which somebody may open a talk: trainers all, leaders their own."""
    if may(role, Permission.AUTHOR):
        return EVERYTHING
    return scope_of(session, person_id, role)


def list_choices(session: Session, scope: Scope) -> tuple[UnitChoice, ...]:
    """List the units of a scope where somebody works."""
    return tuple(
        UnitChoice(unit.id, unit.name, people >= FEWEST_FOR_A_TALK)
        for unit, people in store.list_scope(session, scope.roots)
    )


def find_candidates(library: Library, unit: UnitChoice) -> Mapping[int, tuple[Discussable, bool]]:
    """Choose what a unit could talk about, and whether that is said by its own answers.

    Of a unit without figures nothing may be told, so it gets the situations in which the whole
    organisation splits, whatever its own answers are.
    """
    if not unit.has_enough:
        return {}
    questions = {d.question.id: d for d in store.list_discussable(library.session)}
    counted = count_questions(library.session, (d.question for d in questions.values()))
    found: dict[int, tuple[Discussable, bool]] = {}
    for number, counts in counted.items():
        own = counts.splits(key_of(unit.unit_id))
        if own or (own is None and counts.splits(EVERYONE)):
            found[number] = questions[number], bool(own)
    return found


def find_in_scope(session: Session, scope: Scope, number: int) -> Talk:
    """Find a talk; raises `NotFound` outside the scope."""
    talk = store.find_talk(session, number)
    if talk is None:
        raise NotFound("talk")
    narrow(session, scope, talk.unit_id)
    return talk
