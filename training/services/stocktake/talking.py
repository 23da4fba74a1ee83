"""The talk at three tables: each side writes what it expects of the others, and then sees it."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from training.domain.stocktake import PRINCIPLES, Side
from training.services.errors import Conflict, Invalid
from training.services.stocktake.waves import WaveLine, line_of, wave_of
from training.store import stocktake as store
from training.store.stocktake import Prediction

HIGHEST = 100
Expected = Mapping[tuple[Side, str], int]
"""By whom it is said, and the principle."""


@dataclass(frozen=True, slots=True)
class Talk:
    """What the tables wrote; `figures` are there once everybody may see them."""

    line: WaveLine
    expected: Mapping[Side, Expected]

    def is_done(self, table: Side) -> bool:
        """Tell whether a table has written all."""
        return len(self.expected[table]) == (len(Side) - 1) * len(PRINCIPLES)


def talk_of(session: Session, number: int) -> Talk:
    """Show what the tables expect; raises `NotFound`."""
    wave = wave_of(session, number)
    rows = store.list_predictions(session, wave.id)
    return Talk(
        line_of(wave),
        {
            table: {(Side(r.about), r.figure): r.expected for r in rows if r.by == table}
            for table in Side
        },
    )


def predict(session: Session, number: int, table: Side, expected: Expected) -> None:
    """Keep what a table expects of the two others; raises `Invalid`, or `Conflict` after it."""
    wave = wave_of(session, number)
    if wave.revealed_at:
        raise Conflict("stocktake-revealed")
    places = {(side, principle) for side in Side if side != table for principle in PRINCIPLES}
    if set(expected) != places or not all(0 <= value <= HIGHEST for value in expected.values()):
        raise Invalid("prediction")
    for (about, figure), value in expected.items():
        session.merge(
            Prediction(wave_id=wave.id, by=table, about=about, figure=figure, expected=value)
        )
    session.flush()
