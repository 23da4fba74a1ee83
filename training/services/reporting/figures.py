"""The figures of units: from the counts alone, whatever the number of people."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from training.domain.organisation import Layer
from training.domain.standing import Tally
from training.store.report_area import list_borders, list_entries
from training.store.report_history import list_history
from training.store.tally import list_tallies

Terms = Mapping[UUID, Sequence[tuple[UUID, int]]]
"""For each unit the counts that must be added (1) or taken off (-1) to get those of a layer."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A tally with what its picture and its words need; per cents are whole."""

    tally: Tally

    @property
    def percent(self) -> int | None:
        """Give completed of required, never 100 before everyone is done nor 0 after somebody is."""
        return _percent(self.tally.completed, self.tally.required)

    @property
    def late_percent(self) -> int | None:
        """Give overdue of required."""
        return _percent(self.tally.overdue, self.tally.required)

    @property
    def is_empty(self) -> bool:
        """Tell whether this concerns nobody."""
        return not (self.tally.required or self.tally.exempt)


def terms_of(session: Session, unit_ids: Sequence[UUID], layer: Layer | None) -> Terms:
    """Say how the counts of each unit are made up.

    A unit's counts hold everything below it. Those of one layer are the counts of each unit where
    the layer begins, less those of each unit where it ends: only such borders are looked up.
    """
    if layer is None:
        return {unit_id: [(unit_id, 1)] for unit_id in unit_ids}
    terms: defaultdict[UUID, list[tuple[UUID, int]]] = defaultdict(list)
    for unit in list_entries(session, unit_ids):
        if unit.layer == layer:
            terms[unit.id].append((unit.id, 1))
    for border in list_borders(session, unit_ids):
        if border.layer == layer:
            terms[border.ancestor_id].append((border.unit_id, 1))
        elif border.layer_above == layer:
            terms[border.ancestor_id].append((border.unit_id, -1))
    return terms


def figures_of(
    session: Session, terms: Terms, course_ids: Sequence[UUID]
) -> dict[tuple[UUID, UUID], Tally]:
    """Give the tally of each unit and course."""
    needed = sorted({unit_id for parts in terms.values() for unit_id, _ in parts})
    counted = list_tallies(session, needed, course_ids)
    return {
        (unit_id, course_id): add_up(
            scaled(counted.get((part, course_id), Tally()), sign) for part, sign in parts
        )
        for unit_id, parts in terms.items()
        for course_id in course_ids
    }


def history_of(
    session: Session, terms: Terms, course_ids: Sequence[UUID], days: Sequence[date]
) -> dict[date, Tally]:
    """Give what all these units together had on each day that was kept."""
    signs: defaultdict[UUID, int] = defaultdict(int)
    for parts in terms.values():
        for unit_id, sign in parts:
            signs[unit_id] += sign
    found: dict[date, Tally] = {}
    kept = list_history(session, days, sorted(signs), course_ids)
    for (day, unit_id), tallies in kept.items():
        part = scaled(add_up(tallies.values()), signs[unit_id])
        found[day] = found.get(day, Tally()) + part
    return found


def add_up(tallies: Iterable[Tally]) -> Tally:
    """Add up groups that share nobody."""
    return sum(tallies, Tally())


def scaled(tally: Tally, times: int) -> Tally:
    """Multiply all counts, such as by -1 to take a group off."""
    return Tally(*(times * people for people in astuple(tally)))


def _percent(part: int, whole: int) -> int | None:
    if not whole:
        return None
    if part in {0, whole}:
        return 100 * part // whole
    return min(99, max(1, (200 * part + whole) // (2 * whole)))
