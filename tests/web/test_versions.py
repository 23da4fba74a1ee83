"""Versions, differences, the review and the days to read again, in the browser."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from sqlalchemy import update

from tests.services.authoring.desk import save
from tests.services.learner import Learner
from tests.services.publishing.test_publishing import publish, text
from tests.services.publishing.test_upkeep import owned
from tests.services.revisiting.looking import BANK, PLAN
from tests.web.conftest import Browser, hidden
from tests.world import PERSONS, World
from training.domain.access import Role
from training.domain.document import Change
from training.store.people import Person


@pytest.fixture
def tom(browser: Browser, small_world: World) -> Browser:
    """Tom, after a change of meaning."""
    Learner(small_world).complete()
    save(small_world, BANK, text(BANK, PLAN), 0)
    publish(small_world, BANK, Change.MEANING)
    browser.log_in("tom")
    return browser


def words(browser: Browser) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(browser.page)).split())


def test_versions_are_listed_with_counts_and_compared(tom: Browser) -> None:
    tom.get(f"/author/versions/{BANK}")
    assert "Andere betekenis" in tom.page
    assert "Tom Bakker" in tom.page
    tom.get(f"/author/compare/{BANK}?old=1&new=2")
    assert "weg: oudere wandelaars. nieuw: zijn moeder." in words(tom)
    tom.get(f"/author/version/{BANK}?number=1")
    assert "oudere wandelaars" in tom.page


@pytest.mark.parametrize("query", ["", "?old=1", "?old=1&new=99", "?old=x&new=-1"])
def test_a_version_that_is_not_there_is_not_found(tom: Browser, query: str) -> None:
    assert tom.get(f"/author/compare/{BANK}{query}").status_code == 404
    assert tom.get(f"/author/version/{BANK}?number=99").status_code == 404


def test_one_goes_back_by_publishing_anew(tom: Browser) -> None:
    tom.get(f"/author/version/{BANK}?number=1")
    tom.post(f"/author/version/{BANK}", number=1)
    assert tom.path == f"/author/publish/{BANK}"
    assert 'value="Terug naar versie 1"' in tom.page
    sent = {name: hidden(tom.page, name) for name in ("digest", "base")}
    tom.post(f"/author/publish/{BANK}", **sent, change="meaning", summary="Terug")
    assert "Versie 3 is gepubliceerd" in tom.page


def test_a_colleague_remarks_and_approves(
    tom: Browser, small_world: World, visitor: Callable[[], Browser]
) -> None:
    with small_world.session() as session:
        hanne = update(Person).where(Person.email == PERSONS["hanne"].email)
        session.execute(hanne.values(role=Role.TRAINER))
    save(small_world, BANK, text(BANK, PLAN, ("duur: 3", "duur: 4")), 0)
    tom.get(f"/author/review/{BANK}")
    tom.post(f"/author/review/{BANK}", act="ask", digest=hidden(tom.page, "digest"))
    other = visitor()
    other.log_in("hanne")
    other.get("/author/reviews")
    assert "Tom Bakker vraagt u om mee te lezen." in other.page
    other.get(f"/author/review/{BANK}?line=4")
    digest = hidden(other.page, "digest")
    other.post(f"/author/review/{BANK}", act="remark", line=4, text="<i>Vier?</i>", digest=digest)
    assert "&lt;i&gt;Vier?&lt;/i&gt;" in other.page
    other.post(f"/author/review/{BANK}", act="approve", digest=digest)
    assert "U keurde precies deze tekst goed." in other.page
    tom.get(f"/author/review/{BANK}")
    assert "Naar publiceren" in tom.page
    tom.post(f"/author/review/{BANK}", act="settle", remark=hidden(tom.page, "remark"), line=4)
    assert "1 opmerking is verwerkt" in tom.page


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"act": "delete"}, 400),
        ({"act": "ask", "digest": "x"}, 409),
        ({"act": "remark", "line": "0", "text": "x"}, 400),
        ({"act": "remark", "line": "1", "text": ""}, 400),
        ({"act": "settle", "remark": "x"}, 400),
        ({"act": "settle", "remark": "0" * 32}, 404),
    ],
)
def test_a_review_refuses_what_it_did_not_offer(
    tom: Browser, small_world: World, form: dict[str, str], status: int
) -> None:
    save(small_world, BANK, text(BANK, PLAN, ("duur: 3", "duur: 5")), 0)
    tom.get(f"/author/review/{BANK}")
    assert tom.send(f"/author/review/{BANK}", form).status_code == status


def test_texts_to_read_again_are_listed(tom: Browser, small_world: World) -> None:
    owned(small_world, "Redactie <b>")
    tom.get("/author/due")
    assert "Lezen" in tom.page
    assert "over 69 dagen" in tom.page
    assert "Redactie &lt;b&gt;" in tom.page


def test_hr_sees_versions_with_counts_only(tom: Browser, visitor: Callable[[], Browser]) -> None:
    hanne = visitor()
    hanne.log_in("hanne")
    hanne.get("/editions/?course=proef")
    assert "v2 (0) nu" in words(hanne)
    assert "v1 (1)" in words(hanne)
    assert "Lena" not in hanne.page
    assert hanne.get("/editions/?course=nergens").status_code == 404
    assert tom.get("/editions/").status_code == 403
