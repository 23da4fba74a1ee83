"""The studio in the browser: find, begin, write, mend and keep texts; for trainers only."""

import re
from html import unescape

import pytest

from tests.compiler.test_fixing import OFFERS
from tests.services.authoring import desk
from tests.web.conftest import HERE, HIDDEN, SEND_AGAIN, Browser, credentials, hidden
from tests.world import World
from training.web.author_words import REMEDIES

PATH = "content/lessons/lezen.md"
NEW = "content/scenarios/buurtfeest.md"
MULTIPART = "multipart/form-data"
FIX = re.compile(r'name="fix" value="([^"]+)" data-remedy="\d+">([^<]+)<')


@pytest.fixture
def tom(browser: Browser) -> Browser:
    browser.log_in("tom")
    return browser


def write(browser: Browser, path: str, source: str, **fields: object) -> None:
    browser.get(f"/author/edit/{path}")
    version = hidden(browser.page, "version")
    browser.post(f"/author/edit/{path}", source=source, version=version, **fields)


def source_of(browser: Browser) -> str:
    found = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", browser.page, re.DOTALL)
    assert found
    return unescape(found[1]).removeprefix("\n")


def test_trainer_finds_every_text(tom: Browser) -> None:
    tom.get("/author/")
    assert f"/author/edit/{PATH}" in tom.page
    tom.get("/author/?q=bestaat-niet")
    assert "Geen tekst gevonden" in tom.page
    tom.get("/author/?kind=scenario&state=x&page=x")
    assert f"/author/edit/{PATH}" not in tom.page


def test_a_new_text_begins_with_an_example(tom: Browser) -> None:
    tom.get("/author/new")
    tom.post("/author/new", kind="scenario", title="Buurtfeest", slug="", language="nl")
    assert tom.path == f"/author/edit/{NEW}"
    assert "Geen fouten gevonden" in tom.page
    tom.get("/author/new")
    tom.post("/author/new", kind="scenario", title="Buurtfeest", slug="", language="nl")
    assert f"Het bestand {NEW} is er al" in unescape(tom.page)


@pytest.mark.parametrize("kind", [MULTIPART, "application/x-www-form-urlencoded"])
def test_a_long_text_is_kept_as_one_types_and_nowhere_else(tom: Browser, kind: str) -> None:
    tom.get(f"/author/edit/{PATH}")
    form = {"csrf_token": tom.token(), "version": "0", "source": "é" * 200_000}
    saved = tom.client.post(f"/author/save/{PATH}", data=form, content_type=kind)
    assert saved.status_code == 200
    assert tom.client.post("/language", data=form, content_type=kind).status_code == 413


def test_a_copy_begins_with_the_text_of_another(tom: Browser) -> None:
    tom.get(f"/author/new?copy={PATH}")
    kept = {name: hidden(tom.page, name) for name in ("copy", "kind", "language")}
    tom.post("/author/new", **kept, title="Nog eens", slug="")
    assert tom.path == "/author/edit/content/lessons/nog-eens.md"


def test_text_is_kept_with_what_is_wrong_with_it(tom: Browser) -> None:
    write(tom, PATH, "# Zomaar")
    assert "# Zomaar" in tom.page
    assert "E01" in tom.page
    assert hidden(tom.page, "version") == "1"


def test_a_link_to_a_line_shows_that_line(tom: Browser) -> None:
    tom.get(f"/author/edit/{PATH}?line=2")
    assert re.search(r'id="line-2".*Regel 2: <code>titel: ', tom.page)
    assert tom.get(f"/author/edit/{PATH}?line=99999999").status_code == 200


def test_a_remedy_mends_what_was_typed(tom: Browser) -> None:
    write(tom, PATH, "# Zomaar\n\nEen zin.")
    value, text = FIX.findall(tom.page)[0]
    assert text == "Zet de kenmerken bovenaan"
    write(tom, PATH, "# Zomaar\n\nEen andere zin.", fix=unescape(value))
    assert source_of(tom).startswith("---\ntitel: Zomaar\nid: lezen\n---\n")
    assert source_of(tom).endswith("Een andere zin.")


def test_a_remedy_for_a_text_that_moved_on_changes_nothing(tom: Browser) -> None:
    write(tom, PATH, "# Zomaar", fix="E05  9 1 0")
    assert source_of(tom) == "# Zomaar"
    assert "al veranderd" in tom.page


def test_every_remedy_has_words() -> None:
    used = {offer.values[3].words for offer in OFFERS}  # type: ignore[union-attr]
    assert used <= set(REMEDIES)


def test_a_draft_is_thrown_away_after_a_question_and_comes_back(tom: Browser) -> None:
    write(tom, PATH, "# Zomaar")
    tom.get(f"/author/discard/{PATH}")
    tom.post(f"/author/discard/{PATH}")
    assert source_of(tom) != "# Zomaar"
    tom.get(f"/author/earlier/{PATH}")
    found = re.search(rf"/author/earlier-text/([0-9a-f-]+)/{PATH}", tom.page)
    assert found
    tom.get(found[0])
    tom.post(found[0])
    assert source_of(tom) == "# Zomaar"
    assert tom.get("/author/discard/content/lessons/nergens.md").status_code == 404


def test_two_windows_lead_to_both_texts_side_by_side(tom: Browser) -> None:
    write(tom, PATH, "een\ntwee")
    tom.post(f"/author/edit/{PATH}", source="een\n<b>drie</b>", version="0")
    assert tom.path == f"/author/beside/{PATH}"
    assert "&lt;b&gt;drie" in tom.page
    assert "twee" in tom.page
    version = hidden(tom.page, "version")
    tom.post(f"/author/beside/{PATH}", version="7", all="ours")
    assert "net opnieuw veranderd" in tom.page
    tom.post(f"/author/beside/{PATH}", version=version, **{"side-1": "ours"})
    assert source_of(tom) == "een\n<b>drie</b>"
    tom.get(f"/author/beside/{PATH}")
    assert tom.path == f"/author/edit/{PATH}"


