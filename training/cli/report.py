"""interim"""

from collections.abc import Mapping
from typing import TextIO

from training.domain.diagnostics import Diagnostic


def write_problems(
    stream: TextIO, refused: Mapping[str, tuple[Diagnostic, ...]], files: Mapping[str, bytes]
) -> None:
    """Interim."""
    for path, found in refused.items():
        for d in found:
            stream.write(f"{path}:{d.line}:{d.column}: {d.code} {dict(d.values)}\n")
