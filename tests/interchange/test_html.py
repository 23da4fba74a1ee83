"""HTML from elsewhere as Markdown that fits its place, and what it loses on the way."""

import pytest

from training.compiler.quiz import compile_quiz
from training.interchange.moodle_writer import write_moodle
from training.interchange.questions import Found
from training.interchange.raw import RawAnswer, RawKind, RawQuestion, RawText, Writing
from training.interchange.settling import settle
from training.interchange.slots import convert, fit_answer, in_a_line, write

TRUTH = ("Waar", "Niet waar")


def html(text: str) -> RawText:
    return RawText(text, Writing.HTML)


def markdown(text: str) -> str:
    return write(convert(html(text)).blocks)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<ul><li>een<li><p>twee</p><p>meer</p></ul>", "* een\n\n* twee\n\n  meer"),
        ('<ol start="3"><li>drie</ol>', "3. drie"),
        ("<table><tr><th>a|b<td>c<tr><td>d</table>", "| a\\|b | c |\n|---|---|\n| d |  |"),
        ("<pre>x = 1\n``` y</pre>", "````\nx = 1\n``` y\n````"),
        ("<blockquote>Hulp</blockquote><hr>", "> Hulp\n\n***"),
        ("een<br>1. twee<br>- drie<br># vier", "een\\\n1\\. twee\\\n\\- drie\\\n\\# vier"),
        ("<code>a`b</code> <b> x </b>", "``a`b`` **x**"),
        ('<a href="https://voorbeeld.nl/a b">hier</a>', "[hier](https://voorbeeld.nl/a%20b)"),
        ('<a href="http://voorbeeld.nl">hier</a>', "hier"),
        ("a < b & c &lt;i&gt; *x*", "a &lt; b & c &lt;i> \\*x\\*"),
    ],
)
def test_html_is_written_as_markdown(text: str, said: str) -> None:
    assert markdown(text) == said


def test_an_answer_begins_with_a_paragraph_and_a_cell_is_a_line() -> None:
    blocks = convert(html("<ul><li>een</ul><blockquote>twee</blockquote>")).blocks
    assert write(fit_answer(blocks)) == "een\n\ntwee"
    table = convert(html("<p>a<br>b</p><table><tr><td>c<td>d</table>")).blocks
    assert in_a_line(table) == "a b c - d"


def choice(*weights: float, is_single: bool = True) -> Found:
    answers = tuple(RawAnswer(html(f"antwoord {weight}"), weight) for weight in weights)
    raw = RawQuestion(RawKind.CHOICE, "Q", 1, answers=answers, is_single=is_single)
    return settle(raw, TRUTH)


@pytest.mark.parametrize(
    ("weights", "is_single", "codes"),
    [
        ((100, 100), True, ["all-right"]),
        ((90, 0), True, ["best-is-full"]),
        ((100, -50), True, ["negative"]),
        ((100, 0), False, ["one-key"]),
        ((80, 20, 0), False, ["all-or-nothing", "weights"]),
        ((0, 0), True, ["no-key"]),
        ((100,), True, ["answers-few"]),
    ],
)
def test_weights_that_mean_something_else_here_are_told(
    weights: tuple[float, ...], is_single: bool, codes: list[str]
) -> None:
    assert [note.code for note in choice(*weights, is_single=is_single).notes] == codes


def test_an_open_question_keeps_no_list_and_no_explanation() -> None:
    text = html("<ol><li>een</ol>")
    found = settle(RawQuestion(RawKind.ESSAY, "Q", 1, text=text, explanation=text), TRUTH)
    assert found.question
    assert found.question.text == "een"
    assert sorted(note.code for note in found.notes) == ["feedback-dropped", "flattened"]


def test_what_cannot_go_along_is_told_by_question() -> None:
    source = (
        "---\ntitel: x\nid: x\nvragen: 1\nvorm: A\n---\n\n## 2.1 V\n\n"
        "![Een bank](../content/media/b.jpg) [les](../content/lessons/l.md)\n\n"
        '- [a](# "afwachtend 2.2, grens L5, +1 dag")\n'
        '- [b](# "meewerkend 2.1")\n'
    )
    quiz = compile_quiz(source).value
    assert quiz
    codes = {note.code for note in write_moodle(quiz).notes}
    assert codes == {
        *("out-draw", "out-form", "out-mastery", "out-limit", "out-cost", "out-competency"),
        *("out-no-best", "out-image", "out-link"),
    }
