"""One page for a council: where we stand, how alike, what citizens say, what we promised and did.

Every figure was made to be shown by the part that it comes from; nothing is counted here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from training.services.aligning import reports
from training.services.aligning.reports import Figure, Line, Reader
from training.services.library import Library
from training.services.signals import promises
from training.services.signals.promises import Period
from training.services.stocktake import acting, results
from training.services.stocktake.acting import ActionLine
from training.services.stocktake.results import Results


@dataclass(frozen=True, slots=True)
class Alike:
    """The newest report of how alike and how inviting people answer, by layer."""

    line: Line
    groups: Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class BoardReport:
    """What there is to tell; a part that is not there yet is none."""

    stocktake: Results | None
    lowest: tuple[str, ...]
    alike: Alike | None
    signals: Period | None
    actions: tuple[ActionLine, ...]


def board_report(library: Library, reader: Reader, *, today: date) -> BoardReport:
    """Bring the parts together."""
    session = library.session
    return BoardReport(
        stocktake=results.newest_results(session),
        lowest=results.lowest_sub_points(session),
        alike=_alike(library, reader),
        signals=next(iter(promises.list_periods(library, limit=1)), None),
        actions=acting.promises(session, today=today),
    )


def _alike(library: Library, reader: Reader) -> Alike | None:
    line = next(iter(reports.list_lines(library)), None)
    if line is None:
        return None
    page = reports.report_page(library, line.id, reader)
    return Alike(line, {figure.key: figure for figure in page.groups})
