"""Large files of reports: asked for, made in steps while one waits, taken along by who asked."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from sqlalchemy.orm import Session

from training.services import jobs
from training.services.audit import Actor
from training.services.errors import Invalid, NotFound, TooMany
from training.services.jobs import JobView, NewJob, Stage, Step, Task
from training.services.library import Library
from training.services.reporting import kept, viewing
from training.services.reporting.exports import Request
from training.services.reporting.files import EXCEL_ROWS, closing_line, row_lines, title_line
from training.services.reporting.kept import OVERDUE, PEOPLE, Content
from training.services.reporting.seal import Seal
from training.services.reporting.sheet import Cells, Row
from training.services.reporting.view import Viewer
from training.services.reporting.workbook import Packed, frame_of, pack, rows_xml, wrapping
from training.services.scope import narrow, scope_of
from training.store import report_file as store
from training.store.base import new_id
from training.store.report_file import ReportFile, ReportPiece
from training.store.report_overdue import count_late
from training.store.report_people import Way, count_people

KIND = "report-file"
LARGE = 5_000
"""A file of more rows is made by the worker; a smaller one while the reader waits for the page."""

ROWS_A_STEP = 250
"""About a tenth of a second with twenty courses: learners' clicks wait for it on SQLite."""

KEPT = timedelta(days=1)
MOST = 3
"""So many files of one person are made at a time."""

HEAD, TAIL = 0, 2_000_000_000
"""The numbers of the pieces before and after those of the rows."""


@dataclass(frozen=True, slots=True)
class FileView:
    """A file as its page shows it."""

    id: UUID
    name: str
    screen: str
    rows: int
    size: int
    digest: str
    until: datetime
    job: JobView | None

    @property
    def is_ready(self) -> bool:
        """Tell whether it can be taken along."""
        return bool(self.digest)

    @property
    def has_failed(self) -> bool:
        """Tell whether the work was given up."""
        return not self.is_ready and (self.job is None or self.job.is_ended)


def is_large(library: Library, screen: str, asked: Request) -> bool:
    """Tell whether a file has so many rows that it takes longer than a reader waits for a page."""
    if screen not in {PEOPLE, OVERDUE}:
        return False
    session, content = library.session, kept.content_of(library, screen, asked)
    search, expected = content.plan.search, content.plan.expected
    if search.has_duty and expected <= LARGE:
        return False
    is_walk = content.plan.way is Way.WALK
    if screen == PEOPLE:
        return count_people(session, search, limit=LARGE, is_walk=is_walk) > LARGE
    return count_late(session, search, limit=LARGE, is_walk=is_walk) > LARGE


def ask(
    library: Library, screen: str, asked: Request, actor: Actor, *, export: str, at: datetime
) -> UUID:
    """Have a file made; who asks for the same while it is being made gets that one."""
    if actor.person_id is None:
        raise NotFound("person")
    session, content = library.session, kept.content_of(library, screen, asked)
    written = kept.write(content)
    busy = [
        row
        for row in store.list_files(session, actor.person_id)
        if not row.digest and not _show(session, row).has_failed
    ]
    for row in busy:
        if (row.screen, row.asked) == (screen, written):
            return row.id
    if len(busy) >= MOST:
        raise TooMany("files-busy", {"seconds": "60"})
    title = f"{content.sheet.name}-{asked.viewer.today.isoformat()}.xlsx"
    row = _new(actor.person_id, screen, title, export, at)
    row.asked = written
    session.add(row)
    session.flush()
    new = NewJob(KIND, {"file": str(row.id)}, total=_total(content))
    row.job_id = jobs.enqueue(session, new, at=at, by=actor.person_id)
    details = {"export": export, "format": "xlsx", **viewing.told(asked.filters)}
    viewing.note_export(session, actor, screen, details, at=at)
    return row.id


def find(session: Session, file_id: UUID, viewer: Viewer) -> FileView:
    """Show a file to who asked for it, if that person may still see all that is in it."""
    return _show(session, _find(session, file_id, viewer))


def take(
    session: Session, file_id: UUID, viewer: Viewer, actor: Actor, *, at: datetime
) -> FileView:
    """Note that a file is taken along; raises `NotFound` for one that is not ready."""
    row = _find(session, file_id, viewer)
    if not row.digest:
        raise NotFound("report-file")
    details = {"export": row.export, "format": "xlsx"}
    viewing.note_export(session, actor, row.screen, details, at=at)
    return _show(session, row)


