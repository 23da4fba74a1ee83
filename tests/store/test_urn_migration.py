"""Forms of a stocktake that were rows go into urns: each is in one, and finds its way back."""

import json
from collections.abc import Iterator

import pytest
from alembic import command
from sqlalchemy import JSON, Connection, text

from training.store import migrate
from training.store.engine import Database, open_database

WAVE = "00000000000070008000000000000301"
FORMS = (("staff", "link"), ("staff", "paper"), ("board", "link"))


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = open_database(database_url)
    try:
        with opened.engine.begin() as connection:
            command.upgrade(migrate._config(connection), "0012")
            _take_stock(connection)
        migrate.upgrade(opened.engine)
        yield opened
    finally:
        opened.close()


def _take_stock(connection: Connection) -> None:
    wave = text(
        "INSERT INTO stocktake_wave (id, number, title, starts_on, ends_on, status, item_version, "
        "terms, length, seed, tree, board, created_at) VALUES (:id, 1, 'w', '2026-01-01', "
        "'2026-02-01', 'open', '1', 'gemeente-nl', 'core', 7, '[]', 3, '2026-01-01 09:00:00+00:00')"
    )
    connection.execute(wave, {"id": WAVE})
    link = "INSERT INTO stocktake_invitation VALUES ('d', :id, 'board', NULL, FALSE)"
    connection.execute(text(link), {"id": WAVE})
    for place, (side, mode) in enumerate(FORMS):
        row = {"id": f"0000000000007000800000000000040{place}", "wave": WAVE, "side": side}
        row |= {"mode": mode, "answers": json.dumps({"1.1a": place})}
        form = (
            "INSERT INTO stocktake_form (id, wave_id, side, mode, contact, fate, answers, "
            "received_on) VALUES (:id, :wave, :side, :mode, 'weekly', '', :answers, '2026-01-09')"
        )
        connection.execute(text(form), row)


def test_forms_lie_in_urns_by_side_and_no_old_link_counts_as_mailed(database: Database) -> None:
    query = text("SELECT side, mailed, others, papers FROM stocktake_urn").columns(papers=JSON())
    with database.engine.connect() as connection:
        urns = {row.side: row for row in connection.execute(query)}
        links = connection.execute(text("SELECT is_mailed FROM stocktake_invitation")).all()
    assert {side: (row.mailed, row.others) for side, row in urns.items()} == {
        "staff": (1, 1),
        "board": (1, 0),
    }
    given = {
        paper["answers"]["1.1a"]: paper["mode"] for row in urns.values() for paper in row.papers
    }
    assert given == {0: "link", 1: "paper", 2: "link"}
    assert [bool(link.is_mailed) for link in links] == [False]


def test_the_way_back_makes_a_form_of_each_paper_without_its_day(database: Database) -> None:
    with database.engine.begin() as connection:
        command.downgrade(migrate._config(connection), "0012")
        found = connection.execute(
            text("SELECT side, mode, contact, received_on FROM stocktake_form")
        ).all()
    assert sorted((row.side, row.mode) for row in found) == sorted(FORMS)
    assert {str(row.received_on)[:10] for row in found} == {"2026-02-01"}
    assert {row.contact for row in found} == {"weekly"}
