"""The framework: principles, their sub-points with a rubric, and the limits."""

import re
from collections.abc import Iterator, Sequence

from training.compiler.context import NOTHING_KNOWN, Context
from training.compiler.judgement import complain_of_level
from training.compiler.outline import Block
from training.compiler.reading import Reading, examine
from training.compiler.report import TOP, Report
from training.compiler.structure import Section, cut
from training.domain.competency import Competency, Framework, Limit
from training.domain.diagnostics import Compiled
from training.domain.document import Kind
from training.domain.prose import NO_PROSE, Prose

_PRINCIPLE = re.compile(r"(\d+)\s+(\S.*)")
_SUB_POINT = re.compile(r"(\d+\.\d+)\s+(\S.*)")
_LIMIT = re.compile(r"(L\d+)\s+(\S.*)")
_COLUMNS = 2


def compile_competencies(
    source: str | bytes, context: Context = NOTHING_KNOWN
) -> Compiled[Framework]:
    """Read the framework and everything that is wrong with it."""
    return examine(Kind.COMPETENCIES, build_framework, source, context).compiled


def build_framework(reading: Reading) -> Framework | None:
    """Make the value; without a single principle there is none."""
    introduction, sections = cut(reading.outline.blocks, level=2)
    _check_codes(sections, reading.report)
    competencies: dict[str, Competency] = {}
    limits: dict[str, Limit] = {}
    for section in sections:
        if section.title.casefold() == reading.words.limits_title:
            for limit in _limits(section, reading):
                limits.setdefault(limit.code, limit)
        else:
            for competency in _principle(section, reading):
                competencies.setdefault(competency.code, competency)
    if not competencies:
        reading.report.add("E43", TOP, Kind.COMPETENCIES)
        return None
    return Framework(
        header=reading.header,
        introduction=reading.renderer.render(*introduction),
        competencies=tuple(competencies.values()),
        limits=tuple(limits.values()),
    )


def _principle(section: Section, reading: Reading) -> Iterator[Competency]:
    """Give the principle and its sub-points."""
    explanation, points = cut(section.blocks, level=3)
    heading = _PRINCIPLE.fullmatch(section.title)
    if heading is None:
        reading.report.add("E45", section.place, "principle", title=section.title)
    code = heading[1] if heading else ""
    if heading:
        yield Competency(code, heading[2], reading.renderer.render(*explanation))
    for point in points:
        found = _SUB_POINT.fullmatch(point.title)
        if found is None or (code and found[1].split(".")[0] != code):
            reading.report.add("E45", point.place, "sub-point", title=point.title, code=code)
        told, rubric = _rubric(point, reading)
        if found:
            yield Competency(found[1], found[2], reading.renderer.render(*told), rubric)


def _rubric(point: Section, reading: Reading) -> tuple[list[Block], tuple[Prose, ...]]:
    """Part the explanation from what one sees at each level: the table's rows, by level word."""
    told = [block for block in point.blocks if block.type != "table"]
    found: dict[str, Prose] = {}
    for table in (block for block in point.blocks if block.type == "table"):
        for row in table.children[1:]:
            level, *seen = row.children[:_COLUMNS]
            word = level.inline.plain.casefold()
            if word not in reading.words.levels:
                complain_of_level(word, level.inline.place(0), reading)
            found[word] = reading.renderer.render_line(*seen)
    missing = [word for word in reading.words.levels if not found.get(word)]
    if missing:
        values = {"title": point.title, "missing": ", ".join(missing)}
        reading.report.add("E45", point.place, "rubric", **values)
    return told, tuple(found.get(word, NO_PROSE) for word in reading.words.levels)


def _limits(section: Section, reading: Reading) -> Iterator[Limit]:
    for part in cut(section.blocks, level=3)[1]:
        heading = _LIMIT.fullmatch(part.title)
        if heading is None:
            reading.report.add("E45", part.place, "limit", title=part.title)
        else:
            yield Limit(heading[1], heading[2], reading.renderer.render(*part.blocks))


def _check_codes(sections: Sequence[Section], report: Report) -> None:
    """Report a code that is used twice: a choice could not say which one it means."""
    lines: dict[str, int] = {}
    parts = (part for section in sections for part in (section, *cut(section.blocks, level=3)[1]))
    for part in parts:
        code = part.title.split(" ")[0]
        if code in lines and any(map(str.isdigit, code)):
            report.add("E06", part.place, name=code, line=lines[code])
        lines.setdefault(code, part.heading.line)
