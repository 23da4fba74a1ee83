"""A text as the editor shows it: its diagnostics with their lines, remedies and places."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import current_app, request
from flask_babel import format_datetime, gettext

from training.compiler.fixing.header import title_of
from training.compiler.fixing.page import Fix, Page, plain_ends
from training.compiler.vocabulary import VOCABULARY
from training.domain.diagnostics import Diagnostic, Severity
from training.domain.document import Kind
from training.services.authoring import drafts
from training.services.authoring.checking import Checked
from training.services.authoring.drafts import Manuscript, Saved
from training.services.authoring.files import target_of
from training.services.authoring.framework import remedies, sub_points
from training.services.library import Library
from training.web.author_words import fix_text
from training.web.database import transaction
from training.web.diagnostics import sentence
from training.web.excerpts import Excerpt, excerpt, lines_of
from training.web.identity import visit
from training.web.site import site

TIME = "HH:mm"
EXCERPT = 72


@dataclass(frozen=True, slots=True)
class Remedy:
    """A fix with the words of its button and the value that the button sends."""

    fix: Fix
    text: str
    value: str


@dataclass(frozen=True, slots=True)
class Remark:
    """One diagnostic as a list shows it."""

    found: Diagnostic
    sentence: str
    excerpt: Excerpt | None
    remedies: tuple[Remedy, ...]

    @property
    def is_error(self) -> bool:
        """Tell whether it stops publication."""
        return self.found.severity is Severity.ERROR


@dataclass(frozen=True, slots=True)
class Sheet:
    """A text that is open: what it says, what is wrong with it, and what its editor needs."""

    manuscript: Manuscript
    checked: Checked
    remarks: tuple[Remark, ...]
    codes: tuple[tuple[str, str], ...]

    @property
    def kind(self) -> Kind:
        """Give its kind."""
        return target_of(self.manuscript.path).kind

    @property
    def title(self) -> str:
        """Give the title it has now, else the one in force, else the name of its file."""
        entry = self.manuscript.entry
        written = title_of(Page(self.kind, self.manuscript.source))
        return written or (entry.title if entry else target_of(self.manuscript.path).name)

    @property
    def errors(self) -> int:
        """Count what stops publication."""
        return sum(remark.is_error for remark in self.remarks)

    @property
    def warnings(self) -> int:
        """Count what does not."""
        return len(self.remarks) - self.errors

    @property
    def language(self) -> str:
        """Give the language that the text is written in."""
        return Page(self.kind, self.manuscript.source).language


def open_sheet(library: Library, path: str) -> Sheet:
    """Read and check a file."""
    manuscript = drafts.read(library, path)
    source = plain_ends(manuscript.source)
    checker = site().checker
    checked = checker.try_check(library, path, source, today=site().today())
    if manuscript.saved_at:
        checker.note(path, manuscript.version, manuscript.saved_at, checked)
    lines = lines_of(source)
    pairs = remedies(library, path, source, checked.diagnostics)
    remarks = tuple(_remark(found, fixes, lines) for found, fixes in pairs)
    return Sheet(manuscript, checked, remarks, sub_points(library))


def keep_posted(path: str) -> Saved:
    """Keep the text of the form that was sent: the one way in which the editor saves."""
    source = request.form.get("source", "")
    version = request.form.get("version", 0, type=int)
    with transaction() as library:
        return drafts.save(
            library,
            path=path,
            source=drafts.with_line_ends(library, path, source),
            version=version,
            by=visit().person_id,
            at=site().now(),
        )


def find_remedy(sheet: Sheet, value: str) -> Remedy | None:
    """Find the remedy whose button was pressed; none where the text has moved on."""
    found = (remedy for remark in sheet.remarks for remedy in remark.remedies)
    return next((remedy for remedy in found if remedy.value == value), None)


def time_of(moment: datetime) -> str:
    """Write the time of day in the organisation's zone."""
    return str(format_datetime(moment, TIME))


def for_editor(sheet: Sheet) -> dict[str, object]:
    """Give diagnostics and remedies with their places as a browser counts them."""
    text = plain_ends(sheet.manuscript.source)
    page = Page(sheet.kind, text)
    return {
        "version": sheet.manuscript.version,
        "savedAt": time_of(sheet.manuscript.saved_at) if sheet.manuscript.saved_at else "",
        "errors": sheet.errors,
        "warnings": sheet.warnings,
        "title": sheet.title,
        "remarks": [_for_editor(remark, page) for remark in sheet.remarks],
    }


def vocabulary_of(language: str) -> Mapping[str, object]:
    """Give the words that the buttons of the editor put into a text."""
    words = VOCABULARY[language]
    slots = {slot: word.capitalize() for word, slot in words.slots.items()}
    return {
        "levels": list(words.levels),
        "slots": [_lead(slots[name]) for name in ("tempting", "inviting")],
        "ending": words.ending.capitalize(),
    }


def preview_address(path: str) -> str:
    """Give where a text is shown as learners see it; empty where no page does that."""
    address = f"/author/preview/{path}"
    is_there = current_app.url_map.bind("").test(address, "GET")
    return address if is_there else ""


def _lead(word: str) -> str:
    return f"**{word if ',' in word else f'{word}:'}**"


def _remark(found: Diagnostic, fixes: tuple[Fix, ...], lines: list[str]) -> Remark:
    key = f"{found.code} {found.variant} {found.line} {found.column}"
    return Remark(
        found=found,
        sentence=sentence(found, gettext),
        excerpt=excerpt(lines, found.line, found.column, EXCERPT),
        remedies=tuple(
            Remedy(fix, fix_text(fix), f"{key} {number}") for number, fix in enumerate(fixes)
        ),
    )


def _for_editor(remark: Remark, page: Page) -> dict[str, object]:
    found = remark.found
    start = page.at(found.line, found.column)
    line_end = page.at(found.line, len(page.line(found.line)) + 1)
    return {
        "from": _units(page.text, start),
        "to": _units(page.text, max(start, line_end)),
        "line": found.line,
        "severity": "error" if remark.is_error else "warning",
        "code": found.code,
        "message": remark.sentence,
        "fixes": list(_fixes(remark, page)),
    }


def _fixes(remark: Remark, page: Page) -> Iterator[dict[str, object]]:
    for remedy in remark.remedies:
        yield {
            "text": remedy.text,
            "from": _units(page.text, remedy.fix.start),
            "to": _units(page.text, remedy.fix.end),
            "insert": remedy.fix.text,
        }


def _units(text: str, offset: int) -> int:
    """Count as browsers do, where a rare character is two."""
    return offset + sum(ord(mark) > 0xFFFF for mark in text[:offset])  # noqa: PLR2004 - the end of the plane
