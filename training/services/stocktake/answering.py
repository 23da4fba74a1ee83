"""Fills in a form: by a link without an account, or typed in from paper or from the phone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from training.domain.link_code import digest_of
from training.domain.masking import mask
from training.domain.stocktake import (
    DONT_KNOW,
    HIGHEST,
    MOST_RECOMMENDED,
    ORGANISATION,
    WAITS,
    Contact,
    Fate,
    Length,
    Side,
    Status,
    statements_of,
)
from training.services.audit import Actor
from training.services.errors import Conflict, Invalid, NotFound
from training.services.library import Library
from training.services.stocktake.instrument import Instrument, instrument
from training.services.stocktake.places import tree_of, unit_in
from training.services.stocktake.waves import (
    edition_of,
    locked_open_wave,
    note_on,
    open_wave_of,
)
from training.store import stocktake as store
from training.store import urn
from training.store.stocktake import Wave
from training.store.urn import Slot

LINK, CODE = urn.MAILED, "code"
MODES = ("paper", "phone")
LONGEST_REMARK = 500


@dataclass(frozen=True, slots=True)
class FormPage:
    """A form to fill in; `is_open` is false when its link was used or the wave has ended."""

    side: Side
    title: str
    ends_on: date
    length: Length
    is_used: bool
    is_open: bool
    texts: Instrument

    def codes_of(self, principle: str) -> list[str]:
        """List the codes of the statements about a principle."""
        return [one.code for one in self.texts.statements if one.code[0] == principle]


@dataclass(frozen=True, slots=True)
class Filled:
    """What a form says, once read; what was written in it has no personal data that has a shape."""

    answers: Mapping[str, int]
    contact: str
    fate: str
    remark: str = ""


def form_page(session: Session, code: str, language: str) -> FormPage:
    """Show the form behind a link; raises `NotFound`."""
    found = store.find_invitation(session, digest_of(code))
    if found is None:
        raise NotFound("stocktake-link")
    invitation, wave = found
    return _page(wave, Side(invitation.side), language, is_used=invitation.is_used)


def paper_page(session: Session, number: int, side: Side, language: str) -> FormPage:
    """Show an empty form to type in; raises `NotFound` or `Conflict`."""
    return _page(open_wave_of(session, number), side, language, is_used=False)


def send(session: Session, code: str, given: Mapping[str, str]) -> None:
    """Take a form by its link, which then is used; the form does not know by which.

    Raises `NotFound`, `Invalid` for an empty form, `Conflict` when the link was used before.
    """
    digest = digest_of(code)
    found = store.find_invitation(session, digest)
    if found is None:
        raise NotFound("stocktake-link")
    wave = locked_open_wave(session, found[1].number)
    invitation = store.lock_invitation(session, digest)
    if invitation is None or invitation.is_used:
        raise Conflict("stocktake-used")
    side = Side(invitation.side)
    filled = read(given, side, Length(wave.length))
    invitation.is_used = True
    mode = LINK if invitation.is_mailed else CODE
    _keep(session, wave, side, filled, mode=mode, unit_id=invitation.unit_id)


def enter(
    library: Library,
    number: int,
    side: Side,
    given: Mapping[str, str],
    actor: Actor,
    *,
    unit_id: UUID | None,
    at: datetime,
) -> None:
    """Take a form that somebody typed in; raises `NotFound`, `Invalid` or `Conflict`.

    The trail says of which side and unit: who types in many of one unit is seen.
    """
    wave = locked_open_wave(library.session, number)
    mode = given.get("mode", "")
    if mode not in MODES:
        raise Invalid("sheet-mode")
    unit, name = (None, "")
    if side is Side.STAFF and unit_id:
        unit, name = unit_in(tree_of(wave), unit_id)
    filled = read(given, side, Length(wave.length))
    _keep(library.session, wave, side, filled, mode=mode, unit_id=unit)
    note_on(library, wave, actor, "stocktake-entered", at=at, side=side, mode=mode, unit=name)


def read(given: Mapping[str, str], side: Side, length: Length) -> Filled:
    """Read what a form sent; what nobody can have ticked counts as not answered.

    Raises `Invalid` when no statement was answered, or what was written is too long.
    """
    answers = _marks(given, statements_of(length), DONT_KNOW, HIGHEST)
    if not answers:
        raise Invalid("sheet-empty")
    if side is Side.INITIATIVES:
        answers |= _marks(given, ("O1",), 1, HIGHEST)
        answers |= _marks(given, ("O2",), 0, MOST_RECOMMENDED)
        answers |= _marks(given, ("O3",), 1, len(WAITS))
        fate = given.get("fate", "")
        remark = _remark(given.get("remark", ""))
        return Filled(answers, "", fate if fate in list(Fate) else "", remark)
    answers |= _marks(given, ORGANISATION, DONT_KNOW, HIGHEST)
    contact = given.get("contact", "") if side is Side.STAFF else ""
    return Filled(answers, contact if contact in list(Contact) else "", "")


def _remark(text: str) -> str:
    clean = " ".join(text.replace("\x00", "").split())
    if len(clean) > LONGEST_REMARK:
        raise Invalid("remark-long")
    return mask(clean).text


def _marks(
    given: Mapping[str, str], codes: tuple[str, ...], lowest: int, highest: int
) -> dict[str, int]:
    allowed = {str(value): value for value in range(lowest, highest + 1)}
    return {code: allowed[given[code]] for code in codes if given.get(code) in allowed}


def _page(wave: Wave, side: Side, language: str, *, is_used: bool) -> FormPage:
    return FormPage(
        side=side,
        title=wave.title,
        ends_on=wave.ends_on,
        length=Length(wave.length),
        is_used=is_used,
        is_open=wave.status == Status.OPEN and not is_used,
        texts=instrument(edition_of(wave), side, language),
    )


def _keep(
    session: Session,
    wave: Wave,
    side: Side,
    filled: Filled,
    *,
    mode: str,
    unit_id: UUID | None,
) -> None:
    paper = {
        "mode": mode,
        "contact": filled.contact,
        "fate": filled.fate,
        "answers": dict(filled.answers),
    }
    unit = unit_id if side is Side.STAFF else None
    urn.put(session, Slot(wave.id, urn.FORM, side, unit), paper)
    if filled.remark:
        written = {"mode": mode, "id": uuid4().hex, "text": filled.remark}
        urn.put(session, Slot(wave.id, urn.REMARK, side), written)
