"""The reports of alignment as their pages show them: read from what was kept, already suppressed.

Who leads a unit reads figures of that unit and of what is below it, and of everyone and the layers;
HR, trainers and administrators read those of every unit that is large enough.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.domain.access import Role
from training.domain.alignment import Quadrant, quadrant
from training.domain.disclosure import Shown, load
from training.domain.disclosure_groups import EVERYONE
from training.domain.group_tree import LAYERS, TOP_KEYS
from training.services.aligning.core import ALL
from training.services.aligning.wording import topic_names
from training.services.answers import Occasion
from training.services.errors import NotFound
from training.services.library import Library
from training.services.sight import sight_of
from training.store import alignment as store
from training.store.alignment import AlignmentFigure, AlignmentReport, KeptGroup
from training.store.measurement import list_titles

FAR = 10
"""Per cents by which a unit must differ on a sub-point before that is named."""

MOST_TOPICS = 3


@dataclass(frozen=True, slots=True)
class Chance:
    """A figure in per cents with where the truth may well lie."""

    value: Shown[int]
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """How inviting a group answers on a topic, and how alike; `people` took part."""

    key: str
    name: str
    topic: str
    people: Shown[int]
    share: Chance
    pair: Chance
    alike: Chance

    @property
    def quadrant(self) -> Quadrant | None:
        """Say where the group stands, where both axes are shown."""
        share, same = self.share.value.value, self.alike.value.value
        return None if share is None or same is None else quadrant(share, same)


@dataclass(frozen=True, slots=True)
class Line:
    """A report in the list, with the figures of everyone; `title` is that of a measurement."""

    id: UUID
    occasion: str
    title: str
    from_on: date
    until_on: date
    made_at: datetime
    everyone: Figure


@dataclass(frozen=True, slots=True)
class Departure:
    """A unit that answers otherwise than the rest, and on which sub-points most."""

    unit: Figure
    officials: Figure
    topics: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A report: everyone and the layers, topics for everyone, units that stand out.

    `units` may be opened by this reader; `hidden` have no figures, by name or layer.
    """

    line: Line
    groups: tuple[Figure, ...]
    topics: tuple[Figure, ...]
    departures: tuple[Departure, ...]
    units: Mapping[str, str]
    hidden: tuple[str, ...]
    names: Mapping[str, str]
    unseen: int | None
    left_out: int
    permutations: int


