"""A new trainer writes a story in the browser: mistakes, a lost network, an ended session."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Place, Visit, log_in
from tests.browser.keyboard import focus_on
from tests.browser.test_accessibility import complaints_of, faults_of
from tests.world import PASSWORD, PERSONS
from training.services.authoring import drafts
from training.store.draft import list_copies, list_drafts

PATH = "content/scenarios/reparatiecafe.md"
MISTAKEN = """# Reparatiecafé

Een groep buren wil een reparatiecafé beginnen.

##De balie

> "Wij willen apparaten repareren. Bij wie moeten wij zijn?"
Wat zegt u?

- [Vertel eens. Ik zoek met u een zaal.](#de-zaal "uitnodgend 2.1")
- [Daarvoor belt u met Vastgoed.](#het-numer "afwachtend 1.1, +1 doorverwijzing")

  > **Begrijpelijk, want** Vastgoed beheert de zalen.
  > **Uitnodigend klinkt zo:** "Ik bel Vastgoed. Vrijdag hoort u het van mij."

## Het nummer

Vastgoed neemt niet op.

- [Toch maar meedenken](#de-zaal “uitnodigend 1.1”)
- [Een formulier sturen](#einde-stil "meewerkend 1.9")

> **Begrijpelijk, want** zo staat alles op papier.
> **Uitnodigend klinkt zo:** "Ik vul het formulier met u in."

## De zaal

Er is een zaal vrij op woensdag.

- [Ik regel de sleutel.](#einde-open "uitnodigend 1.1")
- [Neem de zaal maar, zonder contract.](#einde-stil "uitnodigend 1.1, grens L1")

# Afloop

## Open

De zaal is elke woensdag vol.

## Einde: stil

De groep hoort niets meer.
"""


@pytest.fixture
def tom(small: Place, visit: Visit) -> Page:
    page = visit(small, viewport={"width": 1280, "height": 900})
    log_in(page, "tom")
    return page


def begin(page: Page, title: str = "Reparatiecafé") -> None:
    page.goto("/author/new")
    page.get_by_label("Titel").fill(title)
    page.get_by_role("button", name="Begin met schrijven").click()
    page.wait_for_url("**/author/edit/**")
    editor(page).wait_for()


def editor(page: Page) -> Locator:
    return page.locator(".cm-content")


def retype(page: Page, text: str) -> None:
    editor(page).click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def wait_saved(page: Page) -> None:
    expect(page.locator("[data-status]")).to_have_text(re.compile("^Bewaard om"), timeout=30_000)


def codes(page: Page) -> list[str]:
    return page.locator("[data-found] .code").all_inner_texts()


def press(page: Page, text: str, code: str = "") -> None:
    """Press a remedy, and wait until its message has gone."""
    remarks = page.locator(".remark").filter(has_text=code)
    button = remarks.get_by_role("button", name=text).first
    before = page.locator("[data-found]").inner_text()
    button.click()
    page.wait_for_function(
        "before => document.querySelector('[data-found]').innerText !== before", arg=before
    )
    wait_saved(page)


def draft_of(place: Place, path: str = PATH) -> str:
    with place.world.transaction() as library:
        return drafts.read(library, path).source


def test_ten_mistakes_are_mended_one_by_one(tom: Page, small: Place) -> None:
    said = complaints_of(tom)
    begin(tom)
    retype(tom, MISTAKEN)
    wait_saved(tom)
    expect(tom.locator("[data-found] .code").first).to_have_text("E01")
    for code, remedy in (
        ("E01", "Zet de kenmerken bovenaan"),
        ("E41", "Schrijf “## De balie”"),
        ("W48", "Zet er een lege regel tussen"),
        ("E18", "Schrijf “uitnodigend”"),
        ("E08", "Schrijf “#het-nummer”"),
        ("E10", "Zet rechte aanhalingstekens"),
        ("E17", "Schrijf “1.1”"),
        ("E47", "Laat het bij de keuze erboven horen"),
        ("E05", "Maak er ## van"),
        ("E39", "Schrijf “afwachtend”"),
    ):
        assert code in codes(tom), (code, codes(tom))
        press(tom, remedy, code)
    assert "E37" in codes(tom)
    assert draft_of(small).startswith("---\ntitel: Reparatiecafé\nid: reparatiecafe\n---\n")
    assert said == []


def test_a_lost_network_and_an_ended_session_lose_no_word(tom: Page, small: Place) -> None:
    begin(tom)
    retype(tom, "# Eén")
    wait_saved(tom)
    tom.context.set_offline(True)
    tom.keyboard.insert_text("\n\nGetypt zonder netwerk.")
    expect(tom.locator("[data-status]")).to_contain_text("Geen verbinding")
    tom.context.set_offline(False)
    wait_saved(tom)
    assert draft_of(small).endswith("Getypt zonder netwerk.")
    small.world.clock.advance(hours=9)
    tom.keyboard.insert_text("\n\nGetypt zonder sessie.")
    expect(tom.locator("#warning")).to_contain_text("U bent uitgelogd")
    with tom.context.expect_page() as opened:
        tom.get_by_role("link", name="Log in, in een nieuw tabblad").click()
    other = opened.value
    other.get_by_label("E-mailadres").fill(PERSONS["tom"].email)
    other.get_by_label("Wachtwoord").fill(PASSWORD)
    other.get_by_role("button", name="Inloggen").click()
    expect(other.locator("h1")).to_have_text("U bent weer ingelogd")
    other.close()
    wait_saved(tom)
    expect(tom.locator("#warning")).to_be_hidden()
    assert draft_of(small).endswith("Getypt zonder sessie.")


def test_a_window_that_closed_without_network_gives_its_text_back(tom: Page, small: Place) -> None:
    begin(tom)
    retype(tom, "# Eén")
    wait_saved(tom)
    tom.context.set_offline(True)
    tom.keyboard.insert_text("\n\nNog niet bewaard.")
    expect(tom.locator("[data-status]")).to_contain_text("Geen verbinding")
    address = tom.url
    tom.close()
    assert not draft_of(small).endswith("Nog niet bewaard.")
    page = tom.context.browser and tom.context.new_page()
    assert page
    page.context.set_offline(False)
    page.goto(address)
    wait_saved(page)
    assert "Nog niet bewaard." in page.locator(".cm-content").inner_text()
    assert draft_of(small).endswith("Nog niet bewaard.")


def test_two_windows_are_told_at_once_and_both_texts_stay(tom: Page, small: Place) -> None:
    begin(tom)
    other = tom.context.new_page()
    other.goto(tom.url)
    retype(tom, "van hier\n")
    wait_saved(tom)
    retype(other, "van daar\n")
    expect(other.locator("#warning")).to_contain_text("Beide teksten zijn bewaard")
    other.keyboard.insert_text("en verder\n")
    wait_saved(other)
    with small.world.session() as session:
        (draft,) = list_drafts(session)
        (copy,) = list_copies(session, draft.id)
        assert copy.source == "van daar\nen verder\n"
    faults = list(faults_of(other))
    other.get_by_role("link", name="Bekijk ze naast elkaar").click()
    other.wait_for_url("**/author/beside/**")
    faults += faults_of(other)
    other.get_by_role("button", name="Ga verder met wat ik koos").click()
    other.wait_for_url("**/author/edit/**")
    assert faults == []
    assert draft_of(small) == "van hier\nvan daar\nen verder\n"


def test_buttons_put_a_choice_in_and_the_keyboard_leaves_the_text(tom: Page, small: Place) -> None:
    begin(tom)
    editor(tom).focus()
    focus_on(tom, tom.get_by_role("button", name="Bewaren en controleren"))
    tom.get_by_text("Keuze", exact=True).click()
    tom.get_by_label("Niveau").select_option("meewerkend")
    tom.get_by_label("Wat volgt er?").select_option("")
    tom.get_by_role("button", name="Zet de keuze in de tekst").click()
    tom.keyboard.insert_text("Ik bel u morgen.")
    wait_saved(tom)
    text = draft_of(small)
    assert '- [Ik bel u morgen.](#nieuwe-scène "meewerkend' in text
    assert "  > **Begrijpelijk, want** " in text
    assert "## Nieuwe scène" in text


def test_the_preview_follows_and_leads_to_the_line(tom: Page) -> None:
    begin(tom)
    shown = tom.locator("[data-shown]")
    expect(shown).to_contain_text("Vertel wat er gebeurt.")
    shown.get_by_role("link", name=re.compile("Het nummer")).filter(has_text="Naar regel").click()
    tom.keyboard.press("End")
    tom.keyboard.insert_text(" van Vastgoed")
    wait_saved(tom)
    expect(shown).to_contain_text("Het nummer van Vastgoed")
    expect(tom.locator("[data-found] .code").first).to_have_text("E08")


def test_pages_of_the_studio(tom: Page, small: Place) -> None:
    said = complaints_of(tom)
    begin(tom)
    retype(tom, MISTAKEN)
    wait_saved(tom)
    tom.locator("[data-found] a").first.click()
    tom.get_by_text("Keuze", exact=True).click()
    faults = list(faults_of(tom))
    for path in (f"earlier/{PATH}", f"discard/{PATH}", "", "new", "signed-in", "?q=niets"):
        tom.goto(f"/author/{path}")
        faults += faults_of(tom)
    assert [fault[:600] for fault in faults] == []
    assert said == []


def test_without_scripts_the_field_does_the_same(small: Place, visit: Visit) -> None:
    page = visit(small, java_script_enabled=False)
    log_in(page, "tom")
    page.goto("/author/new")
    page.get_by_label("Titel").fill("Reparatiecafé")
    page.get_by_role("button", name="Begin met schrijven").click()
    page.get_by_label("Tekst", exact=True).fill(MISTAKEN)
    page.get_by_role("button", name="Bewaren en controleren").click()
    page.wait_for_url("**notice=saved**")
    page.get_by_role("button", name="Zet de kenmerken bovenaan").click()
    page.wait_for_url("**notice=mended**")
    assert "E01" not in codes(page)
    assert draft_of(small).startswith("---\ntitel: Reparatiecafé\n")
