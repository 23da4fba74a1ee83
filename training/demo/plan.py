"""Draws the tree of a municipality of a given size: teams of about twelve, and what is above."""

from math import ceil

from training.demo.chance import Chance
from training.demo.structure import (
    DIRECTORATES,
    FRACTIONS,
    FUNCTIONS,
    LEADS,
    PLACES,
    Post,
)
from training.domain.organisation import Layer

PER_DEPARTMENT = 52
DEPARTMENTS = 6
TEAMS = 4
WIDEST = 10
"""Most parts of one unit; a larger body gets one more level, not a longer list."""
LARGE, SMALL = 28, 6
"""People in a team that is told of by itself, and in one that is nowhere told of."""

UNINVITING, FALLING, WITHOUT_LEEWAY = "D0001.1.4", "D0001.3.1", "D0002.1"
"""Codes of the units in which something is planted to be found: two teams and a department."""

UNEVEN, MOVED = 2, 6
"""In so many directorates the second department has fewer: of the smallest nothing is told."""

UNEQUAL = {"D0001.1": (3, 2), "D0001.3": (0, 3)}
"""Departments with one large and one small team: which of theirs."""

GROUP = 8
GROUPS = ("Dienst", "Stadsdeel", "Regio", "Gebied", "Landsdeel")


def draw(people: int, begin: int, chance: Chance) -> tuple[Post, ...]:
    """Draw the units of so many people; `begin` counts the directorates that are there already."""
    governing = () if begin else _governing(people)
    officials = max(people - sum(post.people for post in governing), 0)
    return (*governing, *_grouped(_directorates(officials, begin, chance), begin))


def _governing(people: int) -> tuple[Post, ...]:
    """Draw council and executive; in a tiny body they are tiny too."""
    councillors, aldermen = _within(people // 13, 2, 39), _within(people // 30, 1, 7)
    clerks, directors = _within(people // 60, 1, 12), _within(people // 18, 1, 18)
    council, executive = Layer.COUNCIL.value, Layer.EXECUTIVE.value
    number = min(len(FRACTIONS), ceil(councillors / 3))
    fractions = tuple(
        Post(f"R.{place}", name, council, "fraction", ("Raadslid",), size)
        for place, (name, size) in enumerate(
            zip(FRACTIONS, _shares(councillors, number), strict=False), start=1
        )
    )
    clerk = Post("G", "Griffie", council, "board", ("Griffier", "Raadsadviseur"), clerks)
    board = Post(
        "DT", "Directie", executive, "board", ("Gemeentesecretaris", "Adviseur"), directors
    )
    return (
        Post("R", "Gemeenteraad", council, "board", (), 0, (*fractions, clerk)),
        Post("B", "College", executive, "board", ("Burgemeester", "Wethouder"), aldermen, (board,)),
    )


def _directorates(officials: int, begin: int, chance: Chance) -> list[Post]:
    if not officials:
        return []
    departments = max(1, round(officials / PER_DEPARTMENT))
    number = max(min(departments, 2), ceil(departments / DEPARTMENTS))
    sizes = _shares(officials, departments)
    return [_directorate(begin + place, sizes[place::number], chance) for place in range(number)]


def _directorate(number: int, sizes: list[int], chance: Chance) -> Post:
    names = list(DIRECTORATES)
    name, round_ = names[number % len(names)], number // len(names)
    code = f"D{number + 1:04}"
    sizes = [sizes[0] - 1, *sizes[1:]]  # the director is one of them
    if number < UNEVEN and len(sizes) > 1 and sizes[1] > LARGE:
        sizes[:2] = sizes[0] + MOVED, sizes[1] - MOVED
    parts = tuple(
        _department(f"{code}.{place + 1}", name, place, size, chance)
        for place, size in enumerate(sizes)
    )
    lead = (LEADS["directorate"],)
    return Post(code, _told_apart(name, round_), Layer.OFFICIALS, "directorate", lead, 1, parts)


def _department(code: str, directorate: str, place: int, size: int, chance: Chance) -> Post:
    names = list(DIRECTORATES[directorate])
    name = names[place % len(names)]
    own = min(2, size)
    team_names = DIRECTORATES[directorate][name]
    teams = min(TEAMS, max(1, (size - own) // 6)) if size > own else 0
    sizes = _sizes(code, size - own, teams, chance)
    functions = FUNCTIONS[directorate]
    parts = tuple(
        Post(
            f"{code}.{number + 1}",
            team_names[number],
            Layer.OFFICIALS,
            "team",
            (LEADS["team"], *functions),
            members,
        )
        for number, members in enumerate(sizes)
    )
    head = (LEADS["department"], "Managementassistent")
    told = _told_apart(name, place // len(names))
    return Post(code, told, Layer.OFFICIALS, "department", head, own, parts)


def _grouped(posts: list[Post], begin: int) -> list[Post]:
    """Put levels on top until no unit has too many parts; nobody is added, so sizes stay."""
    level = 0
    while len(posts) > WIDEST:
        kind = GROUPS[min(level, len(GROUPS) - 1)]
        groups = [posts[first : first + GROUP] for first in range(0, len(posts), GROUP)]
        posts = [
            Post(
                f"{kind[0]}{begin + 1}.{number + 1}",
                f"{kind} {_place(number)}",
                Layer.OFFICIALS,
                "service",
                (),
                0,
                tuple(group),
            )
            for number, group in enumerate(groups)
        ]
        level += 1
    return posts


def _told_apart(name: str, round_: int) -> str:
    return f"{name} {_place(round_ - 1)}" if round_ else name


def _place(number: int) -> str:
    round_, place = divmod(number, len(PLACES))
    return f"{PLACES[place]} {round_ + 1}" if round_ else PLACES[place]


def _shares(total: int, parts: int) -> list[int]:
    """Divide people over so many parts as evenly as can be."""
    if not parts:
        return []
    least, more = divmod(total, parts)
    return [least + (place < more) for place in range(parts)]


def _uneven(sizes: list[int], chance: Chance) -> list[int]:
    """Move some to the neighbour: real teams are not of one size."""
    sizes = list(sizes)
    for place in range(len(sizes) - 1):
        moved = int(chance.random() * (sizes[place] // 3 + 1))
        sizes[place] -= moved
        sizes[place + 1] += moved
    return sizes


def _sizes(code: str, people: int, teams: int, chance: Chance) -> list[int]:
    """Divide people over teams; some departments have a large and a small one."""
    rest = people - LARGE - SMALL
    if code not in UNEQUAL or teams < TEAMS or rest < SMALL:
        return _uneven(_shares(people, teams), chance)
    large, small = UNEQUAL[code]
    others = iter(_shares(rest, teams - 2))
    known = {large: LARGE, small: SMALL}
    return [known[place] if place in known else next(others) for place in range(teams)]


def _within(number: int, least: int, most: int) -> int:
    return max(least, min(number, most))
