"""What only one side changed is taken; what both changed is marked, and nothing is lost."""

from hypothesis import given
from hypothesis import strategies as st

from training.domain.merging import CLOSES, DIVIDES, MOST_LINES, OPENS, Labels, merge

LABELS = Labels("hier", "daar", "tot hier")
BASE = "een\ntwee\ndrie\nvier\nvijf\n"
texts = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "\n", "d\r\n", "e"]), max_size=12).map(
    "".join
)


def test_changes_of_both_sides_come_together() -> None:
    merged = merge(BASE, BASE.replace("een", "EEN"), BASE.replace("vijf", "VIJF"), LABELS)
    assert (merged.text, merged.conflicts) == ("EEN\ntwee\ndrie\nvier\nVIJF\n", 0)


def test_a_line_that_both_changed_is_marked_in_words() -> None:
    merged = merge(BASE, BASE.replace("drie", "onze"), BASE.replace("drie", "hunne"), LABELS)
    assert merged.conflicts == 1
    assert merged.text == (
        "een\ntwee\n<<<<<<< hier\nonze\n======= daar\nhunne\n>>>>>>> tot hier\nvier\nvijf\n"
    )


def test_a_removed_line_and_a_changed_line_are_a_choice() -> None:
    merged = merge(BASE, BASE.replace("drie\n", ""), BASE.replace("drie", "hunne"), LABELS)
    assert merged.conflicts == 1


def test_without_a_base_every_difference_is_a_choice() -> None:
    assert merge(None, "een\ntwee\n", "een\ndrie\n", LABELS).conflicts == 1
    assert merge(None, "een\n", "een\n", LABELS).conflicts == 0


def test_a_mark_stands_on_a_line_of_its_own_where_the_last_line_has_no_end() -> None:
    lines = merge("a\nb", "a\nc", "a\nd", LABELS).text.split("\n")
    assert lines == ["a", "<<<<<<< hier", "c", "======= daar", "d", ">>>>>>> tot hier", ""]


def test_windows_line_ends_stay() -> None:
    merged = merge("a\r\nb\r\n", "a\r\nc\r\n", "a\r\nd\r\n", LABELS)
    assert "\n" not in merged.text.replace("\r\n", "")


def test_very_long_texts_are_not_compared_line_by_line() -> None:
    many = "\n" * MOST_LINES * 3
    merged = merge(many, f"x\n{many}y\n", f"z\n{many}w\n", LABELS)
    assert merged.conflicts >= 1


@given(base=texts, ours=texts)
def test_who_alone_changed_something_gets_it(base: str, ours: str) -> None:
    assert merge(base, ours, base, LABELS).text == ours
    assert merge(base, base, ours, LABELS).text == ours
    assert merge(base, ours, ours, LABELS).text == ours


@given(base=texts, ours=texts, theirs=texts)
def test_choosing_one_side_everywhere_loses_nothing_of_it(
    base: str, ours: str, theirs: str
) -> None:
    merged = merge(base, ours, theirs, LABELS)
    assert merged.text.count(OPENS) == merged.text.count(CLOSES) == merged.conflicts
    kept = []
    side = "both"
    for line in merged.text.split("\n"):
        if line.startswith((OPENS, DIVIDES, CLOSES)):
            side = {OPENS: "ours", DIVIDES: "theirs", CLOSES: "both"}[line[:7]]
        elif side != "theirs":
            kept.append(line)
    ours_new = set(ours.split("\n")) - set(base.split("\n")) - set(theirs.split("\n"))
    assert {line.removesuffix("\r") for line in ours_new} <= {k.removesuffix("\r") for k in kept}


@given(base=texts, ours=texts, theirs=texts)
def test_the_order_of_the_sides_does_not_change_what_is_found(
    base: str, ours: str, theirs: str
) -> None:
    assert (
        merge(base, ours, theirs, LABELS).conflicts == merge(base, theirs, ours, LABELS).conflicts
    )
