"""Reads the published examples."""

import csv
import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
FIGURES: dict[str, Any] = json.loads((FOLDER / "figures.json").read_text("utf-8"))


def table(name: str) -> list[list[int | None]]:
    """Read a table of whole numbers, with nothing where a cell is empty."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return [[int(cell) if cell else None for cell in row] for row in rows]
