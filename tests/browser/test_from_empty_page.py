"""From an empty page to learners: written and published by keyboard, with an image, accessible."""

import re
from io import BytesIO

from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import Place, Visit, log_in
from tests.browser.keyboard import focus_on, follow
from tests.browser.test_accessibility import SIZES, complaints_of
from tests.browser.test_editor import editor, retype, wait_saved
from tests.services.authoring.desk import save

DESK = {"width": 1280, "height": 900}
BANK = "content/scenarios/bank.md"
WRITTEN = """---
titel: Repair Café
id: repair-cafe
duur: 4
---

# Repair Café

Drie buren willen elke maand spullen repareren.

##Aan de balie

Mevrouw Aydin heeft een kapotte radio bij zich.

- [Vertel eens: wat wilt u bereiken?](#de-zaal "uitnodgend 1.1")
- [Daarvoor belt u met Vastgoed.](#het-nummer "afwachtend 1.2, +1 doorverwijzing")

  > **Begrijpelijk, want** Vastgoed beheert de zalen.
  > **Uitnodigend klinkt zo:** "Ik bel Vastgoed zelf. Vrijdag hoort u het."

## Het nummer

Vastgoed neemt niet op.

- [Ik zoek nu met u een zaal.](#de-zaal "uitnodigend 2.1")
- [U kunt het formulier invullen.](#einde-stil "meewerkend 1.2, +7 dagen")

  > **Begrijpelijk, want** dan staat alles op papier.
  > **Uitnodigend klinkt zo:** "Ik vul het met u in."

## De zaal

Er is een zaal vrij op woensdag.

- [Ik regel de sleutel.](#einde-open "uitnodigend 1.3")
- [Dat regelt u met de beheerder.](#einde-stil "afwachtend 1.3, +1 keer opnieuw verteld")

  > **Begrijpelijk, want** u kent de beheerder niet.
  > **Uitnodigend klinkt zo:** "Ik stel u morgen aan hem voor."

## Einde: open

Elke woensdag zitten er twaalf mensen aan de tafel.

## Einde: stil

De groep wacht nog op een antwoord.
"""


def enter(page: Page, role: str, name: str) -> None:
    """Go to a link or button with the Tab key alone, and press Enter."""
    focus_on(page, page.get_by_role(role, name=name).first)  # type: ignore[arg-type]  # a role
    with page.expect_navigation():
        page.keyboard.press("Enter")


def tab_into_editor(page: Page) -> None:
    """Press Tab until the text has the focus; its frame shows that."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.cm-content')"):
            expect(page.locator(".cm-editor.cm-focused")).to_be_visible()
            return
    raise AssertionError("the keyboard does not reach the text")


def test_a_story_is_written_mended_published_and_played_by_keyboard_alone(
    small: Place, visit: Visit
) -> None:
    page = visit(small, viewport=DESK)
    said = complaints_of(page)
    log_in(page, "tom")
    enter(page, "link", "Studio")
    enter(page, "link", "Nieuwe tekst")
    focus_on(page, page.get_by_label("Titel"))
    page.keyboard.type("Repair Café")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    editor(page).wait_for()
    tab_into_editor(page)
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(WRITTEN)
    wait_saved(page)
    for remedy in ("Schrijf “## Aan de balie”", "Schrijf “uitnodigend”"):
        button = page.locator("button.remedy").filter(has_text=remedy)
        focus_on(page, button)
        page.keyboard.press("Enter")
        expect(button).to_have_count(0)
    expect(page.locator("#found")).to_have_text("Geen fouten gevonden")
    enter(page, "link", "Naar publiceren")
    enter(page, "button", "Publiceer")
    expect(page.get_by_text("Versie 1 is gepubliceerd")).to_be_visible()
    enter(page, "link", "Bekijken")
    enter(page, "link", "Spelen")
    for _ in range(2):
        texts = page.locator("button.choice").all_inner_texts()
        place = next(n for n, text in enumerate(texts, 1) if re.search("Vertel|sleutel", text))
        with page.expect_navigation():
            page.keyboard.press(str(place))
    expect(page.locator("h1")).to_have_text("Einde: open")
    assert said == []


def test_an_image_goes_from_the_shelf_into_a_lesson(small: Place, visit: Visit) -> None:
    drawn = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(drawn, "PNG")
    page = visit(small, viewport=DESK)
    log_in(page, "tom")
    page.goto("/author/media/")
    file = FilePayload(name="tafel.png", mimeType="image/png", buffer=drawn.getvalue())
    page.get_by_label("Afbeelding of geluid").set_input_files(file)
    page.get_by_label("Wat is er te zien").fill("Een tafel met radio's.")
    follow(page.get_by_role("button", name="Klaarzetten"))
    line = page.get_by_label("Voor in een les").input_value()
    page.goto("/author/edit/content/lessons/lezen.md")
    source = page.locator("#source").input_value()
    retype(page, f"{source}\n{line}\n")
    wait_saved(page)
    image = page.locator('[data-shown] img[alt="Een tafel met radio\'s."]')
    expect(image).to_have_count(1)
    assert (
        page.evaluate(
            "image => image.decode().then(() => image.naturalWidth)", image.element_handle()
        )
        == 40
    )


PAGES = (
    f"publish/{BANK}",
    f"review/{BANK}?line=3",
    f"versions/{BANK}?published=1",
    "due",
    "bank/",
    "bank/quiz/quizzes/vragen.md",
    "incoming/",
    "new",
)


def test_the_pages_around_publishing_are_accessible(small: Place, visit: Visit) -> None:
    page = visit(small, viewport=SIZES[0], reduced_motion="reduce")
    log_in(page, "tom")
    save(small.world, BANK, "# Stuk\n", 0)
    faults = []
    for path in PAGES:
        page.goto(f"/author/{path}")
        found = Axe().run(page)
        if found.violations_count:
            faults.append(f"{path}: {found.generate_report()[:600]}")
        if page.evaluate("document.documentElement.scrollWidth") > SIZES[0]["width"]:
            faults.append(f"{path}: wider than the window")
    assert faults == []
