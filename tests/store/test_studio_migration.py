"""An installation with texts and translations gets the studio: nothing changes in meaning by it."""

from collections.abc import Iterator

import pytest
from alembic import command
from sqlalchemy import Connection, text

from training.store import migrate
from training.store.engine import Database, open_database

DOCUMENT = "00000000000070008000000000000101"
TEXTS = (
    ("nl", 1, "2026-01-01", "one", False, "content/lessons/bank.md"),
    ("en", 1, "2026-01-02", "one", False, "content/lessons/bank.en.md"),
    ("nl", 2, "2026-01-03", "one", False, "content/lessons/bank.md"),
    ("nl", 3, "2026-02-01", "two", True, "content/lessons/bank.md"),
    ("en", 2, "2026-02-02", "two", True, "content/lessons/bank.en.md"),
)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = open_database(database_url)
    try:
        with opened.engine.begin() as connection:
            command.upgrade(migrate._config(connection), "0002")
            _publish(connection)
        migrate.upgrade(opened.engine)
        yield opened
    finally:
        opened.close()


def _publish(connection: Connection) -> None:
    insert = "INSERT INTO document VALUES (:id, 'lesson', 'bank', 'nl', NULL)"
    connection.execute(text(insert), {"id": DOCUMENT})
    for count, (language, number, day, shape, is_current, path) in enumerate(TEXTS):
        connection.execute(
            text(
                "INSERT INTO revision (id, document_id, language, number, path, source, digest, "
                "shape, title, minutes, is_current, published_at) VALUES (:id, :document, "
                ":language, :number, :path, 'text', :digest, :shape, 't', 1, :current, :at)"
            ),
            {
                "id": f"0000000000007000800000000000020{count}",
                "document": DOCUMENT,
                "language": language,
                "number": number,
                "path": path,
                "digest": f"{language}{number}",
                "shape": shape,
                "current": is_current,
                "at": f"{day} 09:00:00+00:00",
            },
        )


def test_another_shape_counts_as_a_new_meaning_and_its_translation_has_the_same(
    database: Database,
) -> None:
    query = "SELECT language, number, meaning, summary FROM revision ORDER BY number, language"
    with database.engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(text(query))]
    assert rows == [
        ("en", 1, 1, ""),
        ("nl", 1, 1, ""),
        ("en", 2, 2, ""),
        ("nl", 2, 1, ""),
        ("nl", 3, 2, ""),
    ]


def test_what_is_in_force_is_known_to_come_from_the_folder(database: Database) -> None:
    query = "SELECT path, digest, offered, is_withdrawn FROM origin ORDER BY path"
    with database.engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(text(query))]
    assert rows == [
        ("content/lessons/bank.en.md", "en2", None, False),
        ("content/lessons/bank.md", "nl3", None, False),
    ]
