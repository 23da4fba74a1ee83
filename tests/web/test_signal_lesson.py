"""A signal sent on a phone becomes a published scenario, and its status page says so."""

import re
from collections.abc import Callable
from html import unescape

from sqlalchemy import select

from tests.web.conftest import Browser, app_of, hidden
from tests.web.test_signal import tell
from tests.web.test_signals import APPOINTED, address
from tests.world import World
from training.services.signals.daily import tell_lessons
from training.store.mail import Mail
from training.web.mailing import writer_of

STORY = "Mevrouw Jansen stuurde mij door naar meneer Pietersen, en die weer terug."
PATH = "content/scenarios/de-lantaarn.md"
CHANGED = ["place", "domain", "sex", "time"]


def begun(browser: Browser, tom: Browser, otto: Browser) -> tuple[str, str]:
    """Send a signal, handle it and begin its lesson; give its code and address."""
    code = tell(browser, story=STORY, consent="yes", reach="fatma@buurt.example", name="F. Yilmaz")
    path = address(tom)
    tom.get(path)
    tom.post(f"{path}/appointment", **APPOINTED)
    otto.log_in("otto")
    otto.get(path)
    otto.post(f"{path}/steps", target="in-contact")
    otto.post(f"{path}/steps", target="sought", message="Vrijdag weet ik meer.")
    otto.post(f"{path}/steps", target="told", message="U mag beginnen.")
    otto.post(f"{path}/masking", goal="Een moestuin", story=STORY)
    otto.post(f"{path}/codes", codes=["2.2"])
    tom.get(f"{path}/lesson/new")
    tom.post(f"{path}/lesson", title="De lantaarn", changed=CHANGED, common="1")
    return code, path


def source_of(browser: Browser) -> str:
    browser.get(f"/author/edit/{PATH}")
    from_page = re.search(r"<textarea[^>]*>(.*?)</textarea>", browser.page, re.DOTALL)
    assert from_page
    return unescape(from_page[1]).lstrip("\n")


def write(browser: Browser, source: str) -> None:
    browser.get(f"/author/edit/{PATH}")
    version = hidden(browser.page, "version")
    browser.post(f"/author/edit/{PATH}", source=source, version=version)


def publish(browser: Browser) -> str:
    """Publish the draft; give why it cannot be, empty where it is."""
    why = browser.get(f"/author/publish/{PATH}").text
    found = re.search(r'name="digest" value="([^"]*)"', why)
    digest = found[1] if found else ""
    status = browser.post(f"/author/publish/{PATH}", digest=digest, base="").status_code
    return "" if status == 200 else why


def test_from_a_phone_to_a_lesson(
    browser: Browser, visitor: Callable[[], Browser], small_world: World
) -> None:
    tom, otto = visitor(), visitor()
    tom.log_in("tom")
    code, path = begun(browser, tom, otto)
    draft = source_of(tom)
    assert "bron: signaal 2026-001" in draft
    assert "Jansen" not in draft
    assert "Een tweede lezer moet deze tekst nog lezen" in publish(tom)
    write(tom, draft.replace("Vertel wat er gebeurt.", "Mevrouw Jansen belt u."))
    assert "E57" in publish(tom)
    write(tom, draft.replace("Vertel wat er gebeurt.", "Een buurvrouw belt u."))
    otto.get(f"{path}/lesson")
    assert "Een buurvrouw belt u." in otto.page
    otto.post(f"{path}/lesson/read", digest=hidden(otto.page, "digest"))
    assert publish(tom) == ""
    otto.get(path)
    otto.post(f"{path}/steps", target="lesson", lesson="lesson")
    otto.post(f"{path}/steps", target="closed")
    browser.post("/signal/follow", code=code)
    assert "<h1>Gesloten</h1>" in browser.page
    assert "Uw melding werd een les voor collega" in browser.page
    assert "Otto Vos blijft bij uw melding" in browser.page
    with small_world.transaction() as library:
        app = app_of(small_world)
        tell_lessons(library, writer_of(app, "http://localhost"), at=small_world.clock())
        subjects = [mail.subject for mail in library.session.scalars(select(Mail))]
    assert "Uw melding 2026-001 is een les geworden" in subjects


def test_consent_that_is_withdrawn_blocks_publication(
    browser: Browser, visitor: Callable[[], Browser]
) -> None:
    tom, otto = visitor(), visitor()
    tom.log_in("tom")
    code, path = begun(browser, tom, otto)
    otto.get(f"{path}/lesson")
    otto.post(f"{path}/lesson/read", digest=hidden(otto.page, "digest"))
    browser.post("/signal/follow/consent", code=code, consent="no")
    assert "een melding waaruit deze tekst niet komt" in publish(tom)
    assert otto.get(f"{path}/lesson").status_code == 404


def test_the_name_of_the_sender_never_gets_out(
    browser: Browser, visitor: Callable[[], Browser]
) -> None:
    tom, otto = visitor(), visitor()
    tom.log_in("tom")
    _, path = begun(browser, tom, otto)
    write(tom, source_of(tom).replace("Vertel wat er gebeurt.", "De familie Yilmaz belt."))
    otto.get(f"{path}/lesson")
    otto.post(f"{path}/lesson/read", digest=hidden(otto.page, "digest"))
    assert "iets van de melder" in publish(tom)


def test_a_lesson_asks_consent_and_four_changes_and_another_reader(
    browser: Browser, visitor: Callable[[], Browser]
) -> None:
    tom = visitor()
    tom.log_in("tom")
    tell(browser)
    path = address(tom)
    tom.get(f"{path}/lesson/new")
    response = tom.post(f"{path}/lesson", title="De lantaarn", changed=CHANGED[:3])
    assert response.status_code == 400
    for sentence in ("gaf geen toestemming", "minstens vier van de zes", "uniek is in uw gemeente"):
        assert sentence in tom.page
    assert tom.get(f"{path}/lesson").status_code == 404


def test_who_began_it_does_not_read_it_a_second_time(
    browser: Browser, visitor: Callable[[], Browser]
) -> None:
    tom, otto = visitor(), visitor()
    tom.log_in("tom")
    _, path = begun(browser, tom, otto)
    tom.get(f"{path}/lesson")
    assert "U begon deze les" in tom.page
    response = tom.post(f"{path}/lesson/read", digest="x")
    assert (response.status_code, "leest haar niet zelf na" in tom.page) == (400, True)
