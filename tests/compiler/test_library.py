"""Files of a library laid side by side."""

from collections.abc import Mapping
from datetime import date

import pytest

from training.compiler.library import check_library, compile_library, read_context
from training.compiler.summary import dump, load
from training.domain.course import Course
from training.domain.diagnostics import Diagnostic

TODAY = date(2026, 11, 23)
RUBRIC = "| Niveau | Ziet u |\n|---|---|\n" + "".join(
    f"| {level} | x |\n" for level in ("afhoudend", "afwachtend", "meewerkend", "uitnodigend")
)
FRAMEWORK = (
    f"---\ntitel: Kader\nid: kader\n---\n\n## 1 Eén\n\n### 1.1 Punt\n\n{RUBRIC}\n"
    "## 2 Zonder punten\n\n## Grenzen\n\n### L1 Grens\n\nTekst.\n"
)


def document(slug: str, body: str, language: str = "nl", **keys: str) -> bytes:
    rows = [f"{key.replace('_', '-')}: {value}" for key, value in keys.items()]
    title, tongue = ("titel", "taal") if language == "nl" else ("title", "language")
    header = [f"{title}: Proef", f"id: {slug}", f"{tongue}: {language}", *rows]
    return "\n".join(["---", *header, "---", "", body, ""]).encode()


LESSON = "Tekst."
SLOTS = "\n  > **Begrijpelijk, want** a.\n  > **Uitnodigend klinkt zo:** b.\n"
SLOTS_EN = "\n  > **Understandable, because** a.\n  > **Inviting sounds like this:** b.\n"
STORY = (
    '## Begin\n\n- [Een](#einde-a "uitnodigend 1.1")\n- [Twee](#einde-a "afwachtend 1.1")\n'
    f"{SLOTS}\n## Einde: a\n"
)
STORY_EN = (
    '## Start\n\n- [One](#ending-a "inviting 1.1")\n- [Two](#ending-a "passive 1.1")\n'
    f"{SLOTS_EN}\n## Ending: a\n"
)


def check(files: Mapping[str, bytes]) -> Mapping[str, tuple[Diagnostic, ...]]:
    return check_library(
        {"content/competencies.md": FRAMEWORK.encode(), **files}, TODAY
    ).diagnostics


def every_diagnostic_across_files() -> list[Diagnostic]:
    """Bring about everything that only shows between files."""
    body = "[a](strat.md) [b](zz.md) ![c](../media/c.png)"
    found = check(
        {
            "content/lessons/start.md": document("x", body, controleer_voor="2020-01-01"),
            "content/lessons/a.md": document("x", LESSON),
            "content/lessons/a.en.md": document("y", "Text.", "nl"),
            "content/lessons/b.en.md": document("b", "Text.", "en"),
            "content/scenarios/b.md": document("b", STORY),
            "content/scenarios/b.en.md": document(
                "b", STORY_EN.replace("passive", "helpful"), "en"
            ),
            "quizzes/q.md": document("q", "## Een\n\n## Twee\n"),
            "quizzes/q.en.md": document("q", "## One\n", "en"),
        }
    )
    return [each for diagnostics in found.values() for each in diagnostics]


def said(found: tuple[Diagnostic, ...]) -> list[str]:
    return [f"{each.line}:{each.column} {each.code} {each.variant}".strip() for each in found]


def test_sound_library_has_nothing_to_say() -> None:
    found = check(
        {
            "content/lessons/a.md": document("a", "Zie [b](../scenarios/b.md)."),
            "content/scenarios/b.md": document("b", STORY),
            "content/scenarios/b.en.md": document("b", STORY_EN, "en"),
            "content/README.md": b"no document",
        }
    )
    assert not any(found.values())


def test_double_identity_is_reported_in_both_files_and_names_the_other() -> None:
    found = check(
        {
            "content/lessons/a.md": document("x", LESSON),
            "content/lessons/b.md": document("x", LESSON),
        }
    )
    assert said(found["content/lessons/a.md"]) == ["3:5 E02 duplicate"]
    assert found["content/lessons/a.md"][0].values["other"] == "content/lessons/b.md"
    assert found["content/lessons/b.md"][0].values["other"] == "content/lessons/a.md"


def test_lesson_and_scenario_may_share_an_identity() -> None:
    found = check(
        {
            "content/lessons/a.md": document("x", LESSON),
            "content/scenarios/a.md": document("x", STORY),
        }
    )
    assert not found["content/lessons/a.md"]


@pytest.mark.parametrize(
    ("link", "variant"), [("../lessons/strat.md", "suggestion"), ("../../quizzes/zz.md", "")]
)
def test_lost_unit_is_reported(link: str, variant: str) -> None:
    course = document("c", f"## Een\n\n1. [Les]({link})\n2. [Goed](../lessons/start.md)\n")
    found = check(
        {"content/courses/c.md": course, "content/lessons/start.md": document("s", LESSON)}
    )
    assert said(found["content/courses/c.md"]) == [f"9:4 E31 {variant}".strip()]


def test_lost_image_is_reported() -> None:
    lesson = document("a", "![Ja](../media/ja.png) ![Nee](../media/nee.png)")
    found = check({"content/lessons/a.md": lesson, "content/media/ja.png": b""})
    assert said(found["content/lessons/a.md"]) == ["7:24 E23 file"]


def test_date_of_review_has_passed() -> None:
    late = document("a", LESSON, controleer_voor="2026-11-22")
    in_time = document("b", LESSON, controleer_voor="2026-11-23")
    found = check({"content/lessons/a.md": late, "content/lessons/b.md": in_time})
    assert said(found["content/lessons/a.md"]) == ["5:18 W32"]
    assert not found["content/lessons/b.md"]


