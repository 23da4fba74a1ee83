"""What is being written is read in a process that can be ended."""

from collections.abc import Callable
from contextlib import suppress
from threading import BoundedSemaphore

import pytest

from training.compiler.context import NOTHING_KNOWN, Context
from training.compiler.document import compile_document
from training.domain.document import Kind
from training.services import confinement
from training.services.authoring import confinement as reading
from training.services.authoring.confinement import Limits, Request, examine_confined
from training.services.confinement import BUSY, KEPT_VARIABLES, ask_confined, run_confined
from training.services.errors import Unavailable

LESSON = "---\ntitel: Bank\nid: bank\n---\n\n# Bank\n\nTekst.\n"


def test_a_text_is_read_as_anywhere_else() -> None:
    found = examine_confined(Request(Kind.LESSON, LESSON, NOTHING_KNOWN)).compiled
    assert found == compile_document(Kind.LESSON, LESSON)


def test_the_same_text_is_read_once_and_another_or_elsewhere_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun: list[Request] = []

    def count(work: Callable[[Request], bytes], request: Request, limits: Limits) -> bytes | None:
        begun.append(request)
        return run_confined(work, request, limits)

    monkeypatch.setattr(reading, "run_confined", count)
    other = Context(slugs={"content/lessons/x.md": "x"}, limits=frozenset({"G9"}))
    texts = [(LESSON + "Een keer.\n", NOTHING_KNOWN), (LESSON + "Nog eens.\n", NOTHING_KNOWN)]
    for source, context in (*texts, *texts, (texts[0][0], other)):
        found = examine_confined(Request(Kind.LESSON, source, context)).compiled
        assert found == compile_document(Kind.LESSON, source, context)
    assert len(begun) == 3


class Endless(dict[str, tuple[str, ...]]):
    """Phrases that are never found."""

    def get(self, key: str, default: object = None) -> tuple[str, ...]:
        while True:
            pass


def test_a_text_that_takes_too_long_is_refused_with_a_remedy() -> None:
    context = Context(phrases=Endless())
    limits = Limits(seconds=1, patience=60)
    found = examine_confined(Request(Kind.LESSON, LESSON, context, limits)).compiled
    assert found.value is None
    assert [each.code for each in found.diagnostics] == ["E49"]


def test_a_text_that_takes_too_much_memory_is_refused_with_a_remedy() -> None:
    heavy = LESSON + "".join(f"- [punt](https://voorbeeld.example/{n})\n" for n in range(1900))
    request = Request(Kind.LESSON, heavy, NOTHING_KNOWN, Limits(memory=1024))
    assert [each.code for each in examine_confined(request).compiled.diagnostics] == ["E49"]


def test_a_text_that_the_machine_had_no_time_for_is_not_to_blame() -> None:
    with pytest.raises(Unavailable, match=BUSY):
        examine_confined(Request(Kind.LESSON, LESSON, NOTHING_KNOWN, Limits(patience=0)))


def test_who_waits_in_vain_for_a_turn_is_told_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_places", "_turns"):
        with monkeypatch.context() as patched:
            patched.setattr(confinement, name, BoundedSemaphore(1))
            getattr(confinement, name).acquire()
            with pytest.raises(Unavailable, match=BUSY):
                run_confined(eval, "b''", Limits(patience=0))


def test_the_next_text_is_read_after_one_that_took_too_much() -> None:
    heavy = Request(Kind.LESSON, LESSON, Context(phrases=Endless()), Limits(seconds=1, patience=60))
    examine_confined(heavy)
    with suppress(Unavailable):
        examine_confined(Request(Kind.LESSON, LESSON, NOTHING_KNOWN, Limits(patience=0)))
    assert examine_confined(Request(Kind.LESSON, LESSON, NOTHING_KNOWN)).compiled.value


def test_a_process_begins_with_what_it_needs() -> None:
    # Not a function of ours: to find it the process would import this module, and all it names.
    asked = "str('training.compiler.document' in __import__('sys').modules).encode()"
    assert run_confined(eval, asked, Limits()) == b"True"


def test_a_process_has_no_settings_and_no_secrets() -> None:
    names = ask_confined(eval, "set(__import__('os').environ)", Limits())
    assert names is not None
    assert names <= KEPT_VARIABLES


def test_what_a_process_gives_comes_back_as_it_was() -> None:
    assert ask_confined(sorted, (3, 1, 2), Limits()) == [1, 2, 3]
    assert ask_confined(bytes, 2**30, Limits()) is None


def test_texts_that_come_together_are_read_as_each_by_itself() -> None:
    quiz = "---\ntitel: Leen\nid: leen\n---\n\n# Leen\n\n## Vraag\n\nJa?\n\n- [x] Ja\n- [ ] Nee\n"
    texts = {"content/lessons/bank.md": LESSON, "quizzes/leen.md": quiz, "docs/x.md": "niets"}
    lent: dict[str, dict[str, str]] = {path: {} for path in texts}
    here = reading._read_all((texts, NOTHING_KNOWN, lent))
    assert here == reading.read_together(texts, NOTHING_KNOWN, lent)
    assert here.keys() == {"content/lessons/bank.md", "quizzes/leen.md"}
    assert here["content/lessons/bank.md"].compiled == compile_document(Kind.LESSON, LESSON)
