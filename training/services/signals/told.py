"""What somebody told: the fields of the form, cleaned, and refused where no form sends them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from training.domain.signal import CARDS, MOST_CARDS, Consent, Legal, Wish
from training.services.errors import Invalid
from training.services.media.pictures import Picture

LONGEST_GOAL, LONGEST_STORY = 300, 1000
LONGEST_AREA, LONGEST_NAME, LONGEST_REACH = 80, 120, 254
DURATIONS = ("", "2w", "8w", "6m", "more")
CONTACTED = ("desk", "department", "executive", "council", "other-body", "unknown")
PHASES = ("", "start", "running", "stopped", "refused")
SUBJECT_AREAS = ("", "green", "care", "culture", "energy", "housing", "sport", "other")
_MAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+")


@dataclass(frozen=True, slots=True)
class Contact:
    """How somebody can be reached; all may be empty."""

    name: str = ""
    reach: str = ""
    hours: str = ""
    interpreter: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody told, as it was typed; the first three are asked, the rest may be left."""

    goal: str
    story: str
    wish: str
    cards: frozenset[str] = frozenset()
    duration: str = ""
    contacted: frozenset[str] = frozenset()
    phase: str = ""
    subject_area: str = ""
    area: str = ""
    consent: str = Consent.LATER
    wanted_kind: str = ""
    contact: Contact = Contact()
    photos: tuple[Picture, ...] = ()


def is_mail(reach: str) -> bool:
    """Tell whether somebody can be reached by mail."""
    return bool(_MAIL.fullmatch(reach.strip()))


def cleaned(told: Told) -> Told:
    """Take away what nobody typed on purpose."""

    def line(text: str) -> str:
        return " ".join(text.replace("\x00", "").split())

    contact = told.contact
    return Told(
        goal=line(told.goal),
        story=told.story.replace("\r\n", "\n").replace("\x00", "").strip(),
        wish=told.wish,
        cards=told.cards,
        duration=told.duration,
        contacted=told.contacted,
        phase=told.phase,
        subject_area=told.subject_area,
        area=line(told.area),
        consent=told.consent,
        wanted_kind=told.wanted_kind,
        contact=Contact(
            line(contact.name), line(contact.reach), line(contact.hours), line(contact.interpreter)
        ),
        photos=told.photos,
    )


def check(told: Told) -> None:
    """Refuse what no form of ours sends; forms say the first ones in words of their own."""
    wrong: Mapping[str, bool] = {
        "signal-goal": not 0 < len(told.goal) <= LONGEST_GOAL,
        "signal-story": not 0 < len(told.story) <= LONGEST_STORY,
        "signal-wish": told.wish not in set(Wish),
        "signal-cards": not told.cards <= set(CARDS) or len(told.cards) > MOST_CARDS,
        "signal-reach": told.wish == Wish.CALL and not told.contact.reach,
        "signal-choice": told.duration not in DURATIONS
        or told.phase not in PHASES
        or told.subject_area not in SUBJECT_AREAS
        or not told.contacted <= set(CONTACTED),
        "signal-consent": told.consent not in {Consent.YES, Consent.NO, Consent.LATER},
        "signal-kind": told.wanted_kind not in {"", *Legal},
        "signal-long": len(told.area) > LONGEST_AREA
        or len(told.contact.name) > LONGEST_NAME
        or len(told.contact.reach) > LONGEST_REACH
        or len(told.contact.hours) > LONGEST_NAME
        or len(told.contact.interpreter) > LONGEST_AREA,
    }
    for code, is_wrong in wrong.items():
        if is_wrong:
            raise Invalid(code)