def test_translation_of_another_shape_names_the_scene() -> None:
    other = STORY_EN.replace("passive", "dismissive")
    found = check(
        {
            "content/scenarios/b.md": document("b", STORY),
            "content/scenarios/b.en.md": document("b", other, "en"),
        }
    )
    shape = [each for each in found["content/scenarios/b.en.md"] if each.code == "E29"]
    assert said(tuple(shape)) == ["7:1 E29 part"]
    assert shape[0].values["name"] == "Start"


@pytest.mark.parametrize(
    ("translation", "expected"),
    [
        (document("b", STORY_EN + "\n## Ending: b\n", "en"), ["E29 count"]),
        (document("c", STORY_EN, "en"), ["E29 id"]),
        (document("b", STORY, "nl"), ["E29 language"]),
    ],
)
def test_translation_that_does_not_fit_is_reported(translation: bytes, expected: list[str]) -> None:
    files = {
        "content/scenarios/b.md": document("b", STORY),
        "content/scenarios/b.en.md": translation,
    }
    found = check(files)["content/scenarios/b.en.md"]
    assert [f"{each.code} {each.variant}" for each in found if each.code == "E29"] == expected


def test_scene_with_an_error_is_not_also_said_to_differ() -> None:
    wrong = STORY_EN.replace("inviting 1.1", "invitin 1.1")
    files = {
        "content/scenarios/b.md": document("b", STORY),
        "content/scenarios/b.en.md": document("b", wrong, "en"),
    }
    codes = [each.code for each in check(files)["content/scenarios/b.en.md"]]
    assert "E18" in codes
    assert "E29" not in codes


def test_translation_that_cannot_be_read_is_not_compared() -> None:
    files = {
        "content/scenarios/b.md": document("b", STORY),
        "content/scenarios/b.en.md": b"\xff",
    }
    assert [each.code for each in check(files)["content/scenarios/b.en.md"]] == ["E34"]


def test_translation_without_original_is_reported() -> None:
    found = check({"content/lessons/a.en.md": document("a", "Text.", "en")})
    assert said(found["content/lessons/a.en.md"]) == ["1:1 E29 original"]


def test_choice_may_name_only_what_the_framework_has() -> None:
    context = read_context({"content/competencies.md": FRAMEWORK.encode()})
    assert context.competencies == frozenset({"1.1", "2"})
    assert context.limits == frozenset({"L1"})
    found = check({"content/scenarios/b.md": document("b", STORY.replace("1.1", "3.3"))})
    assert "E17" in [each.code for each in found["content/scenarios/b.md"]]


def test_phrases_of_the_trainers_are_looked_for() -> None:
    files = {
        "content/phrases.md": b"# Lijst\n\nDeze.\n\n- nooit   zo\n- ook *dit* niet\n",
        "content/lessons/a.md": document("a", "Nooit zo.\n\n> Ook dit niet.\n"),
    }
    assert said(check(files)["content/lessons/a.md"]) == ["7:1 W27"]


def test_broken_file_does_not_block_the_others() -> None:
    files = {
        "content/competencies.md": b"\xff",
        "content/phrases.md": b"\xff",
        "content/lessons/a.md": b"\xff\xfe",
        "content/lessons/b.md": document("b", LESSON),
    }
    library = compile_library(files, TODAY)
    assert library.documents["content/lessons/a.md"].value is None
    assert library.documents["content/lessons/b.md"].value is not None
    assert not library.documents["content/lessons/b.md"].diagnostics


def test_course_takes_identities_from_the_files_it_links_to() -> None:
    files = {
        "content/courses/c.md": document("c", "## Een\n\n1. [Les](../lessons/file.md)\n"),
        "content/lessons/file.md": document("identity", LESSON),
    }
    course = compile_library(files, TODAY).documents["content/courses/c.md"].value
    assert isinstance(course, Course)
    assert [unit.slug for unit in course.units] == ["identity"]


def test_unchanged_files_are_not_read_again() -> None:
    files = {
        "content/lessons/a.md": document("a", "Zie [b](b.md)."),
        "content/lessons/b.md": document("b", LESSON),
    }
    first = check_library(files, TODAY, "v1")
    stored = load(dump(first.summaries))
    assert stored == first.summaries
    again = check_library({**files, "content/lessons/c.md": b""}, TODAY, "v1", stored)
    for path in files:
        assert again.diagnostics[path] == first.diagnostics[path]
    kept = [summary for key, summary in again.summaries.items() if key in stored]
    assert all(any(summary is known for known in stored.values()) for summary in kept)
    assert len(kept) == len(files)
    assert not set(check_library(files, TODAY, "v2", stored).summaries) & set(stored)


def test_checks_across_files_run_although_the_files_did_not_change() -> None:
    files = {
        "content/lessons/a.md": document("a", "Zie [b](gone.md)."),
        "content/lessons/gone.md": document("b", LESSON),
    }
    known = check_library(files, TODAY, "v1").summaries
    del files["content/lessons/gone.md"]
    assert said(check_library(files, TODAY, "v1", known).diagnostics["content/lessons/a.md"]) == [
        "7:5 E31"
    ]


@pytest.mark.parametrize("stored", [b"", b"[]", b"{", b'{"a": 1}', b"\xff"])
def test_damaged_store_counts_as_empty(stored: bytes) -> None:
    assert load(stored) == {}
