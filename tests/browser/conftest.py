"""A real Chromium, the real application on a real server, and the library that ships with it."""

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from waitress.server import create_server

from tests.conftest import IS_CONTINUOUS_INTEGRATION
from tests.world import LIBRARY, PASSWORD, PERSONS, World, light_passwords, prepare_with
from training.app import create_app
from training.cli.until_stopped import Connections, serve_until
from training.config import Settings
from training.store.engine import open_database

ROOT = Path(__file__).parents[2]
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = shutil.which("chromium")
    if program is None and not IS_CONTINUOUS_INTEGRATION:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=QUIET)
        yield browser
        browser.close()


class Place:
    """The application on an address of its own, and the world behind it."""

    def __init__(self, world: World, address: str) -> None:
        self.world = world
        self.address = address


def serve(root: Path, folder: Path) -> Iterator[Place]:
    url = f"sqlite:///{folder / 'browser.db'}"
    prepare_with(root)(url)
    world = World(open_database(url))
    settings = Settings(secret_key="a key for tests only, of enough characters")  # noqa: S106 -- opens nothing
    app = create_app(settings, world.database, clock=world.clock, passwords=light_passwords())
    # Any: the stubs know no port that was chosen by the system.
    connections: Connections = {}
    server: Any = create_server(
        app, host="127.0.0.1", port=0, threads=4, ident=None, map=connections
    )
    stopping = threading.Event()
    loop = threading.Thread(target=serve_until, args=(stopping, connections), daemon=True)
    loop.start()
    yield Place(world, f"http://127.0.0.1:{server.effective_port}")
    # What is still being answered is answered first: a server that writes to a number that is
    # closed may meet the next test's database under it.
    stopping.set()
    loop.join()
    server.task_dispatcher.shutdown()
    server.close()
    world.database.close()


@pytest.fixture
def shipped(tmp_path: Path) -> Iterator[Place]:
    """The library that ships with the code."""
    yield from serve(ROOT, tmp_path)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Place]:
    """The small library of the tests."""
    yield from serve(LIBRARY, tmp_path)


Visit = Callable[..., Page]


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visit]:
    """Open a page in a browser of its own, as another device would: `visit(place, **options)`."""
    contexts: list[BrowserContext] = []

    def open_page(place: Place, **options: object) -> Page:
        settings = {"viewport": PHONE, "locale": "nl-NL", "base_url": place.address, **options}
        contexts.append(chromium.new_context(**settings))  # type: ignore[arg-type]  # by keyword
        return contexts[-1].new_page()

    yield open_page
    for context in contexts:
        context.close()


def log_in(page: Page, name: str = "lena") -> None:
    """Log in with the keyboard."""
    page.goto("/login")
    page.get_by_label("E-mailadres").focus()
    page.keyboard.type(PERSONS[name].email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/learn/")
