"""The page of one changed part: the scene, question or page itself, an answer, what it brings."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from training.domain.changes import parts_of
from training.domain.competency import Framework
from training.domain.document import Kind
from training.domain.prose import NO_PROSE, Prose
from training.domain.quiz import Item, ItemKind, Quiz
from training.domain.scenario import Scenario, Scene
from training.domain.scoring import Answer, IllegalAnswer, score_item
from training.domain.sitting import Given, Posted, Sitting
from training.services.errors import Conflict, Invalid, NotFound
from training.services.library import Library
from training.services.play import ShownChoice, ShownFeedback, feedback_of, order_of, shown_choices
from training.services.quiz_page import ItemReader, ShownItem, Wish
from training.services.revisiting.due import TYPES, Unit, list_renewed
from training.store import enrolment as enrolments
from training.store.library import Entry
from training.store.people import lock_learner
from training.store.revisit import Revisit, list_answers

SEED_MASK = 0x7FFFFFFF


@dataclass(frozen=True, slots=True)
class Learner:
    """Who looks again, and in which language."""

    learner_key: UUID
    language: str

    @property
    def seed(self) -> int:
        """Give what decides the order of options: the same each time, another for each person."""
        return self.learner_key.int & SEED_MASK


@dataclass(frozen=True, slots=True)
class RevisitPage:
    """A changed part to answer, or one that was answered; `part` is empty when all is done.

    Of `choices` (a scene) and `item` (a question) at most one is there; a part without either is
    only read. `left` counts what is to be done, this one included while it is.
    """

    document_id: UUID
    revision_id: UUID
    title: str
    part: str
    left: int
    is_answered: bool = False
    role: str = ""
    heading: str = ""
    body: Prose = NO_PROSE
    choices: tuple[ShownChoice, ...] = ()
    chosen_text: str = ""
    feedback: ShownFeedback | None = None
    item: ShownItem | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What a page sent: which part, of which revision, and the answer to it."""

    document_id: UUID
    revision_id: UUID | None
    part: str
    position: int = 0
    posted: Posted = field(default_factory=Posted)


def read(
    library: Library, learner: Learner, document_id: UUID, part: str = "", wish: Wish | None = None
) -> RevisitPage:
    """Show the part that was asked for if it was answered, else the first one to do.

    Raises `NotFound` for a unit of which this learner never completed an earlier meaning.
    """
    entry, pending = _find(library, learner, document_id)
    given = _given(library, learner, entry).get(part)
    name = part if given is not None else next(iter(pending), "")
    if not name:
        return RevisitPage(document_id, entry.revision_id, entry.title, "", 0)
    place = _Place(library, learner, entry, name)
    return place.page(len(pending), given, wish or Wish())


def answer(library: Library, learner: Learner, reply: Reply, *, at: datetime) -> None:
    """Keep an answer, once: a second click leaves the first as it is.

    Raises `Conflict` where the text changed since the page was shown, `Invalid` for an answer
    that does not fit, `NotFound` for a part that is not to be done.
    """
    lock_learner(library.session, learner.learner_key)
    entry, pending = _find(library, learner, reply.document_id)
    if reply.part in _given(library, learner, entry):
        return
    if entry.revision_id != reply.revision_id:
        raise Conflict("step-ahead")
    if reply.part not in pending:
        raise NotFound("part")
    place = _Place(library, learner, entry, reply.part)
    library.session.add(
        Revisit(
            learner_key=learner.learner_key,
            revision_id=entry.revision_id,
            part=reply.part,
            answer=list(place.answer_of(reply)),
            answered_at=at,
        )
    )
    library.session.flush()


def _find(library: Library, learner: Learner, document_id: UUID) -> tuple[Entry, tuple[str, ...]]:
    cycles = enrolments.list_enrolments(library.session, learner.learner_key)
    facts = enrolments.list_unit_facts(library.session, [cycle.id for cycle in cycles])
    own = [fact for fact in facts if fact.document_id == document_id]
    renewed = list_renewed(library, learner.learner_key, own)
    entry = _original(library, document_id)
    if entry is None or entry.kind not in TYPES or not own:
        raise NotFound("unit")
    return entry, renewed[0].parts if renewed else ()


