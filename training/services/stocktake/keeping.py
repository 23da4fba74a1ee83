"""How long forms of a stocktake are kept: long enough to be sure of the figures."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from training.store import stocktake as store

KEPT = timedelta(days=730)
"""Twenty-four months after a wave closed."""


def forget(session: Session, *, at: datetime) -> int:
    """Delete forms and links of waves that closed long ago; gives how many waves."""
    return store.forget_forms(session, at - KEPT)
