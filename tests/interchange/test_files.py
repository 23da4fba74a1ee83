"""Files as they come: Aiken, Moodle's XML, old encodings, and what is meant to do harm."""

from time import process_time

import pytest

from training.compiler.quiz import compile_quiz
from training.domain.quiz import ItemKind
from training.interchange.questions import Format, Outcome
from training.interchange.quiz_text import Head, write_quiz
from training.interchange.reading import read_questions

AIKEN = """\
Wie beslist over geld?
A. De raad
B) Het college
ANSWER: A

Wat vraagt u eerst?
A. Naar het doel
B. Naar de vergunning

Wie belt terug?
A. Ik zelf
B. Iemand
ANSWER: C

ANSWER: A
"""


def test_aiken_with_its_mistakes() -> None:
    imported = read_questions(AIKEN.encode())
    assert imported.format is Format.AIKEN
    first, *others = imported.found
    assert first.question
    assert [answer.is_key for answer in first.question.answers] == [True, False]
    assert [(each.notes[0].code, each.notes[0].line) for each in others] == [
        ("key-missing", 6),
        ("key-unknown", 13),
        ("text-missing", 15),
    ]


MOODLE = """\
<?xml version="1.0" encoding="UTF-8"?>
<quiz>
 <question type="category"><category><text>$course$/top/Balie</text></category></question>
 <question type="multichoice">
  <name><text>Aan de balie</text></name>
  <questiontext format="html">
   <text><![CDATA[<p>Iemand vraagt om <em>hulp</em>.</p>]]></text>
   <file name="balie.png" encoding="base64">iVBORw0KGgo=</file>
  </questiontext>
  <generalfeedback format="html"><text>Noem een naam.</text></generalfeedback>
  <single>true</single>
  <answer fraction="100" format="html">
   <text>Ik bel u</text><feedback format="html"><text>Goed zo</text></feedback>
  </answer>
  <answer fraction="-25" format="html">
   <text>Belt u zelf</text><feedback format="html"><text></text></feedback>
  </answer>
 </question>
 <question type="truefalse">
  <name><text>Geld</text></name><questiontext><text>De raad beslist over geld.</text></questiontext>
  <answer fraction="0"><text>false</text></answer><answer fraction="100"><text>true</text></answer>
 </question>
 <question type="ordering">
  <name><text>Stappen</text></name><questiontext><text>Orden.</text></questiontext>
  <answer fraction="2"><text>Bellen</text></answer><answer fraction="1"><text>Lezen</text></answer>
 </question>
 <question type="essay"><name><text>Plan</text></name><graderinfo><text>Kijk na</text></graderinfo>
 </question>
 <question type="essay"><name><text>Eigen plan</text></name>
  <questiontext><text>Schrijf.</text></questiontext></question>
 <question type="calculated"><name><text>Som</text></name></question>
 <question type="ddmarker"><name><text>Kaart</text></name></question>
 <question type="coderunner"><name><text>Code</text></name></question>
</quiz>
"""


def test_moodle_tells_of_every_question_what_became_of_it() -> None:
    imported = read_questions(MOODLE.encode())
    told = [
        (each.name, each.outcome, *(note.code for note in each.notes)) for each in imported.found
    ]
    assert told == [
        ("Aan de balie", Outcome.CHANGED, "files", "negative"),
        ("Geld", Outcome.IMPORTED),
        ("Stappen", Outcome.IMPORTED),
        ("Plan", Outcome.REFUSED, "grader-info"),
        ("Eigen plan", Outcome.IMPORTED),
        ("Som", Outcome.REFUSED, "calculated"),
        ("Kaart", Outcome.REFUSED, "drag-on-image"),
        ("Code", Outcome.REFUSED, "kind-unknown"),
    ]
    assert [each.line for each in imported.found][:2] == [4, 19]


