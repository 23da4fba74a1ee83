"""What a member of a panel sees and gives: options without their level, one part at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from training.domain.item_tally import Question
from training.domain.prose import NO_PROSE, Prose
from training.domain.quiz import Quiz
from training.domain.scenario import Scenario
from training.domain.shuffling import shuffled
from training.services.errors import Invalid, NotFound
from training.services.improving.evidence import options_of
from training.services.improving.panel import digest_of
from training.services.improving.rated import rated_parts, text_of
from training.services.library import Library
from training.store import library as library_store
from training.store import panel as store
from training.store.library import Document
from training.store.panel import Panel, Panellist, Rating

LEVELS = range(4)
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class OfferedOption:
    """An option as a member sees it; `position` is its place in an order of this member's own."""

    position: int
    text: str
    level: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class OfferedPart:
    """One scene or question to rate."""

    number: int
    title: str
    body: Prose
    options: tuple[OfferedOption, ...]


@dataclass(frozen=True, slots=True)
class RatingPage:
    """Where a member is: `rated` has the numbers of the parts that are done; no part at the end."""

    title: str
    kind: str
    language: str
    role: str
    introduction: Prose
    total: int
    rated: frozenset[int]
    part: OfferedPart | None
    is_closed: bool
    is_finished: bool


@dataclass(frozen=True, slots=True)
class Ballot:
    """What a member gives one part: levels and reasons by position, counted from 1."""

    number: int
    levels: Mapping[int, int] = field(default_factory=dict, hash=False)
    reasons: Mapping[int, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class _Desk:
    """A member with what there is to rate."""

    member: Panellist
    panel: Panel
    kind: str
    language: str
    text: Scenario | Quiz
    parts: tuple[tuple[int, Question], ...]

    def order(self, place: int, size: int) -> tuple[int, ...]:
        """Give the order in which this member sees the options of a part."""
        return shuffled(size, seed=self.member.id.int % 2**31, salt=f"panel {place}")


def rating_page(library: Library, token: str, number: int | None = None) -> RatingPage:
    """Show a part to rate: the one asked for, else the first that is not done.

    Raises `NotFound` for a link that was never given.
    """
    desk = _desk(library, token)
    given = {(r.part, r.option): r for r in store.list_ratings_of(library.session, desk.member.id)}
    rated = frozenset(
        count
        for count, (_, question) in enumerate(desk.parts, start=1)
        if all((question.name, option) in given for option in range(question.size))
    )
    waiting = [count for count in range(1, len(desk.parts) + 1) if count not in rated]
    chosen = number if number and 1 <= number <= len(desk.parts) else next(iter(waiting), None)
    is_closed = desk.panel.closed_at is not None
    text = desk.text
    return RatingPage(
        title=text.header.title,
        kind=desk.kind,
        language=desk.language,
        role=text.role if isinstance(text, Scenario) else "",
        introduction=text.introduction,
        total=len(desk.parts),
        rated=rated,
        part=_offered(desk, chosen, given) if chosen and not is_closed else None,
        is_closed=is_closed,
        is_finished=desk.member.finished_at is not None,
    )


def member_of(library: Library, token: str) -> UUID:
    """Tell whose link it is; raises `NotFound`."""
    member = store.find_by_digest(library.session, digest_of(token))
    if member is None:
        raise NotFound("panel")
    return member.id


def rate(library: Library, token: str, ballot: Ballot, *, at: datetime) -> None:
    """Keep what a member gives a part; giving it again replaces it, until the panel is closed.

    Raises `Invalid` where a level is missing or no reason is given at all, `NotFound`.
    """
    desk = _desk(library, token, to_write=True)
    if desk.panel.closed_at or not 1 <= ballot.number <= len(desk.parts):
        raise NotFound("panel")
    place, question = desk.parts[ballot.number - 1]
    if any(ballot.levels.get(p) not in LEVELS for p in range(1, question.size + 1)):
        raise Invalid("level-missing")
    reasons = {p: text.replace("\x00", "").strip() for p, text in ballot.reasons.items()}
    if not any(reasons.get(p) for p in range(1, question.size + 1)):
        raise Invalid("reason-missing")
    if any(len(text) > LONGEST_REASON for text in reasons.values()):
        raise Invalid("reason-long")
    for position, option in enumerate(desk.order(place, question.size), start=1):
        rating = Rating(
            panellist_id=desk.member.id,
            part=question.name,
            option=option,
            level=ballot.levels[position],
            reason=reasons.get(position, ""),
            rated_at=at,
        )
        library.session.merge(rating)
    library.session.flush()


def finish(library: Library, token: str, *, at: datetime) -> None:
    """Note that a member is done; raises `Invalid` while a part is not."""
    desk = _desk(library, token, to_write=True)
    if desk.panel.closed_at:
        raise NotFound("panel")
    given = len(store.list_ratings_of(library.session, desk.member.id))
    if given < sum(question.size for _, question in desk.parts):
        raise Invalid("parts-open")
    desk.member.finished_at = desk.member.finished_at or at
    library.session.flush()


def _desk(library: Library, token: str, *, to_write: bool = False) -> _Desk:
    session = library.session
    member = store.find_by_digest(session, digest_of(token))
    if member is None:
        raise NotFound("panel")
    if to_write:
        store.lock_panel(session, member.panel_id)
    panel = session.get_one(Panel, member.panel_id)
    revision = library_store.find_revision(session, panel.revision_id)
    document = session.get_one(Document, panel.document_id)
    text = text_of(library, document.kind, panel.revision_id)
    language = revision.language if revision else document.language
    return _Desk(member, panel, document.kind, language, text, rated_parts(text))


def _offered(desk: _Desk, number: int, given: Mapping[tuple[str, int], Rating]) -> OfferedPart:
    place, question = desk.parts[number - 1]
    texts = options_of(desk.text, place)
    body = desk.text.scenes[place].body if isinstance(desk.text, Scenario) else NO_PROSE
    if isinstance(desk.text, Quiz):
        body = desk.text.items[place].body
    options = []
    for position, option in enumerate(desk.order(place, question.size), start=1):
        known = given.get((question.name, option))
        level, reason = (known.level, known.reason) if known else (None, "")
        options.append(OfferedOption(position, texts[option], level, reason))
    return OfferedPart(number, question.title, body, tuple(options))
