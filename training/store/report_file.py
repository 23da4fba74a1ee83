"""Large files of reports: made in pieces while their asker waits, kept for a day."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, LargeBinary, String, Text, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.store.base import Base


class ReportFile(Base):
    """A file that somebody asked for; nobody else may have it.

    `asked` is what is in it: filters, words, units and courses as they were then. `place` is the
    last row that was written. Its bytes are the pieces one after another; `digest` names them, and
    is empty while the file is being made.
    """

    __tablename__ = "report_file"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    job_id: Mapped[UUID | None] = mapped_column(ForeignKey("job.id"))
    screen: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(200))
    export: Mapped[str] = mapped_column(String(8))
    asked: Mapped[dict[str, Any]] = mapped_column(JSON)  # Any: JSON as the service wrote it
    place: Mapped[str] = mapped_column(Text)
    rows: Mapped[int]
    checksum: Mapped[int] = mapped_column(BigInteger)
    raw_size: Mapped[int] = mapped_column(BigInteger)
    size: Mapped[int] = mapped_column(BigInteger)
    digest: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(index=True)


class ReportPiece(Base):
    """Some of the bytes of a file, in their order."""

    __tablename__ = "report_piece"

    file_id: Mapped[UUID] = mapped_column(ForeignKey("report_file.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


def find_file(session: Session, file_id: UUID, person_id: UUID) -> ReportFile | None:
    """Find a file of somebody; that of another person is not found."""
    query = select(ReportFile).where(ReportFile.id == file_id, ReportFile.person_id == person_id)
    return session.scalars(query).one_or_none()


def list_files(session: Session, person_id: UUID) -> list[ReportFile]:
    """List the files of somebody, the newest first."""
    query = select(ReportFile).where(ReportFile.person_id == person_id)
    return list(session.scalars(query.order_by(ReportFile.id.desc())))


def next_piece(session: Session, file_id: UUID, after: int) -> tuple[int, bytes] | None:
    """Find the piece after one of them, with its number; none after the last one."""
    query = select(ReportPiece.number, ReportPiece.content).where(
        ReportPiece.file_id == file_id, ReportPiece.number > after
    )
    row = session.execute(query.order_by(ReportPiece.number).limit(1)).one_or_none()
    return (row.number, row.content) if row else None


def forget_old(session: Session, before: datetime, *, limit: int) -> int:
    """Delete pieces of files of before a moment, and each file without pieces; count them."""
    query = (
        select(ReportPiece.file_id, ReportPiece.number)
        .join(ReportFile, ReportFile.id == ReportPiece.file_id)
        .where(ReportFile.created_at < before)
        .limit(limit)
    )
    found = session.execute(query).all()
    for row in found:
        session.execute(
            delete(ReportPiece).where(
                ReportPiece.file_id == row.file_id, ReportPiece.number == row.number
            )
        )
    if len(found) < limit:
        session.execute(delete(ReportFile).where(ReportFile.created_at < before))
    return len(found)
