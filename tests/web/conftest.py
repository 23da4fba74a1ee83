"""Pages are visited as a browser does: by address, with the form's own token."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.world import PASSWORD, World, light_passwords
from training.app import create_app, furnish
from training.config import Settings
from training.store.engine import open_database

SETTINGS = Settings(secret_key="a key for tests only, of enough characters")  # noqa: S106 -- opens nothing
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
MADE = datetime(2026, 11, 23, tzinfo=UTC)
SEND_AGAIN = 307
HERE = {"Origin": "http://localhost"}
HIDDEN = re.compile(r'type="hidden" name="([^"]+)" value="([^"]*)"')
Headers = Mapping[str, str] | None
BUTTON = re.compile(r'name="position" value="(\d+)">([^<]+)<')


def credentials(name: str, password: str = PASSWORD) -> dict[str, object]:
    """Give what a person types at the front door."""
    return {"login-email": f"{name}@voorbeeld.example", "login-password": password}


class Browser:
    """A visitor with cookies, who sends forms from the page that is open."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.page = ""
        self.path = ""

    def get(self, path: str, headers: Headers = None) -> TestResponse:
        return self._keep(self.client.get(path, follow_redirects=True, headers=headers))

    def post(self, path: str, **fields: object) -> TestResponse:
        return self.send(path, fields)

    def send(
        self,
        path: str,
        form: Mapping[str, object],
        *,
        follow: bool = True,
        headers: Headers = None,
    ) -> TestResponse:
        data = {"csrf_token": self.token(), **form}
        response = self.client.post(path, data=data, headers=headers)
        while follow and 300 <= response.status_code < 400:
            place = response.headers["Location"]
            # A browser sends the same form again where the answer says so, and says from where.
            is_again = response.status_code == SEND_AGAIN
            response = (
                self.client.post(place, data=data, headers=HERE)
                if is_again
                else self.client.get(place)
            )
        return self._keep(response)

    def cookie(self, name: str = "uitnodigend") -> str:
        """Give the session cookie as it stands."""
        found = self.client.get_cookie(name)
        return found.value if found else ""

    def token(self) -> str:
        found = TOKEN.search(self.page)
        return found.group(1) if found else ""

    def log_in(self, name: str, password: str = PASSWORD, headers: Headers = None) -> TestResponse:
        self.get("/login")
        return self.send("/login", credentials(name, password), headers=headers)

    def log_in_here(self, name: str, password: str = PASSWORD) -> TestResponse:
        """Log in on the page that is open, with whatever it keeps."""
        kept = {field: unescape(value) for field, value in HIDDEN.findall(self.page_form())}
        return self.send("/login", {**kept, **credentials(name, password)})

    def page_form(self) -> str:
        """Give the log-in form of the page that is open."""
        return self.page[self.page.index('action="/login"') :].partition("</form>")[0]

    def start(self, kind: str, slug: str) -> TestResponse:
        return self.post(f"/learn/courses/proef/{kind}/{slug}/attempts")

    def pick(self, start_of_text: str) -> TestResponse:
        step = re.search(r'name="step" value="(\d+)"', self.page)
        assert step
        position = next(
            p for p, text in BUTTON.findall(self.page) if text.startswith(start_of_text)
        )
        return self.post(f"{self.path}/choices", step=step.group(1), position=position)

    def _keep(self, response: TestResponse) -> TestResponse:
        self.page, self.path = response.text, response.request.path
        return response


def app_of(world: World, settings: Settings = SETTINGS) -> Flask:
    """Put the application together around a world, as a start does."""
    return create_app(settings, world.database, clock=world.clock, passwords=light_passwords())


def hidden(page: str, name: str) -> str:
    """Give the value of a hidden field as the browser would send it."""
    found = re.search(rf'name="{re.escape(name)}" value="([^"]*)"', page)
    assert found, f"the page has no field {name}"
    return unescape(found.group(1))


@pytest.fixture(scope="session")
def shell() -> Flask:
    """The routes and the compiled templates, which take longer to make than a page to visit."""
    nothing = open_database("sqlite://")
    nothing.close()
    return create_app(SETTINGS, nothing, clock=lambda: MADE)


@pytest.fixture
def app(small_world: World, shell: Flask) -> Flask:
    """The application around a world of its own."""
    furnish(
        shell, SETTINGS, small_world.database, clock=small_world.clock, passwords=light_passwords()
    )
    return shell


@pytest.fixture
def visitor(app: Flask) -> Callable[[], Browser]:
    """Open another browser, with cookies of its own."""
    return lambda: Browser(app.test_client())


@pytest.fixture
def browser(app: Flask) -> Browser:
    # Not in a `with` block: a context that stays open would be shared with other browsers.
    return Browser(app.test_client())


@pytest.fixture
def lena(browser: Browser) -> Browser:
    browser.log_in("lena")
    return browser
