"""Whose progress somebody may see: all of the organisation, or the units that person leads."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from training.domain.access import Permission, Role, may
from training.domain.organisation import ROOT_ID
from training.services.errors import NotFound
from training.store import organisation as store


@dataclass(frozen=True, slots=True)
class Scope:
    """The units whose people one may see, each with everything below it; every query takes one."""

    roots: tuple[UUID, ...]

    @property
    def is_everything(self) -> bool:
        """Tell whether nobody is left out."""
        return ROOT_ID in self.roots

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nobody to see."""
        return not self.roots


EVERYTHING = Scope((ROOT_ID,))


def scope_of(session: Session, person_id: UUID, role: Role) -> Scope:
    """Give what somebody may see: HR everything, others the units that they lead."""
    if may(role, Permission.FOLLOW_ALL):
        return EVERYTHING
    led = store.list_led(session, person_id) if may(role, Permission.FOLLOW_TEAM) else []
    return Scope(tuple(led))


def narrow(session: Session, scope: Scope, unit_id: UUID | None) -> Scope:
    """Look at one unit of a scope; raises `NotFound` for a unit outside it, as for no unit."""
    if unit_id is None:
        return scope
    above = {unit.id for unit in store.list_above(session, unit_id)}
    if not above & set(scope.roots):
        raise NotFound("unit")
    return Scope((unit_id,))
