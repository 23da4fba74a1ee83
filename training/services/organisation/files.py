"""Files of HR on their way in: upload, look at what they will do, bring in or drop."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.domain.organisation import ROOT_ID
from training.services import audit, jobs
from training.services.audit import About, Actor
from training.services.errors import Conflict, Invalid, NotFound
from training.services.jobs import JobView, NewJob
from training.services.organisation import importing
from training.services.organisation.hr_text import LARGEST_FILE
from training.services.organisation.importing import CHECKING, DROPPED, FAULTY, IMPORTING, READY
from training.services.organisation.report import Report, load
from training.store.base import new_id
from training.store.job import Job, PeopleFile
from training.store.organisation import OrgUnit
from training.store.people import Person

NAME_LENGTH = 200
LISTED = 30


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file in the list of earlier ones."""

    id: UUID
    name: str
    state: str
    uploaded_at: datetime
    uploaded_by: str


@dataclass(frozen=True, slots=True)
class FileView:
    """A file as its page shows it; `job` is the work on it, `phase` what is being done."""

    id: UUID
    name: str
    state: str
    uploaded_at: datetime
    report: Report
    job: JobView | None
    phase: str

    @property
    def is_busy(self) -> bool:
        """Tell whether somebody works on it."""
        return self.state in {CHECKING, IMPORTING} and not self.is_stuck

    @property
    def was_stopped(self) -> bool:
        """Tell whether an import ended before it began: something had changed since the check."""
        is_import = self.job is not None and self.job.kind == importing.IMPORT
        return is_import and self.state in {FAULTY, READY}

    @property
    def is_stuck(self) -> bool:
        """Tell whether the work on it was given up."""
        is_under_way = self.state in {CHECKING, IMPORTING}
        return is_under_way and (self.job is None or self.job.is_ended)


def upload(session: Session, name: str, content: bytes, actor: Actor, *, at: datetime) -> UUID:
    """Take a file in and have it checked; raises `Invalid` for none and for one too large."""
    if not content:
        raise Invalid("file-empty")
    if len(content) > LARGEST_FILE:
        raise Invalid("file-large")
    file = PeopleFile(
        id=new_id(at),
        name=readable(name),
        digest=sha256(content).hexdigest(),
        content=content,
        state=CHECKING,
        report="",
        uploaded_at=at,
        uploaded_by=actor.person_id,
    )
    session.add(file)
    session.flush()
    _work_on(session, file, importing.CHECK, actor, at=at)
    about = About(None, {"digest": file.digest})
    audit.note(
        session, actor, "people-file-uploaded", f"people-file:{file.id}", "done", at=at, about=about
    )
    return file.id


def begin_import(
    session: Session, file_id: UUID, leavers: str, actor: Actor, *, at: datetime
) -> None:
    """Have a checked file brought in.

    Raises `Conflict` while another one is, and `Invalid` where many would be deactivated and
    `leavers` is not their number.
    """
    _hold_organisation(session)
    file = _find(session, file_id)
    if file.state in {IMPORTING, importing.DONE}:
        return
    if file.state != READY:
        raise Conflict("file-not-ready")
    other = session.scalar(select(PeopleFile.id).where(PeopleFile.state == IMPORTING).limit(1))
    if other:
        raise Conflict("import-running")
    report = load(file.report)
    if report.needs_confirmation and leavers.strip() != str(report.leavers):
        raise Invalid("leavers", {"leavers": str(report.leavers)})
    file.state = IMPORTING
    _work_on(session, file, importing.IMPORT, actor, at=at, payload={"leavers": leavers.strip()})
    audit.note(session, actor, "people-import-begun", f"people-file:{file.id}", "done", at=at)


def again(session: Session, file_id: UUID, actor: Actor, *, at: datetime) -> None:
    """Take up the work on a file anew: a check, or an import that was given up."""
    _hold_organisation(session)
    file = _find(session, file_id)
    if file.state in {FAULTY, READY}:
        file.state = CHECKING
    elif not _view(session, file).is_stuck:
        raise Conflict("file-not-ready")
    if file.state == CHECKING:
        _work_on(session, file, importing.CHECK, actor, at=at)
    else:
        # Some of it may be in, so that the difference is a smaller one.
        payload = {"leavers": str(load(file.report).leavers), "resumed": "1"}
        _work_on(session, file, importing.IMPORT, actor, at=at, payload=payload)


def drop(session: Session, file_id: UUID, actor: Actor, *, at: datetime) -> None:
    """Forget a file that is not wanted, with its contents; what is being brought in stays."""
    _hold_organisation(session)
    file = _find(session, file_id)
    if file.state == IMPORTING and not _view(session, file).is_stuck:
        raise Conflict("import-running")
    if file.state not in {DROPPED, importing.DONE}:
        file.state, file.content, file.report = DROPPED, None, ""
        audit.note(session, actor, "people-file-dropped", f"people-file:{file.id}", "done", at=at)


def find(session: Session, file_id: UUID) -> FileView:
    """Show a file; raises `NotFound`."""
    return _view(session, _find(session, file_id))


def report_to_export(session: Session, file_id: UUID, actor: Actor, *, at: datetime) -> Report:
    """Give what is wrong with a file, to take along; the trail tells who took it."""
    file = _find(session, file_id)
    audit.note(session, actor, "people-faults-exported", f"people-file:{file.id}", "done", at=at)
    return load(file.report)


def list_files(session: Session) -> list[FileLine]:
    """List the latest files."""
    query = (
        select(
            PeopleFile.id, PeopleFile.name, PeopleFile.state, PeopleFile.uploaded_at, Person.name
        )
        .outerjoin(Person, Person.id == PeopleFile.uploaded_by)
        .order_by(PeopleFile.uploaded_at.desc())
        .limit(LISTED)
    )
    return [
        FileLine(file_id, name, state, uploaded_at, by or "")
        for file_id, name, state, uploaded_at, by in session.execute(query)
    ]


def readable(name: str) -> str:
    """Keep of a file name what can be shown on one line."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(mark if mark.isprintable() else " " for mark in last).strip()
    return kept[:NAME_LENGTH] or "-"


def _find(session: Session, file_id: UUID) -> PeopleFile:
    file = session.get(PeopleFile, file_id)
    if file is None:
        raise NotFound("people-file")
    return file


def _view(session: Session, file: PeopleFile) -> FileView:
    row = session.get(Job, file.job_id) if file.job_id else None
    job = jobs.find(session, row.id) if row else None
    phase = row.cursor.partition(":")[0] if row else ""
    return FileView(file.id, file.name, file.state, file.uploaded_at, load(file.report), job, phase)


def _hold_organisation(session: Session) -> None:
    """Make everyone else who begins an import wait: the second must see the first."""
    session.execute(select(OrgUnit.id).where(OrgUnit.id == ROOT_ID).with_for_update())


def _work_on(
    session: Session,
    file: PeopleFile,
    kind: str,
    actor: Actor,
    *,
    at: datetime,
    payload: Mapping[str, str] | None = None,
) -> None:
    new = NewJob(kind, {"file": str(file.id), "origin": actor.origin, **(payload or {})})
    file.job_id = jobs.enqueue(session, new, at=at, by=actor.person_id)