@dataclass(frozen=True, slots=True)
class UnitPage:
    """One unit beside all officials, topic by topic."""

    line: Line
    key: str
    name: str
    topics: tuple[tuple[Figure, Figure], ...]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads, and in which language."""

    person_id: UUID
    role: Role
    language: str


def list_lines(library: Library) -> tuple[Line, ...]:
    """List the reports, the newest first."""
    reports = store.list_reports(library.session)
    ids = [report.id for report in reports]
    rows = store.list_figures(library.session, ids, [EVERYONE], ALL)
    figures = {row.report_id: row for row in rows}
    titles = list_titles(library.session)
    return tuple(_line(report, figures[report.id], titles) for report in reports)


def report_page(library: Library, report_id: UUID, reader: Reader) -> ReportPage:
    """Show a report; raises `NotFound`."""
    session, report = library.session, _report(library.session, report_id)
    groups = {group.key: group for group in store.list_groups(session, report_id)}
    may_open = _may_open(session, groups, reader)
    named = store.list_deviations(session, report_id)
    standing_out = [found.group_key for found in named if found.group_key in may_open]
    rows = store.list_figures(session, [report_id], [*TOP_KEYS, *standing_out])
    figures = {(row.group_key, row.topic): _figure(row, groups) for row in rows}
    units = [(key, groups[key].name) for key in may_open if groups[key].people is not None]
    return ReportPage(
        line=_line(
            report,
            next(r for r in rows if (r.group_key, r.topic) == (EVERYONE, ALL)),
            list_titles(session),
        ),
        groups=tuple(figures[key, ALL] for key in TOP_KEYS if (key, ALL) in figures),
        topics=_topics(figures, EVERYONE),
        departures=tuple(_departure(figures, key) for key in standing_out),
        units=dict(sorted(units, key=_by_name)),
        hidden=_hidden(groups, may_open),
        names=topic_names(library, reader.language),
        unseen=report.unseen,
        left_out=report.left_out,
        permutations=report.permutations,
    )


def unit_page(library: Library, report_id: UUID, key: str, reader: Reader) -> UnitPage:
    """Show a unit; raises `NotFound`, also for one that is hidden or of another leader."""
    session, report = library.session, _report(library.session, report_id)
    groups = {group.key: group for group in store.list_groups(session, report_id)}
    if key not in _may_open(session, groups, reader) or groups[key].people is None:
        raise NotFound("alignment-unit")
    officials = LAYERS[-1].value
    rows = store.list_figures(session, [report_id], [key, officials, EVERYONE])
    figures = {(row.group_key, row.topic): _figure(row, groups) for row in rows}
    everyone = next(row for row in rows if (row.group_key, row.topic) == (EVERYONE, ALL))
    return UnitPage(
        line=_line(report, everyone, list_titles(session)),
        key=key,
        name=groups[key].name,
        topics=tuple(
            (found, figures[officials, found.topic])
            for found in (figures[key, ALL], *_topics(figures, key))
        ),
        names=topic_names(library, reader.language),
    )


def figure_of(row: AlignmentFigure, name: str, people: int | None) -> Figure:
    """Read a kept figure back."""
    return Figure(
        row.group_key,
        name,
        row.topic,
        load(people),
        Chance(load(row.share), row.share_low, row.share_high),
        Chance(load(row.pair), row.pair_low, row.pair_high),
        Chance(load(row.alike), row.alike_low, row.alike_high),
    )


def _figure(row: AlignmentFigure, groups: Mapping[str, KeptGroup]) -> Figure:
    group = groups[row.group_key]
    return figure_of(row, group.name, group.people)


def _report(session: Session, report_id: UUID) -> AlignmentReport:
    report = store.find_report(session, report_id)
    if report is None:
        raise NotFound("alignment-report")
    return report


def _line(report: AlignmentReport, row: AlignmentFigure, titles: Mapping[int, str]) -> Line:
    return Line(
        report.id,
        report.occasion,
        titles.get(report.occasion_id, "") if report.occasion == Occasion.MEASUREMENT else "",
        report.from_on,
        report.until_on,
        report.made_at,
        figure_of(row, "", report.people),
    )


def _may_open(session: Session, groups: Mapping[str, KeptGroup], reader: Reader) -> frozenset[str]:
    """Give the units, shown or hidden, that a reader may see."""
    may_read = sight_of(session, reader.person_id, reader.role)
    return frozenset(filter(may_read, frozenset(groups).difference(TOP_KEYS)))


def _topics(figures: Mapping[tuple[str, str], Figure], key: str) -> tuple[Figure, ...]:
    """Give principles and sub-points in order, without everything and without single questions."""
    topics = sorted(topic for of, topic in figures if of == key and topic[0].isdigit())
    return tuple(figures[key, topic] for topic in topics)


def _departure(figures: Mapping[tuple[str, str], Figure], key: str) -> Departure:
    officials = LAYERS[-1].value
    found = [
        (abs(apart), figure)
        for figure in _topics(figures, key)
        if "." in figure.topic
        and (apart := _apart(figure, figures[officials, figure.topic])) is not None
        and abs(apart) >= FAR
    ]
    found.sort(key=lambda pair: (-pair[0], pair[1].topic))
    topics = tuple(figure for _, figure in found[:MOST_TOPICS])
    return Departure(figures[key, ALL], figures[officials, ALL], topics)


def _apart(one: Figure, other: Figure) -> int | None:
    a, b = one.share.value.value, other.share.value.value
    return None if a is None or b is None else a - b


def _hidden(groups: Mapping[str, KeptGroup], may_open: frozenset[str]) -> tuple[str, ...]:
    """Name the groups without figures: layers by their key, then units by name."""
    layers = [key for key in TOP_KEYS if groups[key].people is None]
    units = [groups[key].name for key in may_open if groups[key].people is None]
    return (*layers, *sorted(units))


def _by_name(pair: tuple[str, str]) -> tuple[str, str]:
    return pair[1].casefold(), pair[0]
