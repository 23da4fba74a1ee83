"""How long checking 500 scenarios takes, cold and warm, against a bare parse of the same files.

Run `python benchmarks/compile.py`. The floor is markdown-it reading the same text, measured in the
same run: a ratio to it survives a slow or a busy machine, seconds do not.
"""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

from markdown_it import MarkdownIt

sys.path.insert(0, str(Path(__file__).parents[1]))

from training.compiler.library import check_library, compile_library
from training.compiler.summary import dump, load

FILES = 500
SCENES = 8
RUNS = 5
FLOOR = "floor: bare parse"
DAY = date(2026, 11, 23)
FEEDBACK = (
    "\n  > **Begrijpelijk, want** Groen gaat over het onderhoud en u wilt haar snel helpen.\n"
    '  > **Uitnodigend klinkt zo:** "Ik zoek uit wie hierover gaat en bel u donderdag terug."\n\n'
)


def scenario(number: int) -> bytes:
    """Write a scenario of a usual size: eight scenes with three choices each."""
    parts = [f"---\ntitel: Verhaal {number}\nid: verhaal-{number}\nduur: 6\n---\n\n# Verhaal\n"]
    for scene in range(SCENES):
        following = f"scene-{scene + 1}" if scene + 1 < SCENES else "einde-klaar"
        parts.append(
            f"\n## Scene {scene}\n\nMevrouw Aydin belt voor de {number}e keer. Ze klinkt moe.\n\n"
            '> "Ik heb al drie nummers gehad. Wie kan mij verder helpen?"\n\nWat doet u?\n\n'
            f'- [Ik geef haar het nummer van Groen.](#{following} "afwachtend 2.2, +3 dagen")\n'
            f'{FEEDBACK}- [Ik bel haar donderdag.](#{following} "uitnodigend 2.1")\n\n'
            f'- [Ik wacht.](#{following} "afhoudend 1.1")\n{FEEDBACK}'
        )
    return ("".join(parts) + "\n## Einde: klaar\n\nKlaar.\n").encode()


def seconds(work: Callable[[], object]) -> float:
    """Measure one run."""
    start = perf_counter()
    work()
    return perf_counter() - start


def main() -> None:
    """Measure and print one line for each kind of work."""
    files = {f"content/scenarios/{n}.md": scenario(n) for n in range(FILES)}
    texts = [source.decode() for source in files.values()]
    parser = MarkdownIt("commonmark").enable("table")
    summaries = check_library(files, DAY, "v").summaries
    stored = dump(summaries)
    changed = {**files, "content/scenarios/0.md": scenario(0) + b"\nEen zin.\n"}
    work: dict[str, Callable[[], object]] = {
        FLOOR: lambda: [parser.parse(text) for text in texts],
        "check, cold": lambda: check_library(files, DAY, "v"),
        "check, warm": lambda: check_library(files, DAY, "v", load(stored)),
        "check, one changed": lambda: check_library(changed, DAY, "v", load(stored)),
        "compile all values": lambda: compile_library(files, DAY),
    }
    # round by round, so that a colleague's load falls on all kinds of work alike
    rounds = [{name: seconds(each) for name, each in work.items()} for _ in range(RUNS)]
    size = sum(map(len, files.values())) / 1_000_000
    sys.stdout.write(f"{FILES} scenarios, {size:.1f} MB, median of {RUNS} runs\n")
    for name in work:
        took = median(each[name] for each in rounds)
        ratio = median(each[name] / each[FLOOR] for each in rounds)
        sys.stdout.write(f"{name:20} {took:7.3f} s  {ratio:6.3f} x floor\n")


if __name__ == "__main__":
    main()
