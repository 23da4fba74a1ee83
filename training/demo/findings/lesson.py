"""Makes a lesson of a signal by the road that a trainer goes: draft, second reader, publication."""

from datetime import datetime
from string import Template
from uuid import UUID

from training.compiler.document import examine_document
from training.compiler.reading import Examined
from training.demo.findings.colleagues import list_colleagues
from training.demo.findings.lesson_text import COURSE, COURSE_ID, COURSE_TITLE, SCENARIO, TITLE
from training.domain.document import Kind
from training.domain.shape import Document
from training.domain.signal import label_of
from training.services.audit import Actor
from training.services.authoring import drafts
from training.services.authoring.beginning import Wish, begin
from training.services.authoring.checking import Checker
from training.services.authoring.confinement import Request
from training.services.enrolment import enrol
from training.services.library import Library
from training.services.publishing.proposal import propose
from training.services.publishing.publish import Order, publish
from training.services.signals import lessons
from training.services.signals.lessons import Fiction
from training.store.signal import Reader, Signal

CHANGED = frozenset({"place", "domain", "sex", "time"})
MOST_ENROLLED = 60
"""How many colleagues take the course with the lesson."""


def make(
    library: Library, signal: Signal, coordinator: UUID, handler: UUID, *, at: datetime
) -> None:
    """Begin a draft, write it, let who knows the case read it, and put it in a course."""
    reader, actor = Reader(coordinator, is_coordinator=True), Actor(coordinator)
    fiction = Fiction(TITLE, CHANGED, is_common=True)
    path = lessons.start_lesson(library, reader, signal.id, fiction, actor, at=at)
    text = Template(SCENARIO).substitute(label=label_of(signal.year, signal.number))
    drafts.save(library, path=path, source=text, version=1, by=coordinator, at=at)
    second = Reader(handler)
    page = lessons.find(library, second, signal.id)
    assert page is not None  # noqa: S101 -- it was just begun
    lessons.second_read(library, second, signal.id, page.digest, Actor(handler), at=at)
    checker = Checker(_examine)
    _publish(library, checker, path, actor, at)
    course = begin(library, Wish(Kind.COURSE, COURSE_TITLE), by=coordinator, at=at)
    drafts.save(library, path=course, source=COURSE, version=1, by=coordinator, at=at)
    _publish(library, checker, course, actor, at)
    for colleague in list_colleagues(library.session)[:MOST_ENROLLED]:
        key = UUID(colleague.key)
        enrol(library, learner_key=key, course_slug=COURSE_ID, at=at)


def _examine(request: Request) -> Examined[Document]:
    """Read a text of our own in this process: it takes little, and no busy machine stops it."""
    return examine_document(request.kind, request.source, request.context)


def _publish(library: Library, checker: Checker, path: str, actor: Actor, at: datetime) -> None:
    today = library.day_of(at)
    proposal = propose(library, checker, path, needs_review=False, today=today)
    order = Order(proposal.digest, proposal.base_id)
    publish(library, proposal, order, actor, needs_review=False, at=at)
