"""The studio tells the same mistakes as `training check`."""

from datetime import date
from pathlib import Path

import pytest

from tests.world import LIBRARY, World, read_files
from training.compiler import library as library_reading
from training.compiler.competencies import compile_competencies
from training.compiler.library import check_library
from training.domain.competency import Framework
from training.domain.diagnostics import Compiled
from training.services.authoring.checking import Checker

TODAY = date(2026, 11, 23)
PATH = "content/scenarios/bank.md"
checker = Checker()


def mistakes() -> list[str]:
    good = (Path(LIBRARY) / PATH).read_text()
    return [
        "",
        good,
        good.replace("---\n", "", 1),
        good.replace("(#", "(#weg-", 1),
        good.replace("id: bank", "id: lezen"),
        good.replace("uitnodigend", "uitnodignd", 1),
        good + "\n[Les](../lessons/lezn.md)\n",
        good + "\n![](../media/bank.jpg)\n",
    ]


@pytest.mark.parametrize("source", mistakes())
def test_the_studio_and_the_command_line_say_the_same(world: World, source: str) -> None:
    with world.transaction() as library:
        here = checker.check(library, PATH, source, today=TODAY)
    files = {**read_files(), PATH: source.encode()}
    assert here.diagnostics == check_library(files, TODAY).diagnostics[PATH]


def test_what_was_published_meanwhile_counts_at_once(world: World) -> None:
    source = f"{(Path(LIBRARY) / PATH).read_text()}\n[Les](../lessons/nieuw.md)\n"
    with world.transaction() as library:
        before = checker.check(library, PATH, source, today=TODAY)
    lesson = b"---\ntitel: Nieuw\nid: nieuw\n---\n\n# Nieuw\n\nTekst.\n"
    world.load({**read_files(), "content/lessons/nieuw.md": lesson})
    with world.transaction() as library:
        after = checker.check(library, PATH, source, today=TODAY)
    assert "E31" in {found.code for found in before.diagnostics}
    assert "E31" not in {found.code for found in after.diagnostics}


def test_a_translation_is_laid_beside_its_original(world: World) -> None:
    path = "quizzes/vragen.en.md"
    good = (Path(LIBRARY) / path).read_text()
    first = good.index("\n## ")
    for source in (good, good[: good.index("\n## ", first + 1)], good.replace("id: ", "id: x")):
        with world.transaction() as library:
            here = checker.check(library, path, source, today=TODAY)
        files = {**read_files(), path: source.encode()}
        assert here.diagnostics == check_library(files, TODAY).diagnostics[path]


def test_the_framework_is_read_once_for_many_checks(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[bytes] = []

    def note(source: bytes) -> Compiled[Framework]:
        read.append(source)
        return compile_competencies(source)

    monkeypatch.setattr(library_reading, "compile_competencies", note)
    source = (Path(LIBRARY) / PATH).read_text()
    other = (Path(LIBRARY) / "content/competencies.md").read_text() + "\nEen regel meer.\n"
    world.load({**read_files(), "content/competencies.md": other.encode()})
    read.clear()
    with world.transaction() as library:
        for text in (source, source + "\n", source):
            checker.check(library, PATH, text, today=TODAY)
    assert len(read) <= 1
