"""The shelf of images and sound: what there is, where it is used, what is put on or taken off."""

import html
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

from training.compiler.addresses import SOUND_ENDING
from training.services import audit
from training.services.audit import About, Actor
from training.services.errors import Conflict, Invalid, NotFound
from training.services.library import Library, digest_of
from training.services.media import pictures, sounds
from training.store import media as store
from training.store.media import MediaContent, MediaFile

SOUND_TYPE = "audio/mpeg"
LONGEST_NAME = 120
LONGEST_ALTERNATIVE = 300
LONGEST_TRANSCRIPT = 20_000
LARGEST = max(pictures.LARGEST, sounds.LARGEST)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(?:/[A-Za-z0-9][A-Za-z0-9._-]*)*")

_AFTER_SLASH = re.compile(r"/([A-Za-z0-9][A-Za-z0-9._-]*)")


@dataclass(frozen=True, slots=True)
class Medium:
    """An image or sound as it will be served; a sound has no size on a page."""

    content: bytes
    media_type: str
    width: int = 0
    height: int = 0

    @property
    def digest(self) -> str:
        """Give the SHA-256 by which it is kept."""
        return digest_of(self.content)


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the shelf: a name, what it stands for, and the texts that use it.

    `running` are texts that only people see who are half-way an earlier meaning of them.
    """

    name: str
    media_type: str
    size: int
    width: int
    height: int
    description: str
    added_at: datetime
    uses: tuple[str, ...] = ()
    running: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Tell whether it is to be heard."""
        return self.media_type == SOUND_TYPE


@dataclass(frozen=True, slots=True)
class Served:
    """What is sent to a browser: its bytes are fetched piece by piece."""

    digest: str
    media_type: str
    size: int


def prepare(name: str, data: bytes) -> Medium:
    """Make anew what came in under a name; raises `Invalid` with what is wrong."""
    if len(name) > LONGEST_NAME or not _NAME.fullmatch(name) or ".." in name:
        raise Invalid("media-name", {"name": name})
    ending = PurePosixPath(name).suffix.lower()
    if ending == SOUND_ENDING:
        frames = sounds.keep_frames(data)
        if isinstance(frames, str):
            raise Invalid(frames, {"name": name})
        return Medium(frames, SOUND_TYPE)
    if ending not in pictures.ENDINGS:
        raise Invalid("media-kind", {"name": name})
    picture = pictures.draw_anew(data)
    if isinstance(picture, str):
        raise Invalid(picture, {"name": name})
    if pictures.ENDINGS[ending] != picture.format:
        raise Invalid("media-ending", {"name": name, "format": picture.format})
    return Medium(picture.content, pictures.TYPES[picture.format], picture.width, picture.height)


