"""Links and images: what is not allowed, and which other files a document needs."""

from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from training.compiler.addresses import Address, classify, image_address, is_local_image, resolve
from training.compiler.outline import Inline, Outline, plain
from training.compiler.report import Place, Report
from training.domain.document import Kind


@dataclass(frozen=True, slots=True)
class Reference:
    """Another file that a document needs, as a path in the library."""

    path: str
    line: int
    column: int
    is_image: bool = False


def read_references(kind: Kind, outline: Outline, report: Report) -> tuple[Reference, ...]:
    """Report what may not be in a document and give the files it refers to."""
    found: list[Reference] = []
    for block in (inner for outer in outline.blocks for inner in outer.walk()):
        if block.type == "html_block":
            report.add("E24", block.place, "html", text=_first_line(block.content))
        found.extend(_in_text(kind, block.inline, report))
    return tuple(found)


def _in_text(kind: Kind, inline: Inline, report: Report) -> Iterator[Reference]:
    place = Place(inline.line, inline.columns[0] + 1)
    for token in inline.tokens:
        place = inline.place(token.meta["start"]) if "start" in token.meta else place
        if token.type == "html_inline":
            report.add("E24", place, "html", text=token.content)
        elif token.type == "link_open":
            yield from _link(kind, str(token.attrs.get("href", "")), place, report)
        elif token.type == "image":
            yield from _image(kind, token, place, report)


def _link(kind: Kind, href: str, place: Place, report: Report) -> Iterator[Reference]:
    match classify(href):
        case Address.DOCUMENT:
            yield Reference(resolve(kind, href), place.line, place.column)
        case Address.SOUND if image_address(kind, href) is None:
            report.add("E51", place, "folder", path=href)
        case Address.SOUND:
            yield Reference(resolve(kind, href), place.line, place.column)
        case Address.FORBIDDEN if href:  # an empty address is a choice without target: E10
            report.add("E24", place, "link", text=href)


def _image(kind: Kind, token: Token, place: Place, report: Report) -> Iterator[Reference]:
    source = str(token.attrs.get("src", ""))
    if not plain(tuple(token.children or ())):
        report.add("E23", place, "alternative", path=source)
    if not is_local_image(source):
        report.add("E24", place, "image", text=source)
    elif image_address(kind, source) is None:
        report.add("E23", place, "folder", path=source)
    else:
        yield Reference(resolve(kind, source), place.line, place.column, is_image=True)


def _first_line(text: str) -> str:
    return text.strip().split("\n")[0]
