"""Reads a lesson page by page."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from training.domain.document import Kind
from training.domain.lesson import Lesson
from training.domain.prose import NO_PROSE, Prose
from training.domain.scoring import NO_SCORE
from training.services import attempts
from training.services.errors import Conflict
from training.services.library import Library
from training.services.links import CourseLink, UnitLink, course_link, next_step


@dataclass(frozen=True, slots=True)
class LessonPage:
    """One page; `reached` is the highest page that was confirmed as read."""

    attempt_id: UUID
    title: str
    introduction: Prose
    course: CourseLink | None
    page_title: str
    body: Prose
    number: int
    total: int
    titles: tuple[str, ...]
    reached: int
    is_last: bool
    is_finished: bool
    next_unit: UnitLink | None
    is_course_done: bool


def read(
    library: Library,
    *,
    attempt_id: UUID,
    learner_key: UUID,
    language: str,
    number: int | None = None,
) -> LessonPage:
    """Read a page, counted from 1; without a number the first that was not read yet."""
    running = attempts.find_running(
        library.session,
        attempt_id=attempt_id,
        learner_key=learner_key,
        kind=Kind.LESSON,
        language=language,
    )
    lesson = library.take(running.shown_id, Lesson)
    total = len(lesson.pages)
    number = max(1, min(number or running.reached + 1, running.reached + 1, total))
    is_finished = running.finished_at is not None
    following = next_step(library, running, language) if is_finished else None
    page = lesson.pages[number - 1]
    return LessonPage(
        attempt_id=attempt_id,
        title=lesson.header.title,
        introduction=lesson.introduction if number == 1 else NO_PROSE,
        course=course_link(running),
        page_title=page.title,
        body=page.body,
        number=number,
        total=total,
        titles=tuple(page.title for page in lesson.pages),
        reached=running.reached,
        is_last=number == total,
        is_finished=is_finished,
        next_unit=following.unit if following else None,
        is_course_done=bool(following and following.is_course_done),
    )


def confirm(
    library: Library, *, attempt_id: UUID, learner_key: UUID, number: int, at: datetime
) -> None:
    """Note that a page was read; reading it again changes nothing.

    Raises `Conflict` for a page that was skipped to, `NotFound`.
    """
    attempt = attempts.lock(library.session, attempt_id=attempt_id, learner_key=learner_key)
    lesson = library.take(attempt.revision_id, Lesson)
    if not 1 <= number <= attempt.reached + 1 or number > len(lesson.pages):
        raise Conflict("step-ahead")
    attempt.reached = max(attempt.reached, number)
    if attempt.reached == len(lesson.pages) and attempt.finished_at is None:
        attempts.finish(attempt, at=at)
        attempts.record_end(library, attempt, NO_SCORE, at=at)
    library.session.flush()
