"""Every template in every state: no accessibility violations, no sideways scroll, no complaints."""

import shutil
import threading
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright
from werkzeug.serving import make_server

from tests.browser.gallery import STATES, create_gallery

CHROMIUM = shutil.which("chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = make_server("127.0.0.1", 0, create_gallery(), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/gallery"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module", params=[320, 1280])
def width(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture(scope="module", params=["light", "dark"])
def sheet(request: pytest.FixtureRequest, chromium: Browser, width: int) -> Iterator[Page]:
    page = chromium.new_page(viewport={"width": width, "height": 800}, color_scheme=request.param)
    yield page
    page.close()


@pytest.mark.parametrize("state", STATES)
def test_a_state_is_accessible_and_fits(sheet: Page, address: str, width: int, state: str) -> None:
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(message.text)

    sheet.on("console", listen)
    sheet.goto(f"{address}/{state}")
    assert sheet.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(sheet)
    assert found.violations_count == 0, found.generate_report()
    sheet.remove_listener("console", listen)
    assert complaints == []
