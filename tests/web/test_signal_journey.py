"""The whole road by HTTP: a citizen's form, a handler, a lesson in a course, and a status page."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from sqlalchemy import select

from tests.web.conftest import Browser, app_of, hidden
from tests.web.test_signal_lesson import begun, source_of, write
from tests.world import World
from training.domain.access import Role
from training.services.enrolment import enrol
from training.services.people import NewPerson, add
from training.services.signals.daily import tell_lessons
from training.store.mail import Mail
from training.web.mailing import writer_of

SCENARIO, COURSE = "content/scenarios/de-lantaarn.md", "content/courses/uit-meldingen.md"
COURSE_TEXT = """\
---
titel: Uit meldingen
id: uit-meldingen
duur: 5
---

# Uit meldingen

Verhalen van inwoners, onherkenbaar gemaakt.

## Verhalen

1. [De lantaarn](../scenarios/de-lantaarn.md)
"""


def publish(trainer: Browser, path: str) -> None:
    """Publish a draft as its page asks."""
    trainer.get(f"/author/publish/{path}")
    fields = {"digest": hidden(trainer.page, "digest"), "base": ""}
    response = trainer.post(f"/author/publish/{path}", **fields)
    assert response.status_code == 200, re.sub(r"<[^>]+>|\s+", " ", unescape(trainer.page))


def make_course(trainer: Browser) -> None:
    """Begin a course in the studio, put the lesson in it and publish it."""
    trainer.get("/author/new")
    trainer.post("/author/new", kind="course", title="Uit meldingen", slug="", language="nl")
    trainer.get(f"/author/edit/{COURSE}")
    version = hidden(trainer.page, "version")
    trainer.post(f"/author/edit/{COURSE}", source=COURSE_TEXT, version=version)
    publish(trainer, COURSE)


def enrol_colleagues(world: World, number: int) -> None:
    """Let so many colleagues take the course."""
    with world.transaction() as library:
        for place in range(number):
            person = NewPerson(f"collega{place}@voorbeeld.example", "Een Collega", Role.LEARNER)
            key = add(library.session, person, at=world.clock())
            enrol(library, learner_key=key, course_slug="uit-meldingen", at=world.clock())


@pytest.mark.parametrize(("colleagues", "told"), [(7, " 7 collega"), (4, " collega")])
def test_what_a_citizen_told_becomes_a_lesson_for_so_many_colleagues(
    browser: Browser,
    visitor: Callable[[], Browser],
    small_world: World,
    colleagues: int,
    told: str,
) -> None:
    tom, otto = visitor(), visitor()
    tom.log_in("tom")
    code, path = begun(browser, tom, otto)
    source = source_of(tom).replace("Vertel wat er gebeurt.", "Een buurvrouw belt u.")
    write(tom, source)
    otto.get(f"{path}/lesson")
    otto.post(f"{path}/lesson/read", digest=hidden(otto.page, "digest"))
    publish(tom, SCENARIO)
    make_course(tom)
    enrol_colleagues(small_world, colleagues)
    otto.get(path)
    otto.post(f"{path}/steps", target="lesson", lesson="lesson")
    otto.post(f"{path}/steps", target="closed")
    browser.post("/signal/follow", code=code)
    assert f"Uw melding werd een les voor{told}" in unescape(browser.page)
    assert "Niemand kan u daarin herkennen" in browser.page
    with small_world.transaction() as library:
        write_mail = writer_of(app_of(small_world), "http://localhost")
        tell_lessons(library, write_mail, at=small_world.clock())
        query = select(Mail.body).where(Mail.recipient == "fatma@buurt.example")
        bodies = " ".join(library.session.scalars(query))
    assert f"Uw melding werd een les voor{told}" in bodies
