"""Texts that somebody must read again before a day: a list, and a mail to the owner in time."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from training.compiler.header import read_header
from training.domain.access import PERMISSIONS, Permission, Role
from training.domain.document import Kind
from training.services.jobs import NewJob, Stage, Step, Task
from training.services.library import Library
from training.services.mail import Letter, queue_all
from training.store import library as store
from training.store.job import find_by_key
from training.store.people import Person, list_active_with

KIND = "texts-due"
AHEAD = timedelta(days=30)
LOOK_BACK = 14
"""Days that a round makes up for when no worker ran; what is older is in the list all the same."""

WRITERS = frozenset(role for role in Role if Permission.AUTHOR in PERMISSIONS[role])

Write = Callable[..., tuple[str, str]]
"""`write(template, language, **values)` gives subject and body."""


@dataclass(frozen=True, slots=True)
class DueText:
    """A text with the day before which it must be read again, and whose it is."""

    path: str
    title: str
    owner: str
    review_by: date
    days_left: int

    @property
    def is_past(self) -> bool:
        """Tell whether the day has come."""
        return self.days_left <= 0


def list_due(library: Library, *, today: date) -> tuple[DueText, ...]:
    """List every text that has a day, the first to read first."""
    entries = library.catalogue.entries
    texts = store.list_sources(library.session, [entry.revision_id for entry in entries])
    found = []
    for entry in entries:
        header = read_header(Kind(entry.kind), texts[entry.revision_id])
        if header.review_by:
            left = (header.review_by - today).days
            found.append(DueText(entry.path, entry.title, header.owner, header.review_by, left))
    return tuple(sorted(found, key=lambda text: (text.review_by, text.path)))


def due_job(local_now: datetime) -> NewJob:
    """Give the round of this day; a day has one, by its key, so nobody is told twice."""
    return NewJob(KIND, {"day": local_now.date().isoformat()}, key=_key(local_now.date()))


def step_with(write: Write) -> Step:
    """Make the step that writes the mails."""

    def step(library: Library, task: Task, at: datetime) -> Stage:
        day = date.fromisoformat(task.payload["day"])
        count = _tell(library, write, day, at)
        return Stage("", count, count, is_finished=True)

    return step


def _tell(library: Library, write: Write, day: date, at: datetime) -> int:
    """Write one mail to each person about all texts whose moment came since the last round."""
    since = _last_round(library, day)
    due = [
        text
        for text in list_due(library, today=day)
        if any(since < moment <= day for moment in (text.review_by - AHEAD, text.review_by))
    ]
    letters = []
    for person, texts in _by_reader(library, due):
        subject, body = write("texts_due", person.language, name=person.name, texts=texts)
        letters.append(Letter(person.email, subject, body, kind="upkeep", person_id=person.id))
    queue_all(library.session, letters, at=at)
    return len(letters)


def _by_reader(
    library: Library, due: list[DueText]
) -> Iterator[tuple[Person, tuple[DueText, ...]]]:
    """Give each text to its owner, if that is a trainer with an account, else to all trainers."""
    writers = list_active_with(library.session, WRITERS) if due else []
    found: dict[str, list[DueText]] = defaultdict(list)
    for text in due:
        owners = [person for person in writers if person.email == text.owner.strip().lower()]
        for person in owners or writers:
            found[person.email].append(text)
    for person in writers:
        if person.email in found:
            yield person, tuple(found[person.email])


def _last_round(library: Library, day: date) -> date:
    """Give the day of the round before this one; the day before where there was none of late."""
    for back in range(1, LOOK_BACK + 1):
        earlier = day - timedelta(days=back)
        if find_by_key(library.session, _key(earlier)):
            return earlier
    return day - timedelta(days=1)


def _key(day: date) -> str:
    return f"{KIND}:{day.isoformat()}"
