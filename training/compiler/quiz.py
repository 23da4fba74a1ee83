"""One quiz: a question is a heading at the second level, what follows decides its kind."""

import re
from collections.abc import Sequence

from training.compiler.answers import Answers, find_answers, read_options
from training.compiler.borrowing import borrowed_address, read_borrowed
from training.compiler.context import NOTHING_KNOWN, Context
from training.compiler.judgement import check_competency
from training.compiler.reading import Reading, examine
from training.compiler.renaming import check_renamed
from training.compiler.report import TOP
from training.compiler.structure import Section, check_names, cut
from training.domain.diagnostics import Compiled
from training.domain.document import Kind
from training.domain.quiz import Display, Item, ItemKind, Option, Quiz

MIN_OPTIONS = 2
_COMPETENCY = re.compile(r"(\d+\.\d+)\s+(?=\S)")


def compile_quiz(source: str | bytes, context: Context = NOTHING_KNOWN) -> Compiled[Quiz]:
    """Read a quiz and everything that is wrong with it."""
    return examine(Kind.QUIZ, build_quiz, source, context).compiled


def build_quiz(reading: Reading) -> Quiz | None:
    """Make the value; without a question there is none."""
    introduction, sections = cut(reading.outline.blocks, level=2)
    if not sections:
        reading.report.add("E43", TOP, Kind.QUIZ)
        return None
    check_names(sections, reading.report)
    by_name = _items(sections, reading)
    values, count = reading.settings.values, len({section.name for section in sections})
    if values.questions > count:
        place = reading.settings.places["questions"]
        reading.report.add("E38", place, "draw", value=values.questions, count=count)
    check_renamed(values.renamed, by_name, "question", reading)
    return Quiz(
        header=reading.header,
        introduction=reading.renderer.render(*introduction),
        items=tuple(by_name.values()),
        mastery_score=values.mastery_score / 100,
        draw=values.questions,
        form=values.form,
        display=Display(values.display),
        is_shuffled=values.order == "shuffled",
        renamed=values.renamed,
    )


def _items(sections: Sequence[Section], reading: Reading) -> dict[str, Item]:
    """Read every question, its own or borrowed; a borrowed one is asked once."""
    by_name: dict[str, Item] = {}
    lines: dict[str, int] = {}
    for section in sections:
        address = borrowed_address(section)
        if address is None:
            by_name.setdefault(section.name, _item(section, reading))
            continue
        if address in lines:
            reading.report.add("E54", section.place, "twice", line=lines[address])
            continue
        lines[address] = section.heading.line
        if item := read_borrowed(section, address, reading, _item):
            by_name.setdefault(section.name, item)
    return by_name


def _item(section: Section, reading: Reading) -> Item:
    prefix = _COMPETENCY.match(section.title)
    if prefix:
        place = section.heading.inline.place(0)
        check_competency(prefix[1], place, reading)
    answers = find_answers(section, reading)
    options = read_options(answers, reading)
    kind = _kind(answers, options)
    render = reading.renderer.render
    item = Item(
        name=section.name,
        title=section.title[prefix.end() :] if prefix else section.title,
        kind=kind,
        body=render(*answers.before),
        options=options,
        explanation=render(*answers.after),
        competency=prefix[1] if prefix else "",
        line=section.heading.line,
    )
    _check_item(item, section, reading)
    return item


def _kind(answers: Answers, options: tuple[Option, ...]) -> ItemKind:
    if answers.kind is not None:
        return answers.kind
    keys = sum(option.is_key for option in options)
    return (ItemKind.POLL, ItemKind.SINGLE, ItemKind.MULTIPLE)[min(keys, 2)]


def _check_item(item: Item, section: Section, reading: Reading) -> None:
    if item.kind is ItemKind.REFLECTION:
        return
    if len(item.options) < MIN_OPTIONS:
        reading.report.add("E20", section.place, title=item.title)
    has_feedback = all(option.feedback for option in item.options)
    if item.is_scored and not (item.explanation or has_feedback):
        reading.report.add("W21", section.place, title=item.title)
