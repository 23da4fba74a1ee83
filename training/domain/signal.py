"""A signal of a citizen: where it stands, what each step asks, and by when what was promised."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from training.domain.workdays import Country, add_workdays

REOPEN_WITHIN = timedelta(weeks=8)
CONTACT_KEPT = timedelta(weeks=6)
TEXT_KEPT = timedelta(days=730)
MASK_WITHIN = 5
"""Working days in which a person has looked at what was masked by itself."""

MOST_CARDS = 2
URGENT_CARD = "unsafe"
UNFAIR_CARD = "unfair"
OTHER_CARD = "other"
SUB_POINT_CARDS = ("1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "3.1", "3.2", "3.3")
CARDS = (*SUB_POINT_CARDS, UNFAIR_CARD, URGENT_CARD, OTHER_CARD)
"""What somebody can choose, in the order of the form: sub-points, and what is something else."""

_SOURCE = re.compile(r"(?:signaal|signal|melding)[ -]+(\d{4})-(\d{1,6})", re.IGNORECASE)


class State(StrEnum):
    """Where a signal stands; there is no state 'sent on'."""

    RECEIVED = "received"
    SEEN = "seen"
    CONVERTED = "converted"
    IN_CONTACT = "in-contact"
    SOUGHT = "sought"
    TOLD = "told"
    ANONYMOUS = "anonymous"
    LESSON = "lesson"
    CLOSED = "closed"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"


class Channel(StrEnum):
    """How it came in."""

    WEB = "web"
    PHONE = "phone"
    DESK = "desk"
    PAPER = "paper"
    STAFF = "staff"


class Wish(StrEnum):
    """What would help the sender now."""

    CALL = "call"
    ANSWER = "answer"
    KNOW = "know"
    OTHER = "other"


class Consent(StrEnum):
    """May the story be used to learn from, made unrecognisable."""

    YES = "yes"
    NO = "no"
    LATER = "later"
    WITHDRAWN = "withdrawn"


class Legal(StrEnum):
    """What a signal is not, and can be turned into."""

    COMPLAINT = "complaint"
    OBJECTION = "objection"
    ENFORCEMENT = "enforcement"
    DISCLOSURE = "disclosure"
    INTEGRITY = "integrity"
    PUBLIC_SPACE = "public-space"


class Pledge(StrEnum):
    """What is promised to the sender."""

    SEEN = "seen"
    CONTACT = "contact"
    ANSWER = "answer"
    OUTCOME = "outcome"


_SIDE_EXITS = frozenset({State.MERGED, State.WITHDRAWN})
NEXT: Mapping[State, frozenset[State]] = {
    State.RECEIVED: frozenset({State.SEEN}) | _SIDE_EXITS,
    State.SEEN: frozenset({State.CONVERTED, State.IN_CONTACT, State.ANONYMOUS}) | _SIDE_EXITS,
    State.CONVERTED: frozenset({State.SOUGHT, State.TOLD, State.WITHDRAWN}),
    State.IN_CONTACT: frozenset({State.SOUGHT, State.CONVERTED}) | _SIDE_EXITS,
    State.SOUGHT: frozenset({State.TOLD, State.CONVERTED, State.WITHDRAWN}),
    State.TOLD: frozenset({State.LESSON}),
    State.ANONYMOUS: frozenset({State.LESSON}),
    State.LESSON: frozenset({State.CLOSED}),
    State.CLOSED: frozenset(),
    State.MERGED: frozenset(),
    State.WITHDRAWN: frozenset(),
}
ENDED = frozenset({State.CLOSED, State.MERGED, State.WITHDRAWN})
TOLD_ALREADY = frozenset({State.TOLD, State.ANONYMOUS, State.LESSON}) | ENDED


@dataclass(frozen=True, slots=True)
class Case:
    """What the steps look at: facts, and nothing of the story."""

    state: State
    has_handler: bool = False
    has_standin: bool = False
    is_subject_involved: bool = False
    is_conversion_checked: bool = False
    has_contact: bool = False
    has_legal_kind: bool = False
    has_original_date: bool = False
    is_plan_given: bool = False
    is_outcome_given: bool = False
    is_masking_checked: bool = False
    is_coded: bool = False
    has_lesson: bool = False
    is_usefulness_asked: bool = False
    is_merged_elsewhere: bool = False


def missing_for(case: Case, target: State) -> tuple[str, ...]:
    """Tell what a step still asks, as codes; empty where it can be taken."""
    if target not in NEXT[case.state]:
        return ("order",)
    asked = {
        State.SEEN: {
            "handler": case.has_handler,
            "stand-in": case.has_standin,
            "subject": not case.is_subject_involved,
            "conversion": case.is_conversion_checked,
        },
        State.CONVERTED: {
            "legal-kind": case.has_legal_kind,
            "original-date": case.has_original_date,
        },
        State.IN_CONTACT: {"subject": not case.is_subject_involved},
        State.SOUGHT: {"plan": case.is_plan_given},
        State.TOLD: {"outcome": case.is_outcome_given},
        State.ANONYMOUS: {
            "no-contact": not case.has_contact,
            "outcome": case.is_outcome_given,
        },
        State.LESSON: {
            "masking": case.is_masking_checked,
            "codes": case.is_coded,
            "lesson": case.has_lesson,
        },
        State.CLOSED: {"lesson": case.has_lesson, "useful": case.is_usefulness_asked},
        State.MERGED: {"other": case.is_merged_elsewhere},
    }
    return tuple(code for code, is_there in asked.get(target, {}).items() if not is_there)


def may_reopen(state: State, closed_on: date | None, today: date) -> bool:
    """Tell whether the sender can open a signal again."""
    return state is State.CLOSED and closed_on is not None and today <= closed_on + REOPEN_WITHIN


@dataclass(frozen=True, slots=True)
class Terms:
    """How soon what is promised: working days, and weeks for the outcome."""

    seen: int = 1
    contact: int = 2
    answer: int = 10
    outcome_weeks: int = 6


DEFAULT_TERMS = Terms()


@dataclass(frozen=True, slots=True)
class DueDays:
    """The last days on which what was promised is kept; none where it was not promised."""

    seen: date
    contact: date | None
    answer: date
    outcome: date


def due_days(
    received_on: date, country: Country, terms: Terms, *, is_urgent: bool, has_contact: bool
) -> DueDays:
    """Give what is promised for a signal of a day: safety is looked at on that day itself."""

    def later(number: int) -> date:
        return add_workdays(country, received_on, number)

    return DueDays(
        seen=received_on if is_urgent else later(terms.seen),
        contact=later(terms.contact) if has_contact else None,
        answer=later(terms.answer),
        outcome=received_on + timedelta(weeks=terms.outcome_weeks),
    )


def is_missed(due: date | None, kept_on: date | None, today: date) -> bool:
    """Tell whether a promise was not kept in time, or can no longer be."""
    return due is not None and (kept_on or today) > due


def label_of(year: int, number: int) -> str:
    """Write the number of a signal as people read it."""
    return f"{year}-{number:03d}"


def numbers_of(source: str) -> tuple[int, int] | None:
    """Read year and number where the source of a text says that it comes from a signal."""
    found = _SOURCE.fullmatch(source.strip())
    return (int(found[1]), int(found[2])) if found else None


def says_signal(source: str) -> bool:
    """Tell whether the source of a text names a signal, well written or not."""
    return source.strip().casefold().startswith(("signaal", "signal", "melding"))


FICTIONAL = ("place", "domain", "sex", "time", "amount", "body")
LEAST_CHANGED = 4


def is_fictional(changed: frozenset[str]) -> bool:
    """Tell whether enough of a story was changed for nobody to be recognised."""
    return len(changed & frozenset(FICTIONAL)) >= LEAST_CHANGED
