"""Draws the people of a unit: names from everywhere, years of service, leave and departures."""

from collections import Counter
from dataclasses import dataclass, field

from training.demo.chance import Chance, pick
from training.demo.cycles import Stay
from training.demo.days import Days
from training.demo.names import FIRST_NAMES, SURNAMES, address_part
from training.demo.structure import Post
from training.domain.access import Role
from training.services.people import LANGUAGES, sort_name

HOST = "voorbeeld.example"
FIRST_NUMBER = 100_001
LEFT_SHARE = 0.06
AWAY_SHARE = 0.015
NEW_SHARE = 0.12
LONGEST_STAY = 30 * 365
YEARS_HERE = 3 * 365
OTHER_LANGUAGE_SHARE = 0.04

_ADDRESS_PARTS = {name: address_part(name) for name in (*FIRST_NAMES, *SURNAMES)}


@dataclass(frozen=True, slots=True)
class Placed:
    """A unit with its identifier, and those of itself and all above it, the nearest first.

    `pace` is how much its people put off, from 0 to 1: teams differ more than chance would have it.
    """

    id: str
    post: Post
    path: tuple[str, ...]
    pace: float


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody of the municipality."""

    name: str
    sort_name: str
    email: str
    staff_number: str
    role: str
    language: str
    function: str
    unit: Placed
    stay: Stay
    away_from: int | None
    away_until: int | None

    @property
    def left_on(self) -> int | None:
        """Give the last day of somebody who left."""
        return None if self.stay.is_active else self.stay.until


@dataclass(slots=True)
class Register:
    """Gives addresses and staff numbers that nobody has yet."""

    taken: Counter[str] = field(default_factory=Counter)
    number: int = FIRST_NUMBER

    def address(self, first: str, last: str) -> str:
        """Make an address; namesakes get a number."""
        base = f"{_ADDRESS_PARTS[first]}.{_ADDRESS_PARTS[last]}"
        self.taken[base] += 1
        times = self.taken[base]
        return f"{base}{times if times > 1 else ''}@{HOST}"

    def next_number(self) -> str:
        """Give the next staff number."""
        self.number += 1
        return str(self.number - 1)


def draw_worker(unit: Placed, place: int, days: Days, register: Register, chance: Chance) -> Worker:
    """Draw who has a place in a unit; the first is the one who leads it, and stays."""
    first, last = pick(chance, FIRST_NAMES), pick(chance, SURNAMES)
    name = f"{first} {last}"
    is_lead = place == 0 and leads(unit.post)
    stay = draw_stay(days.today, chance, pace=unit.pace, stays=is_lead)
    away_from, away_until = _draw_leave(days.today, chance) if stay.is_active else (None, None)
    return Worker(
        name=name,
        sort_name=sort_name(name),
        email=register.address(first, last),
        staff_number=register.next_number(),
        role=Role.MANAGER.value if is_lead else Role.LEARNER.value,
        language=LANGUAGES[chance.random() < OTHER_LANGUAGE_SHARE],
        function=function_of(unit.post, place, chance),
        unit=unit,
        stay=stay,
        away_from=away_from,
        away_until=away_until,
    )


def leads(post: Post) -> bool:
    """Tell whether the first of a unit leads it: councillors have no boss."""
    return post.level != "fraction"


def function_of(post: Post, place: int, chance: Chance) -> str:
    """Give a function: the first that of the lead, the others one of the rest."""
    if place == 0 or len(post.functions) == 1:
        return post.functions[0]
    return pick(chance, post.functions[1:])


def draw_stay(today: int, chance: Chance, *, pace: float, stays: bool = False) -> Stay:
    """Draw since when somebody is here, and whether that ended."""
    drawn = chance.random()
    if drawn < NEW_SHARE:
        hired = today - int(365 * chance.random())
    else:
        hired = today - 365 - int(LONGEST_STAY * chance.random() ** 2)
    pace = (pace + chance.random()) / 2
    left = today - 1 - int(YEARS_HERE * chance.random())
    if not stays and drawn >= 1 - LEFT_SHARE and left > hired:
        return Stay(hired, left, pace, is_active=False)
    return Stay(hired, today, pace, is_active=True)


def _draw_leave(today: int, chance: Chance) -> tuple[int | None, int | None]:
    if chance.random() >= AWAY_SHARE:
        return None, None
    begin = today - int(60 * chance.random())
    return begin, today + 7 + int(90 * chance.random())
