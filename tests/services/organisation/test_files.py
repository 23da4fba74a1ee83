"""A file on its way in: what stops it, what it survives, and what it leaves behind."""

from uuid import uuid4

import pytest
from sqlalchemy import select, update

from tests.services.organisation.imports import (
    ANNA,
    BAS,
    CARLA,
    HR,
    begin,
    bring_in,
    csv,
    found,
    numbers,
    person,
    upload,
    view,
    work,
)
from tests.world import World
from training.services import jobs
from training.services.audit import Actor
from training.services.errors import Conflict, Invalid, NotFound
from training.services.organisation import files, importing
from training.services.organisation.importing import DONE, FAULTY, IMPORTING, READY, PeopleWork
from training.store.audit import AuditEvent
from training.store.job import Job, PeopleFile
from training.store.logins import LoginSession
from training.store.people import Person


def many(count: int, start: int = 1) -> list[str]:
    """Write so many people."""
    rows = range(start, start + count)
    return [f"{n:05};Mens {n};m{n}@stad.example;Dienst {n % 7};;;;;" for n in rows]


def test_nothing_is_brought_in_when_anything_is_wrong(world: World) -> None:
    file_id = upload(world, csv(ANNA, BAS.replace("@", "")))
    work(world)
    assert view(world, file_id).state == FAULTY
    with pytest.raises(Conflict):
        begin(world, file_id)
    assert numbers(world) == []


def test_an_address_of_somebody_else_is_refused(world: World) -> None:
    bring_in(world, ANNA, BAS)
    other = ANNA.replace("1;", "8;", 1)
    told = found(world, csv(BAS, other))
    assert [(fault.line, fault.code, fault.values) for fault in told] == [
        (3, "email-taken", {"number": "1"})
    ]
    taken = found(world, csv(ANNA.replace("anna@stad", "lena@voorbeeld"), BAS))
    assert [fault.code for fault in taken] == ["email-account"]


def test_a_path_that_contradicts_a_known_code_is_refused(world: World) -> None:
    bring_in(world, ANNA, BAS)
    moved = BAS.replace("Dienst Publiek;P1", "Dienst Stad;P1")
    assert [fault.code for fault in found(world, csv(ANNA, moved))] == ["unit-claimed"]


def test_more_than_a_tenth_leaves_only_when_the_number_is_typed(world: World) -> None:
    bring_in(world, *many(20))
    file_id = upload(world, csv(*many(17)))
    work(world)
    report = view(world, file_id).report
    assert (report.leavers, report.imported, report.needs_confirmation) == (3, 20, True)
    for typed in ("", "2", "drie"):
        with pytest.raises(Invalid):
            begin(world, file_id, typed)
    begin(world, file_id, " 3 ")
    work(world)
    assert len(numbers(world)) == 17


def test_a_tenth_may_leave_without_asking(world: World) -> None:
    bring_in(world, *many(20))
    assert bring_in(world, *many(18)).state == DONE
    assert len(numbers(world)) == 18


def test_leavers_that_were_not_confirmed_stop_the_import(world: World) -> None:
    bring_in(world, *many(20))
    file_id = upload(world, csv(*many(17)))
    work(world)
    begin(world, file_id, "3")
    with world.transaction() as library:  # meanwhile one of them leaves in another way
        library.session.execute(
            update(Person).where(Person.staff_number == "00020").values(is_active=False)
        )
    work(world)
    assert view(world, file_id).state == READY
    assert view(world, file_id).report.leavers == 2
    assert view(world, file_id).was_stopped
    assert len(numbers(world)) == 19


def test_another_difference_than_was_seen_is_shown_again(world: World) -> None:
    file_id = upload(world, csv(ANNA, BAS))
    work(world)
    bring_in(world, BAS)
    begin(world, file_id)
    work(world)
    assert view(world, file_id).was_stopped
    assert view(world, file_id).report.counts["joined"] == 1
    begin(world, file_id)
    work(world)
    assert numbers(world) == ["1", "2"]


def test_one_import_at_a_time(world: World) -> None:
    first, second = upload(world, csv(ANNA)), upload(world, csv(BAS))
    work(world)
    begin(world, first)
    begin(world, first)  # a second click
    with pytest.raises(Conflict, match="import-running"):
        begin(world, second)
    with pytest.raises(Conflict), world.transaction() as library:
        files.drop(library.session, first, HR, at=world.clock())
    work(world)
    begin(world, second)
    work(world)
    assert view(world, second).was_stopped  # now the first one would leave
    begin(world, second, "1")
    work(world)
    assert numbers(world) == ["2"]


