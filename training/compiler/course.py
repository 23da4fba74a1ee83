"""One course: modules at the second level, each with its units as a list of links."""

from difflib import get_close_matches

from training.compiler.addresses import Target, parse_path, resolve
from training.compiler.choices import first_line, href, links
from training.compiler.context import NOTHING_KNOWN, Context
from training.compiler.outline import Block, Inline
from training.compiler.reading import Reading, examine
from training.compiler.report import TOP
from training.compiler.structure import Section, check_names, cut
from training.domain.course import Course, Module, MoveOn, Unit
from training.domain.diagnostics import Compiled
from training.domain.document import UNIT_KINDS, Kind

_LISTS = ("ordered_list", "bullet_list")
_DEFAULTS = {
    Kind.LESSON: MoveOn.COMPLETED,
    Kind.SCENARIO: MoveOn.COMPLETED,
    Kind.QUIZ: MoveOn.PASSED,
}


def compile_course(source: str | bytes, context: Context = NOTHING_KNOWN) -> Compiled[Course]:
    """Read a course and everything that is wrong with it."""
    return examine(Kind.COURSE, build_course, source, context).compiled


def build_course(reading: Reading) -> Course | None:
    """Make the value; a course without a unit is none."""
    introduction, sections = cut(reading.outline.blocks, level=2)
    check_names(sections, reading.report)
    lines: dict[Target, int] = {}
    modules = tuple(_module(section, reading, lines) for section in sections)
    course = Course(
        header=reading.header,
        introduction=reading.renderer.render(*introduction),
        modules=modules,
        mastery_score=reading.settings.values.mastery_score / 100,
        valid_months=reading.settings.values.valid_for,
    )
    if not course.units:
        reading.report.add("E43", TOP, Kind.COURSE)
        return None
    return course


def _module(section: Section, reading: Reading, lines: dict[Target, int]) -> Module:
    lists = [block for block in section.blocks if block.type in _LISTS]
    prose = [block for block in section.blocks if block.type not in _LISTS]
    units = (_unit(item, reading, lines) for block in lists for item in block.children)
    return Module(
        title=section.title,
        body=reading.renderer.render(*prose),
        units=tuple(unit for unit in units if unit),
    )


def _unit(item: Block, reading: Reading, lines: dict[Target, int]) -> Unit | None:
    """Read one unit; `lines` remembers where each unit was met first."""
    inline = first_line(item)
    found = links(inline)
    place = inline.place(0) if inline.text else item.place
    if not found or found[0].meta.get("start") != 0:
        reading.report.add("E44", place, "link", text=inline.plain)
        return None
    target = _target(href(found[0]))
    if target is None:
        reading.report.add("E44", place, "unit", text=href(found[0]))
        return None
    if target in lines:
        reading.report.add("E44", place, "twice", title=inline.plain, line=lines[target])
    lines.setdefault(target, place.line)
    slug = reading.context.slugs.get(target.original, target.name)
    rule = " ".join(str(found[0].attrs.get("title", "")).casefold().split())
    move_on = _move_on(rule, target.kind, inline, reading)
    return Unit(target.kind, slug, inline.plain, move_on, inline.line)


def _target(address: str) -> Target | None:
    target = parse_path(resolve(Kind.COURSE, address))
    return target if target and target.kind in UNIT_KINDS else None


def _move_on(rule: str, kind: Kind, inline: Inline, reading: Reading) -> MoveOn:
    if not rule:
        return _DEFAULTS[kind]
    meanings = reading.words.move_ons
    if rule in meanings:
        return MoveOn(meanings[rule])
    allowed = ", ".join(meanings)
    place = inline.place(max(0, inline.text.casefold().rfind(rule)))
    close = get_close_matches(rule, meanings, n=1)
    if close:
        values = {"rule": rule, "allowed": allowed, "suggestion": close[0]}
        reading.report.add("E44", place, "rule-suggestion", **values)
    else:
        reading.report.add("E44", place, "rule", rule=rule, allowed=allowed)
    return _DEFAULTS[kind]
