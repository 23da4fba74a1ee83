"""The figures of units: what adds up, what is left out, and what is nobody's business."""

from collections.abc import Callable

import pytest

from tests.organisation import BUSY, DONE, Organisation
from tests.services.statements import counted
from training.domain.organisation import Layer
from training.domain.standing import Tally
from training.services.errors import NotFound
from training.services.reporting.dashboard import DashboardPage, dashboard
from training.services.reporting.figures import Figure, figures_of, terms_of
from training.services.reporting.view import Filters, Viewer, look, menu
from training.services.standing import recount
from training.store.organisation import OrgUnit

Eyes = Callable[[str], Viewer]


def page(org: Organisation, viewer: Viewer, filters: Filters | None = None) -> DashboardPage:
    with org.world.transaction() as library:
        view = look(library, viewer, filters or Filters())
        return dashboard(library, view, today=viewer.today)


def rows(found: DashboardPage) -> dict[str, Tally]:
    return {row.unit.name if row.unit else "own": row.together.tally for row in found.rows}


def test_hr_sees_each_unit_with_everything_below_it(
    organisation: Organisation, viewer: Eyes
) -> None:
    found = page(organisation, viewer("hanne"))
    assert rows(found) == {
        "College": Tally(overdue=1),
        "Dienstverlening": Tally(completed=4, in_progress=1, overdue=2, exempt=1),
        "Raad": Tally(completed=2, not_started=1),
    }
    assert found.total.together.tally == Tally(1, 1, 6, 3, 1)
    assert found.total.together.percent == 55


def test_rows_add_up_to_the_total_with_the_people_of_no_subunit(
    organisation: Organisation, viewer: Eyes
) -> None:
    chosen = Filters(unit_id=organisation.units["Dienstverlening"])
    found = page(organisation, viewer("hanne"), chosen)
    assert rows(found)["own"] == Tally(completed=1)
    assert sum(rows(found).values(), Tally()) == found.total.together.tally
    assert [unit.name for unit in found.view.crumbs] == ["", "Dienstverlening"]


def test_a_layer_counts_who_belongs_to_it_wherever_the_tree_changes(
    organisation: Organisation, viewer: Eyes
) -> None:
    per_layer = {
        layer: page(organisation, viewer("hanne"), Filters(layer=layer)).total.together.tally
        for layer in Layer
    }
    assert per_layer[Layer.COUNCIL] == Tally(completed=1, not_started=1)
    assert per_layer[Layer.EXECUTIVE] == Tally(overdue=1)
    assert per_layer[Layer.OFFICIALS] == Tally(completed=5, in_progress=1, overdue=2, exempt=1)
    found = page(organisation, viewer("hanne"), Filters(layer=Layer.OFFICIALS))
    assert rows(found)["Raad"] == Tally(completed=1)  # the clerks of the council
    assert (
        sum(per_layer.values(), Tally()) == page(organisation, viewer("hanne")).total.together.tally
    )


def test_a_layer_follows_a_unit_that_gets_another_one(
    organisation: Organisation, viewer: Eyes
) -> None:
    with organisation.world.transaction() as library:
        library.session.get_one(OrgUnit, organisation.units["Balie"]).layer = Layer.COUNCIL
    found = page(organisation, viewer("hanne"), Filters(layer=Layer.COUNCIL))
    assert found.total.together.tally == Tally(completed=2, not_started=1, in_progress=1)
    assert rows(found)["Dienstverlening"] == Tally(completed=1, in_progress=1)


def test_counts_equal_a_recount(organisation: Organisation) -> None:
    ids = list(organisation.units.values())
    with organisation.world.transaction() as library:
        course = organisation.course_id(library)
        session = library.session
        before = [figures_of(session, terms_of(session, ids, la), [course]) for la in Layer]
        assert recount(session, course) == []
        after = [figures_of(session, terms_of(session, ids, la), [course]) for la in Layer]
    assert before == after


def test_a_manager_sees_the_own_units_and_no_others(
    organisation: Organisation, viewer: Eyes
) -> None:
    organisation.lead("tom", "Burgerzaken")
    organisation.lead("otto", "Vergunningen", "Balie", "Burgerzaken")
    assert rows(page(organisation, viewer("tom"))) == {
        "Balie": Tally(completed=1, in_progress=1),
        "own": Tally(completed=1, overdue=1, exempt=1),
    }
    two = page(organisation, viewer("otto"))
    assert sorted(rows(two)) == ["Burgerzaken", "Vergunningen"]
    assert two.total.together.tally == Tally(completed=3, in_progress=1, overdue=2, exempt=1)
    assert two.view.crumbs == ()
    for unit in ("Dienstverlening", "Raad", ""):
        with pytest.raises(NotFound):
            page(organisation, viewer("tom"), Filters(unit_id=organisation.units[unit]))


def test_the_menu_holds_the_own_tree_only(organisation: Organisation, viewer: Eyes) -> None:
    organisation.lead("tom", "Burgerzaken")
    tom, hanne = viewer("tom"), viewer("hanne")
    with organisation.world.transaction() as library:
        own = menu(library, look(library, tom, Filters()))
        all_units = menu(library, look(library, hanne, Filters()))
    assert [(unit.name, unit.depth) for unit in own] == [("Burgerzaken", 0), ("Balie", 1)]
    names = [unit.name for unit in all_units]
    assert names[:4] == ["", "College", "Dienstverlening", "Burgerzaken"]


def test_who_leads_nothing_finds_nothing(organisation: Organisation, viewer: Eyes) -> None:
    for name in ("lena", "tom"):
        with pytest.raises(NotFound):
            page(organisation, viewer(name))


def test_an_unknown_course_is_not_found(organisation: Organisation, viewer: Eyes) -> None:
    with pytest.raises(NotFound):
        page(organisation, viewer("hanne"), Filters(course="bestaat-niet"))


def test_it_takes_as_many_statements_whatever_the_number_of_people(
    organisation: Organisation, viewer: Eyes
) -> None:
    eyes = viewer("hanne")
    with counted(organisation.world) as few:
        page(organisation, eyes)
    for number in range(5):
        organisation.person(f"Nieuw {number}", "Balie", BUSY)
    with counted(organisation.world) as more:
        page(organisation, eyes)
    assert len(few) == len(more) <= 12


def test_nobody_is_all_and_one_is_not_none() -> None:
    assert Figure(Tally(completed=999, overdue=1)).percent == 99
    assert Figure(Tally(completed=1, not_started=999)).percent == 1
    assert Figure(Tally(completed=3)).percent == 100
    assert Figure(Tally(exempt=3)).percent is None


def test_a_leaver_is_out_of_today(organisation: Organisation, viewer: Eyes) -> None:
    before = page(organisation, viewer("hanne")).total.together.tally
    organisation.leave("Balie 1")
    after = page(organisation, viewer("hanne")).total.together.tally
    assert (before.completed, after.completed) == (6, 5)
    assert organisation.person("Terug", "Balie", DONE)
