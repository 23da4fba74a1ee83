"""Applies the rules to people: see `apply_rules`."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from training.services.library import Library


def apply_rules(
    library: Library, learner_keys: Sequence[UUID], *, today: date, at: datetime
) -> None:
    """Give these learners the duties that the rules in force ask of them."""
