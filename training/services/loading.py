"""Takes over a folder of files: only what changed, never what is broken or was changed here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from training.compiler.addresses import parse_path
from training.compiler.library import compile_library
from training.compiler.source import read_text
from training.domain.diagnostics import Compiled, Diagnostic
from training.domain.document import Change
from training.domain.shape import Document as Value
from training.services import borrowing, origins
from training.services.audit import Actor
from training.services.authoring.checking import media_paths
from training.services.authoring.files import sources_in_force
from training.services.authoring.recorded import with_recorded
from training.services.library import Library, digest_of
from training.services.origins import Case, Fate, Present, suffix
from training.services.publication import Text, originals_first, put_in_force, retire
from training.store import library as store
from training.store import origin as origin_store
from training.store.library import Entry


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What was done with a folder; a refused file leaves its last good revision in force.

    What was changed here is never written over: a newer text of the folder is `offered`, and of a
    file that is gone it is asked whether it must go here too (`withdrawn`).
    """

    published: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    refused: Mapping[str, tuple[Diagnostic, ...]] = field(default_factory=dict)
    offered: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder beside the library: every file with what becomes of it, and when it is read."""

    files: Mapping[str, bytes]
    cases: Mapping[str, Case]
    at: datetime

    def paths(self, *fates: Fate) -> list[str]:
        """List the files with one of these fates."""
        return [path for path, case in self.cases.items() if case.fate in fates]

    def moved(self) -> dict[str, str]:
        """Map what files were called to what they are called now."""
        return {
            case.entry.path: path
            for path, case in self.cases.items()
            if case.entry and case.is_moved(path)
        }


def load(library: Library, files: Mapping[str, bytes], *, at: datetime, today: date) -> LoadReport:
    """Bring the library in step with a folder; a folder that did not change costs one query.

    `files` maps paths such as `content/lessons/start.md` to their bytes; of an image the path is
    enough.
    """
    store.lock_library(library.session)
    states = origin_store.list_states(library.session)
    sources = {path: data for path, data in files.items() if parse_path(path)}
    if origins.is_settled(states, {path: digest_of(data) for path, data in sources.items()}):
        return LoadReport()
    present = origins.read_present(library, states)
    folder = _Folder(sources, origins.judge(present, sources), at)
    names = [path for path in files if path not in sources]
    return _Loading(library, folder, present).run(names, today)


class _Loading:
    """One folder on its way into the library."""

    def __init__(self, library: Library, folder: _Folder, present: Present) -> None:
        self.library, self.folder, self.present = library, folder, present

    def run(self, names: Sequence[str], today: date) -> LoadReport:
        """Compile what the library will be, and put in force what is new in it."""
        gone = self._gone()
        effective = self._effective([entry.path for entry in gone])
        borrowed = borrowing.used_in(effective)
        media = dict.fromkeys([*names, *media_paths(self.library)], b"")
        read = self._with_recorded(compile_library({**media, **effective}, today).documents)
        broken = {path for path, found in read.items() if found.value is None or found.has_errors}
        kept = {entry.path for entry in gone} & self._needed_here(read)
        gone = [entry for entry in gone if self._may_go(entry, broken, kept)]
        withdrawn = self._withdraw(kept)
        # Retired first: what only moved to another file is put back in force by its publication.
        retired = self._retire(gone)
        values = {path: found.value for path, found in read.items() if path not in broken}
        published = self._publish(values, borrowed)
        offered, unreadable = self._offer(values)
        self._remember()
        self.library.forget_catalogue()
        told = {
            path: read[path].diagnostics
            for path in sorted(broken & self.folder.files.keys())
            if not self.present.is_ours(path) or self.folder.cases[path].fate is Fate.TAKE
        }
        return LoadReport(published, retired, told | unreadable, offered, withdrawn)

    def _with_recorded(self, read: Mapping[str, Compiled[Value]]) -> dict[str, Compiled[Value]]:
        """Add to the files that are to be taken over what only the database knows of them."""
        taken = self.folder.paths(Fate.TAKE)
        return {
            path: with_recorded(self.library, path, self.folder.files[path], found)
            if path in taken
            else found
            for path, found in read.items()
        }

    def _effective(self, gone: Sequence[str]) -> dict[str, bytes]:
        """Give every text that the library will have: ours where it was changed here."""
        ours = sources_in_force(self.library)
        moved = self.folder.moved()
        texts = {moved.get(path, path): data for path, data in ours.items() if path not in gone}
        foreign = {path for path in self.folder.paths(Fate.OFFER) if path not in texts}
        return texts | {
            path: self.folder.files[path]
            for path in self.folder.paths(Fate.TAKE)
            if path not in foreign
        }

    def _gone(self) -> list[Entry]:
        """List what came from the folder and has no file any more; a broken file still holds it."""
        held = {origins.identity_of(path, data) for path, data in self.folder.files.items()}
        return [
            entry
            for path, entry in self.present.entries.items()
            if path in self.present.states
            and self.present.states[path].digest
            and (entry.kind, entry.slug, suffix(path)) not in held
            and self._lost(path)
        ]

    def _lost(self, path: str) -> bool:
        """Tell whether a path is gone from the folder, or is about something else now."""
        case = self.folder.cases.get(path)
        return case is None or case.fate is Fate.TAKE

    def _may_go(self, entry: Entry, broken: set[str], kept: set[str]) -> bool:
        return entry.path not in broken and entry.path not in kept

    def _needed_here(self, read: Mapping[str, Compiled[Value]]) -> set[str]:
        """List the paths that texts of ours refer to and do not find."""
        return {
            each.values.get("path", "")
            for path, found in read.items()
            for each in found.diagnostics
            if each.code == "E31" and path not in self.folder.paths(Fate.TAKE)
            if self.present.is_ours(path)
        }

    def _withdraw(self, needed: set[str]) -> tuple[str, ...]:
        """Ask what to do with what was changed here, or is needed by it, and has no file now."""
        states, files = self.present.states, self.folder.files
        absent = {path for path, state in states.items() if state.digest and path not in files}
        absent = {path for path in absent if parse_path(path)} - self.folder.moved().keys()
        asked = []
        for path in sorted(absent):
            is_here = path in self.present.entries or path in self.present.drafts
            if not is_here:
                origins.forget(self.library, path)
            elif (self.present.is_ours(path) or path in needed) and not states[path].is_withdrawn:
                origins.withdraw(self.library, path, self.folder.at)
                asked.append(path)
        return tuple(asked)

    def _retire(self, gone: Sequence[Entry]) -> tuple[str, ...]:
        """Take out what is no longer in the folder: a translation alone, or the whole document."""
        done = []
        for entry in gone:
            is_absent = entry.path not in self.folder.files
            if is_absent and self.present.is_ours(entry.path):
                continue
            retire(self.library, entry, self.folder.at)
            if is_absent:
                origins.forget(self.library, entry.path)
            done.append(entry.path)
        return tuple(done)

    def _publish(
        self, values: Mapping[str, Value | None], borrowed: Mapping[str, Mapping[str, str]]
    ) -> tuple[str, ...]:
        """Put in force what is new, and each quiz that borrows a question that is."""
        same = set(self.folder.paths(Fate.SAME))
        lagging = borrowing.outdated(self.library, borrowed) & same
        done = []
        for path in sorted({*self.folder.paths(Fate.TAKE), *lagging}, key=originals_first):
            value, case = values.get(path), self.folder.cases[path]
            if value is None:
                continue
            if case.entry and case.is_moved(path):
                origins.move(self.library, case.entry.path, path)
            data = self.folder.files[path]
            text = Text(path, data, value, borrowed=borrowed.get(path, {}))
            put_in_force(self.library, text, Actor(), at=self.folder.at)
            origins.take_over(self.library, path, data, self.folder.at)
            done.append(path)
        return tuple(done)

    def _offer(
        self, values: Mapping[str, Value | None]
    ) -> tuple[tuple[str, ...], dict[str, tuple[Diagnostic, ...]]]:
        """Keep what the folder says beside what was made of it here; a new name is followed."""
        done, unreadable = [], {}
        for path in sorted(self.folder.paths(Fate.OFFER)):
            data, case = self.folder.files[path], self.folder.cases[path]
            if found := read_text(data).diagnostics:
                unreadable[path] = found
                continue
            if case.entry and case.is_moved(path) and case.entry.path in self.present.states:
                self._follow(case.entry, path, values.get(path))
            origin = origin_store.find_origin(self.library.session, path)
            if origin is None or origin.digest != digest_of(data):
                origins.offer(self.library, path, data, self.folder.at)
                done.append(path)
        return tuple(done), unreadable

    def _follow(self, entry: Entry, path: str, value: Value | None) -> None:
        """Put our own text in force under the name that its file has now."""
        origins.move(self.library, entry.path, path)
        if value is not None:
            source = store.list_sources(self.library.session, [entry.revision_id])
            text = Text(path, source[entry.revision_id].encode(), value, Change.TYPO)
            put_in_force(self.library, text, Actor(), at=self.folder.at)

    def _remember(self) -> None:
        """Take note of what is the same on both sides; what went back is offered no more."""
        for path in self.folder.paths(Fate.SAME):
            data, state = self.folder.files[path], self.present.states.get(path)
            if state is None or state.is_waiting or state.digest != digest_of(data):
                origins.take_over(self.library, path, data, self.folder.at)
        for path in self.folder.paths(Fate.KEEP):
            state = self.present.states[path]
            if state.is_waiting and not state.is_loaded:
                origin = origin_store.find_origin(self.library.session, path)
                if origin and origin.digest == digest_of(self.folder.files[path]):
                    origins.settle(origin)
        self.library.session.flush()
