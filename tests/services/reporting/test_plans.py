"""Pages of reports use the indexes that keep them from growing with people."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, event, text

from tests.organisation import Organisation
from training.domain.organisation import ROOT_ID, Layer
from training.services.organisation.present import list_due_to_leave
from training.store.report_area import Area, list_all, list_borders, units_in
from training.store.report_people import Search, Way, count_placed, list_people

pytestmark = pytest.mark.parametrize("fresh_database", ["sqlite"], indirect=True)
"""PostgreSQL reads tables as small as these from begin to end, whatever indexes there are."""


@contextmanager
def explained(organisation: Organisation, plans: list[str]) -> Iterator[None]:
    """Ask SQLite for the plan of each statement, as it chooses without having counted any table."""
    engine = organisation.world.database.reading.kw["bind"]

    def explain(connection: Connection, _cursor: object, statement: str, *rest: object) -> None:
        if not statement.startswith(("EXPLAIN", "BEGIN")):
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", rest[0])  # type: ignore[arg-type]  # as they came
            plans.append(" / ".join(row[-1] for row in rows))

    event.listen(engine, "before_cursor_execute", explain)
    yield
    event.remove(engine, "before_cursor_execute", explain)


def test_the_people_of_a_unit_are_put_in_order_from_an_index(organisation: Organisation) -> None:
    plans: list[str] = []
    search = Search(Area((organisation.units["Burgerzaken"],)))
    with explained(organisation, plans), organisation.world.database.reading() as session:
        count_placed(session, search, limit=10)
        list_people(session, search, after=None, limit=10, way=Way.PLACE)
    assert all("person USING COVERING INDEX ix_person_placed" in plan for plan in plans[:2])


def test_borders_of_layers_are_found_by_the_few_units_that_are_not_of_officials(
    organisation: Organisation,
) -> None:
    plans: list[str] = []
    roots = [ROOT_ID, organisation.units["Raad"]]
    with explained(organisation, plans), organisation.world.database.reading() as session:
        list_borders(session, roots)
        session.execute(units_in(Area((ROOT_ID,), Layer.COUNCIL)))
    assert all("ix_org_unit_unusual_layer" in plan for plan in plans)


def test_who_leaves_is_found_among_those_whose_last_day_is_known(
    organisation: Organisation,
) -> None:
    plans: list[str] = []
    with explained(organisation, plans), organisation.world.database.reading() as session:
        list_due_to_leave(session, organisation.world.clock().date(), 10)
    assert "ix_person_leaves" in plans[0]


def test_borders_are_those_of_the_whole_tree(organisation: Organisation) -> None:
    every_pair = text(
        "SELECT a.ancestor_id, u.id FROM org_unit u JOIN org_unit p ON p.id = u.parent_id "
        "JOIN unit_ancestor a ON a.unit_id = u.id AND a.depth > 0 WHERE u.layer <> p.layer"
    )
    with organisation.world.database.reading() as session:
        found = list_borders(session, list(organisation.units.values()))
        expected = {tuple(map(str, row)) for row in session.execute(every_pair)}
    pairs = {(border.ancestor_id, border.unit_id) for border in found}
    assert {tuple(str(id_).replace("-", "") for id_ in pair) for pair in pairs} == {
        tuple(id_.replace("-", "") for id_ in pair) for pair in expected
    }
    assert len(found) == len(pairs) == 4


def test_a_menu_of_too_many_units_is_not_read(organisation: Organisation) -> None:
    with organisation.world.database.reading() as session:
        assert list_all(session, [ROOT_ID], limit=7) is None
        listed = list_all(session, [ROOT_ID], limit=8)
    assert listed is not None
    assert len(listed) == 8
