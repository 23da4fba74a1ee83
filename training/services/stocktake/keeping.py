"""The calendar of stocktakes: a wave closes after its last day, and forms are kept for a while."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from training.domain.stocktake import Status
from training.services.audit import SYSTEM
from training.services.stocktake.waves import close
from training.store import stocktake as store
from training.store import urn

KEPT = timedelta(days=730)
"""Twenty-four months after a wave closed, and as long as figures may still be doubted."""


def close_due(session: Session, *, today: date, at: datetime) -> None:
    """Close the wave whose last day has passed."""
    for wave in store.list_waves(session):
        if wave.status == Status.OPEN and wave.ends_on < today:
            close(session, wave.number, SYSTEM, at=at)


def forget(session: Session, *, at: datetime) -> int:
    """Delete forms of waves that closed long ago; gives how many waves."""
    return urn.forget(session, at - KEPT)
