"""A translation beside its original: what is missing or behind, and where its parts are kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from training.compiler.addresses import Target
from training.compiler.parts import SourcePart, aim, cut_parts, join_parts
from training.compiler.restating import restate, restate_part
from training.compiler.vocabulary import VOCABULARY
from training.domain.document import Kind
from training.services.authoring import drafts
from training.services.authoring.drafts import Saved
from training.services.authoring.files import list_files, path_of, target_of, title_in
from training.services.authoring.translated_parts import (
    State,
    TranslatedPart,
    compare,
    words_of,
)
from training.services.authoring.translated_texts import Desk, desk_of, is_meant_otherwise
from training.services.errors import Invalid, NotFound
from training.services.library import Library

OF_ONE_LANGUAGE = (Kind.PHRASES,)
"""Kinds of which every language has its own: one is no translation of the other."""


@dataclass(frozen=True, slots=True)
class SideBySide:
    """An original and its translation into one language, part by part.

    `version` is that of the draft of the translation; 0 where there is none. `is_behind`: learners
    get the original, because it means something else since the translation was published. What is
    `confirmable` can be put under the new meaning as it is; the mark recognises both texts.
    """

    original_path: str
    path: str
    title: str
    language: str
    target_language: str
    version: int
    has_translation: bool
    is_draft: bool
    parts: tuple[TranslatedPart, ...]
    is_behind: bool = False
    confirmable: str = ""


@dataclass(frozen=True, slots=True)
class Wanting:
    """A translation in the list of the whole library, with its parts counted by state."""

    original_path: str
    path: str
    title: str
    language: str
    is_absent: bool
    is_draft: bool
    missing: int
    outdated: int
    extra: int
    is_behind: bool

    @property
    def is_fine(self) -> bool:
        """Tell whether nothing has to be done."""
        parts = self.missing or self.outdated or self.extra
        return not (self.is_absent or parts or self.is_behind)


@dataclass(frozen=True, slots=True)
class Written:
    """A part as a translator sends it: its place on the page, and the digest that it had there."""

    place: int
    text: str
    digest: str
    version: int


def side_by_side(library: Library, path: str, language: str = "") -> SideBySide:
    """Lay a text beside its translation, by the path of either; raises `NotFound`."""
    target = target_of(path)
    paths = {path_of(target.kind, target.name, other) for other in ("", *VOCABULARY)}
    desk = desk_of(library, paths)
    if target.kind in OF_ONE_LANGUAGE or not desk.source(target.original):
        raise NotFound("original")
    own = desk.language(target.original)
    others = [other for other in VOCABULARY if other != own]
    language = target.language or language or others[0]
    if language not in others:
        raise NotFound("translation")
    return _lay(library, desk, target, language)


def start(library: Library, path: str, language: str, *, by: UUID, at: datetime) -> str:
    """Begin a translation with a copy of the original; gives its path. Twice changes nothing."""
    found = side_by_side(library, path, language)
    if not found.has_translation:
        source = join_parts(part.original.text for part in found.parts if part.original)
        copy = restate(source, found.language, found.target_language)
        drafts.save(library, path=found.path, source=copy, version=0, by=by, at=at)
    return found.path


def write(library: Library, path: str, written: Written, *, by: UUID, at: datetime) -> Saved:
    """Keep one part of a translation in its draft; nothing else of the draft changes.

    An empty text takes away a part that the original no longer has. Where somebody else wrote
    this very part since, the text is kept beside the draft. Raises `NotFound`, `Invalid`.
    """
    found = side_by_side(library, path)
    if not 0 <= written.place < len(found.parts):
        raise NotFound("part")
    part = found.parts[written.place]
    if not written.text.strip() and part.state is not State.EXTRA:
        raise Invalid("part-empty")
    manuscript = drafts.read(library, found.path)
    is_same = digest_of(part.translation) == written.digest
    source = _with_part(manuscript.source, found, part, written.text)
    version = manuscript.version if is_same else written.version
    return drafts.save(library, path=found.path, source=source, version=version, by=by, at=at)


def text_to_write(found: SideBySide, part: TranslatedPart) -> str:
    """Give what the form of a part begins with: the translation, else the original's frame."""
    if part.translation:
        return part.translation.text.strip("\r\n")
    text = part.original.text if part.original else ""
    text = restate_part(text, found.language, found.target_language)
    return aim(text, _names(found)).strip("\r\n")


