"""What the extra questions say: how content initiatives are, and what the organisation does itself.

O1 is contentment (1 to 5), O2 whether one would recommend it (0 to 10), O3 how long an answer took.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from statistics import fmean

from training.domain.disclosure import release
from training.domain.disclosure_figures import blur_mean, step_for, told_joint_share
from training.domain.disclosure_groups import (
    EVERYONE,
    FEWEST_FOR_SCORES,
    Visible,
    choose_alone,
    figure_of,
    size_of,
)
from training.domain.stocktake import (
    DONT_KNOW,
    MOST_RECOMMENDED,
    OFTEN,
    ORGANISATION,
    WAITS,
    Part,
    Sheet,
    Side,
    points,
)
from training.domain.stocktake_groups import FEWEST_OF_BOARD
from training.services.stocktake.crowds import Crowd

CONTENT, RECOMMENDS, WAITED = "O1", "O2", "O3"
DISCONTENT_UP_TO = 2
Json = dict[str, object]


def tell_outcomes(crowds: Mapping[str, Crowd]) -> Json:
    """Tell the outcomes of initiatives, and the organisation block of staff and board."""
    asked = crowds[Side.INITIATIVES]
    return {
        CONTENT: _contentment(asked),
        RECOMMENDS: _recommendation(asked),
        WAITED: _waiting(asked),
        Side.STAFF: {
            code: _organisation(crowds[Side.STAFF], code, FEWEST_FOR_SCORES)
            for code in ORGANISATION
        },
        Side.BOARD: {
            code: _organisation(crowds[Side.BOARD], code, FEWEST_OF_BOARD) for code in ORGANISATION
        },
    }


def _contentment(crowd: Crowd) -> Json:
    own, others = (_known(sheets, CONTENT) for sheets in (crowd.own, crowd.others))
    visible = choose_alone(EVERYONE, len(own), FEWEST_FOR_SCORES)
    told: Json = {"n": size_of(visible, EVERYONE, others=len(others)).value}
    for name, is_it in (("content", _is_often), ("discontent", _is_discontent)):
        parts = _share(own, is_it), _share(others, is_it)
        told[name] = told_joint_share(visible, EVERYONE, *parts).value
    return told


def _recommendation(crowd: Crowd) -> Json:
    own, others = (
        [sheet.answers[RECOMMENDS] for sheet in sheets if RECOMMENDS in sheet.answers]
        for sheets in (crowd.own, crowd.others)
    )
    visible = choose_alone(EVERYONE, len(own), FEWEST_FOR_SCORES)
    return {
        "n": size_of(visible, EVERYONE, others=len(others)).value,
        "value": _mean(visible, own, others, MOST_RECOMMENDED),
    }


def _waiting(crowd: Crowd) -> Json:
    """Count the mailed forms alone: others could be taken from a cell, and leave one or two."""
    counts = Counter(sheet.answers[WAITED] for sheet in crowd.own if WAITED in sheet.answers)
    shown = release([counts[band] for band in range(1, len(WAITS) + 1)])
    cells = shown.value if shown else None
    return {"counts": list(cells.counts) if cells else None}


def _organisation(crowd: Crowd, code: str, fewest: int) -> Json:
    own, others = (_known(sheets, code) for sheets in (crowd.own, crowd.others))
    enough = len(own) if crowd.key in crowd.visible else 0
    visible = choose_alone(EVERYONE, enough, fewest)
    scores = [[points(mark) for mark in marks] for marks in (own, others)]
    often = _share(own, _is_often), _share(others, _is_often)
    return {
        "n": size_of(visible, EVERYONE, others=len(others)).value,
        "value": _mean(visible, scores[0], scores[1], 100),
        "often": told_joint_share(visible, EVERYONE, *often).value,
    }


def _mean(
    visible: Visible, own: Sequence[float], others: Sequence[float], whole: int
) -> float | None:
    """Give a mean in steps: that of the mailed forms blurred, and the others added to it."""
    if not own:
        return None
    blurred = blur_mean(fmean(own), len(own), whole) * len(own)
    mean, step = (blurred + sum(others)) / (len(own) + len(others)), step_for(len(own), whole)
    return figure_of(visible, EVERYONE, step * round(mean / step)).value


def _share(marks: Sequence[int], is_it: Callable[[int], bool]) -> Part:
    return (sum(map(is_it, marks)) / len(marks) if marks else None), len(marks)


def _is_often(mark: int) -> bool:
    return mark >= OFTEN


def _is_discontent(mark: int) -> bool:
    return mark <= DISCONTENT_UP_TO


def _known(sheets: Sequence[Sheet], code: str) -> list[int]:
    given = [sheet.answers.get(code, DONT_KNOW) for sheet in sheets]
    return [mark for mark in given if mark != DONT_KNOW]
