"""The matrix: who is in it, in which order, by either way of finding, and for whose eyes."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from tests.organisation import Organisation
from tests.services.statements import counted
from training.domain.organisation import Layer
from training.domain.standing import Standing
from training.services.errors import NotFound
from training.services.reporting import people as module
from training.services.reporting.people import Count, PeoplePage, people_page
from training.services.reporting.view import Filters, Viewer, look
from training.store.report_people import Way

Eyes = Callable[[str], Viewer]
OFFICE = ["Balie 1", "Balie 2", "Burgerzaken 1", "Burgerzaken 2", "Burgerzaken 3"]


def page(org: Organisation, viewer: Viewer, *, after: str = "", **filters: object) -> PeoplePage:
    asked = Filters(**filters)  # type: ignore[arg-type]  # the fields of a test by name
    with org.world.transaction() as library:
        return people_page(library, look(library, viewer, asked), asked, after=after)


def names(found: PeoplePage) -> list[str]:
    return [line.name for line in found.lines]


@pytest.fixture(params=list(Way))
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Way:
    """Find people in each way: all find the same."""
    found = Way(request.param)
    monkeypatch.setattr(module, "choose_way", lambda *_: found)
    return found


@pytest.mark.usefixtures("way")
def test_people_stand_in_order_with_their_cells(organisation: Organisation, viewer: Eyes) -> None:
    found = page(organisation, viewer("hanne"), unit_id=organisation.units["Burgerzaken"])
    assert names(found) == OFFICE
    cells = {line.name: line.cells[0] for line in found.lines}
    assert [cell.standing.value if cell else None for cell in cells.values()] == [
        "completed",
        "in-progress",
        "completed",
        "overdue",
        "exempt",
    ]
    assert found.count == Count(5)
    assert found.totals[0].tally.required == 4


@pytest.mark.usefixtures("way")
def test_filters_are_combined(organisation: Organisation, viewer: Eyes) -> None:
    eyes = viewer("hanne")
    late = page(organisation, eyes, standing=Standing.OVERDUE)
    assert names(late) == ["Burgerzaken 2", "College 1", "Vergunningen 2"]
    late_officials = page(
        organisation, eyes, standing=Standing.OVERDUE, layer=Layer.OFFICIALS, course="proef"
    )
    assert names(late_officials) == ["Burgerzaken 2", "Vergunningen 2"]
    assert names(page(organisation, eyes, layer=Layer.COUNCIL)) == ["Raad 1", "Raad 2"]
    assert "Vergunningen 3" in names(page(organisation, eyes))
    assert "Vergunningen 3" not in names(page(organisation, eyes, course="proef"))


@pytest.mark.usefixtures("way")
def test_one_finds_by_start_of_name_number_or_address(
    organisation: Organisation, viewer: Eyes
) -> None:
    eyes = viewer("hanne")
    assert names(page(organisation, eyes, text="BURGERZ")) == OFFICE[2:]
    assert names(page(organisation, eyes, text="urgerz")) == []
    assert names(page(organisation, eyes, text="00003")) == ["College 1"]
    assert names(page(organisation, eyes, text=" P0@voorbeeld.example ")) == ["Raad 1"]
    for hostile in ("%", "_", "' OR 1=1 --", "\0", "\U0010ffff", "x" * 9999):
        assert names(page(organisation, eyes, text=hostile)) == []


@pytest.mark.usefixtures("way")
def test_pages_follow_each_other_without_gap_or_double(
    organisation: Organisation, viewer: Eyes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PAGE", 2)
    eyes, seen, after = viewer("hanne"), [], ""
    while True:
        found = page(organisation, eyes, course="proef", after=after)
        seen += names(found)
        assert found.count == Count(12)
        after = found.next
        if not after:
            break
    assert len(seen) == len(set(seen)) == 12
    assert seen == sorted(seen)


@pytest.mark.usefixtures("way")
def test_a_manager_finds_the_own_people_only(organisation: Organisation, viewer: Eyes) -> None:
    organisation.lead("tom", "Burgerzaken")
    organisation.lead("otto", "Vergunningen", "Raad")
    tom, otto = viewer("tom"), viewer("otto")
    assert names(page(organisation, tom)) == OFFICE
    assert names(page(organisation, tom, standing=Standing.OVERDUE)) == ["Burgerzaken 2"]
    assert names(page(organisation, tom, text="00003")) == []
    assert names(page(organisation, tom, text="Raad")) == []
    assert names(page(organisation, otto, course="proef")) == [
        "Griffie 1",
        "Raad 1",
        "Raad 2",
        "Vergunningen 1",
        "Vergunningen 2",
    ]
    with pytest.raises(NotFound):
        page(organisation, tom, unit_id=organisation.units["Raad"])


def test_who_left_is_not_in_it(organisation: Organisation, viewer: Eyes) -> None:
    organisation.leave("Balie 1")
    for filters in ({}, {"course": "proef"}, {"standing": Standing.COMPLETED}, {"text": "Balie"}):
        assert "Balie 1" not in names(page(organisation, viewer("hanne"), **filters))


def test_a_page_that_is_none_is_not_found(organisation: Organisation, viewer: Eyes) -> None:
    for after in ("x", uuid4().hex):
        with pytest.raises(NotFound):
            page(organisation, viewer("hanne"), after=after)


def test_it_takes_as_many_statements_whatever_the_number_of_people(
    organisation: Organisation, viewer: Eyes
) -> None:
    eyes = viewer("hanne")
    with counted(organisation.world) as few:
        page(organisation, eyes, course="proef")
    for number in range(5):
        organisation.person(f"Nieuw {number}", "Balie", Standing.IN_PROGRESS)
    with counted(organisation.world) as more:
        page(organisation, eyes, course="proef")
    assert len(few) == len(more) <= 14
