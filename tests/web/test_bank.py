"""The question bank in the browser: find, bring in, take along; for trainers only."""

import re
import zipfile
from dataclasses import replace
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest

from tests.services.authoring.desk import become_trainer, save
from tests.web.conftest import SETTINGS, Browser, app_of, hidden
from tests.world import MOMENT, World, read_files
from training.interchange.questions import Outcome
from training.services import publication
from training.services.audit import Actor
from training.services.authoring.checking import Checker
from training.services.publication import Text
from training.web.bank_words import NOTES

GIFT = """\
::Aan de balie:: Wat zegt u? {=Ik bel u ~Bel zelf}

::Stuk:: Kies {=a ~b

::<b>Kwaad</b>:: [html]<script>alert(1)</script> {=<i onclick\\="x()">a</i> ~b}
"""
WISH = {"title": "Balie: basis", "name": "balie-basis", "competency": "2.1", "language": "nl"}
BORROWER = "quizzes/herhaling.md"
QUIZ = (
    "---\ntitel: Herhaling\nid: herhaling\n---\n\n# Herhaling\n\n"
    "## [1.1 Wat is het doel?](vragen.md#11-wat-is-het-doel)\n"
)


@pytest.fixture
def tom(browser: Browser) -> Browser:
    browser.log_in("tom")
    browser.get("/author/bank/import")
    return browser


def put_in_force(world: World, source: bytes) -> None:
    """Publish the quiz that lends, as the studio does."""
    path = "quizzes/vragen.md"
    with world.transaction() as library:
        value = Checker().check(library, path, source.decode(), today=MOMENT.date()).value
        assert value
        publication.put_in_force(library, Text(path, source, value), Actor(), at=MOMENT)


def source_of(page: str) -> str:
    found = re.search(r'<textarea id="source"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL)
    assert found
    return unescape(found[1])


def test_trainer_brings_questions_in_as_a_draft(tom: Browser) -> None:
    tom.post("/author/bank/import", text=GIFT, **WISH)
    for outcome in ("overgenomen", "niet overgenomen", "Deze { is niet afgesloten"):
        assert outcome in tom.page
    assert "<script>alert" not in tom.page
    assert "<b>Kwaad" not in tom.page
    source = source_of(tom.page)
    tom.post("/author/bank/keep", name=hidden(tom.page, "name"), source=source)
    assert tom.path == "/author/edit/quizzes/balie-basis.md"
    assert "2.1 Aan de balie" in tom.page
    tom.get("/author/bank/")
    assert "Aan de balie" not in tom.page  # nothing is published by itself


def test_a_file_is_read_like_a_text(tom: Browser) -> None:
    tom.send(
        "/author/bank/import",
        {**WISH, "file": (BytesIO(GIFT.encode("cp1252")), "vragen.txt")},
    )
    assert "Aan de balie" in tom.page


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        ({"text": ""}, "Kies een bestand, of plak"),
        ({"title": ""}, "Geef de quiz een titel."),
        ({"name": "../x"}, "Gebruik alleen letters"),
        ({"name": "vragen"}, "Er is al een quiz"),
        ({"competency": ""}, "Kies een deelpunt."),
    ],
)
def test_what_is_missing_is_asked_and_nothing_is_lost(
    tom: Browser, wish: dict[str, str], sentence: str
) -> None:
    answer = tom.post("/author/bank/import", **{**WISH, "text": GIFT, **wish})
    assert answer.status_code == 400
    assert sentence in tom.page
    assert "Aan de balie" in tom.page or not wish.get("text", "x")


def test_a_name_that_was_taken_meanwhile_loses_no_text(tom: Browser) -> None:
    tom.post("/author/bank/import", text=GIFT, **WISH)
    answer = tom.post("/author/bank/keep", name="vragen", source="# Mijn tekst")
    assert answer.status_code == 400
    assert "# Mijn tekst" in tom.page


def test_a_broken_file_gets_sentences(tom: Browser) -> None:
    tom.post("/author/bank/import", text="<quiz><oeps", **WISH)
    assert "Vanaf hier is dit geen XML meer." in tom.page
    assert "geen vraag over" in tom.page


def test_questions_are_found_by_words_kind_and_sub_point(tom: Browser) -> None:
    tom.get("/author/bank/?q=bank hout")
    assert "1 vraag" in tom.page
    assert "## [1.1 Wat is het doel?](vragen.md#11-wat-is-het-doel)" in tom.page
    tom.get("/author/bank/?kind=reflection&competency=1.1")
    assert "Geen vraag past hierbij" in tom.page
    assert tom.get("/author/bank/?kind=onzin").status_code == 404


