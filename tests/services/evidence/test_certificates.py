"""A certificate is one's own, outlives its cycle and its course, and can get a new number."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.services.evidence.completed import completed, next_cycle, reissue, rename, set_expiry
from tests.services.learner import Learner
from tests.world import World, read_files
from training.services.errors import Conflict, NotFound
from training.services.evidence import certificates
from training.services.evidence.certificates import Certificate, CertificateRow
from training.store.audit import AuditEvent
from training.store.certificate import ReplacedNumber, find_completed
from training.store.dispensation import ManualCompletion


def own(learner: Learner, number: str, language: str = "nl") -> Certificate:
    with learner.world.transaction() as library:
        return certificates.find_own(library, learner.key, number, language=language)


def rows(learner: Learner) -> tuple[CertificateRow, ...]:
    with learner.world.transaction() as library:
        today = learner.world.clock().date()
        return certificates.list_own(library, learner.key, language="nl", today=today)


def test_a_certificate_names_person_course_day_number_and_versions(world: World) -> None:
    lena, number = completed(world)
    found = own(lena, number)
    assert (found.person_name, found.course_title) == ("Lena de Wit", "Proefcursus")
    assert (found.completed_on, found.course_version) == (date(2026, 11, 23), 1)
    assert [(unit.title, unit.version) for unit in found.units] == [
        ("Lezen", 1),
        ("De bank", 1),
        ("Vragen", 1),
    ]
    assert found == lena.receipt()
    assert own(lena, number, "en").course_title != found.course_title


def test_another_persons_certificate_is_not_found(world: World) -> None:
    _, number = completed(world)
    otto = Learner(world, "otto")
    for wrong in (number, "2026-AAAA-AAAA", "", "x" * 500):
        with pytest.raises(NotFound):
            own(otto, wrong)
    with pytest.raises(NotFound):
        reissue(otto, number)
    assert rows(otto) == ()


def test_all_cycles_are_listed_and_stay_readable_the_newest_first(world: World) -> None:
    lena, first = completed(world)
    set_expiry(lena, date(2027, 1, 31))
    world.clock.advance(days=365)
    second = next_cycle(lena)
    assert [(row.number, row.cycle, row.is_expired) for row in rows(lena)] == [
        (second, 2, False),
        (first, 1, True),
    ]
    assert lena.receipt(cycle=1).number == first
    assert lena.receipt(cycle=2).number == lena.receipt().number == second
    with pytest.raises(NotFound):
        lena.receipt(cycle=3)


def test_a_certificate_outlives_its_course(world: World) -> None:
    lena, number = completed(world)
    before = own(lena, number)
    world.load({path: text for path, text in read_files().items() if "/courses/" not in path})
    assert own(lena, number) == before
    assert [row.course_title for row in rows(lena)] == [before.course_title]


def test_a_certificate_is_valid_through_its_last_day(world: World) -> None:
    lena, _ = completed(world)
    set_expiry(lena, world.clock().date())
    assert not rows(lena)[0].is_expired
    world.clock.advance(days=1)
    assert rows(lena)[0].is_expired


def test_what_hr_put_on_record_has_the_day_that_hr_gave(world: World) -> None:
    lena, number = completed(world)
    with world.transaction() as library:
        found = find_completed(library.session, number)
        assert found
        library.session.add(
            ManualCompletion(
                enrolment_id=found[0].id,
                completed_on=date(2026, 11, 2),
                reason="Bijeenkomst in de raadzaal",
                recorded_at=world.clock(),
            )
        )
    paper = own(lena, number)
    assert (paper.is_by_hand, paper.completed_on) == (True, date(2026, 11, 2))


def test_a_new_number_replaces_the_old_one_and_is_on_the_trail(world: World) -> None:
    lena, old = completed(world)
    rename(world, lena.key, "Lena Jansen")
    new = reissue(lena, old)
    assert new != old
    paper = own(lena, new)
    assert (paper.person_name, paper.completed_on) == ("Lena Jansen", date(2026, 11, 23))
    with pytest.raises(NotFound):
        own(lena, old)
    with world.transaction() as library:
        (line,) = library.session.scalars(select(AuditEvent).where(AuditEvent.action == "reissue"))
        assert line.details == {"from": old, "to": new}


def test_a_second_click_makes_no_second_number(world: World) -> None:
    lena, old = completed(world)
    new = reissue(lena, old)
    with pytest.raises(Conflict):
        reissue(lena, old)
    assert own(lena, new).number == new


def test_numbers_are_not_given_without_end(world: World) -> None:
    lena, number = completed(world)
    for _ in range(certificates.MOST_NUMBERS):
        number = reissue(lena, number)
    with pytest.raises(Conflict):
        reissue(lena, number)
    with world.transaction() as library:
        assert len(list(library.session.scalars(select(ReplacedNumber)))) == 20
