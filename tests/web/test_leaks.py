"""No answer leaves the server before it was given: every secret of every document is looked for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import update
from werkzeug.test import TestResponse

from tests.web.conftest import Browser, app_of
from tests.world import LIBRARY, World, read_files
from training.domain.course import Course
from training.domain.document import Kind
from training.domain.prose import Prose
from training.domain.quiz import Item, ItemKind, Quiz
from training.domain.scenario import Scenario, Scene
from training.services.library import Library
from training.store.attempts import Attempt
from training.store.people import Person

SHIPPED = Path(__file__).resolve().parents[2]
LEVEL_WORDS = re.compile(
    r"Afhoudend|Afwachtend|Meewerkend|Dismissive|Passive|Cooperative"
    r"|klinkt zo:|sounds like this:|Begrijpelijk, want|Understandable, because"
)
MARKS = re.compile(r"level|niveau|is[-_]key|is[-_]right|data-(?:key|right|target|cost)=|door-[0-3]")
LIMIT = re.compile(r"\bL[1-9]\b")
PANEL = re.compile(r'<section class="panel feedback".*?</section>', re.DOTALL)
TAG = re.compile(r"<[^>]+>")
CHOICE = re.compile(r'<button class="choice"[^>]*>')
ANSWER = re.compile(r'<(?:label class="option"|input type="(?:radio|checkbox)"|select)[^>]*>')
SEEDS = (0, 2**31 - 1)


@dataclass
class Place:
    """A library in a world, with Lena's browser in it."""

    world: World
    browser: Browser

    def units(self, kind: Kind) -> list[tuple[str, str]]:
        """Give course and slug of every unit of a kind."""
        with self.world.transaction() as library:
            return [
                (entry.slug, unit.slug)
                for entry in library.catalogue.courses("nl")
                for unit in library.take(entry.revision_id, Course).units
                if unit.kind is kind
            ]

    def begin(self, kind: Kind, course: str, slug: str, seed: int) -> str:
        """Start an attempt with a chosen seed; give its address."""
        self.browser.get("/learn/")
        path = self.browser.post(f"/learn/courses/{course}/{kind}/{slug}/attempts").request.path
        with self.world.transaction() as library:
            library.session.execute(
                update(Attempt).where(Attempt.finished_at.is_(None)).values(seed=seed)
            )
        return path

    def read(self, path: str, language: str) -> TestResponse:
        with self.world.transaction() as library:
            library.session.execute(update(Person).values(language=language))
        return self.browser.get(path)


def scenarios(place: Place, slug: str) -> list[Scenario]:
    with place.world.transaction() as library:
        return [library.take(entry, Scenario) for entry in editions(library, Kind.SCENARIO, slug)]


def quizzes(place: Place, slug: str) -> list[Quiz]:
    with place.world.transaction() as library:
        return [library.take(entry, Quiz) for entry in editions(library, Kind.QUIZ, slug)]


def editions(library: Library, kind: Kind, slug: str) -> list[UUID]:
    """Give the revisions of a document, the Dutch one first."""
    found = [library.catalogue.find(kind, slug, language) for language in ("nl", "en")]
    return [entry.revision_id for entry in found if entry]


@pytest.fixture(params=["tests", "shipped"])
def place(request: pytest.FixtureRequest, small_world: World) -> Place:
    small_world.load(read_files(LIBRARY) if request.param == "tests" else shipped_files())
    browser = Browser(app_of(small_world).test_client())
    browser.log_in("lena")
    return Place(small_world, browser)


def shipped_files() -> dict[str, bytes]:
    paths = [path for name in ("content", "quizzes") for path in (SHIPPED / name).rglob("*.md")]
    return {path.relative_to(SHIPPED).as_posix(): path.read_bytes() for path in paths}


def plain(html: str) -> str:
    """Give the words of a text, as one would look for them."""
    return " ".join(unescape(TAG.sub(" ", html)).split())


def proses(*found: Prose) -> set[str]:
    return {plain(prose) for prose in found if len(plain(prose)) > 8}


def secrets_of_scene(scene: Scene) -> set[str]:
    secrets: set[str] = set()
    for choice in scene.choices:
        told = choice.feedback
        secrets |= proses(told.tempting, told.objection, told.inviting, told.remark)
        secrets |= {choice.target} if "-" in choice.target else set()
    return secrets


def secrets_of_item(item: Item) -> set[str]:
    return proses(item.explanation, *(option.feedback for option in item.options))


