"""Tells a stranger with a number whether a certificate is genuine, and nothing of whose it is."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import partial
from hashlib import sha256
from unicodedata import normalize

from training.services import audit
from training.services.audit import Actor
from training.services.errors import NotFound, TooMany
from training.services.evidence.certificates import completed_on, is_expired, title_of
from training.services.library import Library
from training.store import certificate as store
from training.store.audit import count_since
from training.store.certificate import Completed
from training.store.library import list_numbers
from training.store.logins import lock_account
from training.store.people import name_of

NAMES_A_DAY = 10
"""From one address for one completion: so nobody uses up the tries of somebody else."""

NAMES_OF_ALL = 100
"""From all addresses together: who has many cannot try every name that there is."""

DAY = timedelta(days=1)
LONGEST = 60
_GROUPS = re.compile(r"(\d{4})([0-9A-Z]{4})([0-9A-Z]{4})")


class Verdict(StrEnum):
    """What may be told of a number."""

    GENUINE = "genuine"
    EXPIRED = "expired"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Checked:
    """A number that was issued: of which course, when completed, and whether it still holds."""

    number: str
    verdict: Verdict
    course_title: str
    course_version: int | None
    completed_on: date
    expires_on: date | None
    replaced_on: date | None


def read_number(typed: str) -> str:
    """Spell a number as it was issued, however it was typed; empty when it cannot be one."""
    letters = re.sub(r"[\s\-\u2010-\u2015.]", "", typed[:LONGEST]).upper()
    found = _GROUPS.fullmatch(letters) if letters.isascii() else None
    return "-".join(found.groups()) if found else ""


def check(library: Library, typed: str, *, language: str, today: date) -> Checked:
    """Look a number up; raises `NotFound`, the same for an unknown and for an impossible one."""
    number = read_number(typed)
    if completed := store.find_completed(library.session, number) if number else None:
        verdict = Verdict.EXPIRED if is_expired(completed[0], today) else Verdict.GENUINE
        return _checked(library, number, verdict, completed, language)
    if found := store.find_replaced(library.session, number) if number else None:
        replaced, completed = found
        day = library.day_of(replaced.replaced_at)
        return _checked(library, number, Verdict.REPLACED, completed, language, day)
    raise NotFound("certificate")


def matches_name(library: Library, typed: str, name: str, actor: Actor, *, at: datetime) -> bool:
    """Tell whether a name is the one on a certificate, some times a day; raises `TooMany`.

    Each try is on the trail, without the name. There are few from one address, and not many from
    all together: a number that got about cannot be used to find out whose it is.
    """
    session, number = library.session, read_number(typed)
    completed = store.find_completed(session, number) if number else None
    if completed is None:
        raise NotFound("certificate")
    object_ = f"enrolment:{completed[0].id}"
    lock_account(session, sha256(object_.encode()).hexdigest())
    count = partial(count_since, session, "check-name", object_, at - DAY)
    if count() >= NAMES_OF_ALL or count(origin=actor.origin) >= NAMES_A_DAY:
        raise TooMany("names", {"seconds": str(int(DAY.total_seconds()))})
    is_match = plain_name(name) == plain_name(name_of(session, completed[0].learner_key))
    result = "matches" if is_match else "differs"
    audit.note(session, actor, "check-name", object_, result, at=at)
    return is_match


def plain_name(name: str) -> str:
    """Spell a name so that capitals, blanks and ways of writing an accent make no difference."""
    return " ".join(normalize("NFC", normalize("NFC", name).casefold()).split())


def _checked(
    library: Library,
    number: str,
    verdict: Verdict,
    completed: Completed,
    language: str,
    replaced_on: date | None = None,
) -> Checked:
    enrolment, slug = completed
    revision_id = enrolment.completed_revision_id
    numbers = list_numbers(library.session, [revision_id] if revision_id else [])
    return Checked(
        number=number,
        verdict=verdict,
        course_title=title_of(library, enrolment, slug, language),
        course_version=numbers.get(revision_id),
        completed_on=completed_on(library, enrolment),
        expires_on=enrolment.expires_on,
        replaced_on=replaced_on,
    )
