"""Two people in one file: both texts stay, and one of them, or one made of both, goes on."""

import pytest

from tests.services.authoring import desk
from tests.world import World
from training.services.authoring import beside, drafts
from training.services.authoring.beside import Beside
from training.services.authoring.comparing import Side, compare, merge
from training.services.errors import Conflict, NotFound

PATH = "content/lessons/lezen.md"


@pytest.fixture
def both(world: World) -> Beside:
    desk.save(world, PATH, "een\nvan Tom\ndrie", 0)
    desk.save(world, PATH, "een\nvan Hanne\ndrie", 0, by="hanne")
    with world.transaction() as library:
        return beside.find(library, PATH, desk.person(world, "hanne"))


def settle(world: World, source: str, version: int) -> None:
    hanne = desk.person(world, "hanne")
    with world.transaction() as library:
        beside.settle(
            library, path=PATH, source=source, version=version, by=hanne, at=world.clock()
        )


def earlier(world: World) -> set[str]:
    with world.transaction() as library:
        return {
            beside.read_earlier(library, PATH, text.id)
            for text in beside.list_earlier(library, PATH)
        }


def test_both_texts_are_shown_with_who_wrote_the_other(both: Beside) -> None:
    assert (both.ours, both.theirs) == ("een\nvan Hanne\ndrie", "een\nvan Tom\ndrie")
    assert both.theirs_by == "Tom Bakker"


def test_who_wrote_alone_has_nothing_beside(world: World, both: Beside) -> None:
    tom = desk.person(world, "tom")
    with world.transaction() as library, pytest.raises(NotFound):
        beside.find(library, PATH, tom)


def test_a_merged_text_goes_on_and_both_others_stay(world: World, both: Beside) -> None:
    settle(world, "een\nvan beiden\ndrie", both.version)
    hanne = desk.person(world, "hanne")
    with world.transaction() as library:
        assert drafts.read(library, PATH).source == "een\nvan beiden\ndrie"
        with pytest.raises(NotFound):
            beside.find(library, PATH, hanne)
    assert earlier(world) == {"een\nvan Tom\ndrie", "een\nvan Hanne\ndrie"}


def test_taking_the_others_text_keeps_ones_own(world: World, both: Beside) -> None:
    settle(world, both.theirs, both.version)
    assert earlier(world) == {both.ours}


def test_a_draft_that_moved_on_is_not_settled(world: World, both: Beside) -> None:
    desk.save(world, PATH, "nog eens van Tom", both.version)
    with pytest.raises(Conflict):
        settle(world, both.ours, both.version)


def test_an_earlier_text_comes_back_and_the_one_of_now_stays(world: World, both: Beside) -> None:
    settle(world, both.theirs, both.version)
    hanne = desk.person(world, "hanne")
    with world.transaction() as library:
        (text,) = beside.list_earlier(library, PATH)
        assert (text.name, text.size, text.opening) == ("Hanne Peeters", 4, "een van Hanne drie")
        beside.restore(library, path=PATH, save_id=text.id, by=hanne, at=world.clock())
        assert drafts.read(library, PATH).source == both.ours
    assert earlier(world) == {both.ours, both.theirs}


def test_an_earlier_text_of_another_file_is_not_found(world: World, both: Beside) -> None:
    settle(world, both.theirs, both.version)
    with world.transaction() as library:
        (text,) = beside.list_earlier(library, PATH)
        with pytest.raises(NotFound):
            beside.read_earlier(library, "content/lessons/ander.md", text.id)


def test_a_text_whose_draft_ended_is_kept_as_a_new_draft(world: World) -> None:
    desk.save(world, PATH, "van Tom", 0)
    tom = desk.person(world, "tom")
    with world.transaction() as library:
        drafts.discard(library, path=PATH, by=tom, at=world.clock())
    saved = desk.save(world, PATH, "van Tom, en verder", 1)
    assert (saved.version, saved.is_anew) == (1, True)


def test_line_ends_stay_those_of_the_text_in_force(world: World) -> None:
    with world.transaction() as library:
        assert drafts.with_line_ends(library, PATH, "a\r\nb\rc") == "a\nb\nc"


@pytest.mark.parametrize(
    ("side", "expected"),
    [(Side.OURS, "a\nB\nd"), (Side.THEIRS, "a\nc\nd"), (Side.BOTH, "a\nc\nB\nd")],
)
def test_a_difference_is_settled_per_passage(side: Side, expected: str) -> None:
    passages = compare("a\nB\nd", "a\nc\nd")
    assert merge(passages, {1: side}) == expected


def test_without_a_choice_no_word_is_lost() -> None:
    assert merge(compare("x\ny", "x\nz"), {}) == "x\nz\ny"


def test_texts_of_very_many_lines_are_compared_as_they_are() -> None:
    (passage,) = compare("a\n" * 5_000, "b\n" * 5_000)
    assert passage.number == 1
