"""Leaves one line a day on the trail that somebody looks at figures of groups."""

from training.services.reporting import viewing
from training.services.reporting.view import Filters
from training.web.database import reading, transaction
from training.web.identity import actor
from training.web.site import site


def note_look(screen: str) -> None:
    """Note that the reader looks at a screen, where the trail does not have it today."""
    at = site().now()
    with reading() as library:
        is_noted = viewing.is_noted(library.session, actor(), screen, at=at)
    if not is_noted:
        with transaction() as library:
            viewing.note_view(library.session, actor(), screen, Filters(), at=at)