def test_what_can_be_used_is_a_quiz_without_errors() -> None:
    imported = read_questions(MOODLE.encode())
    text = write_quiz(Head('Balie: "hulp"', "balie", "nl", "2.1"), imported.questions)
    compiled = compile_quiz(text)
    assert not compiled.has_errors
    assert compiled.value
    assert [item.kind for item in compiled.value.items] == [
        ItemKind.SINGLE,
        ItemKind.SINGLE,
        ItemKind.ORDERING,
        ItemKind.REFLECTION,
    ]
    assert [str(option.text) for option in compiled.value.items[2].options] == ["Lezen", "Bellen"]
    assert {item.competency for item in compiled.value.items} == {"2.1"}


def test_xml_that_breaks_off_keeps_what_came_before() -> None:
    imported = read_questions(MOODLE.partition('<question type="essay">')[0].encode() + b"<oeps")
    assert len(imported.found) == 3
    (fault,) = imported.faults
    assert fault.code == "xml-broken"
    assert fault.line > 20


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        ("::Café:: één {=a ~b}".encode("cp1252"), ["encoding"]),
        ("\ufeff::Café:: één {=a ~b}".encode(), []),
        ("::Café:: één {=a ~b}".encode("utf-16"), []),
        (b"::Caf\xc3\xa9:: x\r\n{=a\r\n~b}\r\n", []),
    ],
)
def test_encodings_of_other_machines_are_understood(data: bytes, codes: list[str]) -> None:
    imported = read_questions(data)
    assert [each.name for each in imported.found] == ["Café"]
    assert [fault.code for fault in imported.faults] == codes


GUARD = 5.0
"""Seconds, half of what the product allows. An honest answer takes 0.2, and eight times that when
each line is counted for coverage; what grows with the square of its length would take minutes."""
BOMB = '<!DOCTYPE q [<!ENTITY a "xx"><!ENTITY b "&a;&a;&a;">]>'
HOSTILE = {
    "braces": b"{" * 100_000,
    "closing braces": b"}" * 100_000,
    "answers": b"::x::y{=a\n" + b"~b\n" * 50_000 + b"}",
    "answers in XML": b'<quiz><question type="multichoice">'
    + b'<answer fraction="0"><text>a</text></answer>' * 50_000
    + b"</question></quiz>",
    "elements": b"<quiz>" + b"<a>" * 100_000,
    "divisions": b"::x::[html]" + b"<div>" * 100_000 + b"{=a ~b}",
    "lists": b"::x::[html]" + b"<ul><li>" * 2_000 + b"{=a ~b}",
    "brackets": b"::x::[markdown]" + b"[(" * 9_000 + b"{=a ~b}",
    "titles": b"::" * 50_000,
    "blank lines": b"\n \n" * 100_000,
    "open questions": b"x{\n\n" * 10_000,
    "backslashes": b"\\" * 300_000,
    "letters": b"A. x\n" * 30_000,
    "bomb": f"{BOMB}<quiz>&b;</quiz>".encode(),
    "outside": b'<!DOCTYPE q SYSTEM "file:///etc/passwd"><quiz/>',
    "nothing": b"",
    "NUL": b"a\0b",
    "bytes": bytes(range(256)) * 500,
    "half a character": b"\xff\xfea",
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_is_meant_to_do_harm_gets_a_message_soon(data: bytes) -> None:
    start = process_time()
    imported = read_questions(data)
    assert process_time() - start < GUARD
    told = [*imported.faults, *(note for found in imported.found for note in found.notes)]
    assert told or imported.questions


def test_a_file_may_be_five_megabytes() -> None:
    assert [fault.code for fault in read_questions(b"x" * (5 * 2**20 + 1)).faults] == ["file-large"]


def test_entities_and_outside_files_are_refused_by_name() -> None:
    for name in ("bomb", "outside"):
        assert [fault.code for fault in read_questions(HOSTILE[name]).faults] == ["xml-entities"]
    assert not read_questions(HOSTILE["bomb"]).found


def test_what_does_not_fit_in_one_file_is_told() -> None:
    long = "lang " * 500
    text = "\n\n".join(f"::V {n}:: {long}{{=a ~b}}" for n in range(100))
    imported = read_questions(text.encode())
    codes = {note.code for found in imported.found for note in found.notes}
    assert codes == {"file-full"}
    assert 30 < len(imported.questions) < 60
