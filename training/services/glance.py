"""What stands out in the newest figures, on one page: where somebody who reads figures begins.

Every figure was made to be shown by the part that it comes from; nothing is counted here, and each
part leaves out what this reader may not see.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from training.domain.disclosure_groups import FEWEST_FOR_AGREEMENT, FEWEST_FOR_SCORES
from training.domain.measuring import State
from training.services.aligning import reports
from training.services.aligning.reports import Reader, ReportPage
from training.services.drifting import page as drifting
from training.services.drifting.page import AlarmLine
from training.services.library import Library
from training.services.mandate import reporting
from training.services.mandate.measures import GAP
from training.services.mandate.reporting import GroupGaps
from training.services.measuring import overview
from training.services.measuring.overview import MeasurementRow
from training.services.measuring.results import GroupResult, read_result
from training.services.sight import sight_of, sight_of_mandate
from training.services.stocktake import results
from training.services.stocktake.results import Results
from training.store.people import count_active


@dataclass(frozen=True, slots=True)
class Leeway:
    """The group in which people most often may not do what they should, in a quarter."""

    first: date
    last: date
    group: GroupGaps


@dataclass(frozen=True, slots=True)
class Change:
    """What changed in everyone between two measurements, and which was the later one."""

    measurement: MeasurementRow
    whole: GroupResult


@dataclass(frozen=True, slots=True)
class Glance:
    """What there is to tell; a part that has no figures yet is none.

    `people` work here now, counted no further than needed.
    """

    report: ReportPage | None
    falls: tuple[AlarmLine, ...]
    stocktake: Results | None
    leeway: Leeway | None
    change: Change | None
    people: int

    @property
    def is_empty(self) -> bool:
        """Tell whether there is no figure at all yet."""
        return not (self.report or self.falls or self.stocktake or self.leeway or self.change)

    @property
    def is_tiny(self) -> bool:
        """Tell whether there are too few people for any figure of themselves, ever."""
        return self.people < FEWEST_FOR_SCORES

    @property
    def is_small(self) -> bool:
        """Tell whether there are too few people to tell how alike they answer, ever."""
        return self.people < FEWEST_FOR_AGREEMENT


def glance(library: Library, reader: Reader) -> Glance:
    """Bring together what stands out for this reader."""
    may_read = sight_of(library.session, reader.person_id, reader.role)
    falls = drifting.read(library.session, may_read).alarms
    return Glance(
        report=_report(library, reader),
        falls=tuple(sorted(falls, key=lambda fall: (not fall.is_low, fall.from_on))),
        stocktake=results.newest_results(library.session),
        leeway=_leeway(library, reader),
        change=_change(library, may_read),
        people=count_active(library.session, most=FEWEST_FOR_AGREEMENT),
    )


def _report(library: Library, reader: Reader) -> ReportPage | None:
    line = next(iter(reports.list_lines(library)), None)
    return reports.report_page(library, line.id, reader) if line else None


def _leeway(library: Library, reader: Reader) -> Leeway | None:
    found = reporting.read_reports(library, sight_of_mandate(reader.role), reader.language)
    newest = next(iter(found), None)
    group = _least(newest.groups) if newest else None
    return Leeway(newest.first, newest.last, group) if newest and group else None


def _least(groups: Iterable[GroupGaps]) -> GroupGaps | None:
    """Find who has least leeway, where that is worth telling; of equals the largest."""
    found = [
        ((group.mandate.value, group.people.value), group)
        for group in groups
        if (group.mandate.value or 0) >= GAP and (group.people.value or 0) >= FEWEST_FOR_AGREEMENT
    ]
    return max(found, key=lambda pair: pair[0], default=(None, None))[1]


def _change(library: Library, may_read: Callable[[str], bool]) -> Change | None:
    for row in overview.list_measurements(library):
        found = read_result(library, row.number, may_read) if row.state is State.READY else None
        if found and found.whole and found.whole.effect and found.whole.effect.share.value:
            return Change(row, found.whole)
    return None
