"""Proposing an answer for the guide, and agreeing to it: what was agreed before is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from training.domain.access import Permission, Role, may
from training.domain.disclosure_groups import EVERYONE
from training.services.audit import Actor, note
from training.services.errors import Conflict, Forbidden, Invalid, NotFound
from training.services.guiding.reading import GuideLine, show_entries
from training.services.guiding.scenes import (
    Source,
    find_source,
    list_sources,
    suggest,
    titles_of,
)
from training.services.library import Library
from training.store import guide as store
from training.store.base import new_id
from training.store.guide import GuideEntry
from training.store.people import list_names
from training.store.talk_count import list_splits

LONGEST_ANSWER, LONGEST_CONTACT = 1000, 200
ENOUGH_SUPPORT = 70


@dataclass(frozen=True, slots=True)
class Draft:
    """What a trainer writes: the answer by language, and whom one can ask."""

    answers: Mapping[str, str]
    contact: str


@dataclass(frozen=True, slots=True)
class Agreeing:
    """Who agrees; with `is_reviewed` that is never who proposed it."""

    actor: Actor
    role: Role
    is_reviewed: bool


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A proposal; `share` is the support of now in per cents, none where it may not be told."""

    entry_id: UUID
    document_id: UUID
    part: str
    line: GuideLine
    proposer: str
    share: int | None
    is_supported: bool
    can_agree: bool


@dataclass(frozen=True, slots=True)
class SceneLine:
    """A scene that an answer can be proposed for; `is_changed` when that of now is too old."""

    document_id: UUID
    part: str
    scenario: str
    situation: str
    version: int
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Agreed:
    """The newest agreement about a scene; `is_changed` when its text says something else now."""

    version: int
    contact: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Workbench:
    """What waits: proposals to agree to, and scenes, those to agree on anew first."""

    proposals: tuple[ProposalLine, ...]
    scenes: tuple[SceneLine, ...]


@dataclass(frozen=True, slots=True)
class Proposing:
    """The form: the scene, and what is in it already."""

    scene: SceneLine
    draft: Draft


def read_workbench(library: Library, by: Agreeing, language: str) -> Workbench:
    """Show what waits for who may propose or agree."""
    _refuse_others(by.role)
    entries = store.list_proposed(library.session)
    lines = show_entries(library, entries, language)
    names = list_names(library.session, {e.proposed_by for e in entries if e.proposed_by})
    shares = _shares(library, entries)
    proposals = tuple(
        ProposalLine(
            entry_id=entry.id,
            document_id=entry.document_id,
            part=entry.part,
            line=line,
            proposer=names[entry.proposed_by] if entry.proposed_by else "",
            share=shares[entry.id],
            is_supported=_is_enough(shares[entry.id]),
            can_agree=_mistake(entry, by, shares[entry.id]) == "",
        )
        for entry, line in zip(entries, lines, strict=True)
    )
    agreed = _agreed(library)
    scenes = (_scene_line(library, source, agreed, language) for source in list_sources(library))
    in_order = sorted(scenes, key=lambda s: (not s.is_changed, s.version > 0, s.scenario))
    return Workbench(proposals, tuple(in_order))


def read_proposing(library: Library, document_id: UUID, part: str, language: str) -> Proposing:
    """Show the form, with the proposal that waits or what the scene says is inviting."""
    source = find_source(library, document_id, part)
    waiting = store.find_proposed(library.session, document_id, part)
    agreed = _agreed(library)
    found = agreed.get((document_id, part))
    draft = Draft(suggest(library, source), found.contact if found else "")
    if waiting:
        draft = Draft({**draft.answers, **waiting.answers}, waiting.contact)
    return Proposing(_scene_line(library, source, agreed, language), draft)


