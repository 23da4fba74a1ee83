"""Photos with a signal and who sent it: for who handles it alone, and gone in time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from training.services.audit import Actor
from training.services.errors import Invalid, NotFound
from training.services.library import Library
from training.services.media import pictures
from training.services.media.pictures import Picture
from training.services.signals.handling import is_handler, note
from training.services.signals.told import Contact
from training.store import signal as store
from training.store import signal_photo as photos
from training.store.signal import Reader, Signal, SignalContact

MOST_PHOTOS = 3
LARGEST = pictures.LARGEST


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo as it is sent to a handler."""

    content: bytes
    media_type: str


def prepare(files: Sequence[bytes]) -> tuple[Picture, ...]:
    """Draw photos anew, without where and with what they were made; raises `Invalid`.

    It takes long, so no transaction waits for it.
    """
    if len(files) > MOST_PHOTOS:
        raise Invalid("photos-many")
    drawn = []
    for data in files:
        picture = pictures.draw_anew(data)
        if isinstance(picture, str):
            raise Invalid(picture)
        drawn.append(picture)
    return tuple(drawn)


def may_see(signal: Signal, reader: Reader) -> bool:
    """Tell whether a reader may know who sent a signal, and see what came with it."""
    is_waiting = reader.is_coordinator and signal.handler_id is None
    return is_handler(signal, reader.person_id) or is_waiting


def contact_of(library: Library, signal_id: UUID) -> Contact | None:
    """Give who sent a signal, as far as that was told and is still kept."""
    row = library.session.get(SignalContact, signal_id)
    return Contact(row.name, row.reach, row.hours, row.interpreter) if row else None


def open_photo(
    library: Library, reader: Reader, signal_id: UUID, photo_id: UUID, actor: Actor, *, at: datetime
) -> Photo:
    """Give a photo to who handles a signal, and put that on the trail; raises `NotFound`."""
    signal = store.find_signal(library.session, signal_id, reader)
    found = photos.find_photo(library.session, signal_id, photo_id)
    if signal is None or found is None or not may_see(signal, reader):
        raise NotFound("signal")
    note(library, signal, "signal-photo", actor, at)
    return Photo(found.content, found.media_type)
