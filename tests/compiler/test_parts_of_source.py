"""Texts cut at their headings join again byte for byte, and can be copied into other words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.world import LIBRARY
from training.compiler.document import compile_document
from training.compiler.parts import aim, cut_parts, join_parts
from training.compiler.restating import restate
from training.domain.document import Kind
from training.domain.shape import shape_of

LINES = st.sampled_from(
    [
        "## Een kop",
        "## Een kop",
        "tekst",
        "",
        "```",
        "~~~",
        "# Titel",
        "### Lager",
        "  ## Twee",
        "---",
    ]
)
FILES = {
    Kind.SCENARIO: "content/scenarios/bank.md",
    Kind.QUIZ: "quizzes/vragen.md",
    Kind.COURSE: "content/courses/proef.md",
    Kind.LESSON: "content/lessons/lezen.md",
    Kind.COMPETENCIES: "content/competencies.md",
}


@given(st.lists(LINES), st.sampled_from(["\n", "\r\n"]))
def test_parts_join_again_byte_for_byte(lines: list[str], end: str) -> None:
    source = end.join(lines)
    assert "".join(part.text for part in cut_parts(source)) == source


@pytest.mark.parametrize("path", FILES.values())
def test_a_tidy_text_is_joined_as_it_was(path: str) -> None:
    source = (LIBRARY / path).read_text()
    assert join_parts(part.text for part in cut_parts(source)) == source


def test_a_heading_inside_code_is_none() -> None:
    found = cut_parts("## Een\n\n```\n## Geen\n```\n\n## Twee ##\n")
    assert [(part.name, part.line) for part in found] == [("", 1), ("een", 1), ("twee", 7)]


def test_links_follow_a_heading_to_its_new_name() -> None:
    text = 'Zie [a](#oud "uitnodigend 1.1") en [b](#ouder).'
    assert aim(text, {"oud": "nieuw"}) == 'Zie [a](#nieuw "uitnodigend 1.1") en [b](#ouder).'


@pytest.mark.parametrize("kind", FILES)
def test_a_copy_in_other_words_has_the_same_shape(kind: Kind) -> None:
    source = (LIBRARY / FILES[kind]).read_text()
    copy = restate(source, "nl", "en")
    original, copied = (compile_document(kind, text) for text in (source, copy))
    assert not copied.has_errors, copied.diagnostics
    assert original.value
    assert copied.value
    assert shape_of(copied.value) == shape_of(original.value)
    assert copied.value.header.language == "en"
    assert restate(copy, "en", "nl").count("\n") == copy.count("\n")


def test_a_copy_says_ending_limits_and_costs_in_its_own_words() -> None:
    copy = restate((LIBRARY / "content/scenarios/bank.md").read_text(), "nl", "en")
    for words in (
        '(#ending-geen-bank "dismissive 1.1")',
        '"passive 2.2, +1 referral, +3 days"',
        '"passive 3.2, limit L3"',
        "**Understandable, because** Groen",
        "layer: officials",
    ):
        assert words in copy
