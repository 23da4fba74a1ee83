"""Figures, remarks and panels: accessible, small and wide, and a panel by keyboard alone."""

from playwright.sync_api import Page

from tests.browser.conftest import Place, Visit, log_in
from tests.browser.test_accessibility import faults_of
from tests.services.improving import jury
from tests.services.improving.crowd import answer_many, count, play_many
from tests.services.improving.jury import AS_WRITTEN, PROMISE, REFER
from tests.services.improving.test_evidence import BEST, REFERRED, REFUSED, RIGHT, TRAP, WRONG
from tests.services.improving.test_remarks import leave
from tests.services.learner import Learner
from training.services.improving.remarks import Spot

SCENARIO = "content/scenarios/bank.md"
PAGES = (
    "/author/evidence/",
    f"/author/evidence/{SCENARIO}",
    "/author/evidence/quizzes/vragen.md",
    "/author/evidence/content/lessons/lezen.md",
    "/author/remarks/",
    f"/author/remarks/{SCENARIO}",
    f"/author/panel/{SCENARIO}",
    "/author/panel/quizzes/vragen.md",
)


def fill(small: Place) -> None:
    world = small.world
    play_many(world, [BEST] * 60 + [TRAP] * 30 + [REFERRED] * 25 + [REFUSED] * 9)
    answer_many(world, [RIGHT] * 70 + [WRONG] * 49 + [RIGHT[:3] + WRONG[3:]] * 30)
    count(world, learners=500)
    jury.sit(world, {**AS_WRITTEN, REFER: 2}, {**AS_WRITTEN, REFER: 2, PROMISE: 3})
    leave(world, Learner(world).play("Ik vraag wat"), Spot(step=1))


def test_pages_of_trainers(small: Place, visit: Visit) -> None:
    fill(small)
    page = visit(small)
    log_in(page, "tom")
    faults: list[str] = []
    for path in PAGES:
        page.goto(path)
        for fold in page.locator("main summary").all():
            fold.click()
        faults += faults_of(page)
    assert faults == []


def test_remark_form_of_a_learner(small: Place, visit: Visit) -> None:
    attempt_id = Learner(small.world).play("Ik vraag wat")
    page = visit(small)
    log_in(page, "lena")
    page.goto(f"/learn/scenarios/{attempt_id}")
    page.get_by_text("Gaat het hier anders").click()
    faults = list(faults_of(page))
    page.get_by_label("Uw opmerking voor de makers").fill("Bij ons gaat dit anders.")
    page.get_by_role("button", name="Stuur mijn opmerking").click()
    page.wait_for_url("**/learn/remarks/**")
    faults += faults_of(page)
    page.goto("/account")
    faults += faults_of(page)
    assert faults == []


def test_member_of_a_panel_by_keyboard(small: Place, visit: Visit) -> None:
    jury.open_panel(small.world)
    token = jury.invite(small.world, "Mevrouw Zerouali")
    page = visit(small)
    page.goto(f"/panel/{token}")
    faults = list(faults_of(page))
    for options in (3, 2):
        rate(page, options)
    assert page.get_by_text("U hebt alles beoordeeld").is_visible()
    faults += faults_of(page)
    page.get_by_role("button", name="Ik ben klaar").press("Enter")
    page.get_by_text("Uw oordeel is binnen").wait_for()
    faults += faults_of(page)
    assert faults == []


def rate(page: Page, options: int) -> None:
    """Rate every option of the part that is open with keys alone."""
    title = page.locator("h2").inner_text()
    for position in range(1, options + 1):
        page.locator(f"#level-{position}-0").focus()
        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Tab")
        page.keyboard.type("Omdat het zo voelt")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_function("title => document.querySelector('h2').innerText !== title", arg=title)
