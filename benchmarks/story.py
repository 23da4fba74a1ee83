"""How long the studio takes to lay out a story, to walk its paths, and to show a draft.

Run `python benchmarks/story.py`. The map has 30 and 400 scenes; the draft is the longest scenario
of the library that ships, read in a process of its own as every draft is.
"""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))

from training.compiler.context import Context
from training.domain.document import Header, Kind
from training.domain.paths import survey
from training.domain.prose import NO_PROSE
from training.domain.scenario import Choice, Scenario, Scene
from training.services.authoring.confinement import Request, examine_confined
from training.services.authoring.story import tell
from training.web.story_drawing import drawing_of

ROOT = Path(__file__).parents[1]
RUNS = 11
SIZES = (30, 400)
STEPS = (1, 2, 5)


def story(size: int, *, is_round: bool) -> Scenario:
    """Make a story in which each scene leads to three further on; perhaps some lead back."""
    names = [f"s{number}" for number in range(size)]
    scenes = [
        Scene(
            name,
            f"Scene {number}",
            choices=tuple(Choice("Verder", names[min(size - 1, number + step)]) for step in STEPS)
            + ((Choice("Terug", names[max(0, number - 3)]),) if is_round else ()),
            is_ending=False,
        )
        for number, name in enumerate(names[:-1])
    ]
    end = Scene(names[-1], "Einde", is_ending=True)
    return Scenario(Header(Kind.SCENARIO, "s", "S"), NO_PROSE, (*scenes, end))


def milliseconds(work: Callable[[], object]) -> float:
    """Measure a few runs and give the one in the middle."""
    taken = []
    for _ in range(RUNS):
        start = perf_counter()
        work()
        taken.append(perf_counter() - start)
    return median(taken) * 1000


def tell_of(name: str, work: Callable[[], object]) -> None:
    """Measure and print one line."""
    sys.stdout.write(f"{name}: {milliseconds(work):.1f} ms\n")


def main() -> None:
    """Measure each kind of work."""
    for size in SIZES:
        for is_round in (False, True):
            told = story(size, is_round=is_round)
            name = f"{size} scenes{', with ways back' if is_round else ''}"
            tell_of(f"map of {name}", partial(drawing_of, tell(told)))
            tell_of(f"paths of {name}", partial(survey, told))
    longest = max((ROOT / "content/scenarios").glob("*.md"), key=lambda path: path.stat().st_size)
    request = Request(Kind.SCENARIO, longest.read_text(), Context())
    tell_of(f"draft of {longest.name}, read apart", partial(examine_confined, request))


if __name__ == "__main__":
    main()
