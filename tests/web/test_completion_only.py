"""Nobody but the learner meets an answer: every page and export is crawled for every role."""

import re
from collections import deque
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.services.statements import asked
from tests.web.conftest import Browser, app_of
from tests.world import PERSONS, World
from training.domain.access import Role
from training.domain.organisation import ROOT_ID
from training.services.enrolment import duty_by, enrol
from training.store.attempts import Attempt, Response
from training.store.organisation import UnitLead
from training.store.people import Person

WRITTEN = "Dit schreef ik alleen voor mijzelf"
LINK = re.compile(r'(?:href|action)="(/[^"#]*)')
ANSWERS = re.compile(r"\b(?:attempt|decision|response|score_raw|score_maximum)\b", re.IGNORECASE)
OFFICE = ("report.", "editions.", "assign.", "people.", "remind.", "trail.")
FOLLOWERS = {"otto": Role.MANAGER, "hanne": Role.HR, "tom": Role.TRAINER}
LIMIT = 400


@pytest.fixture
def place(small_world: World) -> tuple[World, Flask]:
    """A learner who answered all there is, HR, and a manager of the whole organisation."""
    with small_world.transaction() as library:
        for name in ("lena", "otto"):
            key = small_world.learner(name)
            duty = duty_by(small_world.clock().date())
            enrol(library, learner_key=key, course_slug="proef", at=small_world.clock(), duty=duty)
        session = library.session
        otto = session.scalars(select(Person).where(Person.email == PERSONS["otto"].email)).one()
        otto.role = Role.MANAGER
        session.add(UnitLead(unit_id=ROOT_ID, person_id=otto.id))
    app = app_of(small_world)
    lena = Browser(app.test_client())
    lena.log_in("lena")
    lena.start("scenario", "bank")
    lena.pick("")
    lena.start("quiz", "vragen")
    with small_world.transaction() as library:
        session = library.session
        session.execute(update(Attempt).values(score_raw=73.25, score_maximum=97.5))
        attempt_id = session.scalars(select(Attempt.id)).first()
        session.add(
            Response(
                attempt_id=attempt_id,
                item="open",
                round=1,
                answer=[],
                text=WRITTEN,
                score_raw=0,
                score_maximum=0,
                responded_at=small_world.clock(),
            )
        )
    return small_world, app


def addresses(app: Flask) -> list[str]:
    """List every page that has an address of its own."""
    rules = app.url_map.iter_rules()
    return sorted(
        rule.rule for rule in rules if "GET" in (rule.methods or ()) and not rule.arguments
    )


def crawl(browser: Browser, app: Flask) -> Iterator[tuple[str, str]]:
    """Give every page that can be reached, by its address and by links, with what is on it."""
    seen, queue = set(addresses(app)), deque(addresses(app))
    while queue and len(seen) < LIMIT:
        path = queue.popleft()
        response = browser.client.get(path)
        text = text_of(response.data)
        yield path, text
        for found in LINK.findall(text):
            link = unescape(found)
            if link not in seen and not link.startswith("/static"):
                seen.add(link)
                queue.append(link)


def text_of(data: bytes) -> str:
    """Give what can be read of an answer, also inside a spreadsheet."""
    if not data.startswith(b"PK"):
        return data.decode("utf-8", "replace")
    with ZipFile(BytesIO(data)) as file:
        return "".join(file.read(name).decode("utf-8", "replace") for name in file.namelist())


@pytest.mark.parametrize("name", FOLLOWERS)
def test_no_page_of_another_person_holds_an_answer(place: tuple[World, Flask], name: str) -> None:
    world, app = place
    with world.session() as session:
        attempts = [str(attempt_id) for attempt_id in session.scalars(select(Attempt.id))]
    browser = Browser(app.test_client())
    browser.log_in(name)
    pages = dict(crawl(browser, app))
    assert len(pages) > 8
    marks = (WRITTEN, "73.25", "73,25", "97.5", "97,5", *attempts)
    assert [(path, mark) for path, page in pages.items() for mark in marks if mark in page] == []


@pytest.mark.parametrize("name", ["otto", "hanne"])
def test_no_page_for_hr_or_managers_asks_the_database_for_answers(
    place: tuple[World, Flask], name: str
) -> None:
    world, app = place
    browser = Browser(app.test_client())
    browser.log_in(name)
    office = app.url_map.bind("localhost")
    total = 0
    for path, _page in crawl(browser, app):
        endpoint = (
            office.match(path.partition("?")[0], method="GET")[0] if matches(app, path) else ""
        )
        if not endpoint.startswith(OFFICE):
            continue
        with asked(world) as found:
            browser.client.get(path)
        total += len(found)
        assert [statement for statement in found if ANSWERS.search(statement)] == [], path
    assert total


def matches(app: Flask, path: str) -> bool:
    """Tell whether an address is that of a page, and not only of a form."""
    return app.url_map.bind("localhost").test(path.partition("?")[0], method="GET")
