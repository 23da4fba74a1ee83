"""A package of a trainer: first what it would change, and then drafts or a publication of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from sqlalchemy.orm import Session

from training.domain.diagnostics import Compiled, Diagnostic, Severity
from training.domain.document import Change
from training.domain.shape import Document as Value
from training.services import audit, settling
from training.services.audit import Actor
from training.services.authoring import drafts
from training.services.authoring.checking import Checker
from training.services.authoring.files import find_entry, list_files, sources_in_force
from training.services.authoring.recorded import with_recorded
from training.services.errors import Conflict, Invalid, NotFound
from training.services.exchange.unpacking import Unpacked, open_medium, unpack
from training.services.jobs import enqueue
from training.services.library import Library, digest_of, shape_digest
from training.services.media.arrivals import Arrival, read_known, receive, take_in
from training.services.publication import Text, originals_first, put_in_force
from training.store import library as library_store
from training.store import package as store
from training.store.base import new_id
from training.store.package import Package

KEPT_FOR = timedelta(days=7)
LONGEST_NAME = 200
MOST_WAITING = 3


class What(StrEnum):
    """What a file of a package would do."""

    SAME = "same"
    NEW = "new"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Line:
    """A text of a package beside the one in force; `is_older` where it was in force before."""

    path: str
    what: What
    diagnostics: tuple[Diagnostic, ...] = ()
    is_older: bool = False
    has_draft: bool = False

    @property
    def is_refused(self) -> bool:
        """Tell whether it has errors, so that it can be a draft and no more."""
        return any(found.severity is Severity.ERROR for found in self.diagnostics)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a package would change. `seen` recognises the library that it was laid beside."""

    id: UUID
    name: str
    lines: tuple[Line, ...]
    media: tuple[str, ...]
    skipped: tuple[str, ...]
    seen: str

    @property
    def changes(self) -> tuple[Line, ...]:
        """List the texts that are new or changed."""
        return tuple(line for line in self.lines if line.what is not What.SAME)

    @property
    def is_sound(self) -> bool:
        """Tell whether all of it may be published."""
        return not any(line.is_refused for line in self.changes)


@dataclass(frozen=True, slots=True)
class Ready:
    """A plan with what carrying it out takes: all that is slow was done before."""

    plan: Plan
    texts: Mapping[str, bytes]
    values: Mapping[str, Value]
    borrowed: Mapping[str, Mapping[str, str]]
    arrivals: tuple[Arrival, ...] = ()


def upload(library: Library, name: str, content: bytes, actor: Actor, *, at: datetime) -> UUID:
    """Keep a package that was looked through; raises `Invalid` where too many of this sender wait.

    Those that nobody decides on go at night.
    """
    if actor.person_id is None:
        raise Invalid("nobody")
    store.lock_sender(library.session, actor.person_id)
    if len(list_waiting(library, actor.person_id)) >= MOST_WAITING:
        raise Invalid("zip-waiting")
    shown = "".join(mark for mark in name if mark.isprintable())[:LONGEST_NAME] or "zip"
    package = Package(
        id=new_id(at), name=shown, content=content, uploaded_at=at, uploaded_by=actor.person_id
    )
    library.session.add(package)
    library.session.flush()
    return package.id


def list_waiting(library: Library, by: UUID) -> list[Package]:
    """List the packages that a trainer sent and has not decided on."""
    return store.list_packages(library.session, by)


def forget(session: Session, *, at: datetime) -> bool:
    """Throw away one package that nobody decided on in time, and tell whether there was one."""
    return store.drop_oldest_before(session, at - KEPT_FOR)


def read_plan(
    library: Library, checker: Checker, package_id: UUID, by: UUID, *, today: date
) -> Plan:
    """Say what a package would change; raises `NotFound` for one of somebody else."""
    return _look(library, checker, _find(library, package_id, by), today).plan


def drop(library: Library, package_id: UUID, by: UUID) -> None:
    """Throw a package away."""
    library.session.delete(_find(library, package_id, by))


def prepare(
    library: Library, checker: Checker, package_id: UUID, by: UUID, *, today: date
) -> Ready:
    """Do all that is slow, so that nobody waits while it is carried out."""
    package = _find(library, package_id, by)
    ready = _look(library, checker, package, today)
    openers = [(path, _Opener(package.content, path)) for path in ready.plan.media]
    return replace(ready, arrivals=tuple(receive(read_known(library), openers)))


@dataclass(frozen=True, slots=True)
class _Opener:
    """Reads one image or sound of a package, when it is its turn."""

    content: bytes
    path: str

    def __call__(self) -> bytes:
        return open_medium(self.content, self.path)


def write_drafts(library: Library, ready: Ready, actor: Actor, *, at: datetime) -> None:
    """Make a draft of every text; where somebody is writing, it lies beside what they wrote."""
    _begin(library, ready, actor, at)
    if actor.person_id is None:
        raise Invalid("nobody")
    for path, data in ready.texts.items():
        source = _storable(path, data)
        drafts.save(library, path=path, source=source, version=0, by=actor.person_id, at=at)
    _end(library, ready, "drafts", actor, at)


