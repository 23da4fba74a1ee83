"""The long work around an HR file, in steps: the check, and the import that begins with one.

A worker keeps what it read of a file between steps. Nothing depends on that: after a restart, or
beside another worker, the file is read again and the work goes on at the cursor.
"""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.services import audit
from training.services.audit import About, Actor
from training.services.duties.application import apply_rules
from training.services.jobs import Stage, Task
from training.services.library import Library
from training.services.organisation import present, tree
from training.services.organisation.bringing_in import Setting, bring_in
from training.services.organisation.checking import Check, differences, read_in_parts
from training.services.organisation.difference import Change, Difference
from training.services.organisation.leaving import leave
from training.services.organisation.readdressing import Write
from training.services.organisation.report import dump, load
from training.services.standing import derive_many
from training.store.job import PeopleFile
from training.store.people import number_of

CHECK, IMPORT = "people-check", "people-import"
CHECKING, FAULTY, READY = "checking", "faulty", "ready"
IMPORTING, DONE, DROPPED = "importing", "done", "dropped"

A_STEP = 500
LEAVERS_A_STEP = 200
_PEOPLE, _LEAVERS = "people:", "leavers:"
END = Stage(is_finished=True)


class PeopleWork:
    """The steps of one worker; the file that it works on stays in memory."""

    def __init__(self, write: Write | None = None) -> None:
        """Begin with an empty desk; `write` writes the mails, of which there are none without."""
        self._write = write
        self._job_id: UUID | None = None
        self._check: Check | None = None
        self._units: dict[tuple[str, ...], UUID] = {}
        self._names: dict[UUID, str] = {}

    def check(self, library: Library, task: Task, at: datetime) -> Stage:
        """Do the next part of a check, and keep the report at its end."""
        file, check = self._open(library.session, task)
        if file is None or check is None or file.state != CHECKING:
            return self._close(END)
        if not check.advance(library.session, today=library.day_of(at), at=at):
            return Stage("check", check.done, max(check.total, 1))
        _keep_report(file, check)
        return self._close(Stage("check", check.done, check.done, is_finished=True))

    def bring_in(self, library: Library, task: Task, at: datetime) -> Stage:
        """Do the next part of an import: check once more, then units, people and leavers."""
        file, check = self._open(library.session, task)
        if file is None or check is None or file.state != IMPORTING:
            return self._close(END)
        today, cursor = library.day_of(at), task.stage.cursor
        if cursor.startswith((_PEOPLE, _LEAVERS)):
            return self._continue(library, task, file, check, at)
        if not check.advance(library.session, today=today, at=at):
            return Stage("check", check.done, check.total + len(check.file.entries))
        if check.report is None or not self._may_begin(file, check, task):
            _keep_report(file, check)
            return self._close(END)
        file.report = dump(check.report)
        tree.bring_in_line(library.session, tree.plan(library.session, check.file, at=at))
        return self._stage(check, _PEOPLE, 0)

    def _may_begin(self, file: PeopleFile, check: Check, task: Task) -> bool:
        """Stop where the check now finds faults, or another difference than HR said yes to."""
        report = check.report
        if report is None or report.faults_total:
            return False
        is_seen = report.counts == load(file.report).counts or "resumed" in task.payload
        confirmed = task.payload.get("leavers", "")
        return is_seen and (not report.needs_confirmation or confirmed == str(report.leavers))

    def _continue(
        self, library: Library, task: Task, file: PeopleFile, check: Check, at: datetime
    ) -> Stage:
        cursor = task.stage.cursor
        if not check.file.is_read:  # after a restart
            check.file.advance(A_STEP * 8)
            return task.stage
        setting = self._setting(library, check, task, at)
        if cursor.startswith(_PEOPLE):
            return self._people(library, check, file, cursor.removeprefix(_PEOPLE), setting)
        return self._leavers(library, check, file, task.stage, setting)

    def _people(
        self, library: Library, check: Check, file: PeopleFile, after: str, setting: Setting
    ) -> Stage:
        entries = check.file.entries
        start = bisect_right(entries, after, key=lambda entry: entry.number) if after else 0
        part = entries[start : start + A_STEP]
        if not part:
            return self._stage(check, _LEAVERS, len(entries))
        known = present.read_known(library.session, part)
        found = differences(check.file, part, known, self._units, setting.today)
        brought = bring_in(library.session, found, setting)
        affected = {UUID(unit) for unit in load(file.report).affected}
        keys = brought.under_rules
        keys += _under_other_rules(found, affected, set(keys))
        # The rules first: they give a returner new days for what came due meanwhile.
        apply_rules(library, keys, today=setting.today, at=setting.at)
        derive_many(library.session, brought.returned, today=setting.today, at=setting.at)
        return self._stage(check, f"{_PEOPLE}{part[-1].number}", start + len(part))

    def _leavers(
        self, library: Library, check: Check, file: PeopleFile, stage: Stage, setting: Setting
    ) -> Stage:
        last = stage.cursor.removeprefix(_LEAVERS)
        rows = present.list_numbered(library.session, UUID(last) if last else None, A_STEP * 10)
        gone = [person_id for person_id, number in rows if not check.file.line_of(number)]
        is_last = len(rows) < A_STEP * 10 and len(gone) <= LEAVERS_A_STEP
        gone = gone[:LEAVERS_A_STEP]
        people = read_in_parts(library.session, gone)
        days = {person.id: setting.today for person in people}
        leave(library.session, people, days, setting.actor, at=setting.at)
        if not is_last:
            reached = gone[-1] if len(gone) == LEAVERS_A_STEP else rows[-1][0]
            return Stage(f"{_LEAVERS}{reached}", stage.done, stage.total)
        self._finish(library.session, file, setting)
        return self._close(Stage("", stage.total, stage.total, is_finished=True))

    def _finish(self, session: Session, file: PeopleFile, setting: Setting) -> None:
        file.state, file.content = DONE, None
        counts = {name: str(count) for name, count in load(file.report).counts.items() if count}
        audit.note(
            session, setting.actor, "people-imported", f"people-file:{file.id}", "done",
            at=setting.at, about=About(None, counts),
        )  # fmt: skip

    def _setting(self, library: Library, check: Check, task: Task, at: datetime) -> Setting:
        if not self._units:
            plan = tree.plan(library.session, check.file, at=at)
            self._units, self._names = plan.by_path, tree.unit_names(library.session)
        actor = Actor(task.created_by, task.payload.get("origin", ""))
        return Setting(actor, self._names, library.day_of(at), at, self._write)

    def _stage(self, check: Check, cursor: str, done: int) -> Stage:
        entries, rows = len(check.file.entries), check.file.rows_read
        return Stage(cursor, rows + entries + done, rows + 2 * entries)

    def _open(self, session: Session, task: Task) -> tuple[PeopleFile | None, Check | None]:
        file = session.get(PeopleFile, UUID(task.payload["file"]))
        if self._job_id != task.job_id:
            self._close(END)
            if file and file.content is not None:
                own_number = number_of(session, file.uploaded_by)
                self._check = Check(file.content, own_number=own_number)
                self._job_id = task.job_id
        return file, self._check

    def _close(self, stage: Stage) -> Stage:
        self._job_id, self._check, self._units, self._names = None, None, {}, {}
        return stage


def _under_other_rules(
    found: Sequence[Difference], affected: set[UUID], known: set[UUID]
) -> list[UUID]:
    """Give those who stayed where they were, while their unit came under another one."""
    return [
        each.present.learner_key
        for each in found
        if each.present
        and each.present.is_active
        and each.change is not Change.LEFT
        and each.wanted.unit_id in affected
        and each.present.learner_key not in known
    ]


def _keep_report(file: PeopleFile, check: Check) -> None:
    if check.report:
        file.state = FAULTY if check.report.faults_total else READY
        file.report = dump(check.report)
