"""Pages are visited as a browser does: by address, with the form's own token."""

import re
from collections.abc import Iterator, Mapping

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.world import PASSWORD, PERSONS, World, light_passwords
from training.app import create_app
from training.config import Settings

SETTINGS = Settings(secret_key="a key for tests only, of enough characters")  # noqa: S106 -- opens nothing
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
BUTTON = re.compile(r'name="position" value="(\d+)">([^<]+)<')


class Browser:
    """A visitor with cookies, who sends forms from the page that is open."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.page = ""
        self.path = ""

    def get(self, path: str) -> TestResponse:
        return self._keep(self.client.get(path, follow_redirects=True))

    def post(self, path: str, **fields: object) -> TestResponse:
        return self.send(path, fields)

    def send(self, path: str, form: Mapping[str, object], *, follow: bool = True) -> TestResponse:
        data = {"csrf_token": self.token(), **form}
        return self._keep(self.client.post(path, data=data, follow_redirects=follow))

    def token(self) -> str:
        found = TOKEN.search(self.page)
        return found.group(1) if found else ""

    def log_in(self, name: str, password: str = PASSWORD) -> TestResponse:
        self.get("/login")
        form = {"login-email": PERSONS[name].email, "login-password": password}
        return self.send("/login", form)

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


@pytest.fixture
def app(small_world: World) -> Flask:
    app = create_app(
        SETTINGS, small_world.database, clock=small_world.clock, passwords=light_passwords()
    )
    app.testing = False
    return app


@pytest.fixture
def browser(app: Flask) -> Iterator[Browser]:
    with app.test_client() as client:
        yield Browser(client)


@pytest.fixture
def lena(browser: Browser) -> Browser:
    browser.log_in("lena")
    return browser
