"""The small parts: anchors, words per language, addresses, lists in a header, the registry."""

import pytest

from training.compiler.addresses import Address, classify, image_address, link_address, parse_path
from training.compiler.anchors import anchor, is_same_everywhere
from training.compiler.competencies import compile_competencies
from training.compiler.course import compile_course
from training.compiler.document import BUILDERS, compile_document
from training.compiler.lesson import compile_lesson
from training.compiler.phrases import compile_phrases
from training.compiler.quiz import compile_quiz
from training.compiler.scenario import compile_scenario
from training.compiler.vocabulary import VOCABULARY
from training.domain.document import Kind
from training.domain.scenario import LAYERS

HEADER = "---\ntitel: Proef\nid: proef\n---\n\n"
STORY = "## Begin\n\n- [Door](#einde-goed)\n\n## Einde: goed\n"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("De telefoon gaat", "de-telefoon-gaat"),
        ("Einde: teruggebeld", "einde-teruggebeld"),
        ("Één café", "één-café"),
        ("A & B", "a--b"),
        ("onder_streep 2.1", "onder_streep-21"),
        ("  Ruim  ", "ruim"),
        ("e\u0301en", "e\u0301en"),
        ("Ja! 🙂", "ja-"),
    ],
)
def test_anchor_is_made_by_githubs_rule(title: str, name: str) -> None:
    assert anchor(title) == name


def test_anchor_is_the_same_everywhere_when_it_is_plain() -> None:
    assert is_same_everywhere("de-telefoon")
    assert not any(map(is_same_everywhere, ["a--b", "ja-", "", "-"]))


def test_every_language_has_a_word_for_everything() -> None:
    rows = list(VOCABULARY.values())
    for row in rows:
        assert set(row.keys.values()) == set(rows[0].keys.values())
        assert set(row.layers.values()) == set(LAYERS)
        assert set(row.displays.values()) == set(rows[0].displays.values())
        assert set(row.orders.values()) == set(rows[0].orders.values())
        assert set(row.move_ons.values()) == set(rows[0].move_ons.values())
        assert set(row.costs.values()) == {"referrals", "days", "retellings"}
        assert set(row.slots.values()) == {"tempting", "objection", "inviting"}
        assert len(set(row.levels)) == 4


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("content/lessons/a.md", (Kind.LESSON, "a", "")),
        ("content/scenarios/a.en.md", (Kind.SCENARIO, "a", "en")),
        ("content/competencies.en.md", (Kind.COMPETENCIES, "competencies", "en")),
        ("content/phrases.md", (Kind.PHRASES, "phrases", "")),
        ("content/phrases.en.md", (Kind.PHRASES, "phrases", "en")),
        ("content/lessons/phrases.md", (Kind.LESSON, "phrases", "")),
        ("content/other.md", None),
        ("content/lessons/deep/a.md", None),
        ("content/lessons/a.xx.md", None),
        ("content/lessons/a.png", None),
        ("README.md", None),
    ],
)
def test_folder_and_name_say_what_a_file_is(
    path: str, expected: tuple[Kind, str, str] | None
) -> None:
    target = parse_path(path)
    assert (target and (target.kind, target.name, target.language)) == expected


def test_addresses_are_allowed_by_name_only() -> None:
    assert classify("#scene") is Address.SCENE
    assert classify("https://example.org") is Address.OUTSIDE
    assert classify("mailto:a@example.org") is Address.OUTSIDE
    assert classify("../lessons/a.md#x") is Address.DOCUMENT
    for address in ("http://x", "//x/a.md", "/a.md", "\\a.md", "file:a.md", "a.html", "https:///x"):
        assert classify(address) is Address.FORBIDDEN
    assert link_address(Kind.LESSON, "../courses/c.md", {}) is None
    assert link_address(Kind.LESSON, "../../README.md", {}) is None
    assert image_address(Kind.QUIZ, "../content/media/a.png") == "/media/a.png"
    assert image_address(Kind.QUIZ, "") is None


def test_value_in_the_header_may_be_a_list() -> None:
    keys = "doelgroep:\n- bestuur\n- ambtelijk\nhernoemd: [oud -> begin, ouder -> einde-goed]\n"
    scenario = compile_scenario(HEADER.replace("id:", f"{keys}id:") + STORY).value
    assert scenario is not None
    assert scenario.header.audience == "bestuur, ambtelijk"
    assert scenario.renamed == (("oud", "begin"), ("ouder", "einde-goed"))


def test_every_scalar_in_the_header_is_text() -> None:
    lesson = compile_lesson("---\ntitel: no\nid: 1\nbron: 1.10\n---\n\nTekst.\n").value
    assert lesson is not None
    assert (lesson.header.title, lesson.header.slug) == ("no", "1")


def test_text_before_the_first_lead_in_is_a_remark() -> None:
    way = '- [Nee](#einde-goed "afhoudend 2.1")\n\n  > Jammer. **Maar** het kan anders.\n'
    scenario = compile_scenario(HEADER + STORY.replace("- [Door]", f"{way}- [Door]")).value
    assert scenario is not None
    feedback = scenario.start.choices[0].feedback
    assert feedback.remark == "<p>Jammer.</p>"
    assert feedback.objection == "<p>het kan anders.</p>"


def test_every_kind_has_a_builder_and_a_function_of_its_own() -> None:
    functions = {
        Kind.COMPETENCIES: compile_competencies,
        Kind.COURSE: compile_course,
        Kind.LESSON: compile_lesson,
        Kind.SCENARIO: compile_scenario,
        Kind.QUIZ: compile_quiz,
        Kind.PHRASES: compile_phrases,
    }
    assert functions.keys() == BUILDERS.keys() == set(Kind)
    for kind, function in functions.items():
        assert function(HEADER + STORY) == compile_document(kind, HEADER + STORY)
