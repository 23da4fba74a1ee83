"""The question bank: every question in force, where it stands, and who asks it as well."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from training.compiler.borrowing import borrowed_names
from training.domain.quiz import Item, ItemKind, Quiz
from training.interchange.escaping import escape
from training.services import borrowing
from training.services.authoring.files import find_entry
from training.services.borrowing import Loan, is_quiz
from training.services.errors import NotFound
from training.services.library import Library
from training.store import library as store
from training.store.library import Entry

PAGE = 40


@dataclass(frozen=True, slots=True)
class Search:
    """What a trainer looks for; empty for all."""

    language: str
    competency: str = ""
    kind: ItemKind | None = None
    words: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Shelved:
    """A quiz with its questions, and which of them are borrowed: address by name."""

    entry: Entry
    quiz: Quiz
    borrowed: Mapping[str, str] = field(default_factory=dict)

    @property
    def drawn(self) -> int:
        """Count the questions that one attempt asks."""
        count = len(self.quiz.items)
        return min(self.quiz.draw, count) if self.quiz.draw else count


@dataclass(frozen=True, slots=True)
class BankItem:
    """A question where it was written, with the line that asks it elsewhere."""

    item: Item
    home: Shelved
    used_in: tuple[Loan, ...] = ()

    @property
    def line(self) -> str:
        """Give the heading to copy."""
        title = escape(f"{self.item.competency} {self.item.title}".strip())
        return f"## [{title}]({PurePosixPath(self.home.entry.path).name}#{self.item.name})"


@dataclass(frozen=True, slots=True)
class Bank:
    """One page of what was found."""

    items: tuple[BankItem, ...]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """Count the pages."""
        return max(1, -(-self.total // PAGE))


@dataclass(frozen=True, slots=True)
class QuizPage:
    """A quiz with what it borrows, and who borrows from it."""

    shelved: Shelved
    borrows: tuple[Loan, ...]
    lends: tuple[Loan, ...]

    @property
    def is_outdated(self) -> bool:
        """Tell whether a question that it borrows has changed since."""
        return any(loan.is_outdated for loan in self.borrows)


def search(library: Library, wish: Search) -> Bank:
    """Find questions by sub-point, kind and words, in the order of their sub-points."""
    loans: dict[str, list[Loan]] = defaultdict(list)
    for loan in borrowing.list_loans(library):
        loans[loan.address].append(loan)
    found = [
        BankItem(item, shelved, tuple(loans[f"{shelved.entry.path}#{item.name}"]))
        for shelved in list_quizzes(library, wish.language)
        for item in shelved.quiz.items
        if item.name not in shelved.borrowed and _is_wanted(item, wish)
    ]
    found.sort(key=lambda each: (_by_number(each.item.competency), each.home.entry.title))
    page = min(max(1, wish.page), max(1, -(-len(found) // PAGE)))
    return Bank(tuple(found[(page - 1) * PAGE : page * PAGE]), len(found), page)


def list_quizzes(library: Library, language: str) -> tuple[Shelved, ...]:
    """List the quizzes of a language by title."""
    entries = [
        entry
        for entry in library.catalogue.entries
        if is_quiz(entry.path) and entry.language == language
    ]
    borrowers = store.list_borrowed(library.session, [entry.revision_id for entry in entries])
    texts = store.list_sources(library.session, list(borrowers))
    shelved = (
        Shelved(
            entry,
            library.take(entry.revision_id, Quiz),
            borrowed_names(texts[entry.revision_id]) if entry.revision_id in borrowers else {},
        )
        for entry in entries
    )
    return tuple(sorted(shelved, key=lambda each: each.entry.title.casefold()))


def quiz_page(library: Library, path: str) -> QuizPage:
    """Show one quiz; raises `NotFound`."""
    entry = find_entry(library, path)
    if entry is None or not is_quiz(path):
        raise NotFound("quiz")
    shelved = next(
        each for each in list_quizzes(library, entry.language) if each.entry.path == path
    )
    loans = borrowing.list_loans(library)
    return QuizPage(
        shelved,
        tuple(loan for loan in loans if loan.borrower.path == path),
        tuple(loan for loan in loans if loan.address.partition("#")[0] == path),
    )


def _is_wanted(item: Item, wish: Search) -> bool:
    if wish.competency and item.competency != wish.competency:
        return False
    if wish.kind and item.kind is not wish.kind:
        return False
    text = f"{item.title} {item.body} {' '.join(option.text for option in item.options)}".casefold()
    return all(word in text for word in wish.words.casefold().split())


def _by_number(code: str) -> tuple[int, ...]:
    return tuple(int(part) for part in code.split(".") if part.isdecimal()) or (999,)