def publish(
    library: Library, ready: Ready, change: Change | None, actor: Actor, *, at: datetime
) -> None:
    """Publish every text; raises `Invalid` where one has errors, and does nothing then."""
    if not ready.plan.is_sound or ready.values.keys() != ready.texts.keys():
        raise Invalid("broken")
    library_store.lock_library(library.session)
    _begin(library, ready, actor, at)
    lines = {line.path: line for line in ready.plan.changes}
    for path in sorted(ready.texts, key=originals_first):
        said = change if lines[path].what is What.CHANGED else None
        borrowed = ready.borrowed.get(path, {})
        text = Text(path, ready.texts[path], ready.values[path], said, borrowed=borrowed)
        put_in_force(library, text, actor, at=at)
    enqueue(library.session, settling.new_job(ready.plan.id), at=at, by=actor.person_id)
    _end(library, ready, "published", actor, at)


def reshaped(library: Library, ready: Ready) -> list[str]:
    """List the texts that have another shape than what is in force: no slip was mended there."""
    entries = {entry.path: entry for entry in library.catalogue.entries}
    return [
        path
        for path, value in ready.values.items()
        if path in entries and entries[path].shape != shape_digest(value)
    ]


def _begin(library: Library, ready: Ready, actor: Actor, at: datetime) -> None:
    if _seen(library, list(ready.texts)) != ready.plan.seen:
        raise Conflict("stale")
    if refused := take_in(library, ready.arrivals, actor, at=at):
        path, code = next(iter(refused.items()))
        raise Invalid(code, {"entry": path})


def _end(library: Library, ready: Ready, result: str, actor: Actor, at: datetime) -> None:
    if actor.person_id is not None:
        drop(library, ready.plan.id, actor.person_id)
    audit.note(library.session, actor, "package", f"package:{ready.plan.id}", result, at=at)
    library.session.flush()


def _find(library: Library, package_id: UUID, by: UUID) -> Package:
    package = store.find_package(library.session, package_id, by)
    if package is None:
        raise NotFound("package")
    return package


def _look(library: Library, checker: Checker, package: Package, today: date) -> Ready:
    """Look a package through: what it would change, and what that says."""
    found = unpack(package.content)
    ours = sources_in_force(library)
    texts = {path: data for path, data in found.texts.items() if ours.get(path) != data}
    known = read_known(library)
    media = tuple(path for path, digest in found.media.items() if not known.has(path, digest))
    read = checker.check_all(library, texts_of(texts), media, today=today)
    if read is None:
        raise Invalid("zip-heavy")
    told = {path: with_recorded(library, path, texts[path], read[path].compiled) for path in read}
    plan = Plan(
        package.id,
        package.name,
        _lines(library, found, texts, told),
        media,
        found.skipped,
        _seen(library, list(texts)),
    )
    values = {path: each.value for path, each in told.items() if each.value}
    return Ready(plan, texts, values, {path: each.borrowed for path, each in read.items()})


def _lines(
    library: Library,
    found: Unpacked,
    texts: Mapping[str, bytes],
    told: Mapping[str, Compiled[Value]],
) -> tuple[Line, ...]:
    """Lay what was found, and which texts of it are other than ours, beside what is here."""
    files = {file.path: file for file in list_files(library)}
    lines = []
    for path, data in sorted(found.texts.items()):
        file = files.get(path)
        what = What.SAME
        if path in texts:
            what = What.CHANGED if file and file.entry else What.NEW
        diagnostics = told[path].diagnostics if path in told else ()
        is_older = path in texts and _is_older(library, path, data)
        lines.append(Line(path, what, diagnostics, is_older, bool(file and file.draft)))
    return tuple(lines)


def _storable(path: str, data: bytes) -> str:
    """Give a text that a database can keep; raises `Invalid` for one that is none."""
    try:
        source = data.decode()
    except UnicodeDecodeError as error:
        raise Invalid("unstorable", {"entry": path}) from error
    if "\0" in source:
        raise Invalid("unstorable", {"entry": path})
    return source


def texts_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """Give files as text; what is not UTF-8 keeps a mark by which the check refuses it."""
    return {path: data.decode("utf-8", "surrogateescape") for path, data in files.items()}


def _is_older(library: Library, path: str, data: bytes) -> bool:
    entry = find_entry(library, path)
    if entry is None:
        return False
    digest = digest_of(data)
    return library_store.has_been(library.session, entry.document_id, entry.language, digest)


def _seen(library: Library, paths: list[str]) -> str:
    """Give what tells whether the texts that would be replaced are still the same."""
    entries = {entry.path: entry.digest for entry in library.catalogue.entries}
    return sha256(repr([(path, entries.get(path)) for path in sorted(paths)]).encode()).hexdigest()
