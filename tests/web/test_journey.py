"""The pages of a course on a happy day, and what each of them refuses."""

import re
from collections.abc import Mapping

import pytest

from tests.web.conftest import Browser
from tests.world import World, read_files

WRONG = "Wat u al invulde, staat er nog."
ANSWERS: dict[str, dict[str, object]] = {
    "11-wat-is-het-doel": {"answer": "1"},
    "12-wat-helpt": {"answer": ["1", "2"]},
    "21-hoe-gaat-het-bij-u": {"answer": "1"},
    "22-wat-doet-u": {"answer": "2"},
    "31-wat-is-de-volgorde": {"place-1": "1", "place-2": "2", "place-3": "3"},
    "32-wie-beslist": {"match-1": "1", "match-2": "2"},
    "33-uw-plan": {"text": "Als een inwoner belt, dan luister ik."},
}
INCOMPLETE: dict[str, dict[str, object]] = {
    "11-wat-is-het-doel": {},
    "12-wat-helpt": {},
    "21-hoe-gaat-het-bij-u": {"answer": "9"},
    "22-wat-doet-u": {"answer": ["1", "2"]},
    "31-wat-is-de-volgorde": {"place-1": "1", "place-2": "1", "place-3": ""},
    "32-wie-beslist": {"match-1": "2"},
    "33-uw-plan": {"text": "  "},
}


def item_of(browser: Browser) -> str:
    found = re.search(r'name="item" value="([^"]+)"', browser.page)
    assert found
    return found.group(1)


def answer(browser: Browser, quiz: str, form: Mapping[str, object]) -> int:
    fields = {"item": item_of(browser), "round": "1", **form}
    return browser.send(f"{quiz}/responses", fields).status_code


def take_quiz(browser: Browser, **instead: Mapping[str, object]) -> str:
    """Answer every question of the quiz; give its address."""
    quiz, answers = browser.start("quiz", "vragen").request.path, {**ANSWERS, **instead}
    for _ in ANSWERS:
        assert answer(browser, quiz, answers[item_of(browser)]) == 200
        browser.get(quiz)
    return quiz


def miss_one(browser: Browser, world: World, *, mastery: int) -> str:
    """Answer one question wrong for sure, in a quiz with another mastery score."""
    files = read_files()
    path = "quizzes/vragen.md"
    files[path] = files[path].replace(b"slaaggrens: 80", b"slaaggrens: %d" % mastery)
    assert world.load(files).published == (path,)
    everything: dict[str, object] = {"answer": ["1", "2", "3"]}
    return take_quiz(browser, **{"12-wat-helpt": everything})


def read_lesson(browser: Browser) -> str:
    lesson = browser.start("lesson", "lezen").request.path
    for page in (1, 2):
        browser.post(f"{lesson}/pages", page=page)
    return lesson


def play(browser: Browser) -> str:
    scene = browser.start("scenario", "bank").request.path
    browser.pick("Ik vraag wat")
    browser.pick("Ik vraag het na")
    return scene


def test_home_shows_the_course_once_it_was_begun(lena: Browser) -> None:
    assert "Ga verder waar u was" not in lena.get("/learn/").text
    lena.start("lesson", "lezen")
    page = lena.get("/learn/").text
    assert "Proefcursus" in page
    assert "Ga verder waar u was" in page


def test_a_lesson_is_read_page_by_page(lena: Browser) -> None:
    lesson = lena.start("lesson", "lezen").request.path
    assert "De eerste pagina" in lena.page
    assert "En hier nog iets" not in lena.get(f"{lesson}?page=2").text
    lena.post(f"{lesson}/pages", page=1)
    assert "En hier nog iets" in lena.page
    assert "Dit is een les" in lena.get(f"{lesson}?page=1").text
    lena.post(f"{lesson}/pages", page=2)
    assert "Deze les is klaar" in lena.get(lesson).text


@pytest.mark.parametrize("page", ["2", "99", "-1", "0", "", "x", "9" * 5000, "1.5"])
def test_a_page_cannot_be_skipped(lena: Browser, page: str) -> None:
    lesson = lena.start("lesson", "lezen").request.path
    assert lena.post(f"{lesson}/pages", page=page).status_code == 200
    assert "De eerste pagina" in lena.get(lesson).text
    assert lena.get(f"{lesson}?page={page}").status_code == 200


def test_each_kind_of_question_gives_incomplete_input_back(lena: Browser) -> None:
    quiz = lena.start("quiz", "vragen").request.path
    seen = []
    for _ in ANSWERS:
        name = item_of(lena)
        seen.append(name)
        assert answer(lena, quiz, INCOMPLETE[name]) == 400
        assert WRONG in lena.page
        assert item_of(lena) == name
        assert answer(lena, quiz, ANSWERS[name]) == 200
        lena.get(quiz)
    assert sorted(seen) == sorted(ANSWERS)


def test_what_was_typed_is_still_there_after_an_error(lena: Browser) -> None:
    quiz = lena.start("quiz", "vragen").request.path
    for _ in ANSWERS:
        if item_of(lena) == "33-uw-plan":
            break
        answer(lena, quiz, ANSWERS[item_of(lena)])
        lena.get(quiz)
    text = "regel <een>\n" * 500
    assert answer(lena, quiz, {"text": text}) == 400
    assert "regel &lt;een&gt;" in lena.page
    assert lena.page.count("regel &lt;een&gt;") == 500


