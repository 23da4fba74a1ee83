"""Urns of a stocktake: forms in no order, so that neither place nor moment tells whose one is.

Each urn is one row that is written anew with every paper that goes in, shuffled. What a database
remembers of a row - its place, its version, the transaction that wrote it - is the same for all
papers in it. A full urn is parted in two by chance, so that one never holds only the latest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import SystemRandom
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, ForeignKey, String, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.store.base import Base
from training.store.stocktake import Wave

FORM, REMARK = "form", "remark"
MAILED = "link"
"""How a paper came in that counts for the size of a group; every paper says its `mode`."""

FULL = 100
"""Papers from which an urn is parted: each half is still a crowd, and a row stays small."""

CHANCE = SystemRandom()
"""Not a seed that is kept: nobody may be able to shuffle back."""

Paper = dict[str, Any]


class Urn(Base):
    """Papers of one kind, side and unit of a wave, each by chance at its place.

    `mailed` came through links that the product mailed, `others` by codes or typed in.
    """

    __tablename__ = "stocktake_urn"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    wave_id: Mapped[UUID] = mapped_column(ForeignKey("stocktake_wave.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    side: Mapped[str] = mapped_column(String(20))
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("org_unit.id"))
    mailed: Mapped[int]
    others: Mapped[int]
    papers: Mapped[list[Paper]] = mapped_column(JSON)


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a paper goes in."""

    wave_id: UUID
    kind: str
    side: str
    unit_id: UUID | None = None


def put(session: Session, slot: Slot, paper: Paper) -> None:
    """Put a paper among those of its kind; the wave must be locked, so that urns stay together."""
    urns = _urns(session, slot)
    urn = CHANCE.choice(urns) if urns else _new(session, slot)
    _fill(urn, [*urn.papers, paper])
    if len(urn.papers) > FULL:
        half = len(urn.papers) // 2
        other = _new(session, slot)
        _fill(other, urn.papers[half:])
        _fill(urn, urn.papers[:half])
    session.flush()


def list_slots(session: Session, wave_id: UUID) -> list[tuple[Slot, int]]:
    """List where papers of a wave lie and how many, always in the same order."""
    size = func.sum(Urn.mailed + Urn.others)
    query = select(Urn.kind, Urn.side, Urn.unit_id, size).where(Urn.wave_id == wave_id)
    rows = session.execute(query.group_by(Urn.kind, Urn.side, Urn.unit_id))
    found = [(Slot(wave_id, kind, side, unit), int(count)) for kind, side, unit, count in rows]
    return sorted(found, key=lambda pair: (pair[0].kind, pair[0].side, str(pair[0].unit_id)))


def shuffle(session: Session, slot: Slot) -> None:
    """Pour the urns of a closed wave out and fill new ones: nothing of the old rows is left."""
    papers: list[Paper] = []
    for urn in _urns(session, slot):
        papers.extend(urn.papers)
        session.delete(urn)
    session.flush()
    pour(session, slot, papers)


def pour(session: Session, slot: Slot, papers: Sequence[Paper]) -> None:
    """Put many papers at once into urns of their own."""
    mixed = list(papers)
    CHANCE.shuffle(mixed)
    for start in range(0, len(mixed), FULL):
        _fill(_new(session, slot), mixed[start : start + FULL])
    session.flush()


def take_out(session: Session, wave_id: UUID, kind: str, paper_id: str) -> None:
    """Take out a paper that has an id. It stays counted: what is left is of no fewer people."""
    for urn in session.scalars(select(Urn).where(Urn.wave_id == wave_id, Urn.kind == kind)):
        urn.papers = [paper for paper in urn.papers if paper["id"] != paper_id]
    session.flush()


def list_papers(session: Session, wave_id: UUID, kind: str) -> list[tuple[Slot, Paper]]:
    """List the papers of a wave with where they lay, in an order that says nothing."""
    query = select(Urn).where(Urn.wave_id == wave_id, Urn.kind == kind).order_by(Urn.id)
    return [
        (Slot(urn.wave_id, urn.kind, urn.side, urn.unit_id), paper)
        for urn in session.scalars(query)
        for paper in urn.papers
    ]


def count_papers(session: Session, wave_id: UUID, kind: str) -> Mapping[str, tuple[int, int]]:
    """Count by side the papers that came through mailed links, and the others."""
    query = (
        select(Urn.side, func.sum(Urn.mailed), func.sum(Urn.others))
        .where(Urn.wave_id == wave_id, Urn.kind == kind)
        .group_by(Urn.side)
    )
    return {row[0]: (int(row[1]), int(row[2])) for row in session.execute(query)}


def forget(session: Session, before: datetime) -> int:
    """Delete the papers of waves that closed before a moment; gives how many waves."""
    old = list(
        session.scalars(
            select(Wave.id).where(
                Wave.closed_at < before, select(Urn.id).where(Urn.wave_id == Wave.id).exists()
            )
        )
    )
    session.execute(delete(Urn).where(Urn.wave_id.in_(old)))
    return len(old)


def _urns(session: Session, slot: Slot) -> Sequence[Urn]:
    of_unit = Urn.unit_id.is_(None) if slot.unit_id is None else Urn.unit_id == slot.unit_id
    query = select(Urn).where(
        Urn.wave_id == slot.wave_id, Urn.kind == slot.kind, Urn.side == slot.side, of_unit
    )
    return session.scalars(query.order_by(Urn.id)).all()


def _new(session: Session, slot: Slot) -> Urn:
    urn = Urn(
        id=uuid4(),  # says nothing of when
        wave_id=slot.wave_id,
        kind=slot.kind,
        side=slot.side,
        unit_id=slot.unit_id,
        mailed=0,
        others=0,
        papers=[],
    )
    session.add(urn)
    return urn


def _fill(urn: Urn, papers: list[Paper]) -> None:
    mixed = list(papers)
    CHANCE.shuffle(mixed)
    urn.papers = mixed
    urn.mailed = sum(paper["mode"] == MAILED for paper in mixed)
    urn.others = len(mixed) - urn.mailed
