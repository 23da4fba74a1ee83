"""The made-up municipality: what is planted is found and said, and nobody else is accused."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import select

from tests.cli.test_demo import ROOT
from tests.web.conftest import SETTINGS, Browser, app_of
from tests.world import MOMENT, World, light_passwords, read_files
from training.cli.demo import DEMO_PASSWORD, welcome_demo_people
from training.cli.worker import steps_of
from training.demo.findings.signals import LESSON_PLACE, form_of
from training.demo.findings.stories import STORIES
from training.services import nightly
from training.services.drifting import work as drifting
from training.services.jobs import NewJob, enqueue, run_next
from training.services.signals.office import Office, code_of
from training.store import migrate
from training.store.alignment import AlignmentDeviation, AlignmentReport
from training.store.engine import open_database
from training.store.mail import Mail
from training.store.organisation import OrgUnit
from training.store.signal import SignalLesson

AWAY, FALLING, SMALL = "Vergunningen", "Klantcontactcentrum", "Webcare en Post"
LEEWAY = "Mens en Informatie"
Page = Callable[..., str]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Make the municipality of a first start, and let a worker do all that waits."""
    database = open_database(f"sqlite:///{tmp_path_factory.mktemp('demo') / 'training.db'}")
    migrate.upgrade(database.engine)
    made = World(database)
    files = {path: text for path, text in read_files(ROOT).items() if not path.endswith(".en.md")}
    made.load(files)
    welcome_demo_people(database, light_passwords(), SETTINGS, at=MOMENT)
    with made.session() as session:
        for kind in (nightly.KIND, drifting.KIND):
            enqueue(session, NewJob(kind), at=MOMENT + timedelta(seconds=1))
    steps = steps_of(lambda template, language, **values: (template, language), SETTINGS)
    while run_next(made.transaction, steps, at=MOMENT):
        pass
    yield made
    database.close()


@pytest.fixture(scope="module")
def app(world: World) -> Flask:
    return app_of(world)


@pytest.fixture(scope="module")
def page(app: Flask) -> Page:
    """Read a page as somebody does: its words, without marks and with single spaces."""
    browsers: dict[str, Browser] = {}

    def read(path: str, name: str = "hanne") -> str:
        if name not in browsers:
            browsers[name] = Browser(app.test_client())
            browsers[name].log_in(name, DEMO_PASSWORD)
        response = browsers[name].get(path)
        assert response.status_code == 200, path
        return words(response.text)

    return read


