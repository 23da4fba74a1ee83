"""HR files for tests, and an import from upload to end."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from tests.world import World
from training.services import jobs
from training.services.audit import Actor
from training.services.jobs import Step
from training.services.organisation import files, importing
from training.services.organisation.checking import Check
from training.services.organisation.files import FileView
from training.services.organisation.hr_faults import Fault
from training.services.organisation.hr_file import HrFile
from training.store.people import Person

HEADER = "personeelsnummer;naam;e-mail;eenheid;eenheidscode;laag;functie;leidinggevende;groepen"
HR = Actor(None, "test")
ANNA = "1;Anna de Boer;anna@stad.example;Dienst Publiek > Balie;B1;;Baliemedewerker;nee;starters"
BAS = "2;Bas Visser;bas@stad.example;Dienst Publiek;P1;ambtelijk;Hoofd;ja;"
CARLA = "3;Carla Smit;carla@stad.example;Raad;R1;raad;Raadslid;;"
TODAY = date(2026, 11, 23)


def csv(*lines: str, header: str = HEADER) -> bytes:
    return "\r\n".join([header, *lines, ""]).encode()


def read(content: bytes) -> HrFile:
    """Read a whole file."""
    file = HrFile(content)
    while not file.is_read:
        file.advance(1000)
    return file


def faults(content: bytes) -> list[tuple[int, str, str]]:
    """Give line, code and column of everything wrong in a file by itself."""
    return [(fault.line, fault.code, fault.column) for fault in read(content).faults.in_order()]


def check(world: World, content: bytes) -> Check:
    """Check a file without keeping it."""
    made = Check(content)
    with world.transaction() as library:
        while not made.advance(library.session, today=TODAY, at=world.clock()):
            pass
    return made


def found(world: World, content: bytes) -> list[Fault]:
    report = check(world, content).report
    return list(report.faults) if report else []


def upload(world: World, content: bytes) -> UUID:
    with world.transaction() as library:
        return files.upload(library.session, "mensen.csv", content, HR, at=world.clock())


def work(world: World, steps: Mapping[str, Step] | None = None, limit: int = 10_000) -> int:
    """Do what waits, and give the number of steps."""
    people = importing.PeopleWork()
    mine = steps or {importing.CHECK: people.check, importing.IMPORT: people.bring_in}
    for number in range(limit):
        if not jobs.run_next(world.transaction, mine, at=world.clock()):
            return number
    return limit


def view(world: World, file_id: UUID) -> FileView:
    with world.transaction() as library:
        return files.find(library.session, file_id)


def begin(world: World, file_id: UUID, leavers: str = "") -> None:
    with world.transaction() as library:
        files.begin_import(library.session, file_id, leavers, HR, at=world.clock())


def bring_in(world: World, *lines: str, leavers: str = "", header: str = HEADER) -> FileView:
    """Upload, check and bring in."""
    file_id = upload(world, csv(*lines, header=header))
    work(world)
    assert view(world, file_id).state == importing.READY, view(world, file_id).report.faults
    begin(world, file_id, leavers)
    work(world)
    return view(world, file_id)


def person(world: World, number: str) -> Person:
    with world.transaction() as library:
        return library.session.scalars(select(Person).where(Person.staff_number == number)).one()


def numbers(world: World) -> Sequence[str]:
    """List the staff numbers of who is active."""
    query = select(Person.staff_number).where(Person.is_active, Person.staff_number.is_not(None))
    with world.transaction() as library:
        return sorted(number or "" for number in library.session.scalars(query))
