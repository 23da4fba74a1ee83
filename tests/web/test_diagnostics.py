"""Every diagnostic has a sentence in both languages, and every sentence is needed."""

import re
from pathlib import Path
from string import Formatter

import pytest

from tests.compiler.golden import BULKY, case_paths, compile_case
from tests.compiler.test_library import every_diagnostic_across_files
from tests.services.authoring.test_recorded import EXPECTED as RECORDED
from training.cli.sentences import translator
from training.compiler.context import NOTHING_KNOWN
from training.compiler.lesson import compile_lesson
from training.domain.diagnostics import Diagnostic
from training.domain.document import Kind
from training.services.authoring.checking import UNREAD
from training.services.authoring.confinement import Limits, Request, examine_confined
from training.web.diagnostic_sentences import SENTENCES
from training.web.diagnostics import sentence

ROOT = Path(__file__).parents[2]
LARGE = "".join(f"- [punt](https://voorbeeld.example/{n})\n" for n in range(1900))
PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def emitted() -> list[Diagnostic]:
    """Everything that the golden cases and the tests of the library and its record bring about."""
    found = [each for path in case_paths() for each in compile_case(path).diagnostics]
    bulky = [each for text in BULKY.values() for each in compile_lesson(text).diagnostics]
    heavy = examine_confined(Request(Kind.LESSON, LARGE, NOTHING_KNOWN, Limits(memory=1024)))
    found += heavy.compiled.diagnostics
    found.append(UNREAD)
    return [*found, *bulky, *every_diagnostic_across_files(), *RECORDED.values()]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_everything_emitted_has_a_sentence_with_its_values(language: str) -> None:
    gettext = translator(language)
    for found in emitted():
        said = sentence(found, gettext)
        assert "%(" not in said, found
        assert said[-1] in ".?", found


def test_every_sentence_is_brought_about_by_some_case() -> None:
    keys = {f"{found.code} {found.variant}".strip() for found in emitted()}
    assert SENTENCES.keys() - keys == set()


def test_documentation_names_every_code() -> None:
    text = (ROOT / "docs/diagnostics.md").read_text(encoding="utf-8")
    documented = re.findall(r"^\| ([EW]\d\d) \|", text, re.MULTILINE)
    assert documented == sorted({key.split()[0] for key in SENTENCES}, key=lambda code: code[1:])


def test_hostile_value_stays_a_short_line() -> None:
    found = Diagnostic("E10", 1, values={"text": "%(x)s\n" * 1_000}, variant="target")
    said = sentence(found, str)
    assert len(said) < 300
    assert "\n" not in said


def test_sentences_have_no_other_placeholders() -> None:
    for template in SENTENCES.values():
        assert "%" not in PLACEHOLDER.sub("", template)
        assert not any(name for _, name, _, _ in Formatter().parse(template))
