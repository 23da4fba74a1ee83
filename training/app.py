"""Composition root: the only module that knows all the others."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from flask import Flask

from training.config import LOOPBACK, Settings
from training.resources import bundled
from training.services.authoring.checking import Checker
from training.services.library import Shelf
from training.services.passwords import Passwords
from training.store.engine import Database
from training.web import (
    about,
    access,
    account,
    assets,
    assign,
    author,
    author_beside,
    author_live,
    badge,
    bank,
    board_report,
    certificate,
    drift,
    due,
    editions,
    errors,
    evidence,
    exports,
    glance,
    guide,
    headers,
    identity,
    incoming,
    insight,
    learn,
    mandate,
    measurement,
    media,
    media_shelf,
    own_data,
    packages,
    panel,
    participation,
    people,
    plan,
    preview,
    publish,
    quiz,
    refresh,
    remark,
    remind,
    report,
    review,
    revisit,
    rollout,
    signal,
    signal_figures,
    signal_lesson,
    signal_photo,
    signal_triage,
    signals,
    stance,
    stocktake,
    stocktake_answer,
    stocktake_result,
    talk,
    templating,
    trail,
    translate,
    trial,
    versions,
)
from training.web import database as web_database
from training.web import site as web_site

PAGES = (
    about,
    account,
    assign,
    author,
    author_beside,
    author_live,
    badge,
    bank,
    board_report,
    certificate,
    drift,
    due,
    editions,
    evidence,
    exports,
    glance,
    guide,
    incoming,
    insight,
    learn,
    mandate,
    measurement,
    media,
    media_shelf,
    own_data,
    packages,
    panel,
    participation,
    people,
    plan,
    preview,
    publish,
    quiz,
    refresh,
    remark,
    remind,
    report,
    review,
    revisit,
    rollout,
    signal,
    signal_figures,
    signal_lesson,
    signal_photo,
    signal_triage,
    signals,
    stance,
    stocktake,
    stocktake_answer,
    stocktake_result,
    talk,
    trail,
    translate,
    trial,
    versions,
)
TRANSLATIONS = Path(__file__).parent / "web" / "translations"
LARGEST_FORM = 256 * 1024


def create_app(
    settings: Settings,
    database: Database,
    *,
    clock: Callable[[], datetime],
    passwords: Passwords | None = None,
) -> Flask:
    """Put an application together; nothing here reads the environment or the clock."""
    app = Flask("training", static_folder=None, template_folder=str(bundled("templates")))
    app.config.update(_flask_settings(settings))
    furnish(app, settings, database, clock=clock, passwords=passwords)
    identity.install(app)
    access.install(app)
    errors.install(app)
    templating.install(
        app,
        translations=TRANSLATIONS,
        time_zone=settings.time_zone,
        assets=assets.install(app),
    )
    headers.install(app, is_https=settings.is_https)  # around the static files as well
    for page in PAGES:
        app.register_blueprint(page.bp)
    return app


def furnish(
    app: Flask,
    settings: Settings,
    database: Database,
    *,
    clock: Callable[[], datetime],
    passwords: Passwords | None = None,
) -> None:
    """Give an application all that it remembers; its routes and templates remember nothing."""
    app.extensions[web_database.EXTENSION] = web_database.Sessions(
        database.writing, database.reading, Shelf(), ZoneInfo(settings.time_zone)
    )
    app.extensions[web_site.EXTENSION] = web_site.Site(
        settings, clock, passwords or Passwords(), Checker()
    )
    exports.furnish(app, threads=settings.threads)


def _flask_settings(settings: Settings) -> dict[str, object]:
    prefix = "__Host-" if settings.is_https else ""
    return {
        "SECRET_KEY": settings.secret_key,
        "SESSION_COOKIE_NAME": f"{prefix}uitnodigend",
        "SESSION_COOKIE_SECURE": settings.is_https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "MAX_CONTENT_LENGTH": LARGEST_FORM,
        "MAX_FORM_MEMORY_SIZE": LARGEST_FORM,
        "TRUSTED_HOSTS": _trusted_hosts(settings),
    }


def _trusted_hosts(settings: Settings) -> list[str]:
    # An IPv6 host comes without its brackets from urlsplit; the request has them.
    host = urlsplit(settings.base_url).hostname or ""
    return sorted({host, *(LOOPBACK if not settings.is_https else ())})
