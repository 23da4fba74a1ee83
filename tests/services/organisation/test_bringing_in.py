"""Joiners, movers, leavers and returners, from a file to the counts of HR."""

from uuid import UUID

import pytest
from sqlalchemy import select

from tests.services.organisation.imports import (
    ANNA,
    BAS,
    CARLA,
    TODAY,
    begin,
    bring_in,
    csv,
    numbers,
    person,
    upload,
    work,
)
from tests.world import World
from training.domain.organisation import ROOT_ID
from training.domain.standing import Tally
from training.services.enrolment import duty_by, enrol
from training.services.organisation import importing
from training.services.organisation.importing import DONE
from training.services.organisation.leaving import leave_due
from training.store import tally
from training.store.audit import AuditEvent
from training.store.enrolment import Enrolment
from training.store.mail import Mail
from training.store.organisation import CohortMember, OrgUnit, UnitAncestor, UnitLead
from training.store.people import Learner
from training.store.recount import recount


def unit(world: World, name: str) -> OrgUnit:
    with world.transaction() as library:
        return library.session.scalars(select(OrgUnit).where(OrgUnit.name == name)).one()


def give_duty(world: World, number: str) -> UUID:
    """Give someone a course to do, and give the course."""
    person_id = person(world, number).id
    with world.transaction() as library:
        query = select(Learner.key).where(Learner.person_id == person_id)
        key = library.session.scalars(query).one()
        duty = duty_by(TODAY)
        return enrol(
            library, learner_key=key, course_slug="proef", at=world.clock(), duty=duty
        ).course_id


def counted(world: World, unit_id: UUID, course_id: UUID) -> Tally:
    """Give the counts of a unit, and hold them against the facts."""
    with world.transaction() as library:
        session = library.session
        found = tally.list_tallies(session, [unit_id], [course_id])
        while tally.fold(session):
            pass
        assert recount(session, course_id) == []
    return found.get((unit_id, course_id), Tally())


def test_a_file_makes_people_and_units(world: World) -> None:
    assert bring_in(world, ANNA, BAS, CARLA).state == DONE
    anna, bas = person(world, "1"), person(world, "2")
    balie, dienst = unit(world, "Balie"), unit(world, "Dienst Publiek")
    assert (anna.name, anna.role, anna.unit_id) == ("Anna de Boer", "learner", balie.id)
    assert (bas.role, bas.unit_id) == ("manager", dienst.id)
    assert (balie.parent_id, dienst.parent_id) == (dienst.id, ROOT_ID)
    assert (balie.layer, unit(world, "Raad").layer) == ("officials", "council")
    with world.transaction() as library:
        led = library.session.scalars(select(UnitLead)).all()
        assert [(row.unit_id, row.person_id) for row in led] == [(dienst.id, bas.id)]
        members = library.session.scalars(select(CohortMember.person_id)).all()
        assert members == [anna.id]
        above = select(UnitAncestor.ancestor_id).where(UnitAncestor.unit_id == balie.id)
        assert set(library.session.scalars(above)) == {balie.id, dienst.id, ROOT_ID}


def test_the_same_file_again_changes_nothing(world: World) -> None:
    bring_in(world, ANNA, BAS, CARLA)
    again = bring_in(world, ANNA, BAS, CARLA)
    assert again.report.is_empty
    assert again.report.counts["unchanged"] == 3


def test_a_mover_takes_the_counts_along(world: World) -> None:
    bring_in(world, ANNA, BAS, CARLA)
    course, anna = give_duty(world, "1"), person(world, "1").id
    balie, raad = unit(world, "Balie").id, unit(world, "Raad").id
    assert counted(world, balie, course).not_started == 1
    moved = ANNA.replace("Dienst Publiek > Balie;B1", "Raad;R1")
    assert bring_in(world, moved, BAS, CARLA).report.counts["moved"] == 1
    assert counted(world, balie, course) == Tally()
    assert counted(world, raad, course).not_started == 1
    with world.transaction() as library:
        query = select(AuditEvent).where(AuditEvent.action == "person-moved")
        event = library.session.scalars(query).one()
        assert event.details == {"from": "Dienst Publiek > Balie", "to": "Raad"}
        assert event.subject_id == anna


def test_a_leaver_is_out_of_today_and_comes_back_with_the_same_duty(world: World) -> None:
    bring_in(world, ANNA, BAS, CARLA)
    course = give_duty(world, "1")
    bring_in(world, BAS, CARLA, leavers="1")
    anna = person(world, "1")
    assert (anna.is_active, anna.left_on) == (False, TODAY)
    assert counted(world, ROOT_ID, course) == Tally()
    assert bring_in(world, ANNA, BAS, CARLA).report.counts["returned"] == 1
    assert (person(world, "1").is_active, person(world, "1").left_on) == (True, None)
    assert counted(world, ROOT_ID, course).not_started == 1
    with world.transaction() as library:
        assert library.session.scalars(select(Enrolment.ended_at)).all() == [None]


