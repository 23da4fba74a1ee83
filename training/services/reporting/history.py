"""Keeps the counts as they stood at the end of a day."""

from datetime import date

from sqlalchemy.orm import Session

from training.store.tally import replace_history


def record(session: Session, *, day: date) -> None:
    """Keep today's counts under a day; doing so again replaces them."""
    replace_history(session, day)
