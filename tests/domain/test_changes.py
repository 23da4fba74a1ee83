"""Which parts changed, and which of them somebody has not seen as they are."""

from dataclasses import replace
from itertools import pairwise

from tests.domain.stories import story as scenario
from training.domain.changes import (
    DROPPED,
    Step,
    changed_parts,
    lost_parts,
    names_through,
    pending_parts,
)
from training.domain.prose import Prose
from training.domain.scenario import Choice, Scenario, Scene


def story(renamed: tuple[tuple[str, str], ...] = (), **bodies: str) -> Scenario:
    """A story of scenes with these names and texts, each leading to the next."""
    names = [*bodies, ""]
    scenes = [
        Scene(name, "Kop", Prose(bodies[name]), (Choice("Verder", names[place + 1]),))
        for place, name in enumerate(names[:-1])
    ]
    return replace(scenario(*scenes), renamed=renamed)


def steps(*texts: Scenario) -> list[Step]:
    """Each text is another meaning, counted from 1."""
    pairs = pairwise(texts)
    return [Step(number, old, new) for number, (old, new) in enumerate(pairs, start=2)]


ONE = story(a="1", b="1", c="1")


def test_a_part_is_changed_when_it_says_something_else() -> None:
    assert changed_parts(ONE, story(a="1", b="2", c="1")) == ("b",)
    assert changed_parts(ONE, ONE) == ()


def test_a_scene_that_is_put_behind_another_changes_only_itself() -> None:
    assert changed_parts(ONE, story(a="1", b="1", x="9", c="1")) == ("x",)


def test_a_scene_that_got_another_name_is_not_new() -> None:
    assert changed_parts(ONE, story((("b", "y"),), a="1", y="1", c="1")) == ()


def test_what_is_neither_there_nor_renamed_nor_given_up_is_lost() -> None:
    assert lost_parts([ONE], story(a="1", c="1")) == {"b": ("b",)}
    assert lost_parts([ONE], story((("b", "c"),), a="1", c="1")) == {}
    assert lost_parts([ONE], story((("b", DROPPED),), a="1", c="1")) == {}
    assert lost_parts([], ONE) == {}


def test_an_old_name_has_to_be_kept_in_mind() -> None:
    renamed = story((("b", "y"),), a="1", y="1", c="1")
    assert lost_parts([ONE, renamed], story(a="1", y="1", c="1")) == {"b": ("b",)}
    new = story((("b", "z"), ("y", "z")), a="1", z="1", c="1")
    assert lost_parts([ONE, renamed], new) == {}


def test_a_name_is_followed_through_all_texts() -> None:
    two, three = story((("a", "x"),), x="1"), story((("x", "y"),), y="1")
    assert names_through([story(a="1"), two, three]) == {"a": "y", "x": "y", "y": "y"}
    assert lost_parts([story(a="1"), two, three, story(y="1")], story(z="1")) == {
        "y": ("x", "a", "y")
    }
    gone = story((("y", DROPPED),), z="1")
    assert lost_parts([story(a="1"), two, three, story(y="1"), gone], story(z="1")) == {}


def test_names_that_go_round_end_where_the_last_text_has_them() -> None:
    one, two = story((("b", "a"),), a="1"), story((("a", "b"),), b="1")
    assert names_through([one, two, one, two]) == {"a": "b", "b": "b"}
    assert lost_parts([one, two, story(b="1")], story(c="1")) == {"b": ("a", "b")}
    swapped = story((("a", "b"), ("b", "a")), a="1", b="1")
    assert lost_parts([swapped, swapped], story(a="1", b="1")) == {}


def test_changed_parts_are_pending_until_they_were_looked_at() -> None:
    new = story(a="2", b="1", c="2")
    assert pending_parts(steps(ONE, new), new, 1, {}) == ("a", "c")
    assert pending_parts(steps(ONE, new), new, 1, {"a": 2}) == ("c",)
    assert pending_parts(steps(ONE, new), new, 1, {"a": 2, "c": 2}) == ()


def test_versions_that_were_skipped_are_asked_together_and_once() -> None:
    two, three = story(a="2", b="1", c="1"), story(a="3", b="1", c="2")
    assert pending_parts(steps(ONE, two, three), three, 1, {}) == ("a", "c")
    assert pending_parts(steps(ONE, two, three), three, 1, {"a": 2}) == ("a", "c")
    assert pending_parts(steps(ONE, two, three)[1:], three, 2, {}) == ("a", "c")


def test_what_was_looked_at_and_did_not_change_since_is_not_asked_again() -> None:
    two, three = story(a="2", b="1", c="1"), story(a="2", b="1", c="3")
    assert pending_parts(steps(ONE, two, three), three, 1, {"a": 2}) == ("c",)


def test_of_a_change_that_was_undone_nothing_is_asked() -> None:
    two = story(a="2", b="1", c="1")
    assert pending_parts(steps(ONE, two, ONE), ONE, 1, {}) == ()
    assert pending_parts(steps(ONE, two, ONE), ONE, 1, {"a": 2}) == ("a",)


def test_a_slip_mended_between_two_meanings_is_no_question() -> None:
    two, mended = story(a="2", b="1", c="1"), story(a="2", b="1!", c="1")
    three = story(a="2", b="1!", c="3")
    walk = [Step(2, ONE, two), Step(3, mended, three)]
    assert pending_parts(walk, three, 1, {"a": 2}) == ("c",)
    assert pending_parts([Step(2, ONE, two)], mended, 1, {}) == ("a",)


def test_a_part_is_followed_through_another_name() -> None:
    two = story(a="2", b="1", c="1")
    three = story((("a", "x"),), x="2", b="1", c="1")
    assert pending_parts(steps(ONE, two, three), three, 1, {}) == ("x",)
    assert pending_parts(steps(ONE, two, three), three, 1, {"a": 2}) == ()
    assert pending_parts([Step(2, ONE, two)], three, 1, {}) == ("x",)
    assert pending_parts([Step(2, ONE, two)], three, 1, {"x": 2}) == ()


def test_what_is_gone_is_not_asked() -> None:
    two, three = story(a="2", b="1", c="1"), story((("a", DROPPED),), b="1", c="1")
    assert pending_parts(steps(ONE, two, three), three, 1, {}) == ()
