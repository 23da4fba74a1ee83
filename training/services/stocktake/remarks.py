"""What initiatives wrote: apart from their answers, masked, and to be read of many at once only."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.domain.stocktake import Side
from training.domain.stocktake_groups import may_read_remarks
from training.services.audit import Actor
from training.services.errors import NotFound
from training.services.library import Library
from training.services.stocktake.waves import WaveLine, line_of, note_on, wave_of
from training.store import stocktake as store
from training.store import urn
from training.store.stocktake import Wave


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody wrote; nothing tells which form it came with."""

    id: UUID
    text: str


@dataclass(frozen=True, slots=True)
class RemarkPage:
    """What was written, in an order that says nothing; none where too few wrote."""

    line: WaveLine
    remarks: tuple[Remark, ...]


def read(library: Library, number: int, actor: Actor, *, at: datetime) -> RemarkPage:
    """Show what was written, and put on the trail who read it; raises `NotFound`."""
    page = remark_page(library.session, number)
    if page.remarks:
        note_on(library, wave_of(library.session, number), actor, "stocktake-read", at=at)
    return page


def remark_page(session: Session, number: int) -> RemarkPage:
    """Show what was written in a wave to who runs it; raises `NotFound` before its figures."""
    wave = wave_of(session, number)
    if wave.scored_at is None:
        raise NotFound("stocktake")
    if not _may_read(session, wave):
        return RemarkPage(line_of(wave), ())
    papers = (paper for _, paper in urn.list_papers(session, wave.id, urn.REMARK))
    remarks = (Remark(UUID(paper["id"]), paper["text"]) for paper in papers)
    return RemarkPage(line_of(wave), tuple(sorted(remarks, key=lambda remark: remark.id)))


def strike(library: Library, number: int, remark_id: UUID, actor: Actor, *, at: datetime) -> None:
    """Take out what leads to somebody; raises `NotFound`."""
    session = library.session
    wave = store.lock_wave(session, number)
    known = {remark.id for remark in remark_page(session, number).remarks}
    if wave is None or remark_id not in known:
        raise NotFound("remark")
    urn.take_out(session, wave.id, urn.REMARK, remark_id.hex)
    note_on(library, wave, actor, "stocktake-struck", at=at)


def _may_read(session: Session, wave: Wave) -> bool:
    """Count the mailed ones, and those that were taken out along with them."""
    forms, written = (
        urn.count_papers(session, wave.id, kind).get(Side.INITIATIVES, (0, 0))[0]
        for kind in (urn.FORM, urn.REMARK)
    )
    return may_read_remarks(forms, written)