def assert_silent(response: TestResponse, secrets: set[str]) -> None:
    """Look at all that reaches the browser: page, headers and address."""
    page = PANEL.sub("", response.text)
    main = page.partition("<main")[2].partition("</main>")[0]
    head = "\n".join(f"{name}: {value}" for name, value in response.headers)
    whole = f"{unescape(page)}\n{plain(page)}\n{head}\n{response.request.url}"
    assert [secret for secret in secrets if secret in whole] == []
    assert not LEVEL_WORDS.search(main)
    assert not MARKS.search(" ".join(TAG.findall(main)))
    assert not LIMIT.search(plain(main))


def assert_alike(pattern: re.Pattern[str], page: str) -> None:
    """Choices differ in nothing but their position."""
    moving = re.compile(r'(?:value|name|aria-labelledby)="[^"]*"')
    shapes = {moving.sub("", tag) for tag in pattern.findall(page)}
    assert len(shapes) <= 2


def walk(place: Place, path: str, told: list[Scenario], seed: int) -> Iterator[int]:
    """Play to an ending and look at every page in both languages; give the steps."""
    names = {number: scene.name for number, scene in enumerate(told[0].scenes)}
    for step in range(30):
        pages = [place.read(path, language) for language in ("en", "nl")]
        if 'name="position"' not in pages[0].text:
            return
        title = re.search(r"<h1[^>]*>([^<]+)</h1>", pages[1].text)
        assert title
        number = next(n for n in names if told[0].scenes[n].title == unescape(title.group(1)))
        secrets = set().union(*(secrets_of_scene(scenario.scenes[number]) for scenario in told))
        for page in pages:
            assert_silent(page, secrets)
            assert_alike(CHOICE, page.text)
        count = place.browser.page.count('name="position"')
        position = (seed + step) % count + 1
        place.browser.post(f"{path}/choices", step=step, position=position)
        yield step


@pytest.mark.parametrize("seed", SEEDS)
def test_no_scene_tells_what_its_choices_are_worth(place: Place, seed: int) -> None:
    steps = 0
    for course, slug in place.units(Kind.SCENARIO):
        path = place.begin(Kind.SCENARIO, course, slug, seed)
        steps += len(list(walk(place, path, scenarios(place, slug), seed)))
    assert steps


@pytest.mark.parametrize("seed", SEEDS)
def test_no_question_tells_its_answer(place: Place, seed: int) -> None:
    asked = 0
    for course, slug in place.units(Kind.QUIZ):
        told = quizzes(place, slug)
        path = place.begin(Kind.QUIZ, course, slug, seed)
        for _ in range(40):
            pages = [place.read(path, language) for language in ("en", "nl")]
            names = re.findall(r'name="item" value="([^"]+)"', pages[0].text)
            if not names:
                break
            items = [item for quiz in told for item in quiz.items if item.name in names]
            secrets = set().union(*map(secrets_of_item, items))
            for page in pages:
                assert_silent(page, secrets)
                assert_alike(ANSWER, page.text)
            answer(place, path, names[0], items[0])
            asked += 1
    assert asked


def answer(place: Place, path: str, name: str, item: Item) -> None:
    """Answer anything that is complete; an incomplete answer may tell nothing either."""
    size = len(item.options)
    bad = place.browser.send(f"{path}/responses", {"item": name, "round": "1"})
    assert bad.status_code == 400
    assert_silent(bad, secrets_of_item(item))
    form: dict[str, object] = {"item": name, "round": "1", "text": "Ik luister."}
    form["answer"] = ["1"]
    kind = {ItemKind.ORDERING: "place", ItemKind.MATCHING: "match"}.get(item.kind, "")
    form |= {f"{kind}-{n}": str(n) for n in range(1, size + 1)} if kind else {}
    assert place.browser.send(f"{path}/responses", form).status_code == 200


def test_the_right_answer_is_not_always_in_one_place(place: Place) -> None:
    """The order comes from the seed: over many seeds each option stands everywhere."""
    (course, slug), *_ = place.units(Kind.SCENARIO)
    first = set()
    for seed in range(0, 4000, 97):
        path = place.begin(Kind.SCENARIO, course, slug, seed)
        page = place.browser.get(path).text
        first.add(re.search(r'name="position" value="1">([^<]+)<', page).group(1))  # type: ignore[union-attr]
        if len(first) == page.count('name="position"'):
            return
    pytest.fail(f"only {first} ever came first")
