"""Nothing is lost and nothing counts twice: double clicks, Back, tabs, ended sessions."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.web.conftest import HERE, Browser, credentials, hidden
from tests.world import World
from training.store.attempts import Attempt, Decision, Response

Visitor = Callable[[], Browser]
ELSEWHERE = {"Origin": "https://evil.example"}


def decisions(world: World) -> list[tuple[int, int]]:
    with world.transaction() as library:
        rows = library.session.scalars(select(Decision).order_by(Decision.step))
        return [(row.step, row.choice) for row in rows]


def count(world: World, table: type[Attempt] | type[Response]) -> int:
    with world.transaction() as library:
        return len(list(library.session.scalars(select(table))))


def open_scene(browser: Browser) -> tuple[str, dict[str, object]]:
    """Open the first scene; give its address and the click that is about to be sent."""
    browser.start("scenario", "bank")
    form = {"csrf_token": browser.token(), "step": "0", "position": "1"}
    return browser.path, dict(form)


def test_a_double_click_counts_once(lena: Browser, small_world: World) -> None:
    path, click = open_scene(lena)
    answers = [lena.client.post(f"{path}/choices", data=click) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].headers["Location"] == answers[1].headers["Location"] == path
    assert len(decisions(small_world)) == 1


def test_a_refresh_sends_nothing_again(lena: Browser, small_world: World) -> None:
    path, _ = open_scene(lena)
    lena.pick("Ik geef hem")
    pages = {lena.get(path).text.replace(lena.token(), "") for _ in range(3)}
    assert len(pages) == 1
    assert len(decisions(small_world)) == 1


def test_going_back_and_choosing_otherwise_keeps_the_first(
    lena: Browser, small_world: World
) -> None:
    path, click = open_scene(lena)
    lena.send(f"{path}/choices", click)
    before = decisions(small_world)
    response = lena.send(f"{path}/choices", {**click, "position": "2"})
    assert response.status_code == 200
    assert "Uw eerste keuze telt" in response.text
    assert decisions(small_world) == before


def test_answering_a_question_again_otherwise_says_that_the_first_answer_counts(
    lena: Browser, small_world: World
) -> None:
    quiz = lena.start("quiz", "vragen").request.path
    name = hidden(lena.page, "item")
    for position in "12":
        response = lena.send(f"{quiz}/responses", {"item": name, "round": "1", "answer": position})
    assert "Uw eerste keuze telt" in response.text
    assert count(small_world, Response) == 1


def test_two_tabs_show_where_one_is(lena: Browser, small_world: World) -> None:
    path, click = open_scene(lena)
    lena.pick("Ik vraag wat")
    ahead = lena.send(f"{path}/choices", {**click, "step": "1"})
    stale = lena.send(f"{path}/choices", {**click, "step": "0", "position": "3"})
    assert ahead.status_code == stale.status_code == 200
    assert [step for step, _ in decisions(small_world)] == [0, 1]


@pytest.mark.parametrize("step", ["-1", "-2", "99", "1e3", "", "x", "9" * 5000, "0x0", "\uff11"])
@pytest.mark.parametrize("position", ["1", "0", "-1", "9" * 5000])
def test_a_step_that_cannot_be_changes_nothing(
    lena: Browser, small_world: World, step: str, position: str
) -> None:
    path, click = open_scene(lena)
    response = lena.send(f"{path}/choices", {**click, "step": step, "position": position})
    assert response.status_code == 200
    assert decisions(small_world) == []


def test_starting_twice_is_starting_once(lena: Browser, small_world: World) -> None:
    first = lena.start("scenario", "bank").request.path
    lena.get("/learn/")
    assert lena.start("scenario", "bank").request.path == first
    assert count(small_world, Attempt) == 1


def test_a_click_waits_for_the_same_person(lena: Browser, small_world: World) -> None:
    path, click = open_scene(lena)
    small_world.clock.advance(hours=3)
    response = lena.send(f"{path}/choices", click, headers=HERE)
    assert response.status_code == 401
    assert "Uw antwoord is bewaard" in response.text
    assert decisions(small_world) == []
    response = lena.log_in_here("lena")
    assert (response.status_code, response.request.path) == (200, path)
    assert "U koos:" in response.text
    assert len(decisions(small_world)) == 1
    lena.get(path)
    assert len(decisions(small_world)) == 1


def test_a_click_survives_a_mistyped_password(lena: Browser, small_world: World) -> None:
    path, click = open_scene(lena)
    small_world.clock.advance(hours=3)
    lena.send(f"{path}/choices", click, headers=HERE)
    assert lena.log_in_here("lena", "fout").status_code == 401
    lena.log_in_here("lena")
    assert len(decisions(small_world)) == 1


def test_a_long_text_waits_too(lena: Browser, small_world: World) -> None:
    text = 'Als een inwoner belt, dan <b>&"vraag" ik\r\nnaar het doel. 日本語'
    path = lena.start("quiz", "vragen").request.path
    small_world.clock.advance(hours=3)
    form = {"item": "33-uw-plan", "round": "1", "text": text}
    lena.send(f"{path}/responses", form, headers=HERE)
    assert hidden(lena.page, "text").replace("\n", "").replace("\r", "") == text.replace("\r\n", "")
    lena.log_in_here("lena")
    with small_world.transaction() as library:
        rows = list(library.session.scalars(select(Response)))
    assert [row.text for row in rows] == [text.replace("\r\n", "\n")]


@pytest.mark.parametrize("unit", [None, "start"])
def test_a_click_is_not_recorded_for_another_person(
    lena: Browser, small_world: World, unit: str | None
) -> None:
    path, click = open_scene(lena)
    attempts = count(small_world, Attempt)
    small_world.clock.advance(hours=3)
    target = "/learn/courses/proef/quiz/vragen/attempts" if unit else f"{path}/choices"
    lena.send(target, click, headers=HERE)
    response = lena.log_in_here("otto")
    assert "Otto Vos" in response.text
    assert (response.status_code, response.request.path) == (200, "/learn/")
    assert decisions(small_world) == []
    assert count(small_world, Attempt) == attempts


def test_after_everything_was_lost_another_person_gets_a_page_that_explains(
    lena: Browser, small_world: World
) -> None:
    path, click = open_scene(lena)
    lena.client.delete_cookie("uitnodigend")
    lena.send(f"{path}/choices", click, headers=HERE)
    response = lena.log_in_here("otto")
    assert response.status_code == 404
    assert "Daar vindt u al uw cursussen" in response.text
    assert decisions(small_world) == []


def test_a_token_of_an_older_session_gives_the_form_back(lena: Browser, small_world: World) -> None:
    path, click = open_scene(lena)
    lena.get("/learn/")
    lena.post("/logout")
    lena.log_in("lena")
    response = lena.send(f"{path}/choices", click, headers=HERE)
    assert response.status_code == 400
    assert "Uw invoer is bewaard" in response.text
    assert decisions(small_world) == []
    kept = {name: hidden(lena.page, name) for name in ("step", "position")}
    assert lena.send(f"{path}/choices", kept).status_code == 200
    assert len(decisions(small_world)) == 1


@pytest.mark.parametrize("is_token_lost", [True, False])
def test_without_cookie_the_click_waits_at_the_door(
    lena: Browser, small_world: World, is_token_lost: bool
) -> None:
    path, click = open_scene(lena)
    lena.client.delete_cookie("uitnodigend")
    if is_token_lost:
        click.pop("csrf_token")
        lena.page = ""
    response = lena.send(f"{path}/choices", click, headers=HERE)
    assert response.status_code == 401
    lena.log_in_here("lena")
    assert len(decisions(small_world)) == 1


@pytest.mark.parametrize(
    "headers", [ELSEWHERE, {"Origin": "null"}, {}, {"Referer": "http://localhost/"}]
)
@pytest.mark.parametrize("is_inside", [True, False])
def test_another_site_gets_nothing_kept(
    lena: Browser, small_world: World, headers: dict[str, str], is_inside: bool
) -> None:
    path, click = open_scene(lena)
    if not is_inside:
        lena.client.delete_cookie("uitnodigend")
    marked = {**click, "csrf_token": "", "text": "planted by evil"}
    response = lena.send(f"{path}/choices", marked, headers=headers)
    assert response.status_code == 400
    assert "planted by evil" not in response.text
    assert decisions(small_world) == []
    if not is_inside:
        assert "planted by evil" not in lena.log_in("lena").text
    assert decisions(small_world) == []


def test_a_password_is_never_in_a_form_that_is_given_back(browser: Browser) -> None:
    browser.get("/login")
    browser.client.delete_cookie("uitnodigend")
    response = browser.send("/login", {**credentials("lena"), "next": "/account"}, headers=HERE)
    assert response.status_code == 400
    assert "vier woorden" not in response.text
    assert "lena@voorbeeld.example" in response.text
    assert browser.log_in_here("lena").request.path == "/account"


def test_everything_works_without_script(lena: Browser) -> None:
    path, _ = open_scene(lena)
    assert lena.page.count('<button class="choice" name="position"') == 3
    assert "onclick" not in lena.page
    assert lena.pick("Ik geef hem").request.path == path
