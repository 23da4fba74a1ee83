"""What is told of a question or scene: figures that may be shown, and what they say against it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from training.domain import disclosure
from training.domain.disclosure import Cells, Shown
from training.domain.interval import Interval, fisher, wilson
from training.domain.item_analysis import quartiles, thirds
from training.domain.item_flags import (
    FEWEST_FOR_FLAG,
    FEWEST_FOR_STATISTICS,
    Facts,
    Finding,
    flags,
)
from training.domain.item_tally import Form, Question, Tallies, Tally

Thirds = tuple[tuple[int | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of one question, as counted on a day; `is_withheld` where others would tell.

    `tables` has the distribution over the options; of a question with several right answers a
    table for each option, taken or not. `right` has right and not right.
    """

    n: Shown[int]
    counted_on: date | None = None
    tables: tuple[Shown[Cells], ...] = ()
    right: Shown[Cells] | None = None
    discrimination: Shown[float] = disclosure.HIDDEN
    seconds: Shown[tuple[float, float, float]] = disclosure.NO_TIMES
    thirds: Shown[Thirds] | None = None
    findings: tuple[Finding, ...] = ()
    is_withheld: bool = False

    @property
    def is_counted(self) -> bool:
        """Tell whether there is a distribution to show."""
        return self.counted_on is not None

    @property
    def correlation(self) -> Interval | None:
        """Give the discrimination with its interval."""
        value, n = self.discrimination.value, self.n.value
        return fisher(value, n) if value is not None and n is not None else None

    def share(self, question: Question) -> Interval | None:
        """Give the difficulty, the share that helped or was right, where it may be told."""
        cells = self.right.value if self.right else None
        members = frozenset({0})
        if question.form is Form.ONE and self.tables:
            cells, members = self.tables[0].value, question.good
        if cells is None or not members:
            return None
        count = disclosure.count_within(cells, members).value
        return None if count is None else wilson(count, cells.total)

    def mean_level(self, question: Question) -> float | None:
        """Give the mean level, where the whole distribution is shown."""
        cells = self.tables[0].value if self.tables and question.levels else None
        if cells is None or cells.hidden:
            return None
        pairs = zip(question.levels, cells.counts, strict=True)
        return sum(level * (count or 0) for level, count in pairs) / cells.total


def reports_of(
    tallies: Tallies, before: Sequence[Report | None], *, today: date
) -> tuple[Report, ...]:
    """Decide for every question what is told now; where nothing may be, what was told stands."""
    places = thirds(tallies.scores)
    found: list[Report] = []
    for question, tally, earlier in zip(tallies.questions, tallies.items, before, strict=True):
        new = _report(question, tally, earlier, tallies.attempts, places)
        kept = earlier if earlier and earlier.is_counted else None
        size = _size(question, tally, tallies.attempts)
        found.append(replace(new, counted_on=today) if new else kept or Report(size))
    return _without_telling(tallies, found, before)


def _report(
    question: Question,
    tally: Tally,
    earlier: Report | None,
    attempts: int,
    places: dict[int, int],
) -> Report | None:
    tables, right = _tables(question, tally, earlier)
    if tables is None or (not tables and right is None):
        return None
    rows = [[0] * question.size for _ in range(3)]
    for total, row in tally.by_total.items():
        for option, count in enumerate(row):
            rows[places.get(total, 1)][option] += count
    facts = _facts(question, tally, rows)
    cells = tables[0].value if question.form is Form.ONE and tables else None
    return Report(
        n=_size(question, tally, attempts),
        tables=tables,
        right=right,
        discrimination=disclosure.coarse(
            facts.discrimination, n=tally.n, fewest=FEWEST_FOR_STATISTICS, digits=2
        ),
        seconds=_seconds(tally),
        thirds=disclosure.shares_by_third(rows, cells, fewest=FEWEST_FOR_STATISTICS)
        if cells and question.is_scored
        else None,
        findings=_told(flags(facts), cells),
    )


def _tables(
    question: Question, tally: Tally, earlier: Report | None
) -> tuple[tuple[Shown[Cells], ...] | None, Shown[Cells] | None]:
    """Release every table of a question, or none of them."""
    if question.form is Form.NOTHING:
        return None, None
    counts = [tally.options] if question.form is Form.ONE else []
    if question.form is Form.SOME:
        counts = [[count, tally.n - count] for count in tally.options]
    known = earlier.tables if earlier and earlier.tables else (None,) * len(counts)
    tables = [
        disclosure.release(row, shown.value if shown else None)
        for row, shown in zip(counts, known, strict=True)
    ]
    right = None
    if question.form in (Form.SOME, Form.WHOLE):
        last = earlier.right.value if earlier and earlier.right else None
        right = disclosure.release([tally.right, tally.n - tally.right], last)
        if right is None:
            return None, None
    if None in tables:
        return None, None
    return tuple(table for table in tables if table), right


def _facts(question: Question, tally: Tally, rows: Sequence[Sequence[int]]) -> Facts:
    n, good = max(1, tally.n), sum(tally.options[option] for option in question.good)
    is_one = question.form is Form.ONE
    top = sum(rows[2])
    return Facts(
        n=tally.n,
        difficulty=None if not question.is_scored else (good if is_one else tally.right) / n,
        discrimination=tally.rest.correlation.value,
        shares=[count / n for count in tally.options] if is_one and question.is_scored else (),
        top=[count / top for count in rows[2]] if top and is_one else (),
        crossing=question.crossing,
    )


def _told(findings: Sequence[Finding], cells: Cells | None) -> tuple[Finding, ...]:
    """Name an option only where its number is shown; else say it of one of them."""
    told = [
        finding
        if finding.option is None or (cells and disclosure.is_option_shown(cells, finding.option))
        else Finding(finding.flag)
        for finding in findings
    ]
    return tuple(dict.fromkeys(told))


def _seconds(tally: Tally) -> Shown[tuple[float, float, float]]:
    found = quartiles(tally.seconds)
    return disclosure.times(found, fewest=FEWEST_FOR_FLAG) if found else disclosure.NO_TIMES


def _size(question: Question, tally: Tally, attempts: int) -> Shown[int]:
    # Chance draws the questions of a quiz; the scenes of a story were chosen.
    is_everyone = tally.n == attempts or not question.targets
    return disclosure.group_size(tally.n, is_everyone=is_everyone)


def _without_telling(
    tallies: Tallies, found: Sequence[Report], before: Sequence[Report | None]
) -> tuple[Report, ...]:
    """Withhold scenes whose number of visitors would say what is hidden in a scene before them."""
    told = list(found)
    for _ in told:
        closed = {
            target
            for place, question in enumerate(tallies.questions)
            for option, target in enumerate(question.targets)
            if target not in (-1, place) and _is_hidden(told[place], question, option)
        }
        again = [
            _withheld(before[place]) if place in closed and _tells(tallies, place) else report
            for place, report in enumerate(told)
        ]
        if again == told:
            break
        told = again
    return tuple(told)


def _is_hidden(report: Report, question: Question, option: int) -> bool:
    if question.form is Form.NOTHING:  # one way on: as many leave as came
        return report.n.value is None
    cells = report.tables[0].value if report.tables else None
    return cells is None or not disclosure.is_option_shown(cells, option)


def _tells(tallies: Tallies, place: int) -> bool:
    return tallies.items[place].n != tallies.attempts


def _withheld(before: Report | None) -> Report:
    if before and before.is_counted:
        return before
    return Report(disclosure.NO_SIZE, is_withheld=True)