@pytest.mark.parametrize("steps", [1, 4, 6, 8])
def test_it_goes_on_after_a_restart(
    world: World, steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "A_STEP", 10)
    bring_in(world, *many(30))
    file_id = upload(world, csv(*many(60, 20)))
    work(world)
    begin(world, file_id, "19")
    work(world, limit=steps)
    assert view(world, file_id).state == IMPORTING
    work(world)  # another process, with an empty memory
    assert view(world, file_id).state == DONE
    assert numbers(world) == [f"{n:05}" for n in range(20, 80)]


def test_two_workers_may_share_the_work(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "A_STEP", 7)
    file_id = upload(world, csv(*many(50)))
    work(world)
    begin(world, file_id)
    workers = [PeopleWork(), PeopleWork()]
    for turn in range(100):
        people = workers[turn % 2]
        steps = {importing.CHECK: people.check, importing.IMPORT: people.bring_in}
        if not jobs.run_next(world.transaction, steps, at=world.clock()):
            break
    assert view(world, file_id).state == DONE
    assert len(numbers(world)) == 50


def test_work_that_was_given_up_can_be_taken_up(world: World) -> None:
    file_id = upload(world, csv(ANNA, BAS))
    work(world)
    begin(world, file_id)
    with world.transaction() as library:
        library.session.execute(update(Job).values(state=jobs.FAILED))
    assert view(world, file_id).is_stuck
    with world.transaction() as library:
        files.again(library.session, file_id, HR, at=world.clock())
    work(world)
    assert view(world, file_id).state == DONE


def test_the_contents_are_forgotten_when_done_or_dropped(world: World) -> None:
    bring_in(world, ANNA)
    file_id = upload(world, csv(ANNA))
    with world.transaction() as library:
        files.drop(library.session, file_id, HR, at=world.clock())
    work(world)
    with world.transaction() as library:
        assert set(library.session.scalars(select(PeopleFile.content))) == {None}
        dropped = library.session.scalars(
            select(PeopleFile.report).where(PeopleFile.id == file_id)
        ).one()
    assert dropped == ""


def test_a_leaver_is_logged_out(world: World) -> None:
    bring_in(world, ANNA, BAS, CARLA)
    anna = person(world, "1").id
    with world.transaction() as library:
        at = world.clock()
        library.session.add(
            LoginSession(token_digest="x" * 64, person_id=anna, started_at=at, last_seen_at=at)
        )
    bring_in(world, BAS, CARLA, leavers="1")
    with world.transaction() as library:
        assert library.session.scalars(select(LoginSession)).all() == []
        actions = library.session.scalars(
            select(AuditEvent.action).where(AuditEvent.subject_id == anna)
        )
        assert list(actions) == ["person-left"]


def test_an_unknown_file_is_not_found(world: World) -> None:
    with pytest.raises(NotFound), world.transaction() as library:
        files.find(library.session, uuid4())


def test_columns_that_the_file_lacks_are_left_as_they_are(world: World) -> None:
    bring_in(world, ANNA, BAS, CARLA)
    header = "personeelsnummer;naam;e-mail;eenheid"
    short = [";".join(line.split(";")[:4]) for line in (ANNA, BAS, CARLA)]
    assert bring_in(world, *short, header=header).report.is_empty
    assert (person(world, "2").function, person(world, "2").role) == ("Hoofd", "manager")


def test_nobody_reports_oneself_as_having_left(world: World) -> None:
    assert bring_in(world, ANNA, BAS, CARLA).state == DONE
    hr = Actor(person(world, "3").id, "test")
    with world.transaction() as library:
        file_id = files.upload(library.session, "mensen.csv", csv(ANNA, BAS), hr, at=world.clock())
    work(world)
    found = view(world, file_id)
    assert found.state == FAULTY
    assert [fault.code for fault in found.report.faults] == ["own-number"]
    assert person(world, "3").is_active


def test_the_address_of_an_administrator_does_not_follow_a_file(world: World) -> None:
    assert bring_in(world, ANNA, BAS, CARLA).state == DONE
    with world.session() as session:
        session.execute(update(Person).where(Person.staff_number == "1").values(role="admin"))
    changed = ANNA.replace("anna@", "elders@")
    file_id = upload(world, csv(changed, BAS, CARLA))
    work(world)
    found = view(world, file_id)
    assert [fault.code for fault in found.report.faults] == ["email-guarded"]
    assert person(world, "1").email == "anna@stad.example"


DIGEST = "0" * 64


def test_a_new_address_ends_what_was_open_at_the_old_one(world: World) -> None:
    assert bring_in(world, ANNA, BAS, CARLA).state == DONE
    at, anna = world.clock(), person(world, "1").id
    with world.session() as session:
        session.add(
            LoginSession(token_digest=DIGEST, person_id=anna, started_at=at, last_seen_at=at)
        )
    assert bring_in(world, ANNA.replace("anna@", "elders@"), BAS, CARLA).state == DONE
    with world.session() as session:
        assert session.scalars(select(LoginSession)).all() == []