def words(text: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


@pytest.fixture(scope="module")
def report(world: World) -> str:
    with world.session() as session:
        in_courses = select(AlignmentReport.id).where(AlignmentReport.occasion == "course")
        return f"/insight/{session.scalars(in_courses).one()}"


def test_the_team_that_sends_people_away_is_named_and_no_other(
    world: World, page: Page, report: str
) -> None:
    text = page(report)
    assert f"{AWAY} : eensgezind, maar niet uitnodigend" in text
    assert "Hier antwoordt 10% uitnodigend" in text  # of so few it is never told that it is nobody
    assert "zijn het eens, maar helpen mensen vaak niet verder." in text
    with world.session() as session:
        accused = session.scalars(select(AlignmentDeviation.group_key)).all()
        (unit,) = session.scalars(select(OrgUnit).where(OrgUnit.name == AWAY)).all()
    # In the courses, and in the measurements that were closed.
    assert set(accused) == {unit.id.hex}


def test_council_executive_and_officials_differ_in_a_few_situations(
    page: Page, report: str
) -> None:
    text = page(report)
    assert "Raad, bestuur en ambtenaren naast elkaar" in text
    assert len(re.findall(r"Bestuur . Ambtenaren: afstand [56]\d%", text)) == 3


def test_the_measurement_tells_what_changed(page: Page) -> None:
    text = page("/measurement/2")
    assert "Hele organisatie: uitnodigender dan toen." in text
    pairs = re.search(r"Dat is Hele organisatie (\d+)", text)
    assert pairs
    assert int(pairs[1]) > 250  # everybody had the other form the second time
    assert re.search(rf"{AWAY} \d+ 0 \([^)]+\) 0 \([^)]+\) geen zeker verschil", text)
    assert "minder uitnodigend" not in text


def test_the_fall_in_week_nine_is_told_of_one_team(page: Page) -> None:
    text = page("/drift/")
    assert f"{FALLING} : in de week van maandag 26 oktober 2026 was 30%" in text
    assert text.count("in de week van") == 1


def test_each_finding_is_one_click_from_the_log_in_of_who_should_see_it(page: Page) -> None:
    away, fell = f"{AWAY}: collega", f"{FALLING}: het zakte terug"
    board = "Het bestuur denkt gunstiger over ons dan inwoners ervaren"
    told = {"hanne": (away, fell, board, SMALL, LEEWAY), "mo": (away, board, SMALL)}
    for name, sentences in told.items():
        assert "Hoe wij antwoorden" in page("/learn/", name)
        text = page("/glance/", name)
        assert [one for one in sentences if one not in text] == []
    assert FALLING not in page("/glance/", "mo")  # of another department


def test_missing_leeway_is_told_to_those_who_lead(page: Page) -> None:
    text = page("/mandate/")
    assert "Geef speelruimte aan medewerkers" in text
    assert "Er is wel training, maar geen maatregel." in text
    share = re.search(rf" {LEEWAY} \d+ (\d+)%", text)
    assert share
    assert int(share[1]) >= 20


def test_the_board_thinks_too_well_of_it_and_two_things_are_promised(page: Page) -> None:
    text = page("/stocktake/1/results")
    assert "blinde vlek" in text
    assert "bestuurlijke afstand" in text
    assert "32 Initiatieven" in text
    public = page("/you-said/1")
    assert "Elk initiatief krijgt binnen een week één vaste contactpersoon." in public
    assert "Het college gaat elk kwartaal langs bij drie initiatieven." in public


def test_signals_are_in_several_states_and_one_became_a_lesson(app: Flask, page: Page) -> None:
    text = page("/signals/triage", "tom")
    labels = set(re.findall(r"2026-0\d\d", text))
    assert len(labels) == 60
    for state in ("In gesprek", "Oplossing gezocht", "Teruggekoppeld", "Gesloten"):
        assert state in text
    sender = Browser(app.test_client())
    sender.get("/signal/follow")
    goal, _, _, story = STORIES[LESSON_PLACE % len(STORIES)]
    code = code_of(Office(SETTINGS.secret_key), f"{form_of(LESSON_PLACE)} {goal} {story}")
    sender.send("/signal/follow", {"code": code})
    assert re.search(r"Uw melding werd een les voor 60 collega.s", words(sender.page))


def test_the_lesson_went_the_way_of_a_trainer_and_its_sender_was_told(
    world: World, page: Page
) -> None:
    text = page("/author/versions/content/scenarios/het-verhalenpad.md", "tom")
    assert "Het verhalenpad" in text
    with world.session() as session:
        (row,) = session.scalars(select(SignalLesson)).all()
        told = select(Mail.subject).where(Mail.kind == "signal")
        assert "signal_lesson" in session.scalars(told).all()
    assert row.reader_id
    assert row.reader_id != row.begun_by
    assert row.sender_told_at


def test_one_quarter_of_signals_is_counted_in_public(page: Page) -> None:
    text = page("/signal/promises")
    assert "kwartaal 2 van 2026 13 meldingen." in text
    assert "kwartaal 3" not in text


def test_of_the_small_team_there_is_no_figure_anywhere(page: Page, report: str) -> None:
    paths = [report, f"{report}/situations", f"{report}.csv", "/measurement/1", "/measurement/2"]
    paths += ["/mandate/", "/drift/", "/stocktake/1/results", "/insight/", "/glance/"]
    for path in paths:
        text = page(path)
        assert not re.search(rf"{SMALL}[\s;:]*(?:all;|\W?\d)", text), path