def next_piece(session: Session, file_id: UUID, after: int) -> tuple[int, bytes] | None:
    """Give the piece after one of them, with its number; none at the end."""
    return store.next_piece(session, file_id, after)


def forget(session: Session, *, at: datetime, limit: int) -> int:
    """Delete what is older than a day, some pieces at a time; count them."""
    return store.forget_old(session, at - KEPT, limit=limit)


def step_with(key: bytes) -> Step:
    """Make the step that adds some rows to a file; the last one closes it."""

    def step(library: Library, task: Task, at: datetime) -> Stage:
        row = library.session.get(ReportFile, UUID(task.payload["file"]))
        done, total = task.stage.done, task.stage.total
        if row is None or row.digest:  # it was kept for a day already, or it is there
            return Stage(done=done, total=total, is_finished=True)
        try:
            content = kept.read(library, row.screen, row.asked, row.person_id)
        except NotFound:  # who asked may not see it any more: the file stays empty
            return Stage(done=done, total=total, is_finished=True)
        rows, place = kept.some_rows(library, content, row.place, ROWS_A_STEP)
        _add(library.session, row, content, rows, Seal(key, row.export), is_last=not place)
        row.place = place
        if not place:
            return Stage(done=row.rows, total=row.rows, is_finished=True)
        return Stage(done=row.rows, total=total if total > row.rows else 0)

    return step


def _add(
    session: Session,
    row: ReportFile,
    content: Content,
    rows: list[Row],
    seal: Seal,
    *,
    is_last: bool,
) -> None:
    """Add rows to a file, before them what it begins with, and after the last what it ends with."""
    cells, sheet, first = Cells(), content.sheet, row.rows + 1
    count = row.rows + len(rows)
    if count + 2 > EXCEL_ROWS:
        raise Invalid("export-large")
    frame = frame_of(sheet.name, title_line(cells, sheet.titles, seal), count)
    lines = list(row_lines(cells, rows, seal, first=first))
    if is_last:
        lines.append(closing_line(cells, sheet, seal, count))
    text = rows_xml(lines, frame, first=first + 1)
    text = (b"" if row.raw_size else frame.head) + text + (frame.tail if is_last else b"")
    so_far = Packed(row.checksum, row.raw_size, row.size)
    piece, packed = pack(text, so_far, is_last=is_last)
    pieces = {first: piece}
    row.rows, row.checksum = count, packed.checksum
    row.raw_size, row.size = packed.raw_size, packed.size
    if is_last:
        pieces[HEAD], pieces[TAIL] = wrapping(frame, packed)
        row.size += len(pieces[HEAD]) + len(pieces[TAIL])
    session.add_all(
        ReportPiece(file_id=row.id, number=number, content=piece)
        for number, piece in pieces.items()
    )
    if is_last:
        session.flush()
        row.digest = _digest(session, row.id)


def _digest(session: Session, file_id: UUID) -> str:
    digest, found = sha256(), store.next_piece(session, file_id, HEAD - 1)
    while found:
        digest.update(found[1])
        found = store.next_piece(session, file_id, found[0])
    return digest.hexdigest()


def _total(content: Content) -> int:
    """Tell about how many rows there will be, where that is known; for the page."""
    search = content.plan.search
    if search.prefix or search.person_id:
        return 0
    if not search.has_duty:
        tallies = [figure.tally for figure in content.plan.totals]
        return max((tally.required + tally.exempt for tally in tallies), default=0)
    is_exact = content.screen == OVERDUE or search.course_id is not None
    return content.plan.expected if is_exact else 0


def _find(session: Session, file_id: UUID, viewer: Viewer) -> ReportFile:
    row = store.find_file(session, file_id, viewer.person_id)
    if row is None:
        raise NotFound("report-file")
    scope = scope_of(session, viewer.person_id, viewer.role)
    for unit_id in kept.roots_of(row.asked):
        narrow(session, scope, unit_id)
    return row


def _show(session: Session, row: ReportFile) -> FileView:
    job = jobs.find(session, row.job_id) if row.job_id else None
    until = row.created_at + KEPT
    return FileView(row.id, row.name, row.screen, row.rows, row.size, row.digest, until, job)


def _new(person_id: UUID, screen: str, name: str, export: str, at: datetime) -> ReportFile:
    return ReportFile(
        id=new_id(at),
        person_id=person_id,
        screen=screen,
        name=name,
        export=export,
        place="",
        rows=0,
        checksum=0,
        raw_size=0,
        size=0,
        digest="",
        created_at=at,
    )
