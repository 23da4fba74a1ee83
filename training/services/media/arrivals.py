"""Images and sound that come with a folder: made anew once, and known by their bytes then."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from training.compiler.addresses import MEDIA
from training.services.audit import Actor
from training.services.errors import Conflict, Invalid
from training.services.library import Library, digest_of
from training.services.media.shelf import Medium, keep, prepare
from training.store import media as store
from training.store import origin as origin_store
from training.store.origin import Origin


@dataclass(frozen=True, slots=True)
class Known:
    """By which bytes the images and sound are known: as they are served, or as they once came."""

    digests: Mapping[str, frozenset[str]]

    def has(self, path: str, digest: str) -> bool:
        """Tell whether a file with these bytes was taken in before."""
        return digest in self.digests.get(path, frozenset())


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file of `content/media` that is new: made anew, or the code of what is wrong with it."""

    path: str
    digest: str
    medium: Medium | None
    code: str = ""


def read_known(library: Library) -> Known:
    """Read what was taken in before."""
    states = origin_store.list_states(library.session)
    return Known(
        {
            path: frozenset({file.digest, states[path].digest} if path in states else {file.digest})
            for file in store.list_media(library.session)
            for path in (f"{MEDIA}/{file.name}",)
        }
    )


def receive(known: Known, files: Iterable[tuple[str, Callable[[], bytes]]]) -> list[Arrival]:
    """Make new files anew, one at a time; this takes long, so no transaction waits for it."""
    found = []
    for path, read in files:
        data = read()
        digest = digest_of(data)
        if known.has(path, digest):
            continue
        try:
            medium = prepare(path.removeprefix(f"{MEDIA}/"), data)
            found.append(Arrival(path, digest, medium))
        except Invalid as refusal:
            found.append(Arrival(path, digest, None, refusal.code))
    return found


def take_in(
    library: Library, arrivals: Iterable[Arrival], actor: Actor, *, at: datetime
) -> dict[str, str]:
    """Put new files on the shelf, and give the code of each that was refused."""
    refused = {}
    for arrival in arrivals:
        if arrival.medium is None:
            refused[arrival.path] = arrival.code
            continue
        try:
            name = arrival.path.removeprefix(f"{MEDIA}/")
            keep(library, name, arrival.medium, actor, at=at)
            _remember(library, arrival, at)
        except Conflict as refusal:
            refused[arrival.path] = refusal.code
    library.session.flush()
    return refused


def _remember(library: Library, arrival: Arrival, at: datetime) -> None:
    """Note by which bytes the file came: what is kept of it has others."""
    origin = origin_store.find_origin(library.session, arrival.path)
    if origin is None:
        origin = Origin(path=arrival.path, source="", is_withdrawn=False, is_loaded=False)
        library.session.add(origin)
    origin.digest, origin.taken_at = arrival.digest, at
