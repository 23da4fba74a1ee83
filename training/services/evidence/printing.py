"""Makes the PDF of a certificate: tagged, PDF/A-2a and PDF/UA-1, by Typst."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache, lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

import segno
import typst

if TYPE_CHECKING:
    from typst import PDFStandard

STANDARDS: list[PDFStandard] = ["a-2a", "ua-1"]
INSTEAD = "□"
"""Shown for a character that no font of this machine has."""

_PROBE = b'#set text(font: ("Libertinus Serif"))\n#set document(title: "-")\n#sys.inputs.character'


def print_pdf(template: bytes, data: object, logo: str, address: str, *, at: datetime) -> bytes:
    """Print data with a template; `at` is the moment that the file says it was made.

    What is printed goes to Typst as data, so that nothing of it is read as a command. Compiling
    shares nothing between threads but the fonts, which are only read.
    """
    inputs = {"data": json.dumps(data), "logo": logo, "code": _code_of(address)}
    try:
        return _compile(template, inputs, at)
    except typst.TypstError:
        # Most likely an emoji, or a script that no font here has: a PDF for the archive may not
        # hold a character without its shape.
        return _compile(template, {**inputs, "data": json.dumps(_shown(data))}, at)


def _compile(template: bytes, inputs: Mapping[str, str], at: datetime) -> bytes:
    return typst.compile(
        template,
        format="pdf",
        font_paths=_fonts(),
        sys_inputs=dict(inputs),
        pdf_standards=STANDARDS,
        timestamp=int(at.timestamp()),
    )


@cache
def _fonts() -> typst.Fonts:
    """Find the fonts once: those in the library first, then those of the machine."""
    return typst.Fonts()


def _shown(value: object) -> object:
    """Put a box in place of every character without a shape, in all texts of the data."""
    if isinstance(value, dict):
        return {key: _shown(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_shown(part) for part in value]
    if isinstance(value, str):
        return "".join(c if _has_shape(c) else INSTEAD for c in value)
    return value


@lru_cache(maxsize=4096)
def _has_shape(character: str) -> bool:
    try:
        typst.compile(
            _PROBE,
            format="pdf",
            font_paths=_fonts(),
            sys_inputs={"character": character},
            pdf_standards=STANDARDS,
            timestamp=0,
        )
    except typst.TypstError:
        return False
    return True


def _code_of(address: str) -> str:
    """Draw a QR code of an address."""
    drawing = BytesIO()
    code = segno.make_qr(address, error="m")
    code.save(drawing, kind="svg", border=0, dark="#14231d", xmldecl=False, svgclass=None)
    return drawing.getvalue().decode()
