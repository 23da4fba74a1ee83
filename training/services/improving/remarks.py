"""What learners remark about a part of a text, and what trainers read of it: never whose it is."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from training.domain.document import Kind
from training.domain.lesson import Lesson
from training.domain.playthrough import replay
from training.domain.quiz import Quiz
from training.domain.scenario import Scenario
from training.services.authoring.files import find_entry, target_of
from training.services.errors import Invalid, NotFound, TooMany
from training.services.library import Library
from training.store import attempts
from training.store import remark as store
from training.store.attempts import Running
from training.store.remark import Remark, RemarkRow

LONGEST = 1000
A_DAY = 20
AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Writer:
    """Who remarks, and in which language the text was read."""

    learner_key: UUID
    language: str


@dataclass(frozen=True, slots=True)
class Spot:
    """Which part of a unit a remark is about, as a page knows it.

    `step` counts the choices made in a story before the scene; `page` is that of a lesson; `item`
    is a question of a quiz. Nothing of these: the unit as a whole.
    """

    step: int | None = None
    page: int | None = None
    item: str = ""


@dataclass(frozen=True, slots=True)
class ShownRemark:
    """A remark as it is read; trainers get the week of it only, so that it fits no log-in."""

    id: UUID
    path: str
    title: str
    part: str
    number: int
    language: str
    week: date
    text: str
    is_settled: bool


def leave(
    library: Library, writer: Writer, *, attempt_id: UUID, spot: Spot, text: str, at: datetime
) -> None:
    """Keep a remark on a part of an own attempt.

    Raises `NotFound` for another person's, `Invalid` for nothing or too much, `TooMany` after
    twenty in a day.
    """
    session, key = library.session, writer.learner_key
    running = attempts.find_for_learner(session, attempt_id, key, language=writer.language)
    if running is None:
        raise NotFound("attempt")
    words = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if not words:
        raise Invalid("remark-empty")
    if len(words) > LONGEST:
        raise Invalid("remark-long")
    if store.count_since(session, key, at - timedelta(days=1)) >= A_DAY:
        raise TooMany("remarks", {"seconds": "3600"})
    remark = Remark(
        id=uuid4(),  # no identifier from a moment: trainers see it, and must not see when
        learner_key=key,
        document_id=running.document_id,
        revision_id=running.shown_id,
        part=_part(library, running, spot),
        text=words,
        made_at=at,
    )
    session.add(remark)
    session.flush()


def own(library: Library, learner_key: UUID) -> tuple[ShownRemark, ...]:
    """List what a learner remarked, the newest first."""
    rows = store.list_own(library.session, learner_key, AT_ONCE)
    return tuple(_shown(library, row) for row in rows)


def to_read(library: Library, path: str = "", *, is_settled: bool) -> tuple[ShownRemark, ...]:
    """List what was remarked of all texts, or of one in all its languages; newest weeks first.

    Within a week the order is that of chance. Raises `NotFound` for a path that can be no text.
    """
    document_id = None
    if path:
        target_of(path)
        entry = find_entry(library, path)
        if entry is None:
            return ()
        document_id = entry.document_id
    rows = store.list_remarks(library.session, document_id, is_settled=is_settled, limit=AT_ONCE)
    shown = [_shown(library, row) for row in rows]
    return tuple(sorted(shown, key=lambda found: (-found.week.toordinal(), str(found.id))))


def settle(library: Library, remark_id: UUID, *, by: UUID, at: datetime) -> None:
    """Mark a remark as dealt with, or open it again; raises `NotFound`."""
    if not store.toggle_settled(library.session, remark_id, by, at):
        raise NotFound("remark")


def _part(library: Library, running: Running, spot: Spot) -> str:
    """Name the part in the text that was read; raises `NotFound` for one it does not have."""
    if running.kind == Kind.SCENARIO and spot.step is not None:
        made = attempts.list_choices(library.session, running.id)
        if not 0 <= spot.step <= len(made):
            raise NotFound("part")
        return replay(library.take(running.shown_id, Scenario), made[: spot.step]).scene.name
    if running.kind == Kind.QUIZ and spot.item:
        names = [item.name for item in library.take(running.revision_id, Quiz).items]
        if spot.item not in names:
            raise NotFound("part")
        return library.take(running.shown_id, Quiz).items[names.index(spot.item)].name
    if running.kind == Kind.LESSON and spot.page is not None:
        pages = library.take(running.shown_id, Lesson).pages
        if not 1 <= spot.page <= len(pages):
            raise NotFound("part")
        return pages[spot.page - 1].name
    return ""


def _shown(library: Library, row: RemarkRow) -> ShownRemark:
    day = library.day_of(row.made_at)
    return ShownRemark(
        id=row.id,
        path=row.path,
        title=row.title,
        part=_title(library, row),
        number=row.number,
        language=row.language,
        week=day - timedelta(days=day.weekday()),
        text=row.text,
        is_settled=row.settled_at is not None,
    )


def _title(library: Library, row: RemarkRow) -> str:
    """Give the heading of the part, in the text that was read."""
    if not row.part:
        return ""
    if row.kind == Kind.SCENARIO:
        titles = {s.name: s.title for s in library.take(row.revision_id, Scenario).scenes}
    elif row.kind == Kind.QUIZ:
        titles = {item.name: item.title for item in library.take(row.revision_id, Quiz).items}
    else:
        titles = {page.name: page.title for page in library.take(row.revision_id, Lesson).pages}
    return titles.get(row.part, row.part)