@pytest.mark.parametrize(("all_of", "expected"), [("ours", "b"), ("theirs", "a"), ("x", "a\nb")])
def test_one_text_is_taken_as_a_whole(tom: Browser, all_of: str, expected: str) -> None:
    write(tom, PATH, "a")
    tom.post(f"/author/edit/{PATH}", source="b", version="0")
    tom.post(f"/author/beside/{PATH}", version=hidden(tom.page, "version"), all=all_of)
    assert source_of(tom) == expected


def test_what_is_typed_is_kept_and_checked_without_a_new_page(tom: Browser) -> None:
    tom.get(f"/author/edit/{PATH}")
    form = {"csrf_token": tom.token(), "source": "# 😀 Zomaar\n\n# Nog een", "version": "0"}
    answer = tom.client.post(f"/author/save/{PATH}", data=form).get_json()
    assert (answer["version"], answer["isBeside"], answer["by"]) == (1, False, "Tom Bakker")
    assert answer["savedAt"] == "10:30"
    second = next(remark for remark in answer["remarks"] if remark["code"] == "E05")
    text = form["source"].encode("utf-16-le")
    fix = second["fixes"][0]
    mended = text[: 2 * fix["from"]].decode("utf-16-le") + fix["insert"]
    assert mended.endswith("## Nog een")
    assert "E05" in answer["list"]
    beside = tom.client.post(f"/author/save/{PATH}", data={**form, "source": "b"}).get_json()
    assert beside["isBeside"] is True
    live = tom.client.get(f"/author/live/{PATH}").get_json()
    assert (live["version"], live["by"]) == (1, "Tom Bakker")
    assert tom.client.get(f"/author/diagnostics/{PATH}").get_json()["errors"] > 0


def test_a_session_that_ended_is_told_and_saving_goes_on_after_it(
    tom: Browser, small_world: World
) -> None:
    tom.get(f"/author/edit/{PATH}")
    form = {"csrf_token": tom.token(), "source": "# Zomaar", "version": "0"}
    small_world.clock.advance(hours=9)
    assert tom.client.post(f"/author/save/{PATH}", data=form, headers=HERE).status_code == 401
    assert tom.client.get(f"/author/live/{PATH}").status_code == 303
    tom.log_in("tom")
    stale = tom.client.post(f"/author/save/{PATH}", data=form, headers=HERE)
    token = tom.client.get(f"/author/live/{PATH}").get_json()["token"]
    saved = tom.client.post(f"/author/save/{PATH}", data={**form, "csrf_token": token})
    assert (stale.status_code, saved.get_json()["version"]) == (400, 1)


@pytest.mark.parametrize("letter", ["a", "é", "#"])
def test_a_long_text_survives_a_session_that_ended(
    tom: Browser, small_world: World, letter: str
) -> None:
    text = (f"## {letter * 60}\n\n" + f"{letter * 70} woord\n") * 690
    tom.get(f"/author/edit/{PATH}")
    form = {"csrf_token": tom.token(), "source": text, "version": "0"}
    small_world.clock.advance(hours=9)
    response = tom.client.post(
        f"/author/edit/{PATH}", data=form, headers=HERE, content_type=MULTIPART
    )
    assert response.status_code == 401
    tom.page = response.text
    assert 'enctype="multipart/form-data"' in tom.page_form()
    kept = {field: unescape(value) for field, value in HIDDEN.findall(tom.page_form())}
    sent = {**kept, **credentials("tom")}
    answer = tom.client.post("/login", data=sent, content_type=MULTIPART, headers=HERE)
    assert answer.status_code == SEND_AGAIN
    place = answer.headers["Location"]
    tom.client.post(place, data=sent, content_type=MULTIPART, headers=HERE)
    tom.get(f"/author/edit/{PATH}")
    assert source_of(tom).rstrip("\n") == text.rstrip("\n")


def test_a_stale_form_is_given_back_with_the_text(tom: Browser) -> None:
    tom.get(f"/author/edit/{PATH}")
    form = {"csrf_token": "oud", "source": "# Zomaar", "version": "0"}
    tom.page = tom.client.post(f"/author/edit/{PATH}", data=form, headers=HERE).text
    assert 'enctype="multipart/form-data"' in tom.page
    assert hidden(tom.page, "source") == "# Zomaar"


@pytest.mark.parametrize("path", ["content/media/x.png", "content/lessons/x.txt", "x.md"])
@pytest.mark.parametrize("page", ["edit", "beside", "earlier", "live", "diagnostics", "discard"])
def test_what_can_be_no_text_is_not_found(tom: Browser, page: str, path: str) -> None:
    assert tom.client.get(f"/author/{page}/{path}").status_code in {303, 404}
    assert tom.get(f"/author/{page}/{path}").status_code == 404


@pytest.mark.parametrize("name", ["lena", "hanne"])
def test_others_have_no_studio(browser: Browser, name: str, small_world: World) -> None:
    desk.save(small_world, PATH, "van Tom", 0)
    browser.log_in(name)
    for page in ("", "new", f"edit/{PATH}", f"earlier/{PATH}", f"live/{PATH}"):
        assert browser.get(f"/author/{page}").status_code == 403
    browser.get("/learn/")
    assert "/author/" not in browser.page
