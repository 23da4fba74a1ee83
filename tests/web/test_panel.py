"""A panel in the browser: a link without an account, and a result for trainers."""

import re
from html import unescape

import pytest
from flask import Flask

from tests.services.improving import jury
from tests.services.improving.jury import AS_WRITTEN, REFER
from tests.web.conftest import Browser
from tests.world import World
from training.store.mail import Mail

PATH = "content/scenarios/bank.md"
PAGE = f"/author/panel/{PATH}"
NASTY = "<img src=x onerror=alert(1)>"
LEGEND = re.compile(r'<legend[^>]*>(.*?)</legend>.*?name="level-(\d+)"', re.DOTALL)


@pytest.fixture
def tom(browser: Browser) -> Browser:
    browser.log_in("tom")
    return browser


def act(browser: Browser, what: str, **fields: object) -> int:
    return browser.send(f"/author/panels/{what}/{PATH}", fields).status_code


def link_of(browser: Browser) -> str:
    found = re.search(r'value="http://[^"/]+(/panel/[^"]+)"', browser.page)
    assert found
    return found.group(1)


def fill_in(member: Browser, reason: str = "Zo voelt het") -> dict[str, object]:
    fields: dict[str, object] = {"part": re.findall(r'name="part" value="(\d+)"', member.page)[0]}
    for legend, position in LEGEND.findall(member.page):
        text = unescape(legend)
        fields[f"level-{position}"] = next(v for k, v in AS_WRITTEN.items() if text.startswith(k))
        fields[f"reason-{position}"] = reason
    return fields


def test_trainer_opens_a_panel_and_member_rates_by_link(tom: Browser, app: Flask) -> None:
    tom.get(PAGE)
    act(tom, "open")
    assert act(tom, "invite", name="Mevrouw Zerouali", side="citizen") == 200
    link = link_of(tom)
    member = Browser(app.test_client())
    member.get(link)
    assert "Hoe uitnodigend" in member.page
    for _ in range(2):
        assert "level-1" in member.page
        member.send(member.path, fill_in(member))
    assert "U hebt alles beoordeeld" in member.page
    assert link not in member.page + member.path
    member.post(f"{member.path}/done")
    assert "Uw oordeel is binnen" in member.page
    tom.get(PAGE)
    assert "5 van 5" in tom.page
    assert link not in tom.page
    act(tom, "close")
    assert "te weinig oordelen (0 van 8)" in tom.page
    assert "minder dan drie" in tom.page
    assert "Zo voelt het" not in tom.page
    assert "gesloten" in member.get(link).text


def test_a_page_that_is_loaded_again_asks_nobody_twice(tom: Browser) -> None:
    tom.get(PAGE)
    act(tom, "open")
    act(tom, "invite", name="Ann", side="citizen")
    assert tom.path == PAGE
    link = link_of(tom)
    tom.get(PAGE)
    assert link not in tom.page
    assert tom.page.count('<th scope="row">Ann</th>') == 1


def test_what_was_typed_stays_when_it_is_refused(tom: Browser) -> None:
    tom.get(PAGE)
    act(tom, "open")
    assert act(tom, "invite", name=NASTY, side="official", email="geen adres") == 400
    assert NASTY in unescape(tom.page)
    assert NASTY not in tom.page
    assert re.search(r'value="official" id="official" checked', tom.page)
    assert 'value="geen adres"' in tom.page


def test_who_was_asked_by_mistake_is_taken_out(tom: Browser, app: Flask) -> None:
    tom.get(PAGE)
    act(tom, "open")
    act(tom, "invite", name="Verkeerd", side="citizen")
    member = Browser(app.test_client())
    link = link_of(tom)
    member.get(link)
    member.send(member.path, fill_in(member))
    tom.get(PAGE)
    member_id = re.findall(r'name="member" value="([^"]+)"', tom.page)[0]
    for _ in range(2):  # the button pressed twice
        assert act(tom, "withdraw", member=member_id) == 200
    assert "Verkeerd" not in tom.page
    assert member.get(link).status_code == 404
    act(tom, "withdraw", member="niet een nummer")
    act(tom, "close")
    assert act(tom, "withdraw", member=member_id) == 404


def test_link_can_be_mailed_and_is_then_not_shown(small_world: World, tom: Browser) -> None:
    tom.get(PAGE)
    act(tom, "open")
    act(tom, "invite", name="Bas", side="official", email="bas@voorbeeld.example")
    assert "staat klaar" in tom.page
    assert "/panel/" not in re.findall(r'<input class="panel-link"[^>]*>', tom.page)
    with small_world.session() as session:
        (mail,) = session.query(Mail).all()
        assert mail.recipient == "bas@voorbeeld.example"
        assert re.search(r"http://\S+/panel/\S{43}\n", mail.body)


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "", "side": "citizen"},
        {"name": "A", "side": "mayor"},
        {"name": "A", "side": "citizen", "email": "a@b.c\nBcc: x@y.z"},
        {"name": "A", "side": "citizen", "email": "nergens"},
    ],
)
def test_a_wrong_invitation_is_refused(tom: Browser, fields: dict[str, object]) -> None:
    tom.get(PAGE)
    act(tom, "open")
    assert act(tom, "invite", **fields) == 400
    assert 'role="alert"' in tom.page


