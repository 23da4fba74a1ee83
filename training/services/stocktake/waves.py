"""Waves of the stocktake: plan, open, close. What a wave compares with is frozen when it opens."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.domain.organisation import ROOT_ID, Layer
from training.domain.stocktake import Length, Side, Status
from training.services import audit
from training.services.audit import About, Actor
from training.services.errors import Conflict, Invalid, NotFound
from training.services.jobs import NewJob, enqueue
from training.services.library import Library
from training.services.stocktake import instrument
from training.services.stocktake.instrument import Edition
from training.store import organisation as tree
from training.store import stocktake as store
from training.store import urn
from training.store.base import new_id
from training.store.stocktake import Wave

SCORE = "stocktake-score"
LONGEST_TITLE = 80


@dataclass(frozen=True, slots=True)
class Plan:
    """What is chosen when a wave is planned."""

    title: str
    starts_on: date
    ends_on: date
    terms: str
    length: Length


@dataclass(frozen=True, slots=True)
class WaveLine:
    """A wave in the list."""

    number: int
    title: str
    status: Status
    starts_on: date
    ends_on: date
    is_scored: bool
    is_revealed: bool


@dataclass(frozen=True, slots=True)
class Response:
    """How many of a side were asked, and how many forms came in; no more than counts.

    `mailed` links went by mail and `codes` were handed out; of the forms `others` did not come
    through a mailed link. `is_full` where there are more forms than people.
    """

    side: Side
    people: int
    mailed: int
    codes: int
    answered: int
    others: int

    @property
    def is_full(self) -> bool:
        """Tell whether there are more forms than people, so that there will be no figures."""
        return self.side is not Side.INITIATIVES and self.answered > self.people


@dataclass(frozen=True, slots=True)
class WavePage:
    """A wave as those who run it see it."""

    line: WaveLine
    terms: str
    length: Length
    version: str
    responses: tuple[Response, ...]
    units: tuple[tuple[UUID, str, int], ...]


def list_lines(session: Session) -> list[WaveLine]:
    """List all waves, the newest first."""
    return [line_of(wave) for wave in store.list_waves(session)]


def page_of(session: Session, number: int) -> WavePage:
    """Show a wave with its response; raises `NotFound`."""
    wave = wave_of(session, number)
    links = wave.links or store.count_invitations(session, wave.id)
    made = {str(side): (int(mailed), int(codes)) for side, mailed, codes in links}
    forms = urn.count_papers(session, wave.id, urn.FORM)
    people = people_of(session, wave)
    return WavePage(
        line_of(wave),
        wave.terms,
        Length(wave.length),
        wave.item_version,
        tuple(
            Response(
                side,
                people.get(side, 0),
                *made.get(side, (0, 0)),
                sum(forms.get(side, (0, 0))),
                forms.get(side, (0, 0))[1],
            )
            for side in Side
        ),
        tuple((UUID(str(row[0])), str(row[2]), int(row[3])) for row in wave.tree),
    )


def plan(session: Session, wanted: Plan, actor: Actor, *, seed: int, at: datetime) -> int:
    """Plan a wave and give its number; raises `Invalid`."""
    title = " ".join(wanted.title.replace("\x00", "").split())
    if not title or len(title) > LONGEST_TITLE:
        raise Invalid("wave-title")
    if wanted.ends_on < wanted.starts_on:
        raise Invalid("wave-days")
    if wanted.terms not in instrument.TERMS:
        raise Invalid("wave-terms")
    wave = Wave(
        id=new_id(at),
        number=store.last_number(session) + 1,
        title=title,
        starts_on=wanted.starts_on,
        ends_on=wanted.ends_on,
        status=Status.PLANNED,
        item_version=instrument.NEWEST,
        terms=wanted.terms,
        length=wanted.length,
        seed=seed,
        tree=[],
        board=0,
        links=[],
        created_at=at,
        created_by=actor.person_id,
    )
    session.add(wave)
    session.flush()
    _note(session, wave, actor, "stocktake-planned", at)
    return wave.number


def open_(session: Session, number: int, actor: Actor, *, at: datetime) -> None:
    """Open a wave: units and sizes are those of this moment. One wave is open at a time."""
    wave = _locked(session, number)
    if wave.status != Status.PLANNED:
        raise Conflict("stocktake-status")
    if any(other.status == Status.OPEN for other in store.list_waves(session)):
        raise Conflict("stocktake-open")
    officials, board = store.count_people(session)
    wave.tree, wave.board = _frozen(session, officials), board
    wave.status, wave.opened_at = Status.OPEN, at
    _note(session, wave, actor, "stocktake-opened", at)


def close(session: Session, number: int, actor: Actor, *, at: datetime) -> None:
    """Close a wave, and have the figures made: once, with only what may be shown.

    Links go at once. The job that makes the figures pours forms into other urns first: nothing
    tells any more which came when.
    """
    wave = _locked(session, number)
    if wave.status != Status.OPEN:
        raise Conflict("stocktake-status")
    wave.status, wave.closed_at = Status.CLOSED, at
    wave.links = store.count_invitations(session, wave.id)
    store.forget_links(session, wave.id)
    session.flush()
    job = NewJob(SCORE, {"wave": str(wave.number)}, key=f"{SCORE}:{wave.id}")
    enqueue(session, job, at=at, by=actor.person_id)
    _note(session, wave, actor, "stocktake-closed", at)


def reveal(session: Session, number: int, actor: Actor, *, at: datetime) -> None:
    """Let everybody with a right to figures see them: after the talk, or without one."""
    wave = _locked(session, number)
    if wave.scored_at is None:
        raise Conflict("stocktake-status")
    if wave.revealed_at is None:
        wave.revealed_at = at
        _note(session, wave, actor, "stocktake-revealed", at)


def wave_of(session: Session, number: int) -> Wave:
    """Find a wave; raises `NotFound`."""
    wave = store.find_wave(session, number)
    if wave is None:
        raise NotFound("stocktake")
    return wave


def open_wave_of(session: Session, number: int) -> Wave:
    """Find a wave that takes forms; raises `NotFound` or `Conflict`."""
    wave = wave_of(session, number)
    if wave.status != Status.OPEN:
        raise Conflict("stocktake-status")
    return wave


def locked_open_wave(session: Session, number: int) -> Wave:
    """Lock a wave that takes forms, so that it does not close meanwhile; raises `Conflict`."""
    wave = _locked(session, number)
    if wave.status != Status.OPEN:
        raise Conflict("stocktake-status")
    return wave


def edition_of(wave: Wave) -> Edition:
    """Tell which texts a wave uses."""
    return Edition(wave.item_version, wave.terms, Length(wave.length))


def people_of(session: Session, wave: Wave) -> dict[str, int]:
    """Count who could answer; of initiatives nobody knows."""
    if wave.status == Status.PLANNED:
        officials, board = store.count_people(session)
        return {Side.STAFF: sum(officials.values()), Side.BOARD: board}
    return {Side.STAFF: sum(int(row[3]) for row in wave.tree), Side.BOARD: wave.board}


def line_of(wave: Wave) -> WaveLine:
    """Show a wave as a line."""
    return WaveLine(
        wave.number,
        wave.title,
        Status(wave.status),
        wave.starts_on,
        wave.ends_on,
        wave.scored_at is not None,
        wave.revealed_at is not None,
    )


def note_on(
    library: Library, wave: Wave, actor: Actor, action: str, *, at: datetime, **details: str
) -> None:
    """Put an act on the trail, with those details that say something."""
    told = {name: value for name, value in details.items() if value}
    _note(library.session, wave, actor, action, at, **told)


def _locked(session: Session, number: int) -> Wave:
    wave = store.lock_wave(session, number)
    if wave is None:
        raise NotFound("stocktake")
    return wave


def _frozen(session: Session, officials: dict[UUID, int]) -> list[list[str | int]]:
    units = tree.list_units(session)
    kept = {unit.id for unit in units if unit.layer == Layer.OFFICIALS}
    return _rows(units, kept, officials)


def _rows(
    units: Sequence[tree.OrgUnit], kept: set[UUID], officials: dict[UUID, int]
) -> list[list[str | int]]:
    return [
        [
            str(unit.id),
            ""
            if unit.id == ROOT_ID
            else str(unit.parent_id if unit.parent_id in kept else ROOT_ID),
            unit.name,
            officials.get(unit.id, 0),
        ]
        for unit in units
        if unit.id in kept
    ]


def _note(
    session: Session, wave: Wave, actor: Actor, action: str, at: datetime, **details: str
) -> None:
    place = f"stocktake:{wave.number}"
    about = About(None, details) if details else None
    audit.note(session, actor, action, place, "ok", at=at, about=about)
