"""What the list of texts costs a trainer in a library of five hundred: the whole page, with HTML.

Run it with `python -m benchmarks.texts`. Every tenth text has a draft; the list is opened without a
wish, looked through for words, and for drafts with errors.
"""

import argparse
import sys
from statistics import median
from time import perf_counter

from benchmarks.engines import add_engines, databases
from tests.services.authoring.desk import save
from tests.web.conftest import Browser, app_of
from tests.world import World, prepare, read_files
from training.store.engine import open_database

TEXTS = 500
DRAFTS = 50
ROUNDS = 9
LESSON = "---\ntitel: Les {number}\nid: les-{number}\n---\n\n# Les {number}\n\nEen tekst.\n"
PAGES = {"all": "/author/", "words": "/author/?q=les+4", "errors": "/author/?state=errors"}


def fill(world: World) -> None:
    """Make so many texts, in both languages, and drafts of some."""
    files = read_files()
    for number in range((TEXTS - len(files)) // 2):
        source = LESSON.format(number=number)
        files[f"content/lessons/les-{number}.md"] = source.encode()
        english = source.replace("titel:", "language: en\ntitle:").replace("Een tekst", "A text")
        files[f"content/lessons/les-{number}.en.md"] = english.encode()
    report = world.load(files)
    if report.refused:
        raise SystemExit(str(report.refused))
    for number in range(DRAFTS):
        save(world, f"content/lessons/les-{number}.md", LESSON.format(number=number) + "Meer.\n", 0)


def measure(engine: str, url: str) -> None:
    """Open each page some times; the first turns check drafts and warm up."""
    prepare(url)
    world = World(open_database(url))
    fill(world)
    browser = Browser(app_of(world).test_client())
    browser.log_in("tom")
    for _ in range(DRAFTS // 5):
        browser.get("/author/")
    for name, address in PAGES.items():
        taken = []
        for _ in range(ROUNDS):
            began = perf_counter()
            browser.get(address)
            taken.append(1000 * (perf_counter() - began))
        sys.stdout.write(f"{engine:12} {name:8} {median(taken):7.1f} ms  least {min(taken):7.1f}\n")
        sys.stdout.flush()
    world.database.close()


def main() -> None:
    """Measure on each engine that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    add_engines(parser)
    for engine, url in databases(parser.parse_args().engine):
        measure(engine, url)


if __name__ == "__main__":
    main()
