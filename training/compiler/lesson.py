"""One lesson: sections at the second level are pages, read in order."""

from training.compiler.context import NOTHING_KNOWN, Context
from training.compiler.reading import Reading, examine
from training.compiler.report import TOP
from training.compiler.structure import check_names, cut
from training.domain.diagnostics import Compiled
from training.domain.document import Kind
from training.domain.lesson import Lesson, Page
from training.domain.prose import NO_PROSE


def compile_lesson(source: str | bytes, context: Context = NOTHING_KNOWN) -> Compiled[Lesson]:
    """Read a lesson and everything that is wrong with it."""
    return examine(Kind.LESSON, build_lesson, source, context).compiled


def build_lesson(reading: Reading) -> Lesson | None:
    """Make the value; without sections all text is the one page."""
    introduction, sections = cut(reading.outline.blocks, level=2)
    check_names(sections, reading.report)
    render = reading.renderer.render
    if sections:
        pages = tuple(
            Page(section.name, section.title, render(*section.blocks)) for section in sections
        )
        return Lesson(reading.header, render(*introduction), pages)
    if not introduction:
        reading.report.add("E43", TOP, Kind.LESSON)
        return None
    page = Page(reading.header.slug, reading.header.title, render(*introduction))
    return Lesson(reading.header, NO_PROSE, (page,))
