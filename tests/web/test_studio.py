"""Every page of the studio opens for every text: in force, begun, broken or translated."""

import pytest

from tests.web.conftest import Browser, hidden
from tests.world import PERSONS, World
from training.services.authoring import drafts
from training.store.people import find_by_email
from training.web.studio import MENU, TABS

IN_FORCE = (
    "content/scenarios/bank.md",
    "content/scenarios/bank.en.md",
    "content/lessons/lezen.md",
    "quizzes/vragen.md",
    "content/courses/proef.md",
    "content/competencies.md",
)
BEGUN = {
    "content/scenarios/nieuw.md": "---\ntitel: Nieuw\nid: nieuw\n---\n\n# Nieuw\n\n## Begin\n",
    "content/scenarios/leeg.md": "",
    "content/lessons/nieuw.md": "# Nog niets",
    "quizzes/nieuw.md": "---\ntitel: Nieuw\nid: nieuw\n---\n\n# Nieuw\n\n## 1.1 Wat?\n\n- [x] A\n",
    "content/courses/nieuw.md": "---\ntitel: Nieuw\n",
    "content/phrases.md": "---\ntitel: Zinnen\nid: phrases\n---\n\n- daar ga ik niet over\n",
    "content/scenarios/wees.en.md": "---\ntitle: Orphan\nid: wees\nlanguage: en\n---\n",
}


@pytest.fixture
def tom(browser: Browser, small_world: World) -> Browser:
    with small_world.transaction() as library:
        found = find_by_email(library.session, PERSONS["tom"].email)
        assert found
        for path, source in BEGUN.items():
            drafts.save(
                library, path=path, source=source, version=0, by=found.id, at=small_world.clock()
            )
    browser.log_in("tom")
    return browser


def addresses(browser: Browser, endpoint: str, path: str = "") -> str:
    with browser.client.application.test_request_context():
        url_for = browser.client.application.url_for
        return url_for(endpoint, path=path) if path else url_for(endpoint)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("path", [*IN_FORCE, *BEGUN])
def test_every_tab_opens(tom: Browser, path: str, language: str) -> None:
    tom.get("/learn/")
    tom.post("/language", language=language, next="/learn/")
    refused = []
    for _, pages in TABS:
        for endpoint, _ in pages:
            address = addresses(tom, endpoint, path)
            status = tom.get(address).status_code
            is_told = (
                "Hier is nog niets te vertalen" in tom.page or "nothing to translate" in tom.page
            )
            if status != 200 and not is_told:
                refused.append((address, status))
    assert refused == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_of_the_menu_opens(tom: Browser, language: str) -> None:
    tom.get("/learn/")
    tom.post("/language", language=language, next="/learn/")
    found = [
        (endpoint, tom.get(addresses(tom, endpoint)).status_code)
        for _, pages in MENU
        for endpoint, _ in pages
    ]
    assert [each for each in found if each[1] != 200] == []


def test_a_text_that_is_new_goes_by_its_own_title_everywhere(tom: Browser) -> None:
    tom.get("/author/new")
    tom.post("/author/new", kind="scenario", title="Het Repair Café", slug="", language="nl")
    for page in ("review", "publish", "versions", "map", "preview", "evidence", "panel"):
        tom.get(f"/author/{page}/content/scenarios/het-repair-cafe.md")
        assert "Het Repair Café" in tom.page, page
    tom.get("/author/review/content/scenarios/het-repair-cafe.md")
    tom.post(
        "/author/review/content/scenarios/het-repair-cafe.md",
        act="ask",
        digest=hidden(tom.page, "digest"),
    )
    for page in ("", "?q=repair", "translations", "reviews"):
        tom.get(f"/author/{page}")
        assert "Het Repair Café" in tom.page, page


def test_a_text_without_a_header_goes_by_its_heading(tom: Browser) -> None:
    path = "content/scenarios/los.md"
    tom.post(f"/author/edit/{path}", source="# Los\n", version="0")
    tom.get(f"/author/publish/{path}")
    assert "Publiceren: Los" in tom.page


def test_a_text_that_is_ready_leads_to_publishing_and_into_a_course(tom: Browser) -> None:
    path = "content/scenarios/repair-cafe.md"
    tom.get("/author/new")
    tom.post(
        "/author/new", kind="scenario", title="Repair [Café]", slug="repair-cafe", language="nl"
    )
    assert f'href="/author/publish/{path}">Naar publiceren' in tom.page
    tom.get(f"/author/publish/{path}")
    fields = {name: hidden(tom.page, name) for name in ("digest", "base")}
    tom.post(f"/author/publish/{path}", **fields, summary="")
    assert tom.path == f"/author/versions/{path}"
    assert 'value="1. [Repair \\[Café\\]](../scenarios/repair-cafe.md)"' in tom.page
