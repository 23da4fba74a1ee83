"""Our quiz, out and in again: the same questions, keys, levels and feedback."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training.compiler.quiz import compile_quiz
from training.domain.judgement import NO_COST, Level
from training.domain.quiz import Item, ItemKind, Option, Quiz
from training.interchange.gift_writer import write_gift
from training.interchange.moodle_writer import write_moodle
from training.interchange.outgoing import Exported
from training.interchange.questions import Answer, Question
from training.interchange.quiz_text import Head, write_quiz
from training.interchange.reading import read_questions

Writer = Callable[[Quiz], Exported]
WRITERS: tuple[Writer, ...] = (write_gift, write_moodle)
SHIPPED = sorted([*Path("quizzes").glob("*.md"), *Path("tests/library/quizzes").glob("*.md")])


def value_of(source: str) -> Quiz:
    compiled = compile_quiz(source)
    assert compiled.value, compiled.diagnostics
    assert not compiled.has_errors, compiled.diagnostics
    return compiled.value


def again(quiz: Quiz, write: Writer) -> Quiz:
    language = quiz.header.language
    imported = read_questions(write(quiz).content, language=language)
    assert not imported.faults
    assert all(found.question for found in imported.found)
    return value_of(write_quiz(Head(quiz.header.title, "x", language), imported.questions))


def said(quiz: Quiz) -> list[str]:
    """Give all that a quiz says, but for where a line ends and what no other system knows."""
    return [
        re.sub(r"(?:\\n| )+", " ", repr(_known(item))).replace("> <", "><") for item in quiz.items
    ]


def _known(item: Item) -> Item:
    options = tuple(map(_without_limit, item.options))
    return replace(item, line=0, options=options)


def _without_limit(option: Option) -> Option:
    judgement = option.judgement
    if judgement:
        judgement = replace(judgement, limit=None, cost=NO_COST)
    return replace(option, line=0, judgement=judgement)


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_every_quiz_of_ours_comes_back(path: Path, write: Writer) -> None:
    quiz = value_of(path.read_text())
    assert said(again(quiz, write)) == said(quiz)


_WORD = st.text(
    st.sampled_from("abz éßЖ漢~=#{}:%\\\"'<>&*_`[]()!|-+.,/@$^0129?"), min_size=1, max_size=12
)
WORDS = st.lists(_WORD, min_size=1, max_size=5).map(
    lambda words: " ".join(" ".join(["x", *words, "y"]).split())
)


def escaped(text: str) -> str:
    return re.sub(r"([\\`*_\[\]])", r"\\\1", text.replace("&", "&amp;").replace("<", "&lt;"))


TEXTS = WORDS.map(escaped) | WORDS.map(lambda text: f"**{escaped(text)}** en *{escaped(text)}*")


@st.composite
def questions(draw: st.DrawFn, number: int) -> Question:
    kind = draw(st.sampled_from(ItemKind))
    count = 0 if kind is ItemKind.REFLECTION else draw(st.integers(2, 5))
    keys = {ItemKind.SINGLE: 1, ItemKind.MULTIPLE: 2}.get(kind, 0)
    has_feedback = kind not in (ItemKind.ORDERING, ItemKind.MATCHING)
    answers = tuple(
        Answer(
            draw(TEXTS),
            place < keys,
            draw(st.sampled_from(Level)) if kind is ItemKind.JUDGEMENT else None,
            draw(WORDS.map(escaped)) if kind is ItemKind.MATCHING else "",
            draw(st.just("") | TEXTS) if has_feedback else "",
        )
        for place in range(count)
    )
    explanation = "" if kind is ItemKind.REFLECTION else draw(st.just("") | TEXTS)
    return Question(
        f"1.{number} Vraag {draw(WORDS)}", kind, draw(st.just("") | TEXTS), answers, explanation
    )


@st.composite
def quizzes(draw: st.DrawFn) -> str:
    count = draw(st.integers(1, 3))
    return write_quiz(
        Head("Proef: heen & weer", "proef"), [draw(questions(n)) for n in range(1, count + 1)]
    )


@pytest.mark.parametrize("write", WRITERS)
@settings(max_examples=80, deadline=None)
@given(source=quizzes())
def test_any_quiz_comes_back(write: Writer, source: str) -> None:
    quiz = value_of(source)
    assert said(again(quiz, write)) == said(quiz)
