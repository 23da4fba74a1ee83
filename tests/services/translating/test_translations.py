"""How far a translation is, part by part, and where its parts are kept."""

import pytest

from tests.services.authoring.desk import person, save
from tests.services.statements import counted
from tests.world import World, read_files
from training.services.authoring import drafts
from training.services.authoring.translated_parts import State, Texts, compare
from training.services.errors import Invalid, NotFound
from training.services.translating import side_by_side as translating
from training.services.translating.side_by_side import Written

NL, EN = "content/scenarios/bank.md", "content/scenarios/bank.en.md"
LESSON = "content/lessons/lezen.md"
BODY = "Dit is een zin van vijf woorden {}."
OTHER = "This is another sentence of words {}."


def text(*titles: str, body: str = BODY) -> str:
    return "\n\n".join(["# T", *(f"## {title}\n\n{body.format(title)}" for title in titles)]) + "\n"


def states(texts: Texts) -> list[str]:
    return [part.state.value for part in compare(texts)]


def test_a_part_that_says_the_same_words_is_missing() -> None:
    found = states(Texts(text("a", "b"), text("x", body=OTHER) + text("b")[5:]))
    assert found == ["fine", "fine", "missing"]


def test_what_changed_in_the_original_since_is_outdated() -> None:
    earlier, translation = text("a", "b"), text("x", "y", body=OTHER)
    now = earlier.replace("woorden b", "andere woorden b")
    found = Texts(now, translation, earlier, translation)
    assert states(found) == ["fine", "fine", "outdated"]
    assert "woorden b" in compare(found)[2].before


def test_a_slip_that_was_mended_asks_nothing() -> None:
    earlier, translation = text("a"), text("x", body=OTHER)
    found = Texts(earlier.replace("zin", "zín"), translation, earlier, translation, is_slip=True)
    assert states(found) == ["fine", "mended"]


def test_a_part_that_was_written_again_is_no_longer_outdated() -> None:
    earlier, translation = text("a"), text("x", body=OTHER)
    rewritten = translation.replace("another", "a new")
    assert states(Texts(text("a") + "Meer.\n", rewritten, earlier, translation)) == ["fine", "fine"]


def test_a_new_part_is_missing_and_the_others_keep_their_translation() -> None:
    earlier, translation = text("a", "b"), text("x", "y", body=OTHER)
    found = compare(Texts(text("a", "nieuw", "b"), translation, earlier, translation))
    assert [(p.state, p.translation and p.translation.name) for p in found] == [
        (State.FINE, ""),
        (State.FINE, "x"),
        (State.MISSING, None),
        (State.FINE, "y"),
    ]


def test_what_the_original_lost_is_extra() -> None:
    earlier, translation = text("a", "b"), text("x", "y", body=OTHER)
    assert states(Texts(text("b"), translation, earlier, translation)) == ["fine", "fine", "extra"]


def test_parts_without_a_history_are_found_by_their_levels() -> None:
    files = read_files()
    original, translation = files[NL].decode(), files[EN].decode()
    cut = translation.index("## The plan")
    end = translation.index("## Ending: a bench")
    found = compare(Texts(original, translation[:cut] + translation[end:]))
    assert [part.state.value for part in found] == ["fine", "fine", "missing", "fine", "fine"]


def test_a_translation_in_force_is_fine(world: World) -> None:
    with world.transaction() as library:
        found = translating.side_by_side(library, EN)
        assert {part.state for part in found.parts} == {State.FINE}
        assert translating.side_by_side(library, NL) == found


def change(world: World, before: str, after: str) -> None:
    """Bring out the original anew."""
    files = read_files()
    files[NL] = files[NL].replace(before.encode(), after.encode())
    world.clock.advance(days=1)
    assert not world.load(files).refused


def test_a_change_of_meaning_makes_its_scene_outdated(world: World) -> None:
    change(world, "id: bank", "id: bank\nbetekenis: 2")
    change(world, "id: bank", "id: bank\nbetekenis: 2\nbron: x")
    with world.transaction() as library:
        found = translating.side_by_side(library, NL)
    assert [part.state.value for part in found.parts] == ["outdated", *["fine"] * 4]


