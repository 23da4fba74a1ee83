"""The words of reports: on their pages, and in the files that are taken along."""

from collections.abc import Callable
from datetime import date, datetime

from flask_babel import format_date, format_datetime
from flask_babel import gettext as _

TITLE_LENGTH = 42
DAY = "EEE d MMM y"


def short(title: str) -> str:
    """Cut a long title at a word, for the head of a column."""
    if len(title) <= TITLE_LENGTH:
        return title
    return title[: TITLE_LENGTH - 1].rpartition(" ")[0].rstrip(" ,:;-") + "…"


def day_words() -> Callable[[date], str]:
    """Make the function that writes a day shortly; a page has the same few days over and over."""
    written: dict[date, str] = {}

    def day(value: date) -> str:
        if value not in written:
            write = format_datetime if isinstance(value, datetime) else format_date
            written[value] = str(write(value, DAY))
        return written[value]

    return day


def standing_words() -> dict[str, str]:
    """Say how somebody stands."""
    return {
        "not-started": _("niet begonnen"),
        "in-progress": _("bezig"),
        "completed": _("klaar"),
        "overdue": _("te laat"),
        "exempt": _("vrijgesteld"),
    }


def layer_words() -> dict[str, str]:
    """Say what a layer is called."""
    return {"council": _("Raad"), "executive": _("Bestuur"), "officials": _("Ambtenaren")}


def export_words() -> dict[str, str]:
    """Say what stands in the files: the titles of columns and the names of sheets."""
    return {
        **standing_words(),
        **layer_words(),
        "name": _("Naam"),
        "number": _("Personeelsnummer"),
        "unit": _("Eenheid"),
        "course": _("Cursus"),
        "day": _("dag"),
        "due": _("Uiterlijk"),
        "days": _("Dagen te laat"),
        "reminded": _("Laatste herinnering"),
        "required": _("Moet het doen"),
        "percent": _("Klaar in procenten"),
        "all-courses": _("Alle cursussen"),
        "together": _("Samen"),
        "root": _("Hele organisatie"),
        "own-units": _("Uw eenheden"),
        "no-subunit": _("Niet in een van deze eenheden"),
        "people": _("mensen"),
        "overdue-list": _("te-laat"),
        "units": _("eenheden"),
        "end": _("Einde"),
    }
