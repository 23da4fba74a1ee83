"""Every page: no axe violation and no sideways scroll, small and wide, light and dark."""

from collections.abc import Iterator
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

from tests.browser.answers import answer_by_click
from tests.browser.conftest import Place, Visit, log_in
from tests.browser.keyboard import follow

SIZES: tuple[ViewportSize, ...] = ({"width": 320, "height": 800}, {"width": 1280, "height": 900})
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
LONGEST = "Toegankelijkheidsverklaring"


def faults_of(page: Page) -> Iterator[str]:
    """Judge the page that is open in all four ways, without loading it again."""
    for size in SIZES:
        page.set_viewport_size(size)
        for scheme in SCHEMES:
            # Without motion: a colour that is on its way from light to dark is neither.
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            where = f"{page.url} at {size['width']} px, {scheme}"
            result = Axe().run(page)
            if result.violations_count:
                yield f"{where}: {result.generate_report()}"
            if page.evaluate("document.documentElement.scrollWidth") > size["width"]:
                yield f"{where}: wider than the window"
        if page.locator("h1").count() != 1:
            yield f"{page.url}: {page.locator('h1').count()} headings of the first level"


def complaints_of(page: Page) -> list[str]:
    """Collect what the browser complains about, such as a blocked script."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def test_pages_for_visitors(small: Place, visit: Visit) -> None:
    page = visit(small)
    said = complaints_of(page)
    faults: list[str] = []
    for path in ("/login", "/password/forgotten", "/password/sent", "/privacy", "/accessibility"):
        page.goto(path)
        faults += faults_of(page)
    page.goto("/login")
    # Nothing is filled in: the browser stops the form and stays on the page.
    page.get_by_role("button", name="Inloggen").click()
    faults += faults_of(page)
    follow(page.get_by_role("button", name="English"))
    faults += faults_of(page)
    assert faults == []
    assert [text for text in said if "400" not in text] == []


def test_pages_of_a_learner(small: Place, visit: Visit) -> None:
    page = visit(small)
    said = complaints_of(page)
    log_in(page)
    faults = list(faults_of(page))
    for path in ("/account", "/learn/courses/proef", "/learn/nergens"):
        page.goto(path)
        faults += faults_of(page)
    for _ in range(40):
        if "/receipt" in page.url:
            break
        faults += faults_of(page)
        go_on(page, small)
    faults += faults_of(page)
    page.goto("/learn/")
    faults += faults_of(page)
    assert faults == []
    assert [text for text in said if "404" not in text] == []


def go_on(page: Page, place: Place) -> None:
    """Take the next step, and read the whole story where that is offered."""
    if "nergens" in page.url:
        page.goto("/learn/")
    if page.locator("button.choice").count():
        follow(page.locator("button.choice").first)
    elif page.locator("form[action$='/responses']").count():
        answer_by_click(page, place.world)
    else:
        follow(page.locator(".actions .button:not(.button-secondary)").first)


def test_the_whole_story_and_an_incomplete_answer(small: Place, visit: Visit) -> None:
    page = visit(small)
    log_in(page)
    page.goto("/learn/courses/proef")
    follow(page.locator("#scenario-bank button").first)
    follow(page.get_by_role("button", name="Ik zeg dat het nooit"))
    follow(page.get_by_role("link", name="Lees of print"))
    faults = list(faults_of(page))
    page.goto("/learn/courses/proef")
    follow(page.locator("#quiz-vragen button").first)
    follow(page.locator("form[action$='/responses'] .button"))
    assert page.get_by_text("Kies eerst een antwoord.").is_visible()
    faults += faults_of(page)
    assert faults == []


def test_the_longest_word_fits_the_smallest_screen(small: Place, visit: Visit) -> None:
    page = visit(small, viewport=SIZES[0])
    page.goto("/accessibility")
    page.evaluate(f"document.querySelector('h1').textContent = '{LONGEST}'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_text_twice_as_large_fits_a_phone(small: Place, visit: Visit) -> None:
    page = visit(small, viewport={"width": 360, "height": 640})
    log_in(page)
    for path in ("/learn/", "/learn/courses/proef", "/privacy", "/account"):
        page.goto(path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 361, path