def propose(
    library: Library, document_id: UUID, part: str, draft: Draft, actor: Actor, *, at: datetime
) -> None:
    """Propose an answer; it takes the place of a proposal that waits.

    Raises `NotFound` without such a scene, `Invalid` for an answer that is missing or too long.
    """
    source = find_source(library, document_id, part)
    answers = {language: text.strip() for language, text in draft.answers.items()}
    answers = {language: text for language, text in answers.items() if text}
    if source.entry.language not in answers:
        raise Invalid("guide-answer")
    if max(map(len, answers.values())) > LONGEST_ANSWER:
        raise Invalid("guide-answer")
    if not 0 < len(draft.contact.strip()) <= LONGEST_CONTACT:
        raise Invalid("guide-contact")
    session = library.session
    waiting = store.find_proposed(session, document_id, part)
    entry = waiting or GuideEntry(id=new_id(at), document_id=document_id, part=part)
    entry.revision_id, entry.competency = source.entry.revision_id, source.competency
    entry.answers, entry.contact = answers, draft.contact.strip()
    entry.version = store.last_version(session, document_id, part) + 1
    entry.proposed_by, entry.proposed_at = actor.person_id, at
    session.add(entry)
    session.flush()
    note(session, actor, "guide-proposed", f"guide:{entry.id}", "ok", at=at)


def withdraw(library: Library, entry_id: UUID, actor: Actor, *, at: datetime) -> None:
    """Take a proposal away."""
    entry = _proposal(library, entry_id)
    library.session.delete(entry)
    note(library.session, actor, "guide-withdrawn", f"guide:{entry_id}", "ok", at=at)


def agree(library: Library, entry_id: UUID, by: Agreeing, *, at: datetime) -> None:
    """Put a proposal in the guide; with too little support only a trainer can.

    Raises `Forbidden` for who may not, `Conflict` for a text that says something else by now.
    """
    _refuse_others(by.role)
    entry = _proposal(library, entry_id)
    if store.list_changed(library.session, [entry.revision_id]):
        raise Conflict("guide-changed")
    today = library.day_of(at)
    share = _shares(library, [entry])[entry.id]
    if mistake := _mistake(entry, by, share):
        raise Forbidden(mistake)
    entry.share = share if _is_enough(share) else None
    entry.agreed_by, entry.agreed_on = by.actor.person_id, today
    library.session.flush()
    note(library.session, by.actor, "guide-agreed", f"guide:{entry.id}", "ok", at=at)


def _refuse_others(role: Role) -> None:
    if not may(role, Permission.AUTHOR) and not may(role, Permission.TAKE_STOCK):
        raise Forbidden("permission")


def _mistake(entry: GuideEntry, by: Agreeing, share: int | None) -> str:
    if by.is_reviewed and entry.proposed_by == by.actor.person_id:
        return "guide-own"
    is_trainer = may(by.role, Permission.AUTHOR)
    return "" if is_trainer or _is_enough(share) else "guide-support"


def _is_enough(share: int | None) -> bool:
    return share is not None and share >= ENOUGH_SUPPORT


def _proposal(library: Library, entry_id: UUID) -> GuideEntry:
    entry = store.lock_proposal(library.session, entry_id)
    if entry is None:
        raise NotFound("guide")
    return entry


def _scene_line(
    library: Library, source: Source, agreed: Mapping[tuple[UUID, str], Agreed], language: str
) -> SceneLine:
    place = (source.entry.document_id, source.scene.name)
    found = agreed.get(place)
    scenario, situation = titles_of(library, source.entry.revision_id, place[1], language)
    return SceneLine(
        document_id=place[0],
        part=place[1],
        scenario=scenario,
        situation=situation,
        version=found.version if found else 0,
        is_changed=bool(found and found.is_changed),
    )


def _agreed(library: Library) -> dict[tuple[UUID, str], Agreed]:
    """Map scenes to their newest agreement."""
    entries = store.list_agreed(library.session)
    changed = store.list_changed(library.session, [entry.revision_id for entry in entries])
    return {
        (entry.document_id, entry.part): Agreed(
            entry.version, entry.contact, is_changed=entry.revision_id in changed
        )
        for entry in reversed(entries)
    }


def _shares(library: Library, entries: list[GuideEntry]) -> dict[UUID, int | None]:
    """Give the support of each proposal, as it was counted with the newest report."""
    support = {
        (each.question.document_id, each.question.name): split.fitting
        for split, each in list_splits(library.session, {EVERYONE})
    }
    return {entry.id: support.get((entry.document_id, entry.part)) for entry in entries}
