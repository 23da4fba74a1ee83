"""What the extra questions say: how content initiatives are, and what the organisation does itself.

O1 is contentment (1 to 5), O2 whether one would recommend it (0 to 10), O3 how long an answer took.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from training.domain.disclosure import release
from training.domain.disclosure_groups import (
    EVERYONE,
    FEWEST_FOR_SCORES,
    choose_alone,
    figure_of,
    share_of,
    size_of,
)
from training.domain.stocktake import DONT_KNOW, OFTEN, ORGANISATION, WAITS, Sheet, Side, points
from training.domain.stocktake_groups import FEWEST_OF_BOARD
from training.services.stocktake.crowds import Crowd

CONTENT, RECOMMENDS, WAITED = "O1", "O2", "O3"
DISCONTENT_UP_TO = 2
Json = dict[str, object]


def tell_outcomes(crowds: Mapping[str, Crowd]) -> Json:
    """Tell the outcomes of initiatives, and the organisation block of staff and board."""
    asked = crowds[Side.INITIATIVES].sheets
    return {
        CONTENT: _contentment(asked),
        RECOMMENDS: _recommendation(asked),
        WAITED: _waiting(asked),
        Side.STAFF: {
            code: _organisation(crowds[Side.STAFF].sheets, code, FEWEST_FOR_SCORES)
            for code in ORGANISATION
        },
        Side.BOARD: {
            code: _organisation(crowds[Side.BOARD].sheets, code, FEWEST_OF_BOARD)
            for code in ORGANISATION
        },
    }


def _contentment(sheets: Sequence[Sheet]) -> Json:
    marks = _known(sheets, CONTENT)
    visible = choose_alone(EVERYONE, len(marks), FEWEST_FOR_SCORES)
    content = sum(mark >= OFTEN for mark in marks)
    discontent = sum(mark <= DISCONTENT_UP_TO for mark in marks)
    n = max(1, len(marks))
    return {
        "n": size_of(visible, EVERYONE).value,
        "content": share_of(visible, EVERYONE, content / n).value,
        "discontent": share_of(visible, EVERYONE, discontent / n).value,
    }


def _recommendation(sheets: Sequence[Sheet]) -> Json:
    marks = [sheet.answers[RECOMMENDS] for sheet in sheets if RECOMMENDS in sheet.answers]
    visible = choose_alone(EVERYONE, len(marks), FEWEST_FOR_SCORES)
    mean = sum(marks) / len(marks) if marks else None
    return {
        "n": size_of(visible, EVERYONE).value,
        "value": figure_of(visible, EVERYONE, mean, digits=1).value,
    }


def _waiting(sheets: Sequence[Sheet]) -> Json:
    counts = Counter(sheet.answers[WAITED] for sheet in sheets if WAITED in sheet.answers)
    shown = release([counts[band] for band in range(1, len(WAITS) + 1)])
    cells = shown.value if shown else None
    return {"counts": list(cells.counts) if cells else None}


def _organisation(sheets: Sequence[Sheet], code: str, fewest: int) -> Json:
    marks = _known(sheets, code)
    visible = choose_alone(EVERYONE, len(marks), fewest)
    mean = sum(map(points, marks)) / len(marks) if marks else None
    often = sum(mark >= OFTEN for mark in marks) / len(marks) if marks else None
    return {
        "n": size_of(visible, EVERYONE).value,
        "value": figure_of(visible, EVERYONE, mean, digits=0).value,
        "often": share_of(visible, EVERYONE, often).value,
    }


def _known(sheets: Sequence[Sheet], code: str) -> list[int]:
    given = [sheet.answers.get(code, DONT_KNOW) for sheet in sheets]
    return [mark for mark in given if mark != DONT_KNOW]