def test_a_changed_question_is_taken_over_when_somebody_says_so(
    tom: Browser, small_world: World
) -> None:
    files = {**read_files(), BORROWER: QUIZ.encode()}
    small_world.load(files)
    tom.get(f"/author/bank/quiz/{BORROWER}")
    assert "Overnemen" not in tom.page
    put_in_force(
        small_world, files["quizzes/vragen.md"].replace(b"bank van hout", b"bank van steen")
    )
    tom.get("/author/bank/quiz/quizzes/vragen.md")
    assert "Herhaling" in tom.page
    assert "nog met de oude tekst" in tom.page
    tom.get(f"/author/bank/quiz/{BORROWER}")
    assert tom.post(f"/author/bank/renew/{BORROWER}", change="onzin").status_code == 409
    tom.post(f"/author/bank/renew/{BORROWER}", change="typo")
    assert "Overnemen" not in tom.page


def test_a_second_trainer_reads_a_changed_question_first(small_world: World) -> None:
    files = {**read_files(), BORROWER: QUIZ.encode()}
    small_world.load(files)
    put_in_force(
        small_world, files["quizzes/vragen.md"].replace(b"bank van hout", b"bank van steen")
    )
    become_trainer(small_world, "hanne")
    app = app_of(small_world, replace(SETTINGS, review=True))
    tom, hanne = Browser(app.test_client()), Browser(app.test_client())
    tom.log_in("tom")
    hanne.log_in("hanne")
    page, act = f"/author/bank/quiz/{BORROWER}", f"/author/bank/renew/{BORROWER}"
    for _ in range(2):
        tom.get(page)
        assert 'value="typo"' not in tom.page
        assert tom.post(act, change="typo").status_code == 409
        tom.post(f"/author/bank/renew/ask/{BORROWER}")
        assert "wacht op een tweede trainer" in tom.page
    hanne.get("/author/reviews")
    assert BORROWER in hanne.page
    hanne.get(f"/author/review/{BORROWER}")
    digest = hidden(hanne.page, "digest")
    hanne.post(f"/author/review/{BORROWER}", act="approve", digest=digest)
    tom.get(page)
    tom.post(act, change="typo")
    assert "daar staat nu een andere tekst" not in tom.page
    assert tom.get(f"/author/review/{BORROWER}").status_code == 200
    assert "geen concept" in tom.page


def test_a_draft_of_a_quiz_takes_the_questions_along_itself(small_world: World) -> None:
    small_world.load({**read_files(), BORROWER: QUIZ.encode()})
    save(small_world, BORROWER, QUIZ + "\nMeer.\n", 0)
    tom = Browser(app_of(small_world, replace(SETTINGS, review=True)).test_client())
    tom.log_in("tom")
    tom.get(f"/author/bank/quiz/{BORROWER}")
    assert tom.post(f"/author/bank/renew/ask/{BORROWER}").status_code == 409
    assert "neemt de nieuwe vragen mee" in tom.page


@pytest.mark.parametrize(
    ("package", "start"), [("gift", b"$CATEGORY"), ("moodle", b"<?xml"), ("qti", b"PK")]
)
def test_a_quiz_is_taken_along(tom: Browser, package: str, start: bytes) -> None:
    tom.get("/author/bank/quiz/quizzes/vragen.md")
    assert "Wat er niet of anders meegaat" in tom.page
    answer = tom.client.get(f"/author/bank/export/quizzes/vragen.md?format={package}")
    assert answer.status_code == 200
    assert answer.data.startswith(start)
    assert "attachment; filename=vragen.nl." in answer.headers["Content-Disposition"]
    if package == "qti":
        assert "imsmanifest.xml" in zipfile.ZipFile(BytesIO(answer.data)).namelist()


@pytest.mark.parametrize("path", ["quizzes/geen.md", "content/lessons/lezen.md"])
def test_what_is_no_quiz_is_not_found(tom: Browser, path: str) -> None:
    assert tom.get(f"/author/bank/quiz/{path}").status_code == 404
    assert tom.client.get(f"/author/bank/export/{path}?format=gift").status_code == 404
    assert tom.client.get("/author/bank/export/quizzes/vragen.md?format=exe").status_code == 404


@pytest.mark.parametrize("name", ["lena", "hanne"])
def test_others_have_no_bank(browser: Browser, name: str) -> None:
    browser.log_in(name)
    for page in ("", "quizzes", "import", "quiz/quizzes/vragen.md"):
        assert browser.get(f"/author/bank/{page}").status_code == 403


def test_everything_that_can_be_told_has_a_sentence() -> None:
    folder = Path(__file__).parents[2] / "training" / "interchange"
    code = "\n".join(path.read_text() for path in folder.glob("*.py"))
    told = set(re.findall(r'(?:note|tell|Refused|Unread)\(\s*"([a-z][a-z0-9-]+)"', code))
    told |= set(re.findall(r'"((?:out|file)-[a-z0-9-]+|too-much|image|link)"', code))
    told |= {"file-heavy"}  # what is told where a file is read within limits
    told |= {"short-answer", "numerical", "calculated", "cloze", "drag-on-image", "kind-unknown"}
    assert told == NOTES.keys()
    assert {*Outcome}
