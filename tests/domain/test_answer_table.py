"""The table of answers counts as counting by hand does."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.by_hand import table_of
from training.domain.answer_code import OPTIONS, QUESTIONS
from training.domain.answer_table import (
    Collector,
    count_options,
    count_people,
    homes_of,
)

PARENTS = (-1, 0, 0, 2)
LEVELS = ((3, 1, 0), (0, 3))
ROW = st.tuples(st.integers(-1, 2), st.integers(-1, 1), st.integers(0, 3))


def above(group: int) -> set[int]:
    return {group} | (above(PARENTS[group]) if PARENTS[group] >= 0 else set())


@given(st.lists(ROW, min_size=1, max_size=40))
def test_options_are_counted_for_each_group_with_all_below_it(
    rows: list[tuple[int, int, int]],
) -> None:
    table = table_of([row[:2] for row in rows], LEVELS)
    homes = homes_of([row[2] for row in rows], PARENTS, range(len(rows)))
    counts = count_options(table, homes)
    for group in range(4):
        inside = [row for row in rows if group in above(row[2])]
        for question in range(2):
            by_hand = Counter(row[question] for row in inside)
            assert counts[group, question].tolist() == [by_hand[option] for option in range(3)]
        assert count_people(table, homes, {"a": [0]})["a"][group] == sum(
            row[0] >= 0 for row in inside
        )
        assert homes.within(group).tolist() == [
            place for place, row in enumerate(rows) if group in above(row[2])
        ]


def test_who_moved_counts_in_both_units_and_once_above() -> None:
    table = table_of([[0], [1], [0]], [(3, 0)])
    homes = homes_of([1, 3, 3], PARENTS, [7, 7, 8])
    topics = {"a": [0]}
    assert count_people(table, homes, topics) == {"a": [2, 1, 2, 2]}
    assert count_people(table, homes, topics, is_own=True) == {"a": [0, 1, 0, 2]}
    nobody = table_of([], [(3, 0)])
    assert count_people(nobody, homes_of([], PARENTS, []), topics) == {"a": [0, 0, 0, 0]}


def codes(*answers: tuple[int, int, int]) -> str:
    return ",".join(
        str((who * QUESTIONS + asked) * OPTIONS + option) for who, asked, option in answers
    )


def test_answers_come_in_any_order_and_what_is_not_asked_is_left_out() -> None:
    collector = Collector()
    collector.add(codes((9, 5, 1), (4, 6, 0)))
    collector.add("")
    collector.add(codes((4, 5, 2), (8, 7, 0)))
    assert collector.count_by_question() == {5: 2, 6: 1, 7: 1}
    people, table = collector.table({6: (3, 0), 5: (0, 1, 2)})
    assert people == [4, 9]
    assert table.choices.tolist() == [[2, 0], [1, -1]]
    assert table.levels_chosen([0, 1]).tolist() == [[2, 3], [1, -1]]
    assert Collector().count_by_question() == {}
