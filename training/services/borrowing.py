"""Questions that quizzes borrow from each other, as they are in force or in a folder of files."""

from collections.abc import Mapping
from dataclasses import dataclass

from training.compiler.addresses import parse_path
from training.compiler.borrowing import addresses_in, chosen, lend
from training.domain.document import Kind
from training.services.library import Library
from training.store import library as store
from training.store.library import Entry


@dataclass(frozen=True, slots=True)
class Loan:
    """A quiz that asks a question of another; `is_outdated` where that one has changed since."""

    borrower: Entry
    address: str
    is_outdated: bool


def lent(library: Library, path: str, source: str) -> dict[str, str]:
    """Give every question in force of the quizzes that a text borrows from."""
    if not is_quiz(path):
        return {}
    paths = {address.partition("#")[0] for address in addresses_in(source)}
    entries = [entry for entry in library.catalogue.entries if entry.path in paths]
    texts = store.list_sources(library.session, [entry.revision_id for entry in entries])
    return lend(source, {entry.path: texts[entry.revision_id] for entry in entries}, own=path)


def used(library: Library, path: str, source: bytes) -> dict[str, str]:
    """Give what a text borrows, as it is in force."""
    text = source.decode()
    return chosen(text, lent(library, path, text))


def used_in(files: Mapping[str, bytes]) -> dict[str, dict[str, str]]:
    """Give per quiz of a folder what it borrows; a quiz that borrows nothing is not there."""
    found = {}
    for path, source in files.items():
        text = source.decode("utf-8", "replace") if is_quiz(path) else ""
        if addresses_in(text):
            found[path] = chosen(text, lend(text, files, own=path))
    return found


def outdated(library: Library, borrowed: Mapping[str, Mapping[str, str]]) -> set[str]:
    """Give the quizzes in force that borrowed something else than this."""
    if not borrowed:
        return set()
    entries = [entry for entry in library.catalogue.entries if entry.path in borrowed]
    known = store.list_borrowed(library.session, [entry.revision_id for entry in entries])
    return {
        entry.path for entry in entries if known.get(entry.revision_id, {}) != borrowed[entry.path]
    }


def list_loans(library: Library) -> tuple[Loan, ...]:
    """List who borrows what, as published."""
    entries = {
        entry.revision_id: entry for entry in library.catalogue.entries if is_quiz(entry.path)
    }
    borrowed = store.list_borrowed(library.session, list(entries))
    texts = store.list_sources(library.session, list(borrowed))
    loans = []
    for revision_id, questions in borrowed.items():
        entry = entries[revision_id]
        now = lent(library, entry.path, texts[revision_id])
        loans += [
            Loan(entry, address, now.get(address) != text) for address, text in questions.items()
        ]
    return tuple(loans)


def is_quiz(path: str) -> bool:
    """Tell whether a path is that of a quiz."""
    target = parse_path(path)
    return target is not None and target.kind is Kind.QUIZ
