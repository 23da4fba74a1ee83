"""Small made-up organisations, and all that the reports about them tell."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from hypothesis import strategies as st

from tests.domain.by_hand import table_of
from training.domain.answer_table import homes_of
from training.domain.group_tree import GroupTree, Unit, gather_homes, tree_of
from training.domain.organisation import ROOT_ID
from training.services.aligning.core import Asked
from training.services.aligning.figures import figure_rows, question_rows
from training.services.aligning.gathering import Gathered
from training.services.aligning.telling import tell_groups
from training.services.drifting.waves import points_of
from training.services.mandate import reporting as mandate
from training.services.talking.counting import Basis, count_groups
from training.store.drift import Counts
from training.store.stance import UnitGaps
from training.store.talk import OptionCount

LEVELS = ((3, 1, 0), (3, 0))
COUNCIL, EXECUTIVE = UUID(int=101), UUID(int=102)
DAY = date(2026, 1, 1)
Place = tuple[UUID, str]


@dataclass(frozen=True)
class Row:
    """What somebody answered while working in one place; -1 is no answer."""

    person: int
    unit: UUID
    layer: str
    options: tuple[int, ...]


@dataclass(frozen=True)
class Town:
    """The units, and the answers of each closed period."""

    tree: GroupTree
    periods: tuple[tuple[Row, ...], ...]


@dataclass
class Told:
    """Numbers that were told of one set of answers: by question and group, as shares.

    `rows` says who is in each group, `good` how many answered well; none where a whole is not the
    sum of its parts, since who moved counts once. `is_text` where trainers read exact counts.
    """

    groups: Mapping[str, str]
    rows: Mapping[str, frozenset[tuple[int, int]]]
    good: Mapping[str, int]
    told: dict[str, set[int]] = field(default_factory=dict)
    is_text: bool = False


@st.composite
def towns(draw: st.DrawFn) -> Town:
    """Give an organisation with movers, leavers and teams that all answer alike."""
    units = [Unit(ROOT_ID, None, "officials", 0)]
    for number in range(draw(st.integers(2, 4))):
        above = draw(st.sampled_from([unit.id for unit in units]))
        units.append(Unit(UUID(int=number + 1), above, "officials", 0))
    places = [(unit.id, "officials") for unit in units]
    places += [(COUNCIL, "council"), (EXECUTIVE, "executive")]
    units += [Unit(COUNCIL, ROOT_ID, "council", 0), Unit(EXECUTIVE, ROOT_ID, "executive", 0)]
    staff = [draw(st.sampled_from([0, 1, 4, 8, 11, 14, 21, 26])) for _ in places]
    gone = [draw(st.integers(0, min(2, many))) for many in staff]
    habits = [draw(st.sampled_from(["all", "none", "mixed", "most"])) for _ in places]
    seed = draw(st.integers(0, 999))
    place = st.integers(0, len(places) - 1)
    moves = draw(st.lists(st.tuples(place, place, st.sampled_from([1, 2, 99])), max_size=2))
    periods = tuple(
        tuple(_rows(places, staff, habits, moves, seed + 31 * number))
        for number in range(draw(st.integers(1, 2)))
    )
    sizes = {place[0]: many - left for place, many, left in zip(places, staff, gone, strict=True)}
    tree = tree_of([Unit(u.id, u.parent_id, u.layer, sizes[u.id]) for u in units])
    return Town(tree, periods)


def moved_team() -> Town:
    """Give a team of eight that moved as a whole to a new unit, beside one that stayed."""
    old, new, other = (UUID(int=number) for number in (1, 2, 3))
    units = [Unit(ROOT_ID, None, "officials", 0)]
    units += [Unit(unit, ROOT_ID, "officials", size) for unit, size in ((old, 0), (new, 8))]
    tree = tree_of([*units, Unit(other, ROOT_ID, "officials", 20)])
    places = [(old, "officials"), (new, "officials"), (other, "officials")]
    rows = _rows(places, [8, 0, 20], ["mixed"] * 3, [(0, 1, 99)], 5)
    return Town(tree, (tuple(rows),))


def _rows(
    places: Sequence[Place],
    staff: Sequence[int],
    habits: Sequence[str],
    moves: Sequence[tuple[int, int, int]],
    seed: int,
) -> list[Row]:
    """Give the answers; so many people of a place answer the second question in another."""
    rows, person = [], 0
    for at, ((unit, layer), many, habit) in enumerate(zip(places, staff, habits, strict=True)):
        for number in range(many):
            person += 1
            options = _options(habit, seed + person * 7)
            to = next((to for of, to, some in moves if of == at and number < some), at)
            if to == at:
                rows.append(Row(person, unit, layer, options))
            else:
                rows.append(Row(person, unit, layer, (options[0], -1)))
                rows.append(Row(person, *places[to], (-1, options[1])))
    return rows


def _options(habit: str, chance: int) -> tuple[int, ...]:
    found = []
    for question, levels in enumerate(LEVELS):
        drawn = (chance * (question + 3) * 2654435761 >> 7) % 100
        is_good = {"all": True, "none": False, "mixed": drawn < 55, "most": drawn < 90}[habit]
        away = 1 + drawn % (len(levels) - 1)
        found.append(0 if is_good else away)
    return tuple(found) if chance % 17 else (found[0], -1)


def gathered(tree: GroupTree, rows: Sequence[Row]) -> Gathered:
    """Give the answers as a report of alignment reads them."""
    table = table_of([row.options for row in rows], LEVELS)
    homes = homes_of(
        [tree.home(row.unit, row.layer) for row in rows],
        tree.parents,
        [row.person for row in rows],
    )
    core = tuple(Asked(at, f"{at + 1}.1", levels) for at, levels in enumerate(LEVELS))
    return Gathered(table, homes, tree, core, 0)


def inside(tree: GroupTree, rows: Sequence[Row], question: int) -> dict[str, list[int]]:
    """Give by group the rows in it, with all below, of who answered a question."""
    found: dict[str, list[int]] = {key: [] for key in tree.keys}
    for at, row in enumerate(rows):
        if row.options[question] >= 0:
            for place in tree.upward(tree.home(row.unit, row.layer)):
                found[tree.keys[place]].append(at)
    return found


def shares_told(tree: GroupTree, rows: Sequence[Row]) -> list[Told]:
    """Give all that alignment, talks, leeway and drift tell, as shares of sets of rows."""
    report = tell_groups(gathered(tree, rows))
    figures = [
        row
        for place, key in enumerate(tree.keys)
        if key in report.sight.shares
        for row in figure_rows(report, place)
    ]
    question_rows(report)
    found = []
    for question, levels in enumerate(LEVELS):
        told = _bare(tree, rows, question)
        for row in figures:
            if row["topic"] in (f"q:{question}", f"{question + 1}.1") and row["share"] is not None:
                told.told.setdefault(str(row["group_key"]), set()).add(int(str(row["share"])))
        agreed = {str(row["group_key"]) for row in figures if row["pair"] is not None}
        for key, share in _talked(tree, rows, question, levels, frozenset(agreed)).items():
            told.told.setdefault(key, set()).add(share)
        found.append(replace(told, is_text=True))
    all_ = {str(row["group_key"]): {0} for row in figures if row["topic"] == "all"}
    return [*found, _any(tree, rows, all_), *_leeways(tree, rows), _drifted(tree, rows)]


def _any(tree: GroupTree, rows: Sequence[Row], told: dict[str, set[int]]) -> Told:
    """Give who answered anything, where something is told of all of it."""
    held = [inside(tree, rows, question) for question in range(len(LEVELS))]
    who = {
        key: frozenset((rows[at].person, at) for each in held for at in each[key])
        for key in tree.keys
    }
    return Told(tree.above, who, {}, told)


def _bare(tree: GroupTree, rows: Sequence[Row], question: int) -> Told:
    held = inside(tree, rows, question)
    good = {
        key: sum(LEVELS[question][rows[at].options[question]] >= 2 for at in ats)
        for key, ats in held.items()
    }
    who = {key: frozenset((rows[at].person, at) for at in ats) for key, ats in held.items()}
    return Told(tree.above, who, good)


def _talked(
    tree: GroupTree,
    rows: Sequence[Row],
    question: int,
    levels: tuple[int, ...],
    agreed: frozenset[str],
) -> dict[str, int]:
    """Give what cards tell of the inviting answers, for each unit that may have one."""
    basis = Basis(DAY, DAY, tree.above, agreed, {})
    chosen = Counter(
        (row.unit, row.layer, row.options[question]) for row in rows if row.options[question] >= 0
    )
    counted = count_groups(
        basis,
        [OptionCount(question, *place, many) for place, many in chosen.items()],
        "".join(map(str, levels)),
    )
    splits = {key: counted.split(key).value for key in counted.visible.keys}
    return {
        key: split.shares[0]
        for key, split in splits.items()
        if split and split.shares[0] is not None
    }


def _leeways(tree: GroupTree, rows: Sequence[Row]) -> list[Told]:
    """Give what the leadership reads: a gap is an answer that is not good.

    Of the first question, and of both together.
    """
    found = []
    for asked in ((0,), (0, 1)):
        held = [row for row in rows if any(row.options[at] >= 0 for at in asked)]
        stances = [
            UnitGaps(
                UUID(int=row.person),
                row.unit,
                row.layer,
                1,
                any(row.options[at] > 0 for at in asked),
                False,
            )
            for row in held
        ]
        groups = {str(row["key"]): row for row in mandate.tell_groups(tree, {}, stances)}
        shown = {k: {int(str(r["mandate"]))} for k, r in groups.items() if r["mandate"] is not None}
        if len(asked) > 1:
            found.append(_any(tree, rows, shown))
        else:
            told = _bare(tree, rows, 0)
            gaps = {key: len(who) - told.good[key] for key, who in told.rows.items()}
            found.append(Told(told.groups, told.rows, gaps, shown))
    return found


def _drifted(tree: GroupTree, rows: Sequence[Row]) -> Told:
    """Give the points of a wave, as if the second question were a refresher."""
    told = _bare(tree, rows, 1)
    held = [row for row in rows if row.options[1] >= 0]
    counts = [Counts(row.unit, row.layer, 1, 1, float(row.options[1] == 0)) for row in held]
    people = tree.count(gather_homes((r.person, tree.home(r.unit, r.layer)) for r in held))
    points = points_of(tree, people, counts)
    return Told(told.groups, told.rows, told.good, {key: {p[1]} for key, p in points.items()})
