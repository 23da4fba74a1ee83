"""`training bank import` and `training bank export`: questions of other systems, in and out."""

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from training.cli.sentences import translator
from training.compiler.header_values import SLUG
from training.compiler.library import context_for, read_context
from training.compiler.quiz import compile_quiz
from training.interchange.questions import Format, Imported, Note, Outcome
from training.interchange.quiz_text import Head, write_quiz
from training.interchange.reading import read_questions
from training.library_files import find_root, read_files
from training.services.exchange.question_files import SUFFIXES, WRITERS, Package
from training.web.bank_words import OUTCOMES, told
from training.web.diagnostics import sentence
from training.web.marking import N_

WRITTEN = N_("Geschreven: %(path)s. Controleer het met training check.")
NOTHING = N_("Er is niets geschreven.")
Say = Callable[[str], str]


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the subcommands."""
    parser = subparsers.add_parser("bank", help="bring questions in, or take a quiz along")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    bring = actions.add_parser("import", help="GIFT, Aiken or Moodle XML to a quiz")
    bring.add_argument("file", type=Path)
    bring.add_argument("--to", type=Path, metavar="PATH", help="a new quizzes/NAME.md")
    bring.add_argument("--title", default="")
    bring.add_argument(
        "--competency", default="", metavar="CODE", help="for questions that name none"
    )
    bring.add_argument("--format", choices=[str(each) for each in Format])
    bring.add_argument("--language", choices=("nl", "en"), default="nl")
    bring.set_defaults(run=bring_in)
    take = actions.add_parser("export", help="a quiz to GIFT, Moodle XML or QTI 3.0")
    take.add_argument("quiz", type=Path)
    take.add_argument("--format", choices=[str(each) for each in Package], required=True)
    take.add_argument("--to", type=Path, metavar="PATH", help="the file to write")
    take.add_argument("--language", choices=("nl", "en"), default="nl")
    take.set_defaults(run=take_along)


def bring_in(arguments: argparse.Namespace) -> int:
    """Tell of every question what becomes of it, and write the quiz; 1 where nothing is left."""
    data = _read(arguments.file)
    target: Path | None = arguments.to
    if data is None or (target is not None and not _is_new_quiz(target)):
        return 2
    say = translator(arguments.language)
    format = Format(arguments.format) if arguments.format else None
    imported = read_questions(data, format=format, language=arguments.language)
    _tell(arguments.file, imported, say)
    if target is None or not imported.questions:
        sys.stdout.write(say(NOTHING) + "\n")
        return 0 if imported.questions else 1
    root = find_root(target.parent)
    known = read_context(read_files(root)).competencies if root else None
    title = arguments.title or target.stem
    head = Head(title, target.stem, arguments.language, arguments.competency, known)
    target.write_text(write_quiz(head, imported.questions), encoding="utf-8")
    sys.stdout.write(say(WRITTEN) % {"path": _printable(str(target))} + "\n")
    return 0


def take_along(arguments: argparse.Namespace) -> int:
    """Write a quiz for another system, and tell what could not go along; 1 for a broken quiz."""
    data, root = _read(arguments.quiz), find_root(arguments.quiz)
    if data is None:
        return 2
    say = translator(arguments.language)
    files = {**(read_files(root) if root else {})}
    path = arguments.quiz.resolve().relative_to(root).as_posix() if root else ""
    context = context_for(read_context(files), path, {**files, path: data})
    compiled = compile_quiz(data, context)
    if compiled.value is None or compiled.has_errors:
        for found in compiled.diagnostics:
            _say(f"{arguments.quiz}:{found.line}: {found.code} {sentence(found, say)}")
        return 1
    package = Package(arguments.format)
    exported = WRITERS[package](compiled.value)
    target = arguments.to or Path(f"{compiled.value.header.slug}{SUFFIXES[package]}")
    if target.exists():
        sys.stderr.write(f"{target}: exists\n")
        return 2
    target.write_bytes(exported.content)
    _notes(arguments.quiz, exported.notes, say)
    _say(str(target))
    return 0


def _is_new_quiz(target: Path) -> bool:
    """Say what is wrong with the place for a new quiz."""
    fault = ""
    if target.suffix != ".md" or not SLUG.fullmatch(target.stem):
        fault = "not the name of a quiz, such as quizzes/desk-basics.md"
    elif target.exists():
        fault = "exists"
    elif not target.parent.is_dir():
        fault = "no such folder"
    if fault:
        sys.stderr.write(f"{target}: {fault}\n")
    return not fault


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError as error:
        sys.stderr.write(f"{path}: {error.strerror}\n")
        return None


def _tell(path: Path, imported: Imported, say: Say) -> None:
    _notes(path, imported.faults, say)
    for found in imported.found:
        _say(f"{path}:{found.line}:{found.column}: {say(OUTCOMES[found.outcome])}: {found.name}")
        for note in found.notes:
            _say(f"    {note.line}:{note.column}: {told(note, say)}")
    counts = (f"{say(OUTCOMES[outcome])} {imported.count(outcome)}" for outcome in Outcome)
    _say(", ".join(counts) + ".")


def _notes(path: Path, notes: Sequence[Note], say: Say) -> None:
    for note in notes:
        name = f"{note.values['name']}: " if "name" in note.values else ""
        _say(f"{path}:{note.line}: {name}{told(note, say)}")


def _say(line: str) -> None:
    sys.stdout.write(_printable(line) + "\n")


def _printable(text: str) -> str:
    """Let no control character of a file reach the terminal."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", "\ufffd", text)
