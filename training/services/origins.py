"""What came from the folder beside what was made of it here: whose text a file now has."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto

from training.compiler.addresses import MEDIA, parse_path
from training.compiler.library import read_slug
from training.services.library import Library, digest_of
from training.store import draft as drafts
from training.store import origin as store
from training.store.library import Entry
from training.store.origin import Origin, OriginState

Identity = tuple[str, str, str]


class Fate(Enum):
    """What becomes of a file of the folder."""

    SAME = auto()
    TAKE = auto()
    OFFER = auto()
    KEEP = auto()


@dataclass(frozen=True, slots=True)
class Case:
    """A file of the folder; `entry` is what is in force for it, perhaps at another path."""

    fate: Fate
    entry: Entry | None = None

    def is_moved(self, path: str) -> bool:
        """Tell whether the file had another name when its text was put in force."""
        return self.entry is not None and self.entry.path != path


@dataclass(frozen=True, slots=True)
class Present:
    """The library as it is: what is in force, what is being written, what came from the folder."""

    entries: Mapping[str, Entry]
    drafts: Set[str]
    states: Mapping[str, OriginState]
    by_identity: Mapping[Identity, Entry] = field(default_factory=dict)

    def is_ours(self, path: str) -> bool:
        """Tell whether a text was written or changed here since it came from the folder."""
        entry, state = self.entries.get(path), self.states.get(path)
        if path in self.drafts:
            return True
        if entry is None:
            return state is not None and bool(state.digest)
        return state is None or entry.digest != state.digest


def read_present(library: Library, states: Mapping[str, OriginState]) -> Present:
    """Read what a folder is laid beside."""
    entries = {entry.path: entry for entry in library.catalogue.entries}
    written = {draft.path for draft in drafts.list_drafts(library.session)}
    by_identity = {(entry.kind, entry.slug, suffix(path)): entry for path, entry in entries.items()}
    return Present(entries, written, states, by_identity)


def is_settled(states: Mapping[str, OriginState], digests: Mapping[str, str]) -> bool:
    """Tell whether everything in the folder was dealt with before."""
    from_folder = {path for path, state in states.items() if state.digest and not _is_media(path)}
    gone = from_folder - digests.keys()
    return all(states[path].is_withdrawn for path in gone) and all(
        path in states and _is_known(states[path], digest) for path, digest in digests.items()
    )


def _is_known(state: OriginState, digest: str) -> bool:
    if state.is_withdrawn:
        return False
    if state.is_loaded:
        return digest == state.digest
    return digest == (state.offered_digest or state.digest)


def judge(present: Present, files: Mapping[str, bytes]) -> dict[str, Case]:
    """Say of every file whether its text is taken over, offered, or already dealt with."""
    return {path: _judge(present, files, path, data) for path, data in files.items()}


def _judge(present: Present, files: Mapping[str, bytes], path: str, data: bytes) -> Case:
    digest, state = digest_of(data), present.states.get(path)
    entry = present.entries.get(path)
    if entry and entry.digest == digest:
        return Case(Fate.SAME, entry)
    if state and digest == state.digest:
        return Case(Fate.KEEP, entry)
    if (
        state
        and state.offered_digest is not None
        and (state.is_loaded or digest == state.offered_digest)
    ):
        return Case(Fate.KEEP, entry)  # what somebody offered by hand is decided on first
    if entry is None:
        entry = present.by_identity.get(identity_of(path, data))
        if entry and entry.path in files:
            entry = None  # two files of the folder with one identity: the compiler says so
    before = entry.path if entry else path
    if entry and before != path and before not in present.states:
        return Case(Fate.OFFER, entry)
    is_ours = present.is_ours(before) or path in present.drafts
    return Case(Fate.OFFER if is_ours else Fate.TAKE, entry)


def identity_of(path: str, data: bytes) -> Identity:
    """Read kind, name and language from the beginning of a text, however broken the rest is."""
    target = parse_path(path)
    return (target.kind, read_slug(data), target.language) if target else ("", "", "")


def suffix(path: str) -> str:
    """Give the language in the name of a translation's file; empty for an original."""
    target = parse_path(path)
    return target.language if target else ""


def take_over(library: Library, path: str, data: bytes, at: datetime) -> None:
    """Remember a text of the folder as the base of what is made of it here from now on."""
    origin = _find_or_make(library, path, at)
    origin.source, origin.digest, origin.taken_at = data.decode(), digest_of(data), at
    origin.is_withdrawn = False
    if not origin.is_loaded:
        settle(origin)


def offer(
    library: Library, path: str, data: bytes, at: datetime, *, is_loaded: bool = False
) -> None:
    """Keep a text for a trainer to choose: here something else was made of its base."""
    origin = _find_or_make(library, path, at)
    origin.offered, origin.offered_digest, origin.offered_at = data.decode(), digest_of(data), at
    origin.is_withdrawn, origin.is_loaded = False, is_loaded


def withdraw(library: Library, path: str, at: datetime) -> None:
    """Ask a trainer what to do with a text whose file is gone, as it was changed here."""
    origin = _find_or_make(library, path, at)
    if not origin.is_loaded:
        settle(origin)
    origin.is_withdrawn, origin.offered_at = True, at


def settle(origin: Origin) -> None:
    """Nothing waits any more."""
    origin.offered = origin.offered_digest = origin.offered_at = None
    origin.is_withdrawn = origin.is_loaded = False


def forget(library: Library, path: str) -> None:
    """Drop what is known of a file that is in the folder no more."""
    origin = store.find_origin(library.session, path)
    if origin:
        library.session.delete(origin)
        library.session.flush()


def move(library: Library, before: str, path: str) -> None:
    """Let a file go on under another name: its base, and all that is kept beside it."""
    session = library.session
    origin, there = store.find_origin(session, before), store.find_origin(session, path)
    if origin and there is None:
        origin.path = path
    drafts.move(session, before, path)
    session.flush()


def _find_or_make(library: Library, path: str, at: datetime) -> Origin:
    origin = store.find_origin(library.session, path)
    if origin is None:
        origin = Origin(
            path=path, source="", digest="", taken_at=at, is_withdrawn=False, is_loaded=False
        )
        library.session.add(origin)
    return origin


def _is_media(path: str) -> bool:
    return path.startswith(f"{MEDIA}/")
