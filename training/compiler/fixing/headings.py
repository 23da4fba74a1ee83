"""Remedies for headings: a forgotten space, a second title, a name that is there twice."""

from collections.abc import Iterator
from itertools import count

from training.compiler.anchors import anchor
from training.compiler.fixing.page import Fix, Heading, Page
from training.domain.diagnostics import Diagnostic
from training.domain.document import Kind


def space(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E41: put the space between the hashes and the words."""
    heading = found.values["heading"]
    hashes, _, rest = heading.partition(" ")
    yield from page.replace("write", found.line, found.column, hashes + rest, heading)


def second_title(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E05: make a heading of the second level of a second title."""
    heading = _heading(page, found.line)
    if heading:
        yield page.rewrite("second-level", found.line, f"## {heading.title}".rstrip())


def other_name(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E06: give a heading a name of its own."""
    heading = _heading(page, found.line)
    if heading is None or page.kind is Kind.COMPETENCIES:
        return
    titles = (f"{heading.title} {number}" for number in count(2))
    title = next(title for title in titles if anchor(title) not in page.names)
    yield page.rewrite("write", found.line, f"{'#' * heading.level} {title}", text=title)


def _heading(page: Page, line: int) -> Heading | None:
    return next((heading for heading in page.headings if heading.line == line), None)
