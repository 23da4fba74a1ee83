"""The units of an HR file: paths, codes and layers that must not contradict each other."""

from collections.abc import Iterator
from dataclasses import dataclass

from training.domain.organisation import Layer
from training.services.organisation.hr_columns import UNIT_LENGTH, Column
from training.services.organisation.hr_faults import Faults
from training.services.organisation.hr_rows import Entry

DEEPEST = 20
Path = tuple[str, ...]
"""The names from the top down, in small letters: how a unit is recognised."""


@dataclass(slots=True)
class Node:
    """A unit as the file has it; `line` is where it was first seen, for each of its facts."""

    path: Path
    name: str
    line: int
    code: str = ""
    code_line: int = 0
    layer: Layer | None = None
    layer_line: int = 0


class UnitBook:
    """All units that were read so far."""

    def __init__(self, names: dict[Column, str], faults: Faults) -> None:
        """Take how the file calls its columns."""
        self._names = names
        self._faults = faults
        self._nodes: dict[Path, Node] = {}
        self._seen: dict[tuple[str, str, Layer | None], Path] = {}
        self._by_code: dict[str, Node] = {}
        self._bad: set[str] = set()

    def note(self, entry: Entry) -> Path:
        """Add the unit of a person, and say what it contradicts."""
        key = entry.unit, entry.code, entry.layer
        path = self._seen.get(key)
        if path is None:
            path = self._seen[key] = self._read(entry)
        if entry.unit in self._bad:
            self._fault(entry, "unit-path", Column.UNIT, entry.unit)
        return path

    def path_of(self, entry: Entry) -> Path:
        """Give the unit of a person that was noted."""
        return self._seen[entry.unit, entry.code, entry.layer]

    def nodes(self) -> Iterator[Node]:
        """Give all units, the higher ones first."""
        yield from sorted(self._nodes.values(), key=lambda node: (len(node.path), node.line))

    def _read(self, entry: Entry) -> Path:
        names = [" ".join(part.split()) for part in entry.unit.split(">")]
        if not all(names) or len(names) > DEEPEST or max(map(len, names)) > UNIT_LENGTH:
            self._bad.add(entry.unit)
            return ()
        path = tuple(name.casefold() for name in names)
        for depth in range(1, len(path) + 1):
            above = path[:depth]
            if above not in self._nodes:
                self._nodes[above] = Node(above, names[depth - 1], entry.line)
        node = self._nodes[path]
        self._check_code(entry, node)
        self._check_layer(entry, node)
        return path

    def _check_code(self, entry: Entry, node: Node) -> None:
        if not entry.code:
            return
        other = self._by_code.get(entry.code)
        if other and other is not node:
            line, unit = str(other.code_line), " > ".join(self._spelling(other.path))
            self._fault(entry, "code-twice", Column.CODE, entry.code, line=line, unit=unit)
        elif node.code and node.code != entry.code:
            line = str(node.code_line)
            self._fault(entry, "unit-codes", Column.CODE, entry.code, code=node.code, line=line)
        elif not node.code:
            node.code, node.code_line = entry.code, entry.line
            self._by_code[entry.code] = node

    def _check_layer(self, entry: Entry, node: Node) -> None:
        if entry.layer is None:
            return
        if node.layer and node.layer != entry.layer:
            line = str(node.layer_line)
            self._fault(
                entry, "unit-layers", Column.LAYER, entry.layer, layer=node.layer, line=line
            )
        elif not node.layer:
            node.layer, node.layer_line = entry.layer, entry.line

    def _spelling(self, path: Path) -> list[str]:
        return [self._nodes[path[:depth]].name for depth in range(1, len(path) + 1)]

    def _fault(self, entry: Entry, code: str, column: Column, value: str, /, **values: str) -> None:
        self._faults.add(entry.line, code, self._names.get(column, ""), value, **values)
