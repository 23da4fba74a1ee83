"""What HR sees of measurements: their state, how many take part, and what they say once closed."""

from dataclasses import dataclass
from datetime import date, datetime

from training.domain.disclosure import Shown
from training.domain.disclosure_figures import Share, told_share
from training.domain.disclosure_groups import (
    EVERYONE,
    FEWEST_FOR_SCORES,
    choose_alone,
    size_of,
)
from training.domain.measuring import State, Wave
from training.services.library import Library
from training.services.measuring.planning import get, state_of
from training.store import measurement as store
from training.store.library import list_titles
from training.store.measurement import Measurement, Turnout


@dataclass(frozen=True, slots=True)
class MeasurementRow:
    """A measurement in the list."""

    number: int
    wave: Wave
    title: str
    opens_on: date
    closes_on: date
    state: State


@dataclass(frozen=True, slots=True)
class MeasurementPage:
    """One measurement: what it asks, and which share of the `invited` finished, in per cents."""

    row: MeasurementRow
    percent: int
    forms: tuple[str, ...]
    before: MeasurementRow | None
    frozen_at: datetime | None
    closed_at: datetime | None
    people: int
    units: int
    invited: int
    finished: Shown[int]
    excluded: Shown[int]


def list_measurements(library: Library) -> tuple[MeasurementRow, ...]:
    """List all measurements, the newest first."""
    return tuple(_row(library, measurement) for measurement in store.list_all(library.session))


def read(library: Library, number: int) -> MeasurementPage:
    """Show one measurement; raises `NotFound`."""
    measurement = get(library, number)
    units = store.list_units(library.session, number)
    forms = (measurement.form_a_id, measurement.form_b_id)
    titles = list_titles(library.session, forms)
    turnout = store.turnout(library.session, number)
    before = store.find(library.session, measurement.before_id) if measurement.before_id else None
    return MeasurementPage(
        row=_row(library, measurement),
        percent=measurement.percent,
        forms=tuple(titles[form] for form in forms),
        before=_row(library, before) if before else None,
        frozen_at=measurement.frozen_at,
        closed_at=measurement.closed_at,
        people=sum(unit.headcount for unit in units),
        units=len(units),
        invited=turnout.invited - turnout.excluded,
        finished=_finished(turnout),
        excluded=_excluded(turnout),
    )


def _finished(turnout: Turnout) -> Shown[int]:
    """Show which share finished, in steps: an exact number would move when somebody does."""
    asked, many = turnout.invited - turnout.excluded, turnout.finished
    visible = choose_alone(EVERYONE, many, FEWEST_FOR_SCORES)
    return told_share(visible, EVERYONE, Share(many, asked))


def _excluded(turnout: Turnout) -> Shown[int]:
    many = turnout.excluded
    return size_of(choose_alone(EVERYONE, many, FEWEST_FOR_SCORES), EVERYONE)


def _row(library: Library, measurement: Measurement) -> MeasurementRow:
    report = None
    if measurement.closed_at:
        report = store.find_report(library.session, measurement.id)
    return MeasurementRow(
        measurement.id,
        Wave(measurement.kind),
        measurement.title,
        measurement.opens_on,
        measurement.closes_on,
        state_of(measurement, has_report=bool(report and report.made_at)),
    )
