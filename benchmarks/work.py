"""The kinds of work to measure: each a small function of a scene."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice

from benchmarks.municipality import AT
from benchmarks.scene import Scene
from training.domain.access import Role
from training.domain.organisation import ROOT_ID, Layer
from training.domain.standing import Standing
from training.services import nightly, play
from training.services.audit import SYSTEM, note
from training.services.jobs import Stage, Task
from training.services.library import Library
from training.services.reporting.dashboard import dashboard as dashboard_page
from training.services.reporting.exports import Request
from training.services.reporting.exports import people as people_export
from training.services.reporting.files import write_csv
from training.services.reporting.overdue import overdue_page
from training.services.reporting.people import people_page
from training.services.reporting.seal import Seal
from training.services.reporting.view import Filters, View, Viewer, look
from training.services.standing import recount
from training.store import job as jobs
from training.store.people import find_person
from training.store.tally import fold

FLOOR = "floor: one SELECT by key"
WRITING_FLOOR = "floor: one INSERT and COMMIT"
EXPORTED = 5_000
Page = Callable[[Library, View, Filters], object]
"""A report page as its use case makes it."""


def floor(scene: Scene) -> object:
    """Do the least that a page can do."""
    with scene.database.reading() as session:
        return find_person(session, scene.lead)


def writing_floor(scene: Scene) -> None:
    """Do the least that a click can do: what is committed is on disk."""
    with scene.world.session() as session:
        note(session, SYSTEM, "floor", "", "", at=AT)


def page(
    make: Page, *, is_large: bool = False, is_one: bool = False, **filters: object
) -> Callable[[Scene], object]:
    """Make the work of a report page as HR opens it, all but the HTML.

    `unit_id` is a department of some dozens of people, or with `is_large` the largest directorate;
    with `is_one` only the course is looked at that was asked for the longest ago.
    """

    def work(scene: Scene) -> object:
        asked = Filters(**filters)  # type: ignore[arg-type]  # by the names of its fields
        if asked.unit_id or is_large:
            asked = replace(asked, unit_id=scene.directorate if is_large else scene.department)
        if is_one:
            asked = replace(asked, course=scene.late_course)
        with scene.database.reading() as session:
            library = Library(session, scene.world.shelf)
            viewer = Viewer(scene.lead, Role.HR, "nl", AT.date())
            return make(library, look(library, viewer, asked), asked)

    return work


def dashboard(library: Library, view: View, filters: Filters) -> object:
    """Show the figures of a unit and of what is below it."""
    return dashboard_page(library, view, today=AT.date())


def overdue(library: Library, view: View, filters: Filters) -> object:
    """List who is late the longest."""
    late = replace(filters, standing=Standing.OVERDUE)
    return overdue_page(library, view, late, today=AT.date())


def click(scene: Scene) -> object:
    """Record a choice of a learner, with all that is derived from it, and commit."""
    if scene.attempt is None:
        return None
    with scene.world.transaction() as library:
        return play.choose(
            library,
            attempt_id=scene.attempt,
            learner_key=scene.learner,
            step=0,
            shown_position=1,
            at=AT,
        )


def fold_changes(scene: Scene) -> object:
    """Fold a thousand changes into the counts of their units and all above."""
    with scene.world.session() as session:
        return fold(session)


def idle_worker(scene: Scene) -> object:
    """Look for work where there is none, as a worker does every two seconds."""
    with scene.world.session() as session:
        fold(session)
        return jobs.claim_next(session, AT)


def night(scene: Scene) -> object:
    """Do a night's work, step by step, each in a transaction of its own."""
    stage = Stage()
    while not stage.is_finished:
        with scene.world.transaction() as library:
            stage = nightly.step(library, Task(scene.lead, {}, None, stage), AT)
    return stage.done


def recount_course(scene: Scene) -> object:
    """Count one course anew from the facts."""
    with scene.world.session() as session:
        return recount(session, scene.courses[0])


def export(scene: Scene) -> object:
    """Write person by course as CSV, up to so many rows; rows from the database and all."""

    @contextmanager
    def reading() -> Iterator[Library]:
        with scene.database.reading() as session:
            yield Library(session, scene.world.shelf)

    with reading() as library:
        viewer = Viewer(scene.lead, Role.HR, "nl", AT.date())
        asked = Request(viewer, Filters(), defaultdict(str), library.day_of)
    sheet = people_export(reading, asked)
    some = replace(sheet, rows=islice(sheet.rows, EXPORTED))
    return sum(len(piece) for piece in write_csv(some, Seal(b"benchmark" * 4, "0123abcd")))


WORK: Mapping[str, Callable[[Scene], object]] = {
    FLOOR: floor,
    WRITING_FLOOR: writing_floor,
    "dashboard": page(dashboard),
    "dashboard, one department": page(dashboard, unit_id=ROOT_ID),
    "dashboard, one layer": page(dashboard, layer=Layer.OFFICIALS),
    "50 people by 20 courses": page(people_page),
    "50 people by 20 courses, one department": page(people_page, unit_id=ROOT_ID),
    "50 people by 20 courses, one directorate": page(people_page, is_large=True),
    "50 people who are late with any course": page(people_page, standing=Standing.OVERDUE),
    "50 people who are late with one course": page(
        people_page, standing=Standing.OVERDUE, is_one=True
    ),
    "50 late with any, one directorate": page(
        people_page, is_large=True, standing=Standing.OVERDUE
    ),
    "50 late with one, one directorate": page(
        people_page, is_large=True, standing=Standing.OVERDUE, is_one=True
    ),
    "50 late the longest, one directorate": page(overdue, is_large=True),
    "50 who are late the longest": page(overdue),
    "50 who are late the longest with one course": page(overdue, is_one=True),
    "a learner's click": click,
    "fold 1,000 changes": fold_changes,
    "a worker without work": idle_worker,
}
"""What is measured each turn, by its name in the table."""

WRITING = ("a learner's click", "fold 1,000 changes", "a worker without work")
"""What is held against the other floor, because it ends on disk."""

ONCE: Mapping[str, Callable[[Scene], object]] = {
    "a night's sweep": night,
    f"a CSV of {EXPORTED:,} people by 20 courses": export,
    "recount one course": recount_course,
}
"""What takes too long for each turn, and is measured once."""
