"""A remedy takes away what it was offered for, and nothing is said that was not so before."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.compiler.golden import CONTEXT, case_paths
from tests.compiler.writing import DOCUMENTS
from training.compiler.document import compile_document
from training.compiler.fixing.page import Fix, Page, plain_ends
from training.compiler.fixing.remedies import REMEDIES, fixes_for
from training.domain.diagnostics import Diagnostic
from training.domain.document import Kind

OPENED = {"E37", "W36"}
CODES = sorted(CONTEXT.competencies or ())
CASES = [path for path in case_paths() if path.suffix == ".md"]


def page_of(kind: Kind, source: str) -> Page:
    return Page(kind, source, "proef", CODES)


def said(kind: Kind, source: str) -> tuple[Diagnostic, ...]:
    return compile_document(kind, source, CONTEXT).diagnostics


def counts(found: Diagnostic, others: tuple[Diagnostic, ...]) -> tuple[int, int]:
    """Count what says the same, and what says so on this line."""
    same = [o for o in others if (o.code, o.variant) == (found.code, found.variant)]
    return sum(o.values == found.values for o in same), sum(o.line == found.line for o in same)


def offers() -> Iterator[tuple[Kind, str, Diagnostic, Fix]]:
    for path in CASES:
        kind = Kind(path.name.split("-")[0])
        source = path.read_bytes().decode("utf-8-sig")
        for found in said(kind, source):
            for fix in fixes_for(page_of(kind, source), found):
                yield kind, source, found, fix


OFFERS = [
    pytest.param(*offer, id=f"{offer[2].code}-{offer[2].variant}-{offer[3].words}")
    for offer in offers()
]


@pytest.mark.parametrize(("kind", "source", "found", "fix"), OFFERS)
def test_a_remedy_takes_its_diagnostic_away(
    kind: Kind, source: str, found: Diagnostic, fix: Fix
) -> None:
    mended = fix.apply(plain_ends(source))
    if found.code in OPENED:
        assert fixes_for(page_of(kind, mended), found) == ()
        return
    before, after = counts(found, said(kind, source)), counts(found, said(kind, mended))
    assert after[0] < before[0] or after[1] < before[1]


def test_the_cases_meet_every_remedy() -> None:
    met = {f"{each.values[2].code} {each.values[2].variant}".strip() for each in OFFERS}  # type: ignore[union-attr]
    elsewhere = {"E02 duplicate", "E03 syntax", "E29 language", "E29 id", "E31 suggestion"}
    assert {key for key in REMEDIES if key not in met} <= elsewhere


@given(st.sampled_from(Kind), DOCUMENTS)
@settings(max_examples=100, deadline=None)
def test_no_text_makes_a_remedy_fail(kind: Kind, source: str) -> None:
    page = page_of(kind, source)
    for found in said(kind, source):
        for fix in fixes_for(page, found):
            assert 0 <= fix.start <= fix.end <= len(page.text)
            assert fix.apply(page.text) != page.text


CHANGES = {
    "E29 id": ("id: ander\n", {"expected": "bank"}, "id: bank"),
    "E29 language": ("taal: nl\n", {"expected": "en"}, "taal: en"),
    "E02 duplicate": ("id: bank\n", {"value": "bank"}, "id: bank-2"),
}


@pytest.mark.parametrize("key", CHANGES)
def test_what_only_the_library_says_has_a_remedy(key: str) -> None:
    line, values, expected = CHANGES[key]
    code, _, variant = key.partition(" ")
    page = page_of(Kind.LESSON, f"---\ntitel: Proef\n{line}---\n")
    (fix,) = fixes_for(page, Diagnostic(code, 3, values=values, variant=variant))
    assert expected in fix.apply(page.text).split("\n")


def test_a_link_to_a_file_gets_the_name_that_was_meant() -> None:
    page = page_of(Kind.COURSE, "1. [Les](../lessons/strat.md)")
    values = {"path": "content/lessons/strat.md", "suggestion": "content/lessons/start.md"}
    (fix,) = fixes_for(page, Diagnostic("E31", 1, 4, values, "suggestion"))
    assert fix.apply(page.text) == "1. [Les](../lessons/start.md)"


def test_a_scene_that_becomes_an_ending_keeps_its_links() -> None:
    page = page_of(Kind.SCENARIO, "## A\n\n- [Ja](#weg)\n\n## Weg\n\nTekst.\n")
    ending = fixes_for(page, Diagnostic("E11", 5, values={"title": "Weg", "ending": "Einde"}))[-1]
    assert ending.apply(page.text) == ("## A\n\n- [Ja](#einde-weg)\n\n## Einde: Weg\n\nTekst.\n")