def name_for(filename: str) -> str:
    """Give the name that a file of somebody's computer gets: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", filename.replace("\\", "/").rpartition("/")[2])
    stem, dot, ending = plain.encode("ascii", "ignore").decode().lower().rpartition(".")
    words = re.sub(r"[^a-z0-9]+", "-", stem if dot else ending).strip("-")[: LONGEST_NAME - 20]
    ending = re.sub(r"[^a-z0-9]", "", ending)[:8] if dot else ""
    return f"{words or 'bestand'}.{ending}"


def keep(
    library: Library,
    name: str,
    medium: Medium,
    actor: Actor,
    *,
    description: str = "",
    at: datetime,
) -> None:
    """Put something on the shelf; raises `Conflict` where the name stands for something else."""
    session, digest = library.session, medium.digest
    known = store.find_media(session, name)
    if known is not None:
        if known.digest != digest:
            raise _taken(library, name)
        known.description = description or known.description
        return
    if any(removed != digest for removed in store.list_removed(session, name)):
        raise _taken(library, name)
    if store.find_content(session, digest) is None:
        size = len(medium.content)
        session.add(
            MediaContent(
                digest=digest,
                content=medium.content,
                media_type=medium.media_type,
                size=size,
                width=medium.width,
                height=medium.height,
            )
        )
        session.flush()
    session.add(
        MediaFile(
            name=name, digest=digest, description=description, added_at=at, added_by=actor.person_id
        )
    )
    audit.note(session, actor, "media-added", f"media:{name}", "ok", at=at)
    session.flush()


def describe(name: str, description: str) -> str:
    """Give the alternative text or transcript that is kept; raises `Invalid` without one."""
    is_sound = name.lower().endswith(SOUND_ENDING)
    text = description.replace("\r\n", "\n").strip()
    text = text if is_sound else " ".join(text.split())
    if not text:
        raise Invalid("transcript-missing" if is_sound else "alternative-missing")
    if len(text) > (LONGEST_TRANSCRIPT if is_sound else LONGEST_ALTERNATIVE):
        raise Invalid("transcript-long" if is_sound else "alternative-long")
    return text


def list_shelf(library: Library) -> tuple[Item, ...]:
    """List everything with the texts that use it: in force, being written, or half-way done."""
    uses, running = _read_uses(library)
    return tuple(
        Item(
            file.name,
            content.media_type,
            content.size,
            content.width,
            content.height,
            file.description,
            file.added_at,
            found := uses.get(_last(file.name), ()),
            tuple(path for path in running.get(_last(file.name), ()) if path not in found),
        )
        for file, content in store.list_with_contents(library.session)
    )


def take_off(library: Library, name: str, actor: Actor, *, at: datetime) -> None:
    """Remove what no text uses; raises `Conflict` where one does.

    The name stays that of these contents: texts of before may name it, and browsers keep it.
    """
    session = library.session
    file = store.find_media(session, name)
    if file is None:
        raise NotFound("media")
    for found in _read_uses(library):
        if paths := found.get(_last(name)):
            raise Conflict("media-used", {"name": name, "uses": ", ".join(paths)})
    digest = file.digest
    session.delete(file)
    session.flush()
    store.drop_unnamed(session, digest)
    about = About(details={"digest": digest})
    audit.note(session, actor, store.REMOVED, f"media:{name}", "ok", at=at, about=about)
    session.flush()


def find(library: Library, name: str) -> Served:
    """Find what a name stands for; raises `NotFound`."""
    found = store.find_served(library.session, name)
    if found is None:
        raise NotFound("media")
    return Served(*found)


def pieces(library: Library, served: Served, start: int, stop: int, size: int) -> Iterator[bytes]:
    """Give bytes of the contents, so many at a time."""
    for at in range(start, stop, size):
        yield store.find_piece(library.session, served.digest, at, min(size, stop - at))


def markdown_for(item: Item) -> str:
    """Write what an author puts in a text; the check refuses what nobody described."""
    address = f"../media/{quote(item.name)}"
    if item.is_sound:
        lines = item.description.split("\n")
        said = "\n".join(f"> {line}".rstrip() for line in lines)
        return f"[{PurePosixPath(item.name).stem}]({address})\n\n{said}"
    words = item.description.replace("[", "(").replace("]", ")")
    return f"![{words}]({address})"


def _free_name(library: Library, name: str) -> str:
    """Propose a name that stands for nothing yet."""
    path = PurePosixPath(name)
    taken = {file.name for file in store.list_media(library.session)}
    number = 2
    while True:
        found = str(path.with_name(f"{path.stem}-{number}{path.suffix}"))
        if found not in taken and not store.list_removed(library.session, found):
            return found
        number += 1


Uses = Mapping[str, tuple[str, ...]]
"""The paths of texts, by the last part of the names that occur in them."""


def _read_uses(library: Library) -> tuple[Uses, Uses]:
    """Read what texts use, and what those use that running attempts are on."""
    session = library.session
    return _uses(store.list_texts(session)), _uses(store.list_texts_of_running(session))


def _uses(texts: Mapping[str, str]) -> Uses:
    found: dict[str, list[str]] = defaultdict(list)
    for path, text in sorted(texts.items()):
        for name in _names_in(text):
            found[name].append(path)
    return {name: tuple(paths) for name, paths in found.items()}


def _names_in(text: str) -> set[str]:
    """Give every part of an address that may be the end of a name; better too many than too few.

    However an address is written, with escapes, entities, per cents or dots in between, its last
    part stands behind a slash once these are taken away.
    """
    plain = unquote(unquote(html.unescape(text.replace("\\", ""))))
    return set(_AFTER_SLASH.findall(plain))


def _last(name: str) -> str:
    return name.rpartition("/")[2]


def _taken(library: Library, name: str) -> Conflict:
    return Conflict("media-taken", {"name": name, "proposal": _free_name(library, name)})