def test_an_incomplete_part_is_given_back(tom: Browser, app: Flask) -> None:
    tom.get(PAGE)
    act(tom, "open")
    act(tom, "invite", name="A", side="citizen")
    member, link = Browser(app.test_client()), link_of(tom)
    member.get(link)
    fields = fill_in(member, NASTY)
    fields.pop("level-2")
    address = member.path
    assert member.send(address, fields).status_code == 400
    assert "Kies bij elk antwoord een niveau." in member.page
    assert unescape(member.page).count(NASTY) == 3
    assert NASTY not in member.page
    assert member.page.count(" checked") == 2
    assert member.post(f"{address}/done").status_code == 400


def test_result_proposes_and_is_taken_over_into_a_draft(small_world: World, tom: Browser) -> None:
    jury.sit(small_world, {**AS_WRITTEN, REFER: 2}, {**AS_WRITTEN, REFER: 2})
    tom.get(PAGE)
    assert "1 antwoord krijgt een ander niveau" in tom.page
    assert "alfa van Krippendorff" in tom.page
    act(tom, "adopt")
    assert tom.path == f"/author/edit/{PATH}"
    assert "meewerkend 2.2, +1 doorverwijzing" in unescape(tom.page)


def test_difference_between_sides_is_marked(small_world: World, tom: Browser) -> None:
    jury.sit(small_world, {**AS_WRITTEN, REFER: 0}, {**AS_WRITTEN, REFER: 3})
    tom.get(PAGE)
    assert "gesprek nodig" in tom.page
    assert "Zo voelt het" in tom.page
    assert act(tom, "adopt") == 404


def test_a_text_that_changed_is_not_written_over(small_world: World, tom: Browser) -> None:
    jury.sit(small_world, {**AS_WRITTEN, REFER: 2}, {**AS_WRITTEN, REFER: 2})
    tom.get(f"/author/edit/{PATH}")
    tom.send(f"/author/edit/{PATH}", {"source": "iets anders", "version": 0})
    tom.get(PAGE)
    assert act(tom, "adopt") == 409
    assert "De tekst is veranderd" in tom.page


def test_a_name_is_shown_as_it_was_typed_and_only_here(tom: Browser, app: Flask) -> None:
    tom.get(PAGE)
    act(tom, "open")
    act(tom, "invite", name=NASTY, side="citizen")
    assert NASTY not in tom.page
    assert NASTY in unescape(tom.page)
    assert NASTY not in unescape(Browser(app.test_client()).get(link_of(tom)).text)


def test_the_secret_of_a_link_is_in_no_further_address(small_world: World, app: Flask) -> None:
    jury.open_panel(small_world)
    token = jury.invite(small_world, "Ann")
    answer = app.test_client().get(f"/panel/{token}")
    assert (answer.status_code, answer.headers["Referrer-Policy"]) == (303, "no-referrer")
    assert token not in answer.headers["Location"]
    stranger = Browser(app.test_client())
    assert stranger.get(answer.headers["Location"]).status_code == 404
    assert "Open uw link opnieuw" in stranger.page


def test_two_members_at_one_screen_each_fill_in_their_own(small_world: World, app: Flask) -> None:
    jury.open_panel(small_world)
    one, two = (jury.invite(small_world, name) for name in ("Een", "Twee"))
    screen = Browser(app.test_client())
    screen.get(f"/panel/{one}")
    address, fields = screen.path, fill_in(screen)
    screen.get(f"/panel/{two}")
    screen.send(address, fields)
    assert jury.offered(small_world, one).rated == {1}
    assert jury.offered(small_world, two).rated == frozenset()


def test_a_link_that_was_never_given_is_not_found(browser: Browser) -> None:
    for path in ("/panel/" + "x" * 43, "/panel/x", "/panel/%00"):
        assert browser.get(path).status_code == 404


def test_a_member_reads_english_too(small_world: World, browser: Browser) -> None:
    jury.open_panel(small_world)
    token = jury.invite(small_world, "Ann")
    browser.get(f"/panel/{token}")
    browser.send("/language", {"language": "en", "next": f"/panel/{token}"})
    assert "Save and go on" in browser.page


@pytest.mark.parametrize("name", ["lena", "hanne", "otto"])
def test_others_have_no_panels(browser: Browser, name: str) -> None:
    browser.log_in(name)
    assert browser.get(PAGE).status_code == 403
    browser.get("/learn/")
    assert act(browser, "open") == 403
