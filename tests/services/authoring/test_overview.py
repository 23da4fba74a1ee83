"""The list of texts tells how each stands, and finds what is looked for."""

from tests.services.authoring import desk
from tests.world import World
from training.services.authoring.checking import Checker
from training.services.authoring.overview import Overview, Query, State, find_texts

PATH = "content/lessons/lezen.md"
NEW = "content/scenarios/repair-cafe.md"


def find(world: World, checker: Checker | None = None, **asked: str) -> Overview:
    query = Query(**asked)  # type: ignore[arg-type]  # by keyword
    with world.transaction() as library:
        return find_texts(library, checker or Checker(), query, today=world.clock().date())


def paths(found: Overview) -> set[str]:
    return {row.file.path for row in found.rows}


def test_every_text_is_there_with_who_saved_it_last(world: World) -> None:
    desk.save(world, NEW, "half een zin", 0)
    rows = {row.file.path: row for row in find(world).rows}
    assert rows[NEW].saved_by == "Tom Bakker"
    assert rows[PATH].saved_by == ""
    assert rows[PATH].saved_at is not None


def test_drafts_tell_their_errors(world: World) -> None:
    desk.save(world, NEW, "half een zin", 0)
    (row,) = find(world, state=State.ERRORS).rows
    assert (row.file.path, row.errors) == (NEW, 2)
    assert NEW in paths(find(world, state=State.DRAFT))
    assert NEW not in paths(find(world, state=State.IN_FORCE))


def test_no_more_than_a_few_drafts_are_checked_for_one_look(world: World) -> None:
    for number in range(8):
        desk.save(world, f"content/lessons/x{number}.md", "half een zin", 0)
    checker = Checker()
    assert find(world, checker, state=State.ERRORS).total == 5
    assert find(world, checker, state=State.ERRORS).total == 8


def test_words_and_kind_find_a_text(world: World) -> None:
    assert paths(find(world, words="LEZEN lessons")) >= {PATH}
    assert PATH not in paths(find(world, kind="scenario"))
    assert find(world, words="staat nergens").total == 0


def test_a_text_without_translation_is_found(world: World) -> None:
    desk.save(world, NEW, "half een zin", 0)
    rows = {row.file.path: row.missing for row in find(world, state=State.TRANSLATION).rows}
    assert rows[NEW] == ("en",)
    assert "quizzes/vragen.md" not in rows
