"""Large files: made in steps, whole in the end, gone after a day, and for who asked alone."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from uuid import UUID
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import delete, select

from tests.organisation import Organisation
from training.domain.access import Role
from training.services import nightly
from training.services.audit import Actor
from training.services.errors import NotFound, TooMany
from training.services.jobs import run_next
from training.services.reporting import exports, large
from training.services.reporting.exports import Request
from training.services.reporting.files import write_xlsx
from training.services.reporting.large import FileView
from training.services.reporting.opening import read_lines
from training.services.reporting.seal import Seal, key_from
from training.services.reporting.verifying import verify
from training.services.reporting.view import Filters, Viewer
from training.store.audit import AuditEvent
from training.store.organisation import UnitLead
from training.store.people import Person
from training.store.report_file import ReportFile, ReportPiece

KEY = key_from("a key for tests only, of enough characters")
EXPORT = "0123abcd"
Eyes = Callable[[str], Viewer]


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large, "ROWS_A_STEP", 4)
    monkeypatch.setattr(large, "LARGE", 10)


def request(organisation: Organisation, viewer: Viewer, **filters: object) -> Request:
    with organisation.world.transaction() as library:
        asked = Filters(**filters)  # type: ignore[arg-type]  # the fields of a test by name
        return Request(viewer, asked, WORDS, library.day_of)


CODES = (
    "name number unit course day due days reminded root own-units people overdue-list end "
    "not-started in-progress completed overdue exempt council executive officials"
)
WORDS = {code: code for code in CODES.split()}
"""Every word is its own code."""


def ask(
    organisation: Organisation, viewer: Viewer, screen: str = "people", **filters: object
) -> UUID:
    asked = request(organisation, viewer, **filters)
    with organisation.world.transaction() as library:
        return large.ask(
            library,
            screen,
            asked,
            Actor(viewer.person_id),
            export=EXPORT,
            at=organisation.world.clock(),
        )


def work(organisation: Organisation, steps: int = 99) -> int:
    world, kinds = organisation.world, {large.KIND: large.step_with(KEY)}
    done = 0
    while done < steps and run_next(world.transaction, kinds, at=world.clock()):
        done += 1
    return done


def find(organisation: Organisation, file_id: UUID, viewer: Viewer) -> FileView:
    with organisation.world.database.reading() as session:
        return large.find(session, file_id, viewer)


def taken(organisation: Organisation, file_id: UUID, viewer: Viewer, folder: Path) -> Path:
    path, after = folder / "taken.xlsx", -1
    with organisation.world.transaction() as library:
        size = large.take(
            library.session,
            file_id,
            viewer,
            Actor(viewer.person_id),
            at=organisation.world.clock(),
        ).size
        with path.open("wb") as file:
            while piece := large.next_piece(library.session, file_id, after):
                after = piece[0]
                file.write(piece[1])
    assert path.stat().st_size == size
    return path


def at_once(organisation: Organisation, asked: Request, screen: str, folder: Path) -> Path:
    """Write the same table the way a small one is."""
    make = {"people": exports.people, "overdue": exports.overdue}[screen]
    path = folder / "at-once.xlsx"
    with path.open("wb") as file:
        write_xlsx(make(organisation.world.transaction, asked), Seal(KEY, EXPORT), file)
    return path


def cells(path: Path) -> list[list[object]]:
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    return [list(row) for row in rows]


@pytest.mark.parametrize("screen", ["people", "overdue"])
def test_a_file_in_pieces_is_the_same_as_one_made_at_once(
    organisation: Organisation, viewer: Eyes, tmp_path: Path, screen: str
) -> None:
    eyes = viewer("hanne")
    file_id = ask(organisation, eyes, screen)
    assert not find(organisation, file_id, eyes).is_ready
    assert work(organisation) > (screen == "people")
    found = find(organisation, file_id, eyes)
    assert found.is_ready
    path = taken(organisation, file_id, eyes, tmp_path)
    whole = at_once(organisation, request(organisation, eyes), screen, tmp_path)
    assert cells(path) == cells(whole)
    assert len(cells(path)) == found.rows + 2
    assert verify(read_lines(path), KEY).is_whole


def test_a_large_file_is_a_sound_archive_with_the_rows_of_its_filters(
    organisation: Organisation, viewer: Eyes, tmp_path: Path
) -> None:
    eyes = viewer("hanne")
    unit_id = organisation.units["Burgerzaken"]
    file_id = ask(organisation, eyes, unit_id=unit_id, text="Burg")
    work(organisation)
    path = taken(organisation, file_id, eyes, tmp_path)
    with ZipFile(path) as book:
        assert book.testzip() is None
    whole = at_once(
        organisation, request(organisation, eyes, unit_id=unit_id, text="Burg"), "people", tmp_path
    )
    assert cells(path) == cells(whole)
    content = path.read_bytes()
    with organisation.world.database.reading() as session:
        assert session.scalars(select(ReportFile.digest)).one() == sha256(content).hexdigest()


def test_hostile_names_are_text_in_a_file_in_pieces(
    organisation: Organisation, viewer: Eyes, tmp_path: Path
) -> None:
    names = ("=1+1", "<b>&\"'", "_x0041_", "  Jan ", "\u202e-1", "x\ud7ff")
    with organisation.world.transaction() as library:
        people = library.session.scalars(select(Person).order_by(Person.id)).all()
        for person, name in zip(people, names, strict=False):
            person.name = name
    eyes = viewer("hanne")
    file_id = ask(organisation, eyes)
    work(organisation)
    path = taken(organisation, file_id, eyes, tmp_path)
    assert cells(path) == cells(
        at_once(organisation, request(organisation, eyes), "people", tmp_path)
    )
    with ZipFile(path) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
    assert verify(read_lines(path), KEY).is_whole


def test_work_goes_on_where_it_stopped(
    organisation: Organisation, viewer: Eyes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    eyes = viewer("hanne")
    file_id = ask(organisation, eyes)
    work(organisation, 2)
    half = find(organisation, file_id, eyes)
    assert half.job
    assert (half.rows, half.job.done, half.is_ready) == (8, 8, False)
    assert half.job.total > 8
    with monkeypatch.context() as broken:
        broken.setattr(large, "pack", lambda *_, **__: 1 / 0)
        work(organisation, 1)
    assert find(organisation, file_id, eyes).rows == 8
    organisation.world.clock.advance(minutes=2)
    work(organisation)
    assert verify(read_lines(taken(organisation, file_id, eyes, tmp_path)), KEY).is_whole


def test_asking_again_gives_the_file_that_is_being_made(
    organisation: Organisation, viewer: Eyes
) -> None:
    eyes = viewer("hanne")
    first = ask(organisation, eyes)
    assert ask(organisation, eyes) == first
    assert ask(organisation, eyes, course="proef") != first
    ask(organisation, eyes, "overdue")
    with pytest.raises(TooMany):
        ask(organisation, eyes, text="B")
    work(organisation)
    assert ask(organisation, eyes) != first


def test_a_file_is_for_who_asked_alone(organisation: Organisation, viewer: Eyes) -> None:
    file_id = ask(organisation, viewer("hanne"))
    work(organisation)
    organisation.lead("otto", "Burgerzaken", role=Role.HR)
    for name in ("otto", "lena"):
        with pytest.raises(NotFound):
            find(organisation, file_id, viewer(name))


def test_who_may_not_see_it_any_more_does_not_get_it(
    organisation: Organisation, viewer: Eyes, tmp_path: Path
) -> None:
    organisation.lead("otto", "Burgerzaken", "Raad")
    eyes = viewer("otto")
    ready = ask(organisation, eyes)
    work(organisation)
    half = ask(organisation, eyes, text="B")
    with organisation.world.session() as session:
        session.execute(delete(UnitLead).where(UnitLead.unit_id == organisation.units["Raad"]))
    work(organisation)
    with pytest.raises(NotFound):
        taken(organisation, ready, eyes, tmp_path)
    with pytest.raises(NotFound):
        find(organisation, half, eyes)
    with organisation.world.database.reading() as session:
        assert session.get_one(ReportFile, half).digest == ""


def test_what_is_not_ready_cannot_be_taken(
    organisation: Organisation, viewer: Eyes, tmp_path: Path
) -> None:
    eyes = viewer("hanne")
    file_id = ask(organisation, eyes)
    work(organisation, 1)
    with pytest.raises(NotFound):
        taken(organisation, file_id, eyes, tmp_path)


def test_the_trail_tells_who_asked_and_who_took_it(
    organisation: Organisation, viewer: Eyes, tmp_path: Path
) -> None:
    eyes = viewer("hanne")
    file_id = ask(organisation, eyes, text="Jansen")
    work(organisation)
    taken(organisation, file_id, eyes, tmp_path)
    with organisation.world.database.reading() as session:
        query = select(AuditEvent).where(AuditEvent.action == "export").order_by(AuditEvent.id)
        lines = list(session.scalars(query))
    assert [line.actor_id for line in lines] == [eyes.person_id] * 2
    assert [line.details["export"] for line in lines] == [EXPORT] * 2
    assert "Jansen" not in str([line.details for line in lines])


def test_after_a_day_nothing_of_a_file_is_left(organisation: Organisation, viewer: Eyes) -> None:
    eyes = viewer("hanne")
    ask(organisation, eyes)
    work(organisation)
    world = organisation.world
    world.clock.advance(days=1, minutes=1)
    fresh = ask(organisation, eyes)
    work(organisation, 1)
    with world.transaction() as library:
        nightly.forget_files(library, "", world.clock().date(), world.clock())
    with world.database.reading() as session:
        assert list(session.scalars(select(ReportFile.id))) == [fresh]
        assert set(session.scalars(select(ReportPiece.file_id))) == {fresh}


def test_only_much_is_left_to_the_worker(organisation: Organisation, viewer: Eyes) -> None:
    asked = request(organisation, viewer("hanne"))
    narrow = request(organisation, viewer("hanne"), unit_id=organisation.units["Burgerzaken"])
    with organisation.world.transaction() as library:
        assert large.is_large(library, "people", asked)
        assert not large.is_large(library, "people", narrow)
        assert not large.is_large(library, "overdue", asked)
        assert not large.is_large(library, "units", asked)
