"""The privacy page names every column there is: a new one is not stored in silence."""

import re

from tests.manuals import read
from training.store.schema import metadata

PAGE = "docs/privacy.md"
HEADING = re.compile(r"^### `(\w+)`", re.MULTILINE)
ROW = re.compile(r"^\| `(\w+)` \| (.+) \|$", re.MULTILINE)


def told() -> dict[str, set[str]]:
    """Give per table the columns that the page explains."""
    _, *parts = HEADING.split(read(PAGE).text)
    return {
        table: {found[1] for found in ROW.finditer(text)}
        for table, text in zip(parts[::2], parts[1::2], strict=True)
    }


def test_page_names_every_table_and_every_column() -> None:
    assert told() == {
        name: {column.name for column in table.columns} for name, table in metadata.tables.items()
    }


def test_page_says_of_every_column_why_and_how_long() -> None:
    rows = list(ROW.finditer(read(PAGE).text))
    assert rows
    assert [row[1] for row in rows if not all(cell.strip() for cell in row[2].split(" | "))] == []