def test_a_quiz_that_was_not_passed_goes_round_again(lena: Browser, small_world: World) -> None:
    quiz = miss_one(lena, small_world, mastery=100)
    assert "Uw antwoorden, met uitleg" in lena.page
    assert "Doe deze" in lena.page
    for _ in range(2):
        assert lena.post(f"{quiz}/retakes", round="1").status_code == 200
        assert "alleen wat u nog miste" in lena.page


def test_a_quiz_that_was_passed_offers_no_round_that_would_be_refused(
    lena: Browser, small_world: World
) -> None:
    miss_one(lena, small_world, mastery=0)
    assert "Uw antwoorden, met uitleg" in lena.page
    assert "/retakes" not in lena.page


def test_a_lesson_that_comes_last_leads_to_the_proof(lena: Browser, small_world: World) -> None:
    miss_one(lena, small_world, mastery=0)
    play(lena)
    read_lesson(lena)
    assert "/learn/courses/proef/receipt" in lena.page


def test_an_unknown_question_is_not_found(lena: Browser) -> None:
    quiz = lena.start("quiz", "vragen").request.path
    for name in ("", "x", "33-uw-plan\x00", "x" * 9000):
        response = lena.send(f"{quiz}/responses", {"item": name, "answer": "1"})
        assert response.status_code == 404
        lena.get(quiz)


def test_the_whole_story_can_be_read_only_after_its_end(lena: Browser) -> None:
    scene = lena.start("scenario", "bank").request.path
    assert lena.get(f"{scene}/text").status_code == 404
    lena.get(scene)
    lena.pick("Ik vraag wat")
    assert lena.get(f"{scene}/text").status_code == 404
    lena.get(scene)
    lena.pick("Ik vraag het na")
    response = lena.get(f"{scene}/text")
    assert response.status_code == 200
    assert "Ik zeg dat het nooit mag." in response.text


def test_the_receipt_comes_when_the_course_is_done(lena: Browser) -> None:
    assert lena.get("/learn/courses/proef/receipt").status_code == 404
    read_lesson(lena)
    play(lena)
    assert lena.get("/learn/courses/proef/receipt").status_code == 404
    quiz = take_quiz(lena)
    finish(lena, quiz)
    response = lena.get("/learn/courses/proef/receipt")
    assert response.status_code == 200
    assert "Lena de Wit" in response.text
    assert re.search(r"2026-[2-9A-Z]{4}-[2-9A-Z]{4}", response.text)


def finish(browser: Browser, quiz: str) -> None:
    """Go round the missed questions, trying every answer, until nothing is missed."""
    tries: tuple[dict[str, object], ...] = (
        {"answer": "1"},
        {"answer": "2"},
        {"answer": ["1", "3"]},
        {"answer": ["2", "3"]},
    )
    more: tuple[dict[str, object], ...] = ({"match-1": "2", "match-2": "1"}, *orders())
    for number, form in enumerate([*tries, *more] * 2, start=1):
        browser.get(quiz)
        if "Dit onderdeel is klaar" in browser.page:
            return
        browser.send(f"{quiz}/retakes", {"round": number})
        while 'name="item"' in browser.page:
            fields = {"item": item_of(browser), "round": number + 1, "text": ""}
            merged = {**ANSWERS[item_of(browser)], **form}
            if browser.send(f"{quiz}/responses", {**fields, **merged}).status_code == 400:
                browser.send(f"{quiz}/responses", {**fields, **ANSWERS[item_of(browser)]})
            browser.get(quiz)


def orders() -> list[dict[str, object]]:
    places = ("132", "213", "231", "312", "321")
    return [{f"place-{n}": place for n, place in enumerate(order, 1)} for order in places]


def test_the_language_changes_without_losing_the_place(lena: Browser) -> None:
    lena.start("scenario", "bank")
    lena.pick("Ik vraag wat")
    scene = lena.path
    for page in (scene, "/account", "/learn/courses/proef"):
        for language in ("en", "nl"):
            assert switch(lena, page, language) == page
    assert switch(lena, scene, "en") == scene
    assert "The plan" in lena.page


def test_the_language_switch_keeps_the_page_of_a_lesson(lena: Browser) -> None:
    lesson = read_lesson(lena)
    assert switch(lena, f"{lesson}?page=1", "en") == f"{lesson}?page=1"


def test_the_language_switch_at_the_door_keeps_where_one_was_going(browser: Browser) -> None:
    assert switch(browser, "/login?next=/account", "en") == "/login?next=/account"
    assert '<html lang="en">' in browser.page


@pytest.mark.parametrize("language", ["", "de", "nl\x00", "../nl", "NL", "x" * 9000])
def test_another_language_is_refused(lena: Browser, language: str) -> None:
    lena.get("/learn/")
    assert lena.post("/language", language=language).status_code == 404


def switch(browser: Browser, page: str, language: str) -> str:
    """Use the switch on a page; give the address where one then is."""
    browser.get(page)
    header = browser.page[browser.page.index('action="/language"') :]
    following = re.search(r'name="next" value="([^"]*)"', header)
    assert following
    response = browser.post("/language", language=language, next=following.group(1))
    return f"{response.request.path}?{response.request.query_string.decode()}".rstrip("?")


def test_pages_about_the_site_are_for_everyone(browser: Browser, small_world: World) -> None:
    for path in ("/privacy", "/accessibility"):
        assert "<h1>" in browser.get(path).text
    assert browser.get("/health/live").text == browser.get("/health/ready").text == "ok\n"
    assert browser.get("/").request.path == "/login"
