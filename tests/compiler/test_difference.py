"""What differs between two texts: by part, by paragraph, by word, and never too slow."""

from collections.abc import Sequence
from difflib import SequenceMatcher

import pytest

from tests.world import LIBRARY
from training.compiler.difference import MANY, PartDifference, State, difference
from training.domain.document import Kind

BANK = (LIBRARY / "content/scenarios/bank.md").read_text()


def changed(*edits: tuple[str, str]) -> list[PartDifference]:
    new = BANK
    for old, words in edits:
        assert old in new
        new = new.replace(old, words)
    return list(difference(Kind.SCENARIO, BANK, new).changed)


def words(part: PartDifference) -> list[tuple[str, str]]:
    return [
        (each.state.value, each.text)
        for row in part.paragraphs
        if row.state is not State.SAME
        for each in row.words
    ]


def test_equal_texts_do_not_differ() -> None:
    found = difference(Kind.SCENARIO, BANK, BANK)
    assert found.changed == ()
    assert found.untouched == 6
    assert difference(Kind.SCENARIO, BANK, BANK.replace("\n", "\r\n")).changed == ()


def test_a_word_is_found_in_its_paragraph() -> None:
    [part] = changed(("oudere wandelaars", "jonge wandelaars"))
    assert (part.title, part.state) == ("Het plan", State.CHANGED)
    assert words(part) == [
        ("same", "Hij vertelt over"),
        ("removed", "oudere"),
        ("added", "jonge"),
        ("same", "wandelaars."),
    ]


def test_a_choice_reads_as_words_with_where_it_leads_and_what_it_is_worth() -> None:
    [part] = changed(('een-bank "uitnodigend 2.1"', 'een-bank "meewerkend 2.1"'))
    text = "Ik vraag het na en bel hem donderdag zelf. → einde-een-bank"
    assert words(part) == [
        ("same", text),
        ("removed", "uitnodigend"),
        ("added", "meewerkend"),
        ("same", "2.1"),
    ]


def test_the_marks_of_markdown_are_not_words() -> None:
    [part] = changed(("**Begrijpelijk, want** het klinkt hartelijk.", "Het klinkt hartelijk."))
    said = " ".join(text for _, text in words(part))
    assert "*" not in said
    assert ">" not in said


def test_the_header_and_the_introduction_are_parts_too() -> None:
    found = changed(("duur: 3", "duur: 4"), ("Een buurman wil", "Een buurvrouw wil"))
    assert [(part.title, part.is_header) for part in found] == [("", True), ("", False)]


def test_parts_come_go_move_and_get_another_name() -> None:
    one, two = (
        "## Einde: een bank\n\nDe bank staat er.\n",
        "## Einde: geen bank\n\nMeneer Claes gaat naar huis.\n",
    )
    new = BANK.replace(f"{one}\n{two}", f"{two}\n{one}")
    assert [part.is_moved for part in difference(Kind.SCENARIO, BANK, new).changed] == [True]
    [gone, came] = changed(("## Einde: geen bank", "## Einde: niets"))
    assert (gone.state, came.state) == (State.REMOVED, State.ADDED)
    named = "id: bank\nhernoemd: einde-geen-bank -> einde-niets"
    found = changed(("## Einde: geen bank", "## Einde: niets"), ("id: bank", named))
    assert (found[-1].title, found[-1].earlier_title) == ("Einde: niets", "Einde: geen bank")


@pytest.mark.parametrize(
    "text", ["", "---", "zomaar", "## \n## \n##", "```\n## geen kop\n```", "\0"]
)
def test_what_is_no_proper_text_is_compared_too(text: str) -> None:
    found = difference(Kind.SCENARIO, BANK, text)
    assert any(part.state is State.REMOVED for part in found.changed)
    assert difference(Kind.SCENARIO, text, text).changed == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a " * 50_000, "b a " * 25_000),
        ("regel\n\n" * 14_000, "regel\n\nander\n\n" * 7_000),
        ("## kop\n" * 14_000, "## kop\n## pok\n" * 7_000),
        (" ".join(map(str, range(3_999))), " ".join(map(str, range(3_999, 0, -1)))),
    ],
)
def test_a_text_made_to_be_slow_is_not(old: str, new: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Laying two rows of words side by side takes up to their product in steps."""
    steps = []

    class Counted(SequenceMatcher[str]):
        def __init__(self, junk: None, a: Sequence[str], b: Sequence[str], **options: bool) -> None:
            steps.append(len(a) * len(b))
            super().__init__(junk, a, b, **options)

    monkeypatch.setattr("training.compiler.difference.SequenceMatcher", Counted)
    assert difference(Kind.LESSON, old, new).changed
    assert max(steps, default=0) <= MANY**2
    assert sum(steps) <= 2 * MANY**2
