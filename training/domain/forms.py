"""Which of two parallel forms somebody gets: never one met before, as many of each in a unit."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal

from training.domain.quiz import Quiz
from training.domain.scoring import counted_level
from training.domain.shuffling import shuffled

Form = Literal["A", "B", ""]
"""The form that somebody gets; empty for who has met both, and so gets none."""

BOTH = frozenset("AB")
HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Design:
    """What a form asks: of each item the sub-point and the levels of its answers, in any order."""

    items: tuple[tuple[str, tuple[int, ...]], ...]


def design_of(quiz: Quiz) -> Design | None:
    """Give what a form asks; none where an item has an answer without a level."""
    items = []
    for item in quiz.items:
        judged = [option.judgement for option in item.options if option.judgement]
        if not judged or len(judged) < len(item.options):
            return None
        levels = sorted(int(counted_level(judgement)) for judgement in judged)
        items.append((item.competency, tuple(levels)))
    return Design(tuple(sorted(items)))


def are_parallel(one: Design | None, other: Design | None) -> bool:
    """Tell whether two forms ask equally many things of each sub-point, from equal levels."""
    return one is not None and one == other


def is_drawn(seed: int, key: str, percent: int) -> bool:
    """Tell whether somebody is among the share that is invited; the same whenever it is asked."""
    drawn = blake2b(f"{seed}:invited:{key}".encode(), digest_size=8).digest()
    return int.from_bytes(drawn) * HUNDRED < percent << 64


def assign(
    people: Sequence[tuple[str, frozenset[str]]],
    taken: Mapping[str, int],
    *,
    seed: int,
    salt: str,
) -> dict[str, Form]:
    """Give each person of a unit a form, by chance; `taken` is how many there have each already.

    A person comes with the forms met before. Who met one gets the other; the rest fill up what
    there is least of. So the forms differ by at most one, unless those who could not choose differ
    by more. `salt` names the unit.
    """
    given: dict[str, Form] = {key: _left(met) for key, met in people if met}
    counts = Counter({form: taken.get(form, 0) for form in BOTH})
    counts.update(form for form in given.values() if form)
    free = [key for key, met in people if not met]
    for turn, place in enumerate(shuffled(len(free), seed=seed, salt=salt)):
        form = _scarcest(counts, seed, f"{salt}:{turn}:{sum(counts.values())}")
        counts[form] += 1
        given[free[place]] = form
    return given


def _left(met: frozenset[str]) -> Form:
    if met >= BOTH:
        return ""
    return "B" if "A" in met else "A"


def _scarcest(counts: Counter[str], seed: int, salt: str) -> Form:
    """Give the form of which there is least; where there are as many of both, toss."""
    if counts["A"] == counts["B"]:
        return "A" if shuffled(2, seed=seed, salt=f"toss {salt}")[0] == 0 else "B"
    return "A" if counts["A"] < counts["B"] else "B"
