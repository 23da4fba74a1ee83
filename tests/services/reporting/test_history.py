"""The figures of earlier days: which are kept, that a leaver stays in them, and how they go."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.organisation import TODAY, Organisation
from training.domain.organisation import ROOT_ID, Layer
from training.domain.standing import Tally
from training.services.jobs import NewJob, enqueue
from training.services.reporting.dashboard import dashboard
from training.services.reporting.figures import add_up
from training.services.reporting.history import (
    days_made_later,
    days_shown,
    is_kept,
    record,
)
from training.services.reporting.view import Filters, Viewer, look
from training.store.report_history import list_days, list_history

SUNDAY, MONTH_END = date(2026, 11, 22), date(2026, 10, 31)
Eyes = Callable[[str], Viewer]


def keep(org: Organisation, day: date) -> bool:
    with org.world.transaction() as library:
        return record(library.session, day=day)


def kept(org: Organisation, day: date) -> Tally:
    with org.world.transaction() as library:
        course = org.course_id(library)
        found = list_history(library.session, [day], [ROOT_ID], [course])
        return add_up(found.get((day, ROOT_ID), {}).values())


def days(org: Organisation) -> list[date]:
    with org.world.transaction() as library:
        return list_days(library.session, date(2100, 1, 1))


@pytest.mark.parametrize(
    ("day", "is_one"),
    [
        (SUNDAY, True),
        (MONTH_END, True),
        (date(2026, 2, 28), True),
        (date(2028, 2, 28), False),
        (TODAY, False),
    ],
)
def test_sundays_and_month_ends_are_kept(day: date, is_one: bool) -> None:
    assert is_kept(day) is is_one


def test_a_day_is_kept_once_and_an_ordinary_one_not(organisation: Organisation) -> None:
    assert not keep(organisation, TODAY)
    assert keep(organisation, SUNDAY)
    assert keep(organisation, SUNDAY)
    assert days(organisation) == [SUNDAY]
    assert kept(organisation, SUNDAY) == Tally(1, 1, 6, 3, 1)


def test_who_left_is_out_of_today_and_still_in_earlier_days(
    organisation: Organisation, viewer: Eyes
) -> None:
    keep(organisation, MONTH_END)
    organisation.leave("Balie 1")
    keep(organisation, SUNDAY)
    assert kept(organisation, MONTH_END).completed == 6
    assert kept(organisation, SUNDAY).completed == 5
    hanne = viewer("hanne")
    with organisation.world.transaction() as library:
        page = dashboard(library, look(library, hanne, Filters()), today=TODAY)
    shown = [(point.day, point.figure.tally.completed) for point in page.trend]
    assert shown == [(MONTH_END, 6), (SUNDAY, 5), (TODAY, 5)]


def test_the_trend_follows_unit_and_layer(organisation: Organisation, viewer: Eyes) -> None:
    keep(organisation, SUNDAY)
    hanne = viewer("hanne")
    with organisation.world.transaction() as library:
        asked = Filters(unit_id=organisation.units["Raad"], layer=Layer.OFFICIALS)
        page = dashboard(library, look(library, hanne, asked), today=TODAY)
    assert page.trend[0].figure.tally == Tally(completed=1)


def test_old_sundays_go_and_month_ends_stay(organisation: Organisation) -> None:
    keep(organisation, MONTH_END)
    keep(organisation, SUNDAY)
    keep(organisation, SUNDAY + timedelta(weeks=13))
    assert days(organisation) == [MONTH_END, SUNDAY, SUNDAY + timedelta(weeks=13)]
    keep(organisation, SUNDAY + timedelta(weeks=14))
    assert days(organisation) == [MONTH_END, *(SUNDAY + timedelta(weeks=n) for n in (13, 14))]


def test_the_first_day_that_is_known_stands_in_for_a_missed_one(
    organisation: Organisation, viewer: Eyes
) -> None:
    keep(organisation, SUNDAY)
    monday = SUNDAY + timedelta(days=8)  # the end of the month as well, and that one is missed too
    thursday = monday + timedelta(days=3)
    assert keep(organisation, thursday)
    assert not keep(organisation, thursday + timedelta(days=1))
    assert days(organisation) == [SUNDAY, thursday]
    hanne, today = viewer("hanne"), thursday + timedelta(days=2)
    with organisation.world.transaction() as library:
        page = dashboard(library, look(library, hanne, Filters()), today=today)
    shown = [(point.day, point.is_later) for point in page.trend]
    assert shown == [(SUNDAY, False), (thursday, True), (today, False)]


def test_a_missed_sunday_before_anything_was_kept_has_its_stand_in(
    organisation: Organisation,
) -> None:
    at = organisation.world.clock() - timedelta(days=3)
    with organisation.world.transaction() as library:
        enqueue(library.session, NewJob("night"), at=at)
    assert keep(organisation, SUNDAY + timedelta(days=1))


def test_what_stands_in_for_a_month_end_stays_and_for_a_sunday_goes(
    organisation: Organisation,
) -> None:
    keep(organisation, MONTH_END)
    tuesdays = [SUNDAY + timedelta(days=2), SUNDAY + timedelta(days=9)]
    for day in tuesdays:
        assert keep(organisation, day)
    far = SUNDAY + timedelta(weeks=20)
    keep(organisation, far)
    assert days(organisation) == [MONTH_END, tuesdays[1], far]
    assert days_made_later([MONTH_END, *tuesdays, far], far) == [tuesdays[1]]


def test_a_trend_shows_only_days_that_are_kept() -> None:
    found = days_shown(TODAY)
    assert all(is_kept(day) and day < TODAY for day in found)
    assert found[-1] == SUNDAY
    assert len(found) <= 37
