"""What people and authors write is text: no page turns any of it into markup."""

import re
from html.parser import HTMLParser

import pytest
from markupsafe import escape
from sqlalchemy import select, update

from tests.web.conftest import Browser, app_of
from tests.web.test_journey import play, read_lesson
from tests.world import PASSWORD, World, light_passwords
from training.services.people import NewPerson, add
from training.store.attempts import Response
from training.store.library import Revision
from training.store.people import Person

MARK = "xqz"
PAYLOADS = (
    f"<script>{MARK}</script>", f"<img src=x onerror={MARK}>", f"<svg/onload={MARK}>",
    f"\"><script>{MARK}</script>", f"'><script>{MARK}</script>", f"\" onmouseover=\"{MARK}",
    f"' onfocus='{MARK}' autofocus='", f"</title><script>{MARK}</script>",
    f"</textarea><script>{MARK}</script>", f"</option></select><img src=x onerror={MARK}>",
    f"<a href=javascript:{MARK}>x</a>", f"<iframe srcdoc='<script>{MARK}</script>'></iframe>",
    f"<math><mtext></form><form><mglyph><style></math><img src onerror={MARK}>",
    f"<!--><script>{MARK}</script>-->", f"<![CDATA[><script>{MARK}</script>]]>",
    f"{{{{ {MARK} }}}}", f"{{% {MARK} %}}", f"{{{{7*7}}}}{MARK}", f"%({MARK})s", f"%s%n{MARK}",
    f"&lt;script&gt;{MARK}&lt;/script&gt;", f"&#60;script&#62;{MARK}", f"\u003cscript\u003e{MARK}",
    f"<scr\x01ipt>{MARK}</scr\x01ipt>", f"<b onclick={MARK}>x</b>",
    f"<style>@import '{MARK}'</style>",
    f"<link rel=stylesheet href=//{MARK}>", f"<base href=//{MARK}/>", f"<form action=//{MARK}>",
    f"<meta http-equiv=refresh content='0;url=//{MARK}'>", f"\u2028<script>{MARK}</script>",
    f"<template><script>{MARK}</script></template>", f"`${{{MARK}}}`", f"\r\nSet-Cookie: {MARK}=1",
)  # fmt: skip
# What our own pages are made of.
KNOWN = set(
    re.findall(
        r"\w+",
        """html head meta title link script body a header div img span nav form input button main
        h1 h2 h3 h4 p ul li ol dl dt dd strong table thead tr th tbody td footer progress section
        svg use fieldset legend label select option textarea blockquote details summary bdi caption
        noscript""",
    )
)
ACTIVE = ("javascript:", "//", "data:")


class Reader(HTMLParser):
    """Collects what a browser would act upon."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in KNOWN:
            self.found.append(tag)
        if tag in {"script", "link", "form", "base"} and MARK in str(attrs):
            self.found.append(f"{tag} {attrs}")
        for name, value in attrs:
            is_address = name in {"href", "src", "action", "formaction"}
            if name.startswith("on") or name in {"style", "srcdoc"}:
                self.found.append(f"{tag} {name}")
            if is_address and (value or "").strip().lower().startswith(
                ("javascript:", "//", "data:")
            ):
                self.found.append(f"{tag} {name} {value}")


def assert_harmless(page: str, payload: str) -> None:
    reader = Reader()
    reader.feed(page)
    assert reader.found == []
    assert "49xqz" not in page
    if "<" in payload:
        assert payload not in page


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_name_is_text_on_every_page(small_world: World, payload: str) -> None:
    person = NewPerson(f"{abs(hash(payload))}@x.example", payload)
    with small_world.transaction() as library:
        digest = light_passwords().digest(PASSWORD)
        add(library.session, person, password_digest=digest, at=small_world.clock())
        library.session.execute(update(Revision).values(title=payload))
    browser = Browser(app_of(small_world).test_client())
    browser.get("/login")
    browser.post("/login", **{"login-email": person.email, "login-password": PASSWORD})
    for path in ("/learn/", "/account", "/learn/courses/proef", "/x", "/privacy"):
        page = browser.get(path).text
        assert str(escape(payload)) in page or "\r" in payload
        assert_harmless(page, payload)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_is_typed_comes_back_as_text(browser: Browser, payload: str) -> None:
    browser.get("/login")
    pages = [
        browser.send("/login", {"login-email": payload, "login-password": "x", "next": payload}),
        browser.send("/password/forgotten", {"email": payload + "x" * 300}),
        browser.send("/language", {"language": payload, "next": payload}),
        browser.client.get("/login", query_string={"next": payload, "notice": payload}),
        browser.client.get(f"/learn/courses/{payload.replace('?', '')}"),
        browser.client.post(
            f"/learn/courses/{payload.replace('?', '')}/lesson/x/attempts",
            data={payload: payload, "a": payload},
            headers={
                "Origin": "http://localhost",
                "User-Agent": payload.strip().partition("\r")[0],
            },
        ),
    ]
    for page in pages:
        assert_harmless(page.text, payload)
        assert not [name for name, _ in page.headers if MARK in name]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_reflection_is_text_when_read_back(
    lena: Browser, small_world: World, payload: str
) -> None:
    quiz = lena.start("quiz", "vragen").request.path
    lena.send(f"{quiz}/responses", {"item": "33-uw-plan", "round": "1", "text": payload})
    assert str(escape(payload.replace("\r\n", "\n"))) in lena.page
    assert_harmless(lena.page, payload)
    with small_world.transaction() as library:
        assert library.session.query(Response).count() == 1
    error = lena.send(f"{quiz}/responses", {"item": "12-wat-helpt", "round": payload, payload: "1"})
    assert_harmless(error.text, payload)


def test_titles_and_texts_of_an_author_are_harmless(small_world: World) -> None:
    starts = ("Meneer Claes staat", "Hier staat iets", "Vraag eerst naar", "Een korte cursus")
    # Past the check, which refuses HTML: pages must be harmless without it too.
    with small_world.transaction() as library:
        for revision in library.session.scalars(select(Revision)):
            for old in starts:
                planted = f"{' '.join(PAYLOADS[:9])} {old}"
                revision.source = revision.source.replace(old, planted)
    browser = Browser(app_of(small_world).test_client())
    browser.log_in("lena")
    scene, lesson = play(browser), read_lesson(browser)
    quiz = browser.start("quiz", "vragen").request.path
    paths = (scene, f"{scene}/text", lesson, f"{lesson}?page=1", quiz, "/learn/courses/proef")
    pages = [browser.get(path).text for path in paths]
    assert sum(MARK in page for page in pages) >= 3
    for page in pages:
        assert_harmless(page, "")


def test_the_language_of_a_person_is_one_of_ours(lena: Browser, small_world: World) -> None:
    with small_world.transaction() as library:
        library.session.execute(update(Person).values(language='x"><b>'))
    assert '<html lang="nl">' in lena.get("/learn/").text
