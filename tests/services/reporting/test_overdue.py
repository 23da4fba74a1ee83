"""Who is too late: the longest first, in parts of the organisation, with the last reminder."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.organisation import LATE, Organisation
from tests.world import MOMENT
from training.domain.organisation import Layer
from training.domain.standing import Standing
from training.services.errors import NotFound
from training.services.mail import Letter, queue
from training.services.reporting import overdue as module
from training.services.reporting.overdue import OverduePage, overdue_page
from training.services.reporting.people import Count
from training.services.reporting.view import Filters, Viewer, look
from training.store.base import new_id
from training.store.enrolment import Enrolment
from training.store.reminder import Reminder

Eyes = Callable[[str], Viewer]


def page(org: Organisation, viewer: Viewer, *, after: str = "", **filters: object) -> OverduePage:
    asked = Filters(**filters)  # type: ignore[arg-type]  # the fields of a test by name
    with org.world.transaction() as library:
        view = look(library, viewer, asked)
        return overdue_page(library, view, asked, today=viewer.today, after=after)


def names(found: OverduePage) -> list[str]:
    return [line.name for line in found.lines]


@pytest.fixture(params=["gather", "walk"], autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "walk":
        monkeypatch.setattr(module, "FEW", -1)
        monkeypatch.setattr(module, "is_narrow", lambda *_: False)


@pytest.fixture
def late(organisation: Organisation) -> Organisation:
    """Somebody at the council's office is late by a year."""
    with organisation.world.transaction() as library:
        long_ago = LATE - timedelta(days=365)
        library.session.execute(
            update(Enrolment)
            .where(Enrolment.unit_id == organisation.units["Vergunningen"])
            .where(Enrolment.standing == Standing.OVERDUE)
            .values(due_on=long_ago, late_from=long_ago + timedelta(days=8))
        )
    return organisation


def test_the_longest_late_comes_first(late: Organisation, viewer: Eyes) -> None:
    found = page(late, viewer("hanne"))
    assert names(found)[0] == "Vergunningen 2"
    assert [line.days for line in found.lines] == [368, 10, 10]
    assert {line.course.title for line in found.lines} == {"Proefcursus"}
    assert found.count == Count(3)


def test_a_layer_a_unit_and_a_name_narrow_it(late: Organisation, viewer: Eyes) -> None:
    hanne = viewer("hanne")
    assert names(page(late, hanne, layer=Layer.EXECUTIVE)) == ["College 1"]
    assert names(page(late, hanne, unit_id=late.units["Burgerzaken"])) == ["Burgerzaken 2"]
    assert names(page(late, hanne, text="verg", course="proef")) == ["Vergunningen 2"]
    assert names(page(late, hanne, text="00003")) == ["College 1"]
    assert names(page(late, hanne, text="nie")) == []


def test_a_manager_sees_the_own_part(late: Organisation, viewer: Eyes) -> None:
    late.lead("tom", "Burgerzaken")
    tom = viewer("tom")
    assert names(page(late, tom)) == ["Burgerzaken 2"]
    assert names(page(late, tom, text="verg")) == []
    with pytest.raises(NotFound):
        page(late, tom, unit_id=late.units["Vergunningen"])


def test_pages_follow_each_other(
    late: Organisation, viewer: Eyes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PAGE", 1)
    first = page(late, viewer("hanne"))
    second = page(late, viewer("hanne"), after=first.next)
    third = page(late, viewer("hanne"), after=second.next)
    assert {*names(second), *names(third)} == {"Burgerzaken 2", "College 1"}
    assert third.next == ""
    for wrong in ("x", "2026-01-01", "2026-01-01.x", ".", "2026-99-01." + "0" * 32):
        with pytest.raises(NotFound):
            page(late, viewer("hanne"), after=wrong)


def test_it_tells_when_the_last_reminder_was_made(late: Organisation, viewer: Eyes) -> None:
    enrolment_id = page(late, viewer("hanne")).lines[0].enrolment_id
    recipient_id = viewer("hanne").person_id
    with late.world.transaction() as library:
        session = library.session
        mail_id = queue(session, Letter("a@b.example", "x", "y"), at=MOMENT)
        for days, moment in ((9, "after-1"), (2, "after-7")):
            session.add(
                Reminder(
                    id=new_id(MOMENT),
                    enrolment_id=enrolment_id,
                    moment=moment,
                    recipient_id=recipient_id,
                    mail_id=mail_id,
                    created_at=MOMENT - timedelta(days=days),
                )
            )
    found = page(late, viewer("hanne"))
    assert found.lines[0].reminded_at == MOMENT - timedelta(days=2)
    assert found.lines[1].reminded_at is None
