"""Whatever is written: an answer, never a trace; what is right is read as it was meant."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.compiler.golden import CONTEXT
from tests.compiler.writing import DOCUMENTS, Story, anchor_of, stories
from training.compiler.document import compile_document
from training.compiler.scenario import compile_scenario
from training.domain.diagnostics import Compiled, by_place
from training.domain.document import Kind
from training.domain.shape import Document
from training.web.diagnostics import sentence

KINDS = st.sampled_from(Kind)


def assert_sound(compiled: Compiled[Document], source: str) -> None:
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert compiled.diagnostics == by_place(compiled.diagnostics)
    assert compiled.value is not None or compiled.has_errors
    for found in compiled.diagnostics:
        assert 1 <= found.line <= len(lines), found
        assert 1 <= found.column <= len(lines[found.line - 1]) + 1, found
        assert "%(" not in sentence(found, str)


@given(KINDS, DOCUMENTS)
@example(Kind.SCENARIO, "")
@example(Kind.COMPETENCIES, "---\ntitel: a\n<b>")
@example(Kind.QUIZ, "---\n---")
@example(Kind.LESSON, "\ufeff---\r\ntitel: x\r\nid: y\r\n---\r\n-")
@settings(max_examples=120, deadline=None)
def test_any_text_gets_a_sorted_answer_with_places_inside_it(kind: Kind, source: str) -> None:
    assert_sound(compile_document(kind, source, CONTEXT), source)


@given(KINDS, st.binary(max_size=400))
@settings(max_examples=40, deadline=None)
def test_any_bytes_get_an_answer(kind: Kind, source: bytes) -> None:
    compiled = compile_document(kind, source)
    assert compiled.value is not None or compiled.has_errors


@given(stories(), st.sampled_from(["", "dicht"]), st.sampled_from(["  ", "    "]))
@settings(max_examples=40, deadline=None)
def test_story_is_read_as_it_was_meant(story: Story, blank_line: str, indent: str) -> None:
    compiled = compile_scenario(story.source(blank_line, indent), CONTEXT)
    assert not compiled.has_errors
    assert compiled.value is not None
    scenes = compiled.value.scenes
    assert [scene.title for scene in scenes] == story.names
    for scene, meant in zip(scenes, story.choices, strict=True):
        read = [(choice.text, choice.target) for choice in scene.choices]
        assert read == [(text, anchor_of(story.names[target])) for text, target, _ in meant]
        for choice, (_, _, title) in zip(scene.choices, meant, strict=True):
            assert (choice.judgement is not None) == bool(title)
            assert bool(choice.feedback.tempting) == bool(title)


@given(DOCUMENTS)
@settings(max_examples=40, deadline=None)
def test_line_ends_make_no_difference(source: str) -> None:
    unix = source.replace("\r", "")
    again = compile_scenario(unix.replace("\n", "\r\n"), CONTEXT)
    assert again == compile_scenario(unix, CONTEXT)