def test_a_unit_that_moves_takes_its_counts_along(world: World) -> None:
    bring_in(world, ANNA, BAS, CARLA)
    course = give_duty(world, "1")
    counted(world, ROOT_ID, course)
    line = ANNA.replace("Dienst Publiek > Balie", "Dienst Stad > Klantcontact")
    report = bring_in(world, line, BAS, CARLA).report
    assert report.units_changed == (("Dienst Publiek > Balie", "Dienst Stad > Klantcontact"),)
    assert report.units_added == ("Dienst Stad",)
    assert counted(world, unit(world, "Dienst Publiek").id, course) == Tally()
    assert counted(world, unit(world, "Dienst Stad").id, course).not_started == 1
    assert counted(world, ROOT_ID, course).not_started == 1


def test_a_last_day_that_is_over_ends_it_at_night(world: World) -> None:
    header = "personeelsnummer;naam;e-mail;eenheid;uit dienst"
    line = "1;Anna;anna@stad.example;Balie;24-11-2026"
    bring_in(world, line, header=header)
    assert numbers(world) == ["1"]
    with world.transaction() as library:
        assert leave_due(library.session, TODAY, world.clock(), 100) == 0
        tomorrow = TODAY.replace(day=25)
        assert leave_due(library.session, tomorrow, world.clock(), 100) == 1
    assert numbers(world) == []


def test_who_leads_no_more_is_no_manager_and_other_roles_stay(world: World) -> None:
    hanne = "9;Hanne Peeters;hanne@voorbeeld.example;Dienst Publiek;P1;;HR-adviseur;ja;"
    bring_in(world, BAS, hanne)
    assert person(world, "9").role == "hr"
    bring_in(world, BAS.replace(";ja;", ";nee;"), hanne.replace(";ja;", ";nee;"))
    assert (person(world, "2").role, person(world, "9").role) == ("learner", "hr")
    with world.transaction() as library:
        assert library.session.scalars(select(UnitLead)).all() == []


def test_an_account_without_number_is_taken_over_and_the_others_stay(world: World) -> None:
    before = world.learner("otto")
    bring_in(world, "7;Otto Vos;OTTO@voorbeeld.example;Balie;B1;;;;")
    assert world.learner("otto") == before
    assert person(world, "7").email == "otto@voorbeeld.example"
    assert world.learner("lena")


def test_a_unit_with_another_layer_or_place_has_its_people_looked_at(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_in(world, ANNA, BAS, CARLA)
    seen: list[UUID] = []
    monkeypatch.setattr(importing, "apply_rules", lambda _, keys, **__: seen.extend(keys))
    assert bring_in(world, ANNA, BAS, CARLA).state == DONE
    assert seen == []
    bring_in(world, ANNA, BAS.replace("ambtelijk", "college"), CARLA)
    assert len(seen) == 2  # who leads it, and who is below it


def test_a_new_code_for_the_same_unit_keeps_the_unit(world: World) -> None:
    bring_in(world, ANNA, BAS)
    before = unit(world, "Balie").id
    bring_in(world, ANNA.replace("B1", "B9"), BAS)
    assert (unit(world, "Balie").id, unit(world, "Balie").code) == (before, "B9")


def test_units_that_swap_their_names_keep_their_codes(world: World) -> None:
    one = "1;Anna;anna@stad.example;Team Noord;N;;;;"
    two = "2;Bas;bas@stad.example;Team Zuid;Z;;;;"
    bring_in(world, one, two)
    before = unit(world, "Team Noord").id
    bring_in(world, one.replace("Noord", "Zuid"), two.replace("Zuid", "Noord"))
    assert (unit(world, "Team Zuid").id, unit(world, "Team Zuid").code) == (before, "N")
    assert person(world, "1").unit_id == before


def test_who_returns_is_exempt_or_late_as_the_facts_say(world: World) -> None:
    bring_in(world, ANNA, BAS, CARLA)
    course = give_duty(world, "1")
    bring_in(world, BAS, CARLA, leavers="1")
    world.clock.advance(days=3)
    bring_in(world, ANNA, BAS, CARLA)
    assert counted(world, ROOT_ID, course).overdue == 1


def test_an_address_that_changes_is_on_the_trail(world: World) -> None:
    bring_in(world, ANNA, BAS)
    assert bring_in(world, ANNA.replace("anna@", "a.deboer@"), BAS).report.counts["changed"] == 1
    with world.transaction() as library:
        query = select(AuditEvent.details).where(AuditEvent.action == "address-changed")
        assert library.session.scalars(query).all() == [
            {"from": "anna@stad.example", "to": "a.deboer@stad.example"}
        ]


def test_the_old_address_is_told_that_there_is_another_one(world: World) -> None:
    """Whoever gives a colleague another address could come in there and read the answers."""
    bring_in(world, ANNA, BAS)
    people = importing.PeopleWork(lambda template, language, **values: (template, str(values)))
    steps = {importing.CHECK: people.check, importing.IMPORT: people.bring_in}
    file_id = upload(world, csv(ANNA.replace("anna@", "hr@"), BAS))
    work(world, steps)
    begin(world, file_id)
    work(world, steps)
    assert person(world, "1").email == "hr@stad.example"
    with world.transaction() as library:
        mails = library.session.execute(select(Mail.recipient, Mail.subject, Mail.body)).all()
    assert mails == [("anna@stad.example", "readdressed", "{'name': 'Anna de Boer'}")]
