"""What would keep a pattern busy for hours is read at once: these tests end, or never do."""

from training.compiler.borrowing import addresses_in
from training.compiler.fixing.header import title_of
from training.compiler.fixing.page import Page
from training.domain.document import Kind
from training.interchange.questions import Format
from training.interchange.reading import read_questions


def test_an_order_that_never_begins() -> None:
    source = f"::t::Sort {{\n> {'A' * 60}!\n}}".encode()
    assert read_questions(source, format=Format.GIFT).questions == ()


def test_an_order_as_it_is_written() -> None:
    source = b"::t::Sort {\n> ALL VERTICAL RELATIVE ABC\none\ntwo\nthree\n}"
    (question,) = read_questions(source, format=Format.GIFT).questions
    assert len(question.answers) == 3


def test_tags_that_never_end() -> None:
    source = f"// {'[tag:' * 40_000}\n\n::t::Vraag {{ =a ~b }}".encode()
    assert len(read_questions(source, format=Format.GIFT).questions) == 1


def test_a_heading_that_never_ends() -> None:
    assert addresses_in("## [x" + "](" * 100_000) == frozenset()


def test_a_borrowed_question_is_still_found() -> None:
    heading = "## [Wat doet u eerst?](andere-quiz.md#wat-doet-u-eerst)\n"
    assert addresses_in(heading) == {"quizzes/andere-quiz.md#wat-doet-u-eerst"}


def test_a_header_line_of_spaces() -> None:
    page = Page(Kind.LESSON, f"---\ntitel{' ' * 100_000}x\n---\n\n# Bank\n")
    assert title_of(page) == "Bank"
