"""Filters and globals of the templates."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from flask import Flask, has_request_context
from flask_babel import Babel, format_date, format_datetime, format_decimal, format_percent
from flask_babel import gettext as translated
from jinja2 import StrictUndefined
from markupsafe import Markup

from training.domain.access import Role
from training.domain.diagnostics import Diagnostic
from training.domain.prose import Prose
from training.web import diagnostics, gettext
from training.web.identity import current_visit
from training.web.insight_menu import insight_menu
from training.web.language import language
from training.web.messages import answer_sentence
from training.web.office import office_menu
from training.web.studio import studio_menu, studio_tabs

DATE = "EEEE d MMMM y"
MOMENT = "EEEE d MMMM y, HH:mm"
SMALL = 1000


@dataclass(frozen=True, slots=True)
class Current:
    """Who reads this page."""

    is_logged_in: bool
    name: str
    role: str
    language: str


def install(app: Flask, *, translations: Path, time_zone: str, assets: Mapping[str, str]) -> None:
    """Teach the templates our filters, and make a misspelt name a fault."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        prose=prose,
        datetime=moment,
        date=day,
        percentage=percentage,
        short_date=short_day,
        number=number,
    )
    app.jinja_env.globals.update(
        asset=_asset(assets),
        answer_sentence=answer_sentence,
        diagnostic_sentence=diagnostic_sentence,
        insight_menu=insight_menu,
        office_menu=office_menu,
        studio_menu=studio_menu,
        studio_tabs=studio_tabs,
    )
    app.context_processor(lambda: {"current": current()})
    Babel(
        app,
        default_locale="nl",
        default_timezone=time_zone,
        default_translation_directories=str(translations),
        locale_selector=language,
    )
    # After Babel, whose own way looks the catalogue up for every sentence.
    gettext.install(app, translations)


def current() -> Current:
    """Describe the reader of this page."""
    visit = current_visit() if has_request_context() else None
    if visit is None:
        return Current(False, "", Role.LEARNER, language())
    return Current(True, visit.name, visit.role, language())


def prose(text: Prose) -> Markup:
    """Let compiled prose through as HTML; the one place where that happens."""
    return Markup(text)  # noqa: S704 -- Prose is made by the compiler alone, and sanitised there


def moment(value: datetime) -> str:
    """Write a moment with its weekday, in the reader's language and the organisation's zone."""
    return str(format_datetime(value, MOMENT))


def day(value: date) -> str:
    """Write a day with its weekday; a moment is first brought to the organisation's zone."""
    if isinstance(value, datetime):
        return str(format_datetime(value, DATE))
    return str(format_date(value, DATE))


def short_day(value: date) -> str:
    """Write a day in few letters, for a table or a chart."""
    return str(format_date(value, "d MMM y"))


def diagnostic_sentence(found: Diagnostic) -> str:
    """Say what is wrong with a text, and the remedy, in the reader's language."""
    return diagnostics.sentence(found, translated)


def percentage(value: int) -> str:
    """Write a whole number of per cents as the reader's language does."""
    return str(format_percent(value / 100))


def number(value: float) -> str:
    """Write a number as the reader's language does; small whole ones are the same in all."""
    if isinstance(value, int) and 0 <= value < SMALL:
        return str(value)
    return str(format_decimal(value))


def _asset(assets: Mapping[str, str]) -> Callable[[str], str]:
    def asset(name: str) -> str:
        return assets[name]

    return asset