def digest_of(part: SourcePart | None) -> str:
    """Recognise a part as it was on the page."""
    return sha256(words_of(part.text).encode()).hexdigest()[:16] if part else ""


def list_wanting(library: Library) -> tuple[Wanting, ...]:
    """List the translations of every text, those with work to do first."""
    files = [file for file in list_files(library) if file.target.kind not in OF_ONE_LANGUAGE]
    desk = desk_of(library, {file.path for file in files})
    found = []
    for file in files:
        if file.target.language or not desk.source(file.path):
            continue
        own = desk.language(file.path)
        for language in (other for other in VOCABULARY if other != own):
            found.append(_wanting(_lay(library, desk, file.target, language)))
    return tuple(sorted(found, key=lambda one: (one.is_fine, one.original_path)))


def _wanting(found: SideBySide) -> Wanting:
    states = [part.state for part in found.parts]
    return Wanting(
        found.original_path,
        found.path,
        found.title,
        found.target_language,
        not found.has_translation,
        found.is_draft,
        states.count(State.MISSING),
        states.count(State.OUTDATED),
        states.count(State.EXTRA),
        found.is_behind,
    )


def _lay(library: Library, desk: Desk, target: Target, language: str) -> SideBySide:
    original, path = target.original, path_of(target.kind, target.name, language)
    entry, draft = desk.entries.get(original), desk.drafts.get(path)
    parts = compare(desk.texts_of(library, original, path))
    is_behind = is_meant_otherwise(entry, desk.entries.get(path))
    return SideBySide(
        original_path=original,
        path=path,
        title=entry.title if entry else title_in(target, desk.source(original)),
        language=desk.language(original),
        target_language=language,
        version=draft.version if draft else 0,
        has_translation=bool(desk.written(path)),
        is_draft=draft is not None,
        parts=parts,
        is_behind=is_behind,
        confirmable=_mark_of(desk, original, path, parts) if is_behind and not draft else "",
    )


def _mark_of(desk: Desk, original: str, path: str, parts: Sequence[TranslatedPart]) -> str:
    """Recognise two texts of which all parts are there and alike in shape; empty where not."""
    ours, theirs = desk.entries[original], desk.entries[path]
    is_whole = not any(part.state in (State.MISSING, State.EXTRA) for part in parts)
    is_alike = ours.shape == theirs.shape and is_whole
    return f"{ours.revision_id.hex}{theirs.revision_id.hex}" if is_alike else ""


def _with_part(source: str, found: SideBySide, part: TranslatedPart, text: str) -> str:
    """Put a part in its place in the whole; links follow a heading that has another name now."""
    end = "\r\n" if "\r\n" in source else "\n"
    lines = text.replace("\r\n", "\n").strip("\n").split("\n")
    new = end.join(lines) + end if text.strip() else ""
    texts = [one.text for one in cut_parts(source)] if source else []
    own = part.translation
    names: dict[str, str] = {}
    if own is not None:
        place = next(n for n, one in enumerate(cut_parts(source)) if one.line == own.line)
        is_last = place == len(texts) - 1
        texts[place] = new if is_last or not new else new + end
        renamed = cut_parts("\n" + new)
        if own.name and len(renamed) > 1 and renamed[1].name:
            names = {own.name: renamed[1].name}
    else:
        texts.insert(_place_of(found, part), new)
    return aim(join_parts(one for one in texts if one), names)


def _place_of(found: SideBySide, part: TranslatedPart) -> int:
    """Find where a new part belongs: behind the translation of what stands before it."""
    before = found.parts[: found.parts.index(part)]
    whole = [one.translation for one in found.parts if one.translation]
    order = sorted(whole, key=lambda one: one.line)
    for one in reversed(before):
        if one.translation:
            return order.index(one.translation) + 1
    return 0


def _names(found: SideBySide) -> dict[str, str]:
    return {
        part.original.name: part.translation.name
        for part in found.parts
        if part.original and part.translation and part.original.name
    }
