"""What every page of this installation shares: settings, clock, password digests, checker."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from flask import current_app, url_for

from training.config import Settings
from training.services.authoring.checking import Checker
from training.services.passwords import Passwords

EXTENSION = "uitnodigend.site"


@dataclass(frozen=True, slots=True)
class Site:
    """Handed out by the composition root; `clock` gives aware moments."""

    settings: Settings
    clock: Callable[[], datetime]
    passwords: Passwords
    checker: Checker

    def now(self) -> datetime:
        """Give this moment."""
        return self.clock()

    def today(self) -> date:
        """Give the day that it is where the organisation is."""
        return self.clock().astimezone(ZoneInfo(self.settings.time_zone)).date()

    def start_of(self, day: date) -> datetime:
        """Give the moment at which a day begins where the organisation is."""
        return datetime.combine(day, time.min, ZoneInfo(self.settings.time_zone))


def site() -> Site:
    """Give the site of the request that is being answered."""
    found = current_app.extensions[EXTENSION]
    if not isinstance(found, Site):
        raise TypeError(found)
    return found


def address_of(endpoint: str, **values: str) -> str:
    """Give the full address of a page: the host is the setting, never that of a request."""
    return site().settings.base_url + url_for(endpoint, **values)  # type: ignore[arg-type]  # of the address, not of url_for