def _original(library: Library, document_id: UUID) -> Entry | None:
    return next(
        (
            entry
            for entry in library.catalogue.entries
            if entry.document_id == document_id and entry.language == entry.original
        ),
        None,
    )


def _given(library: Library, learner: Learner, entry: Entry) -> dict[str, Answer]:
    """Map the parts that were answered in the present meaning to their answers."""
    rows = list_answers(library.session, learner.learner_key, entry.document_id, entry.meaning)
    return {part: tuple(given) for part, given in rows.items()}


class _Place:
    """One part of a unit, as this learner meets it."""

    def __init__(self, library: Library, learner: Learner, entry: Entry, name: str) -> None:
        self._entry, self._learner, self._name = entry, learner, name
        self._text = library.take(entry.revision_id, TYPES[entry.kind])
        self._shown = _shown(library, learner, entry)
        names = [*parts_of(self._text)]
        if name not in names:
            raise NotFound("part")
        self._place = names.index(name)
        listed = library.catalogue.framework()
        self._framework = library.take(listed.revision_id, Framework) if listed else None

    def page(self, left: int, given: Answer | None, wish: Wish) -> RevisitPage:
        """Show it as a question, or with what the answer brought."""
        part = [*parts_of(self._shown).values()][self._place]
        page = RevisitPage(
            document_id=self._entry.document_id,
            revision_id=self._entry.revision_id,
            title=self._shown.header.title,
            part=self._name,
            left=left,
            is_answered=given is not None,
            heading=part.title,
            body=part.body,
        )
        if isinstance(part, Scene) and isinstance(self._shown, Scenario):
            return self._scene(replace(page, role=self._shown.role), part, given)
        if isinstance(part, Item):
            return self._question(page, given, wish)
        return page

    def answer_of(self, reply: Reply) -> Answer:
        """Read an answer in the author's order; raises `Invalid` where it does not fit."""
        part = [*parts_of(self._text).values()][self._place]
        if isinstance(part, Scene) and part.choices:
            order = self._order()
            if not 1 <= reply.position <= len(order):
                raise Invalid("choice-unknown")
            return (order[reply.position - 1],)
        if isinstance(part, Item) and part.kind is not ItemKind.REFLECTION:
            try:
                given = self._sitting().answer_of(part, reply.posted)
                score_item(part, given)
            except IllegalAnswer as error:
                raise Invalid(f"answer-{part.kind}") from error
            return given
        return ()

    def _scene(self, page: RevisitPage, scene: Scene, given: Answer | None) -> RevisitPage:
        if given is None or not given or given[0] >= len(scene.choices):
            return replace(page, choices=shown_choices(scene, self._order()))
        chosen = scene.choices[given[0]]
        feedback = feedback_of(chosen, self._framework)
        return replace(page, chosen_text=chosen.text, feedback=feedback)

    def _question(self, page: RevisitPage, given: Answer | None, wish: Wish) -> RevisitPage:
        if not isinstance(self._text, Quiz) or not isinstance(self._shown, Quiz):
            raise NotFound("part")
        item = self._text.items[self._place]
        if item.kind is ItemKind.REFLECTION:
            return page
        sitting = self._sitting()
        if given is not None:
            sitting = replace(sitting, given=(Given(item.name, 1, given, score_item(item, given)),))
        reader = ItemReader(sitting, self._shown, self._framework)
        shown = reader.item(item, 1, wish=wish, is_open=True)
        return replace(page, item=shown)

    def _order(self) -> tuple[int, ...]:
        if not isinstance(self._text, Scenario):
            raise NotFound("part")
        return order_of(self._text, self._place, self._learner.seed)

    def _sitting(self) -> Sitting:
        if not isinstance(self._text, Quiz):
            raise NotFound("part")
        return Sitting(self._text, self._learner.seed)


def _shown(library: Library, learner: Learner, entry: Entry) -> Unit:
    """Give the text in the learner's language where that says the same, else the original."""
    found = library.catalogue.find(Kind(entry.kind), entry.slug, learner.language) or entry
    is_same = (found.shape, found.meaning) == (entry.shape, entry.meaning)
    return library.take((found if is_same else entry).revision_id, TYPES[entry.kind])
