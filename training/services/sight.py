"""Of which groups somebody may read figures, however large they are."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy.orm import Session

from training.domain.access import Permission, Role, may
from training.domain.group_tree import TOP_KEYS
from training.services.scope import EVERYTHING, Scope, scope_of
from training.store.organisation import units_below

READ_ALL = frozenset({Role.HR, Role.TRAINER, Role.ADMIN})
TOP = frozenset(TOP_KEYS)


def scope_for(session: Session, person_id: UUID, role: Role) -> Scope:
    """Give the units of which somebody may read figures: who only leads, those led and below."""
    return EVERYTHING if role in READ_ALL else scope_of(session, person_id, role)


def sight_of(session: Session, person_id: UUID, role: Role) -> Callable[[str], bool]:
    """Make the test whether somebody may read figures of a group, by its key.

    Everyone and the layers are for all who may read figures at all. A key is that of a unit else.
    """
    scope = scope_for(session, person_id, role)
    if scope.is_everything:
        return lambda key: True
    below = frozenset(session.scalars(units_below(*scope.roots))) if scope.roots else frozenset()
    return lambda key: key in TOP or UUID(key) in below


def sight_of_mandate(role: Role) -> Callable[[str], bool]:
    """Make the test whose lack of leeway somebody may read: of one's own unit it is not told.

    It is for those who can give leeway, and says something of the leader as well.
    """
    if may(role, Permission.TAKE_STOCK):
        return lambda key: True
    return TOP.__contains__
