"""Small made-up organisations, and all that the reports about them tell."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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
Key = tuple[int, str]


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

    `good` holds what is told of how many answered well, `rows` who is in it.
    """

    groups: Mapping[str, str]
    rows: Mapping[str, frozenset[tuple[int, int]]]
    good: Mapping[str, int]
    told: dict[str, set[int]] = field(default_factory=dict)


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
    moves = draw(st.lists(st.integers(0, len(places) - 1), max_size=3))
    periods = tuple(
        tuple(_rows(places, staff, habits, moves, seed + 31 * number))
        for number in range(draw(st.integers(1, 2)))
    )
    sizes = {place[0]: many - left for place, many, left in zip(places, staff, gone, strict=True)}
    tree = tree_of([Unit(u.id, u.parent_id, u.layer, sizes[u.id]) for u in units])
    return Town(tree, periods)


def _rows(
    places: Sequence[tuple[UUID, str]],
    staff: Sequence[int],
    habits: Sequence[str],
    moves: Sequence[int],
    seed: int,
) -> list[Row]:
    rows, person = [], 0
    for (unit, layer), many, habit in zip(places, staff, habits, strict=True):
        for _ in range(many):
            person += 1
            rows.append(Row(person, unit, layer, _options(habit, seed + person * 7)))
    for to in moves:
        if rows:
            mover = rows[(seed + to * 13) % len(rows)]
            unit, layer = places[to]
            if all((row.person, row.unit) != (mover.person, unit) for row in rows):
                left = tuple(option if at == 0 else -1 for at, option in enumerate(mover.options))
                rows[rows.index(mover)] = Row(mover.person, mover.unit, mover.layer, left)
                came = tuple(-1 if at == 0 else option for at, option in enumerate(mover.options))
                rows.append(Row(mover.person, unit, layer, came))
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
        found.append(told)
    return [*found, _leeway(tree, rows), _drifted(tree, rows)]


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


def _leeway(tree: GroupTree, rows: Sequence[Row]) -> Told:
    """Give what the leadership reads: a gap is an answer to the first question that is not good."""
    held = [row for row in rows if row.options[0] >= 0]
    stances = [
        UnitGaps(UUID(int=r.person), r.unit, r.layer, 1, r.options[0] > 0, False) for r in held
    ]
    found = {str(row["key"]): row for row in mandate.tell_groups(tree, {}, stances)}
    told = _bare(tree, rows, 0)
    gaps = {key: len(who) - told.good[key] for key, who in told.rows.items()}
    shown = {key: {int(str(r["mandate"]))} for key, r in found.items() if r["mandate"] is not None}
    return Told(told.groups, told.rows, gaps, shown)


def _drifted(tree: GroupTree, rows: Sequence[Row]) -> Told:
    """Give the points of a wave, as if the second question were a refresher."""
    told = _bare(tree, rows, 1)
    held = [row for row in rows if row.options[1] >= 0]
    counts = [Counts(row.unit, row.layer, 1, 1, float(row.options[1] == 0)) for row in held]
    people = tree.count(gather_homes((r.person, tree.home(r.unit, r.layer)) for r in held))
    points = points_of(tree, people, counts)
    return Told(told.groups, told.rows, told.good, {key: {p[1]} for key, p in points.items()})
