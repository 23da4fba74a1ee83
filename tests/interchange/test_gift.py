"""GIFT: every kind of question, escapes, and a broken question among good ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.domain.judgement import Level
from training.domain.quiz import ItemKind
from training.interchange.questions import Found, Imported, Outcome
from training.interchange.reading import read_questions


def read(text: str) -> Imported:
    return read_questions(text.encode())


def one(text: str) -> Found:
    (found,) = read(text).found
    return found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("::Q:: Kies {=a ~b}", ItemKind.SINGLE),
        ("::Q:: Kies {~%50%a ~%50%b ~%-100%c}", ItemKind.MULTIPLE),
        ("::Q:: Klopt dit? {TRUE}", ItemKind.SINGLE),
        ("::Q:: Klopt dit? {F#nee#ja}", ItemKind.SINGLE),
        ("::Q:: Koppel {=a -> 1 =b -> 2}", ItemKind.MATCHING),
        ("::Q:: Orden {>2 ALL VERTICAL\na\nb\n}", ItemKind.ORDERING),
        ("::Q:: Vertel {}", ItemKind.REFLECTION),
        ("::Q:: Kies {~a ~b}", ItemKind.POLL),
        ("::Q:: Kies {=a ~%50%b ~c}", ItemKind.JUDGEMENT),
    ],
)
def test_what_stands_in_the_braces_decides_the_kind(text: str, kind: ItemKind) -> None:
    question = one(text).question
    assert question
    assert (question.name, question.kind) == ("Q", kind)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("::Q:: Hoeveel? {#3:1}", "numerical"),
        ("::Q:: Hoe heet dat? {=vergunning =een vergunning}", "short-answer"),
        ("::Q:: Kies {=a ~b", "brace-open"),
        ("::Q:: Kies =a ~b}", "brace-closing"),
        ("::Q:: Kies {=a ~b} of {=c ~d}", "braces-two"),
        ("::Q:: Kies {a}", "answers-unmarked"),
        ("::Q:: Kies {=a ~}", "answer-empty"),
        ("::Q:: Alleen tekst", "description-last"),
        ("::Q:: Kies {~%100%a}", "answers-few"),
    ],
)
def test_what_nothing_here_is_like_is_refused_with_a_reason(text: str, code: str) -> None:
    found = one(text)
    assert found.outcome is Outcome.REFUSED
    assert [note.code for note in found.notes] == [code]


def test_one_broken_question_costs_the_next_one_nothing() -> None:
    text = "::A:: x {=a ~b}\n\n::B:: x {=a ~b\n\n::C:: x {=a ~b}\n\nx {=a ~b\n\nlaatste {=a ~b}\n"
    found = read(text).found
    assert [(each.name, each.outcome) for each in found] == [
        ("A", Outcome.IMPORTED),
        ("B", Outcome.REFUSED),
        ("C", Outcome.IMPORTED),
        ("x", Outcome.REFUSED),
        ("laatste", Outcome.IMPORTED),
    ]
    assert [(each.notes[0].line, each.notes[0].column) for each in found if each.notes] == [
        (3, 9),
        (7, 3),
    ]


def test_marks_can_be_written() -> None:
    found = one(r"::Prijs\: 3:: Schrijf \{a\}, \~, \=, \# en \\ \nen verder {=a\=b ~c\#d}")
    assert found.name == "Prijs: 3"
    assert found.question
    assert found.question.text == "Schrijf {a}, ~, =, # en \\\\\\\nen verder"
    assert [answer.text for answer in found.question.answers] == ["a=b", "c#d"]


def test_feedback_weights_and_explanation() -> None:
    found = one("::Q:: x {=a#Ja ~%33.33%b#Bijna ~c####Omdat het zo is}")
    assert found.question
    assert found.question.explanation == "Omdat het zo is"
    assert [(each.level, each.feedback) for each in found.question.answers] == [
        (Level.INVITING, "Ja"),
        (Level.PASSIVE, "Bijna"),
        (Level.DISMISSIVE, ""),
    ]
    assert [note.code for note in found.notes] == ["levels"]


def test_html_becomes_markdown_and_nothing_hostile_stays() -> None:
    text = (
        '::Q::[html]<p onclick\\="x()">Een <b>goed</b> plan</p><script>alert(1)</script>'
        '<a href\\="javascript\\:alert(1)">hier</a> <img src\\="x" alt\\="een foto">{=a ~b}'
    )
    found = one(text)
    assert found.question
    assert found.question.text == "Een **goed** plan\n\nhier een foto"
    assert sorted(note.code for note in found.notes) == ["image", "link"]


def test_markdown_cannot_make_a_question_or_an_answer() -> None:
    found = one("::Q::[markdown]# Kop\n## Vraag\n- [x] ja\n- [ ] nee\n{=a ~b}")
    assert found.question
    assert found.question.text == "### Kop\n\n### Vraag\n\n* \\[x\\] ja\n\n* \\[ \\] nee"


def test_a_text_without_a_question_goes_above_the_next_one() -> None:
    first, second = read("Lees dit eerst.\n\n::Q:: Kies {=a ~b}").found
    assert first.outcome is Outcome.CHANGED
    assert second.question
    assert second.question.text == "Lees dit eerst.\n\nKies"


def test_a_missing_word_is_a_blank() -> None:
    found = one("De raad {=beslist ~belt} over geld.")
    assert found.question
    assert found.question.name == "De raad… over geld."
    assert found.question.text == r"De raad \_\_\_\_\_ over geld."


def test_a_name_that_is_taken_gets_a_number() -> None:
    text = "\n\n".join(["::Q:: x {=a ~b}", "::Q:: y {=a ~b}", "::q:: z {=a ~b}"])
    assert [each.name for each in read(text).found] == ["Q", "Q (2)", "q (3)"]


def test_categories_and_comments_are_no_questions() -> None:
    text = "// een opmerking {\n$CATEGORY: een\n\n::Q:: x {=a ~b}\n\n$CATEGORY: twee\n\nz {=a ~b}"
    imported = read(text)
    assert len(imported.found) == 2
    assert [note.code for note in imported.faults] == ["categories"]


_PIECES = ["{", "}", "=", "~", "#", "####", "::", "->", "%50%", "\\", "//", "$CATEGORY:", "[html]"]
_PIECES += [
    "[markdown]",
    "\n",
    "\n\n",
    "TRUE",
    ">2 ALL\n",
    "a",
    "<b>",
    "<p>",
    "</p>",
    "&amp;",
    "- [x] ",
]


@given(st.lists(st.sampled_from(_PIECES) | st.text(max_size=3), max_size=40).map("".join))
def test_whatever_is_written_every_question_is_told(text: str) -> None:
    imported = read(text.encode("utf-8", "replace").decode())
    assert all(found.question or found.notes for found in imported.found)
