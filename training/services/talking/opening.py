"""Opens and closes a talk: the figures of both moments are made once and kept as shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.domain.disclosure_talk import (
    Vote,
    dump_split,
    load_split,
    may_show_beside,
    split_of,
)
from training.services.audit import Actor, note
from training.services.errors import Conflict, Invalid
from training.services.library import Library
from training.services.scope import Scope
from training.services.talking.counting import key_of, tell_of
from training.services.talking.units import (
    choose_team,
    find_candidates,
    find_in_scope,
    list_choices,
)
from training.store import talk as store
from training.store.talk import OptionCount, Talk

LONGEST_QUESTION = 200


@dataclass(frozen=True, slots=True)
class NewTalk:
    """What somebody opens."""

    unit_id: UUID
    question_id: int
    questions: tuple[str, str]


def open_talk(library: Library, scope: Scope, new: NewTalk, actor: Actor, *, at: datetime) -> int:
    """Make the card and open the vote; gives the number of the talk.

    Raises `NotFound` outside the scope, `Invalid` without two questions, `Conflict` for a unit of
    fewer than five, where nobody splits, or where such a talk is open already.
    """
    session = library.session
    if any(not 0 < len(text.strip()) <= LONGEST_QUESTION for text in new.questions):
        raise Invalid("talk-questions")
    team = choose_team(session, list_choices(session, scope), new.unit_id)
    found = find_candidates(session, team).get(new.question_id) if team else None
    if found is None:
        raise Conflict("talk-no-card")
    talks = store.list_talks(session, new.unit_id)
    if any(talk.question_id == new.question_id and not talk.closed_on for talk in talks):
        raise Conflict("talk-open")
    each, own = found
    first, second = (text.strip() for text in new.questions)
    talk = Talk(
        unit_id=new.unit_id,
        question_id=new.question_id,
        revision_id=each.revision_id,
        first_question=first,
        second_question=second,
        split=own.split if own else None,
        after=None,
        made_by=actor.person_id,
        opened_on=library.day_of(at),
        closed_on=None,
    )
    session.add(talk)
    session.flush()
    note(session, actor, "talk-opened", f"talk:{talk.id}", "ok", at=at)
    return talk.id


def close_talk(library: Library, scope: Scope, number: int, actor: Actor, *, at: datetime) -> None:
    """Close the vote and keep what may be seen of it; what is closed already stays as it is.

    Without figures before the talk there are none after it. Raises `NotFound` outside the scope.
    """
    talk = find_in_scope(library.session, scope, number)
    store.lock_talk(library.session, talk)
    if talk.closed_on:
        return
    talk.closed_on = library.day_of(at)
    if talk.split is not None:
        talk.after = _after(library.session, talk)
    note(library.session, actor, "talk-closed", f"talk:{number}", "ok", at=at)
    library.session.flush()


def _after(session: Session, talk: Talk) -> dict[str, object] | None:
    """Show a vote, unless it could be subtracted from another about the same situation."""
    shown = store.list_shown(session, talk.question_id, besides=talk.id)
    if shown:
        voters = store.list_voters(session, [talk.id, *(other.id for other in shown)])
        others = [Vote(voters[other.id], _total(other)) for other in shown]
        if not may_show_beside(voters[talk.id], others):
            return None
    asked = store.list_asked(session, [talk.id])[talk.id]
    counts = _sum(store.count_vote(session, talk.id), len(asked.question.levels))
    key = key_of(talk.unit_id)
    return dump_split(split_of({key}, key, tell_of(counts, asked.question.levels), counts))


def _total(talk: Talk) -> int:
    split = load_split(talk.after)
    return split.total if split else 0


def _sum(rows: Sequence[OptionCount], options: int) -> tuple[int, ...]:
    return tuple(
        sum(row.people for row in rows if row.option == option) for option in range(options)
    )
