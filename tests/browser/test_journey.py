"""The whole course as a person does it: by keyboard, on two devices, without scripts."""

from playwright.sync_api import Page

from tests.browser.answers import answer_by_click, answer_by_keyboard
from tests.browser.conftest import Place, Visit, log_in
from tests.browser.keyboard import focus_on, follow, press

MANY = 200


def test_the_course_by_keyboard_on_a_phone_and_on_another_device(
    shipped: Place, visit: Visit
) -> None:
    page = visit(shipped)
    log_in(page)
    press(page, "Begin")
    for _ in range(7):
        go_on(page, shipped)
    address, heading = page.url, page.locator("h1").inner_text()
    page.context.close()

    page = visit(shipped)
    log_in(page)
    press(page, "Ga verder waar u was")
    assert (page.url.partition("?")[0], page.locator("h1").inner_text()) == (
        address.partition("?")[0],
        heading,
    )
    for _ in range(MANY):
        if "/receipt" in page.url:
            break
        go_on(page, shipped)
    assert page.locator("h1").inner_text() == "U bent klaar."
    assert page.get_by_text("2026-").first.is_visible()


def go_on(page: Page, place: Place) -> None:
    """Do the one thing that this page is for, with the keyboard."""
    if "/scenarios/" in page.url and page.locator("button.choice").count():
        with page.expect_navigation():
            page.keyboard.press("1")
    elif page.locator("form[action$='/responses']").count():
        answer_by_keyboard(page, place.world)
    else:
        focus_on(page, page.locator(".actions .button:not(.button-secondary)").first)
        with page.expect_navigation():
            page.keyboard.press("Enter")


def test_the_course_without_scripts(small: Place, visit: Visit) -> None:
    page = visit(small, java_script_enabled=False)
    page.goto("/login")
    page.get_by_label("E-mailadres").fill("lena@voorbeeld.example")
    page.get_by_label("Wachtwoord").fill("vier woorden zijn genoeg")
    follow(page.get_by_role("button", name="Inloggen"))
    for _ in range(MANY):
        if "/receipt" in page.url:
            break
        if page.locator("button.choice").count():
            follow(page.locator("button.choice").first)
        elif page.locator("form[action$='/responses']").count():
            answer_by_click(page, small.world)
        else:
            follow(page.locator(".actions .button:not(.button-secondary)").first)
    assert page.locator("h1").inner_text() == "U bent klaar."


def test_a_click_in_an_expired_session_is_recorded_after_logging_in(
    small: Place, visit: Visit
) -> None:
    page = visit(small)
    log_in(page)
    start_scenario(page)
    small.world.clock.advance(hours=3)
    follow(page.get_by_role("button", name="Ik geef hem het nummer"))
    page.get_by_label("E-mailadres").fill("lena@voorbeeld.example")
    page.get_by_label("Wachtwoord").fill("vier woorden zijn genoeg")
    follow(page.get_by_role("button", name="Inloggen"))
    assert page.locator("h1").inner_text() == "Het plan"
    assert page.get_by_text("U koos:").is_visible()


def test_back_and_refresh_and_a_second_tab_do_no_harm(small: Place, visit: Visit) -> None:
    page = visit(small)
    log_in(page)
    start_scenario(page)
    second = page.context.new_page()
    second.goto(page.url)
    follow(page.get_by_role("button", name="Ik geef hem het nummer"))
    page.reload()
    page.go_back()
    follow(second.get_by_role("button", name="Ik vraag wat hij"))
    assert second.get_by_text("Uw eerste keuze telt").is_visible()
    assert second.locator("h1").inner_text() == "Het plan"
    assert second.get_by_text("doorverwezen").first.is_visible()


def test_focus_lands_on_the_new_scene(small: Place, visit: Visit) -> None:
    page = visit(small)
    log_in(page)
    start_scenario(page)
    follow(page.get_by_role("button", name="Ik geef hem het nummer"))
    assert page.evaluate("document.activeElement.tagName") == "H1"


def start_scenario(page: Page) -> None:
    page.goto("/learn/courses/proef")
    follow(page.locator("#scenario-bank button").first)
