"""Checks an HR file a part at a time: reads it, then lays it beside who is there now."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.domain.access import Role
from training.services.organisation import present, tree
from training.services.organisation.difference import Difference, compare
from training.services.organisation.hr_columns import Column
from training.services.organisation.hr_file import HrFile
from training.services.organisation.hr_rows import Entry
from training.services.organisation.present import Known, Present
from training.services.organisation.report import Report, Survey, faults_only

ROWS_A_STEP = 2_000
PEOPLE_A_STEP = 1_000
ABSENT_A_STEP = 5_000
GIVEN_BY_HR = (Role.LEARNER, Role.MANAGER)
"""Roles that follow from a file; all others are given by an administrator."""


class Check:
    """One check, which keeps what it has read; each call of `advance` does a part."""

    def __init__(self, content: bytes, *, own_number: str = "") -> None:
        """Begin with the bytes of the file, and the staff number of who brings it in."""
        self.file = HrFile(content)
        self._own_number = own_number
        self.report: Report | None = None
        self.compared = 0
        self._plan: tree.TreePlan | None = None
        self._survey: Survey | None = None
        self._last: UUID | None = None

    @property
    def done(self) -> int:
        """Count the rows that were read and those that were compared."""
        return self.file.rows_read + self.compared

    @property
    def total(self) -> int:
        """Count what there is to do; before the end of the file this is a good guess."""
        file = self.file
        rows = file.rows_read if file.is_read else max(file.rows_expected, file.rows_read)
        return rows + (len(file.entries) if file.is_read else rows)

    def advance(self, session: Session, *, today: date, at: datetime) -> bool:
        """Do the next part; tells whether the report is there."""
        if not self.file.is_read:
            self.file.advance(ROWS_A_STEP)
        elif self._survey is None:
            self._plan = tree.plan(session, self.file, at=at)
            self._survey = Survey(self._plan)
        elif self.compared < len(self.file.entries):
            part = self.file.entries[self.compared : self.compared + PEOPLE_A_STEP]
            self._compare(session, part, today)
            self.compared += len(part)
        elif self.file.faults.total or self._are_absent_seen(session):
            self._finish(session)
        return self.report is not None

    def _compare(self, session: Session, part: Sequence[Entry], today: date) -> None:
        known = present.read_known(session, part)
        refuse_taken(self.file, part, known)
        refuse_guarded(self.file, part, known)
        # With faults nothing is imported: then who holds an address is all that counts.
        if self._survey and self._plan and not self.file.faults.total:
            units = self._plan.by_path
            self._survey.add(differences(self.file, part, known, units, today))

    def _are_absent_seen(self, session: Session) -> bool:
        """Look for people who are not in the file, and tell whether all were looked at."""
        rows = present.list_numbered(session, self._last, ABSENT_A_STEP)
        gone = [person_id for person_id, number in rows if not self.file.line_of(number)]
        if gone and self._survey:
            self._survey.add_absent(read_in_parts(session, gone))
        if rows:
            self._last = rows[-1][0]
        return len(rows) < ABSENT_A_STEP

    def _finish(self, session: Session) -> None:
        file = self.file
        if not file.faults.total and self._own_number and not file.line_of(self._own_number):
            # Whoever is not in the file leaves: nobody may lock the door behind oneself.
            file.faults.add(0, "own-number", "", self._own_number)
        if file.faults.total or self._survey is None:
            self.report = faults_only(file.faults, file.rows_read)
        else:
            imported = present.count_numbered(session)
            self.report = self._survey.report(
                rows=file.rows_read, faults=file.faults, imported=imported
            )


def differences(
    file: HrFile,
    part: Sequence[Entry],
    known: Known,
    units: dict[tuple[str, ...], UUID],
    today: date,
) -> list[Difference]:
    """Compare rows with the people they are about."""
    columns = file.columns
    return [
        compare(
            entry,
            known.find(entry),
            unit_id=units[file.units.path_of(entry)],
            columns=columns,
            today=today,
        )
        for entry in part
    ]


def refuse_taken(file: HrFile, part: Sequence[Entry], known: Known) -> None:
    """Note the addresses that belong to an account with another number."""
    name = file.name_of(Column.EMAIL)
    for entry in part:
        is_first = file.line_of(entry.number) == entry.line  # a second one was refused already
        holder = known.holder(entry) if is_first else None
        if holder:
            number = holder.number or ""
            code = "email-taken" if number else "email-account"
            file.faults.add(entry.line, code, name, entry.email, number=number)


def refuse_guarded(file: HrFile, part: Sequence[Entry], known: Known) -> None:
    """Note new addresses of people with more rights than HR gives: a reset link goes there."""
    for entry in part:
        person = known.find(entry)
        if person and person.email != entry.email and person.role not in GIVEN_BY_HR:
            file.faults.add(entry.line, "email-guarded", file.name_of(Column.EMAIL), entry.email)


def read_in_parts(session: Session, person_ids: Sequence[UUID]) -> list[Present]:
    """Read many people by id, in statements that a database takes."""
    parts = range(0, len(person_ids), PEOPLE_A_STEP)
    return [
        person
        for start in parts
        for person in present.read_people(session, person_ids[start : start + PEOPLE_A_STEP])
    ]
