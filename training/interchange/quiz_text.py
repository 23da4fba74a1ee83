"""Writes questions as one quiz in our Markdown."""

import json
from collections.abc import Iterable, Set
from dataclasses import dataclass

from training.compiler.vocabulary import VOCABULARY, Words
from training.domain.quiz import ItemKind
from training.interchange.escaping import escape
from training.interchange.questions import PREFIX, Answer, Question
from training.interchange.slots import indented, quoted, table

_PAIR_HEADS = {"nl": ("Onderdeel", "Hoort bij"), "en": ("Part", "Goes with")}


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the questions; `competency` is for those that name none that is known."""

    title: str
    slug: str
    language: str = "nl"
    competency: str = ""
    known: Set[str] | None = None


def write_quiz(head: Head, questions: Iterable[Question]) -> str:
    """Write a whole file."""
    words = {meaning: word for word, meaning in VOCABULARY[head.language].keys.items()}
    title = " ".join(head.title.split())
    lines = [
        "---",
        f"{words['title']}: {json.dumps(title, ensure_ascii=False)}",
        f"{words['slug']}: {head.slug}",
        f"{words['language']}: {head.language}",
        "---",
        "",
        f"# {escape(title)}",
    ]
    return (
        "\n\n".join(["\n".join(lines), *(write_question(head, each) for each in questions)]) + "\n"
    )


def heading_of(head: Head, name: str) -> str:
    """Give the heading of a question: its own sub-point, or the one for all."""
    prefix = PREFIX.match(name)
    is_known = prefix and (head.known is None or prefix[1] in head.known)
    return name if is_known or not head.competency else f"{head.competency} {name}"


def write_question(head: Head, question: Question) -> str:
    """Write one question with everything below it."""
    name = heading_of(head, question.name)
    prefix = PREFIX.match(name)
    code = prefix[1] if prefix else head.competency
    words = VOCABULARY[head.language]
    parts = [f"## {escape(name)}", question.text, _answers(head, question, words, code)]
    parts.append(quoted(question.explanation) if question.explanation else "")
    return "\n\n".join(filter(None, parts))


def _answers(head: Head, question: Question, words: Words, code: str) -> str:
    if question.kind is ItemKind.MATCHING:
        pairs = ((answer.text, answer.match) for answer in question.answers)
        return table((_PAIR_HEADS[head.language], *pairs))
    marked = enumerate(question.answers, start=1)
    items = [(_mark(question.kind, place, answer), answer) for place, answer in marked]
    if question.kind is ItemKind.JUDGEMENT:
        items = [("- ", _judged(answer, words, code)) for answer in question.answers]
    return "\n\n".join(_item(mark, answer) for mark, answer in items)


def _mark(kind: ItemKind, place: int, answer: Answer) -> str:
    if kind is ItemKind.ORDERING:
        return f"{place}. "
    return "- [x] " if answer.is_key else "- [ ] "


def _judged(answer: Answer, words: Words, code: str) -> Answer:
    level = words.levels[answer.level or 0]
    title = f"{level} {code}".strip()
    return Answer(f'[{answer.text}](# "{title}")', feedback=answer.feedback)


def _item(mark: str, answer: Answer) -> str:
    parts = [answer.text, quoted(answer.feedback) if answer.feedback else ""]
    text = "\n\n".join(filter(None, parts))
    if mark[0].isdigit():
        return mark + text.replace("\n", "\n" + " " * len(mark)).replace(
            " " * len(mark) + "\n", "\n"
        )
    return mark + indented(text)
