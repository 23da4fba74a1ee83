"""A gallery for designers: every template in every state, without a database.

Run `python -m tests.browser.gallery [house/style.css]` and open http://127.0.0.1:8090/.
Add `?en` to an address for English.
"""

import io
import sys
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent
from babel.support import Translations
from flask import Flask, Response, render_template, request
from jinja2 import StrictUndefined
from markupsafe import Markup
from werkzeug.routing import Rule

from tests.browser.gallery_quiz_states import PAGES, QUIZZES
from tests.browser.gallery_states import LEARNING
from tests.browser.gallery_stories import STORIES

ROOT = Path(__file__).parents[2]
FRAGMENTS = ROOT / "training/web/translations/fragments"
STATES = PAGES | LEARNING | STORIES | QUIZZES
ADDRESSES = {
    "learn.home": "/learn/",
    "learn.course": "/learn/courses/<course>",
    "learn.start": "/learn/courses/<course>/<kind>/<slug>/attempts",
    "learn.lesson": "/learn/lessons/<attempt_id>",
    "learn.read_page": "/learn/lessons/<attempt_id>/pages",
    "learn.scene": "/learn/scenarios/<attempt_id>",
    "learn.choose": "/learn/scenarios/<attempt_id>/choices",
    "learn.text": "/learn/scenarios/<attempt_id>/text",
    "learn.receipt": "/learn/courses/<course>/receipt",
    "quiz.show": "/quiz/<attempt_id>",
    "quiz.respond": "/quiz/<attempt_id>/responses",
    "quiz.retake": "/quiz/<attempt_id>/retakes",
    **{f"account.{name}": f"/{name}" for name in ("login", "logout", "logout_everywhere",
       "language", "forgotten", "sent", "reset", "profile")},
    **{f"about.{name}": f"/{name}" for name in ("privacy", "accessibility")},
}  # fmt: skip
POLICY = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"


def english() -> Translations:
    """Read the English fragments into one catalogue."""
    catalogue = Translations()
    for path in sorted(FRAGMENTS.glob("*.en.po")):
        compiled = io.BytesIO()
        with path.open("rb") as source:
            write_mo(compiled, read_po(source, locale="en"))
        compiled.seek(0)
        catalogue.merge(Translations(compiled))
    return catalogue


def language() -> str:
    """Tell in which language this request wants the page."""
    return "en" if "en" in request.args else "nl"


def prose(text: str) -> Markup:
    """Show compiled prose unescaped, as the application does."""
    return Markup(text)  # noqa: S704 - the sample data are ours


def long_date(day: date) -> str:
    """Write a day with its weekday."""
    return format_date(day, "EEEE d MMMM y", locale=language())


def moment(at: datetime) -> str:
    """Write a moment with its weekday, in Dutch time."""
    local = at.astimezone(ZoneInfo("Europe/Amsterdam"))
    return format_datetime(local, "EEEE d MMMM y, HH:mm", locale=language())


def create_gallery(house_style: str = "") -> Flask:
    """Build the application that shows the gallery, in a house style."""
    app = Flask(__name__, template_folder=str(ROOT / "templates"),
                static_folder=str(ROOT / "training/web/static"))  # fmt: skip
    app.secret_key = "gallery"  # noqa: S105 - it guards nothing
    app.jinja_options = {"undefined": StrictUndefined}
    app.jinja_env.add_extension("jinja2.ext.i18n")
    catalogue = english()
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: catalogue.ugettext(text) if language() == "en" else text,
        lambda one, many, n: catalogue.ungettext(one, many, n) if language() == "en"
        else (one if n == 1 else many), newstyle=True)  # fmt: skip
    app.jinja_env.filters.update(
        prose=prose, date=long_date, datetime=moment,
        number=lambda value: format_decimal(value, "#,##0.#", locale=language()),
        percentage=lambda value: format_percent(value / 100, locale=language()))  # fmt: skip

    def asset(name: str) -> str:
        is_house = house_style and name == "house/style.css"
        return "/house.css" if is_house else f"/static/{name}"

    app.jinja_env.globals.update(csrf_token=lambda: "token", asset=asset)

    @app.context_processor
    def current() -> dict[str, object]:
        outside = request.path.endswith(("/login", "/login-expired", "/forgotten", "/reset"))
        return {"current": {"is_logged_in": not outside, "name": "Lena de Vries",
                            "role": "learner", "language": language()}}  # fmt: skip

    @app.after_request
    def policy(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = POLICY
        return response

    @app.get("/")
    def index() -> str:
        rows = "".join(f'<li><a href="/gallery/{name}">{name}</a></li>' for name in STATES)
        return f"<!doctype html><title>Gallery</title><ul>{rows}</ul>"

    @app.get("/house.css")
    def house() -> Response:
        return Response(house_style, mimetype="text/css")

    @app.get("/gallery/<name>")
    def show(name: str) -> str:
        template, values = STATES[name]
        return render_template(template, **values)

    for endpoint, address in ADDRESSES.items():
        app.url_map.add(Rule(address, endpoint=endpoint))
        app.view_functions[endpoint] = lambda **_values: "Alleen in de galerij."
    return app


if __name__ == "__main__":
    create_gallery("".join(Path(name).read_text() for name in sys.argv[1:])).run(
        host="127.0.0.1", port=8090
    )
