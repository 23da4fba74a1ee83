"""What a trainer sees before publication: accessible, small and wide, by keyboard, scriptless."""

from playwright.sync_api import Page

from tests.browser.conftest import Place, Visit, log_in
from tests.browser.test_accessibility import complaints_of, faults_of
from tests.services.authoring.desk import save
from tests.world import LIBRARY, World

BANK = "content/scenarios/bank.md"
QUIZ = "quizzes/vragen.md"
COURSE = "content/courses/proef.md"
PAGES = (
    f"/author/preview/{BANK}",
    f"/author/preview/{QUIZ}",
    f"/author/preview/{COURSE}",
    "/author/preview/content/lessons/lezen.md",
    "/author/preview/content/competencies.md",
    f"/author/map/{BANK}",
    f"/author/map/{QUIZ}",
    f"/author/map/{COURSE}",
    f"/author/play/{BANK}",
    f"/author/play/{BANK}?taken=1.1",
    f"/author/play/{QUIZ}",
    f"/author/play/{QUIZ}?given=1.0.0&item=11-wat-is-het-doel",
    "/author/translations",
    "/author/translate/content/lessons/lezen.md",
    "/author/translate/content/scenarios/bank.en.md?part=2",
)


def break_story(world: World) -> None:
    """Give the story a loop, a loose scene and a choice that leads nowhere."""
    source = (LIBRARY / BANK).read_text().replace("#einde-geen-bank", "#weg")
    save(world, BANK, f"{source}\n## Los\n\n- [Terug](#de-vraag)\n- [Rond](#los)\n", 0)


def test_pages_are_accessible(small: Place, visit: Visit) -> None:
    page = visit(small)
    said = complaints_of(page)
    log_in(page, "tom")
    faults: list[str] = []
    for path in PAGES:
        page.goto(path)
        for fold in page.locator("summary").all():
            fold.click()
        faults += faults_of(page)
    break_story(small.world)
    for path in (f"/author/preview/{BANK}", f"/author/map/{BANK}", f"/author/play/{BANK}?taken=2"):
        page.goto(path)
        faults += faults_of(page)
    assert faults == []
    assert said == []


def reach(page: Page, name: str) -> None:
    """Go to a link or button with the Tab key alone."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if name in page.evaluate(
            "document.activeElement.ariaLabel || document.activeElement.textContent"
        ):
            return
    raise AssertionError(f"{name} cannot be reached by keyboard")


def test_the_map_is_walked_by_keyboard_without_scripts(small: Place, visit: Visit) -> None:
    page = visit(small)
    log_in(page, "tom")
    page.goto(f"/author/map/{BANK}")
    reach(page, "Het plan, naar regel 33")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/author/edit/{BANK}?line=33#line-33")


def test_a_story_is_played_by_keyboard_without_scripts(small: Place, visit: Visit) -> None:
    page = visit(small, java_script_enabled=False)
    log_in(page, "tom")
    page.goto(f"/author/map/{BANK}")
    page.get_by_role("link", name="Speel vanaf hier").nth(1).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/author/play/**scene=het-plan")
    page.get_by_role("button", name="Ik beloof hem").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**taken=0**")
    assert page.get_by_text("Hier ligt een grens").is_visible()
    page.get_by_role("link", name="Terug naar de tekst").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/author/edit/{BANK}?line=*#line-*")


def test_the_map_leads_to_its_line_in_the_editor(small: Place, visit: Visit) -> None:
    page = visit(small)
    log_in(page, "tom")
    page.goto(f"/author/edit/{BANK}#line-33")
    page.wait_for_selector(".cm-focused")
    here = "getSelection().focusNode"
    line = f"({here}.closest ? {here} : {here}.parentElement).closest('.cm-line').innerText"
    assert page.evaluate(line) == "## Het plan"
    page.wait_for_selector("[data-shown] .as-read")
    assert page.get_by_role("main").get_by_text("Een buurman wil een bank").count() >= 1


def test_a_wide_map_begins_where_the_story_begins(small: Place, visit: Visit) -> None:
    page = visit(small, viewport={"width": 320, "height": 800})
    log_in(page, "tom")
    page.goto(f"/author/map/{BANK}")
    first = page.locator(".story-map a").first.bounding_box()
    assert first
    assert first["x"] >= 0
    assert first["x"] + first["width"] <= 320