def test_a_mended_slip_asks_no_translator(world: World) -> None:
    change(world, "oudere wandelaars", "oude wandelaars")
    with world.transaction() as library:
        found = translating.side_by_side(library, NL)
        wanting = translating.list_wanting(library)
    assert [part.state.value for part in found.parts][2] == "mended"
    assert next(one for one in wanting if one.path == EN).is_fine


def write(world: World, path: str, written: Written, by: str = "tom") -> drafts.Saved:
    who = person(world, by)
    with world.transaction() as library:
        return translating.write(library, path, written, by=who, at=world.clock())


def digest(world: World, path: str, place: int) -> str:
    with world.transaction() as library:
        found = translating.side_by_side(library, path)
        return translating.digest_of(found.parts[place].translation)


def draft_of(world: World, path: str) -> str:
    with world.transaction() as library:
        return drafts.read(library, path).source


def test_a_new_heading_takes_its_links_along(world: World) -> None:
    heading = "## A better plan\n\nHe tells more.\n"
    write(world, EN, Written(2, heading, digest(world, EN, 2), 0))
    source = draft_of(world, EN)
    assert source.count("(#a-better-plan ") == 2
    assert "#the-plan" not in source
    assert "## A better plan\n\nHe tells more.\n\n## Ending: a bench\n" in source


def test_a_missing_part_gets_its_place_and_its_targets(world: World) -> None:
    source = read_files()[EN].decode()
    cut, end = source.index("## The plan"), source.index("## Ending: a bench")
    save(world, EN, source[:cut] + source[end:], 0)
    with world.transaction() as library:
        found = translating.side_by_side(library, EN)
        begun = translating.text_to_write(found, found.parts[2])
    assert "](#ending-a-bench " in begun
    assert '"inviting 2.1"' in begun
    write(world, EN, Written(2, begun.replace("Het plan", "The plan"), "", 1))
    assert draft_of(world, EN).index("## The plan") < draft_of(world, EN).index("## Ending: a")


def test_two_translators_of_different_parts_do_not_meet(world: World) -> None:
    first, second = digest(world, EN, 1), digest(world, EN, 4)
    assert not write(world, EN, Written(4, "## Ending: no bench\n\nHome.", second, 0)).is_beside
    title = "## The question\n\nMr Claes asks."
    assert not write(world, EN, Written(1, title, first, 0), by="hanne").is_beside
    source = draft_of(world, EN)
    assert "Mr Claes asks." in source
    assert "Home." in source


def test_two_translators_of_one_part_overwrite_nothing(world: World) -> None:
    seen = digest(world, EN, 4)
    write(world, EN, Written(4, "## Ending: no bench\n\nHome.", seen, 0))
    saved = write(world, EN, Written(4, "## Ending: no bench\n\nBack.", seen, 0), by="hanne")
    assert saved.is_beside
    assert "Home." in draft_of(world, EN)


def test_a_translation_begins_as_a_copy_with_nothing_translated(world: World) -> None:
    who = person(world, "tom")
    with world.transaction() as library:
        path = translating.start(library, LESSON, "en", by=who, at=world.clock())
        found = translating.side_by_side(library, path)
        again = translating.start(library, LESSON, "en", by=who, at=world.clock())
    assert path == again == "content/lessons/lezen.en.md"
    assert found.version == 1
    assert State.MISSING in {part.state for part in found.parts}


def test_what_makes_no_sense_is_refused(world: World) -> None:
    with pytest.raises(NotFound):
        write(world, EN, Written(99, "x", "", 0))
    with pytest.raises(Invalid):
        write(world, EN, Written(1, "  \n", "", 0))
    for path in ("content/phrases.md", "content/scenarios/weg.md", "content/scenarios/weg.en.md"):
        with world.transaction() as library, pytest.raises(NotFound):
            translating.side_by_side(library, path)


def test_the_list_of_the_library_costs_a_handful_of_statements(world: World) -> None:
    with world.transaction() as library, counted(world) as statements:
        found = translating.list_wanting(library)
    absent = [one.original_path for one in found if one.is_absent]
    assert absent == [LESSON]
    assert found[0].original_path == LESSON
    # One of them gives texts that are still drafts their titles.
    assert len(statements) <= 7
