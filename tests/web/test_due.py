"""The calendar file of a due date: one whole day, once per enrolment, whatever the title holds."""

from datetime import date, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from tests.services.learner import Learner
from tests.web.conftest import Browser
from tests.world import World, read_files
from training.domain.document import Kind
from training.services import enrolment
from training.store.enrolment import find_enrolment
from training.store.library import find_document

PATH = "/learn/courses/proef/due.ics"
COURSE = "content/courses/proef.md"


@pytest.fixture
def due(small_world: World) -> Learner:
    """Lena, who has until 1 December."""
    learner = Learner(small_world, "lena")
    move(learner, date(2026, 12, 1))
    return learner


def move(learner: Learner, day: date) -> None:
    with learner.world.transaction() as library:
        document = find_document(library.session, Kind.COURSE, "proef")
        assert document
        row = find_enrolment(library.session, learner.key, document.id)
        if row is None:
            row = enrolment.enrol(
                library, learner_key=learner.key, course_slug="proef", at=learner.world.clock()
            )
        row.due_on = day


def event_of(browser: Browser) -> Any:  # Any: a value of iCalendar is one of thirty types
    response = browser.client.get(PATH)
    assert response.mimetype == "text/calendar"
    assert response.headers["Content-Disposition"].endswith('.ics"')
    assert all(len(line) <= 75 for line in response.data.split(b"\r\n"))
    (event,) = Calendar.from_ical(response.data).walk("VEVENT")
    return event


def test_it_is_a_whole_day_with_a_reminder_a_week_before(lena: Browser, due: Learner) -> None:
    assert PATH in lena.get("/learn/courses/proef").text
    event = event_of(lena)
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2026, 12, 1), date(2026, 12, 2))
    assert event["summary"] == "Klaar met “Proefcursus”"
    assert event["url"] == "http://127.0.0.1:8000/learn/courses/proef"
    (alarm,) = event.walk("VALARM")
    assert alarm["trigger"].dt == -timedelta(days=6, hours=15)


def test_a_moved_day_is_the_same_entry_again(lena: Browser, due: Learner) -> None:
    first = event_of(lena)
    move(due, date(2026, 12, 15))
    due.world.clock.advance(minutes=5)
    second = event_of(lena)
    assert first["uid"] == second["uid"]
    assert second["sequence"] > first["sequence"]
    assert second["dtstart"].dt == date(2026, 12, 15)


def test_it_speaks_the_readers_language(lena: Browser, due: Learner) -> None:
    lena.get("/learn/")
    lena.post("/language", language="en", next="/learn/")
    assert event_of(lena)["summary"].startswith("Finish")


def test_a_hostile_title_stays_a_title(lena: Browser, due: Learner) -> None:
    title = "a\\\\nBEGIN:VALARM; x, y: é" + "ü" * 90
    files = read_files()
    files = {path: text for path, text in files.items() if path != "content/courses/proef.en.md"}
    plain = b"titel: Proefcursus"
    assert plain in files[COURSE]
    files[COURSE] = files[COURSE].replace(plain, f"titel: '{title}'".encode())
    due.world.load(files)
    event = event_of(lena)
    assert title in event["summary"]
    assert len(event.walk("VALARM")) == 1


def test_there_is_none_without_a_day_or_for_who_is_done(lena: Browser, due: Learner) -> None:
    due.complete()
    assert lena.client.get(PATH).status_code == 404
    assert PATH not in lena.get("/learn/courses/proef").text
    assert lena.client.get("/learn/courses/nergens/due.ics").status_code == 404


def test_another_persons_day_is_not_found(browser: Browser, due: Learner) -> None:
    assert browser.get(PATH).request.path == "/login"
    browser.log_in("otto")
    assert browser.client.get(PATH).status_code == 404
