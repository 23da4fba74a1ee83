"""For which units somebody may open a talk, and which situations each could talk about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from training.domain.access import Permission, Role, may
from training.domain.disclosure_groups import EVERYONE
from training.domain.disclosure_talk import FEWEST_FOR_A_TALK
from training.services.errors import NotFound
from training.services.scope import EVERYTHING, Scope, narrow, scope_of
from training.services.talking.counting import key_of
from training.store import talk as store
from training.store import talk_count
from training.store.talk import Discussable, Talk
from training.store.talk_count import TalkSplit


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A unit to look at; the name of the whole organisation is empty."""

    unit_id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Team:
    """The unit that is looked at, and whether enough people work there for a card."""

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
    return tuple(UnitChoice(unit.id, unit.name) for unit in store.list_scope(session, scope.roots))


def choose_team(
    session: Session, units: Sequence[UnitChoice], unit_id: UUID | None = None
) -> Team | None:
    """Give one of the units, the first where none was asked for; raises `NotFound`."""
    chosen = next((unit for unit in units if unit_id in (None, unit.unit_id)), None)
    if chosen is None:
        if unit_id is not None:
            raise NotFound("unit")
        return None
    people = store.count_up_to(session, chosen.unit_id, FEWEST_FOR_A_TALK)
    return Team(chosen.unit_id, chosen.name, people >= FEWEST_FOR_A_TALK)


def find_candidates(
    session: Session, team: Team
) -> Mapping[int, tuple[Discussable, TalkSplit | None]]:
    """Choose what a unit could talk about, with its own split where its own answers say so.

    Of a unit without figures nothing may be told, so it gets the situations in which the whole
    organisation splits, whatever its own answers are.
    """
    if not team.has_enough:
        return {}
    key = key_of(team.unit_id)
    found = talk_count.list_splits(session, {key, EVERYONE})
    own = {split.question_id: split for split, _ in found if split.group_key == key}
    return {
        split.question_id: (each, own.get(split.question_id))
        for split, each in found
        if split.is_split and (split.group_key == key or split.question_id not in own)
    }


def find_in_scope(session: Session, scope: Scope, number: int) -> Talk:
    """Find a talk; raises `NotFound` outside the scope."""
    talk = store.find_talk(session, number)
    if talk is None:
        raise NotFound("talk")
    narrow(session, scope, talk.unit_id)
    return talk
