"""Which parts of a text say something else than before, and which of them somebody must still see.

A part is a scene of a story, a question of a quiz or a page of a lesson, by its name.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from training.domain.course import Course
from training.domain.lesson import Lesson, Page
from training.domain.quiz import Item, Quiz
from training.domain.scenario import Scenario, Scene
from training.domain.shape import Document, shape_of

DROPPED = "-"
"""What a part is renamed to that is gone for good."""

Part = Scene | Item | Page


@dataclass(frozen=True, slots=True)
class Step:
    """One change of meaning: the last text of the meaning before it, and the first after it.

    `earlier` are the other texts of the meaning before it, that differ from the last by a slip.
    """

    meaning: int
    before: Document
    after: Document
    earlier: tuple[Document, ...] = ()

    def said_before(self, name: str) -> frozenset[object]:
        """Give all that a part said in the meaning before, slips included."""
        texts = (parts_of(text).get(name) for text in (self.before, *self.earlier))
        return frozenset(said(part) for part in texts if part)


def parts_of(document: Document) -> dict[str, Part]:
    """Give the parts by name, in the author's order; a course or a list has none."""
    match document:
        case Scenario(scenes=scenes):
            return {scene.name: scene for scene in scenes}
        case Quiz(items=items):
            return {item.name: item for item in items}
        case Lesson(pages=pages):
            return {page.name: page for page in pages}
        case _:
            return {}


def renames_of(document: Document) -> dict[str, str]:
    """Map names of parts that are gone to their present ones, or to `DROPPED`."""
    return dict(document.renamed) if isinstance(document, Scenario | Quiz) else {}


def changed_parts(old: Document, new: Document) -> tuple[str, ...]:
    """Name the parts of the new text that were not there, or that say something else now.

    Where a choice leads is not what it says: a scene is not new because another one was put
    behind it.
    """
    renames = renames_of(new)
    before = {renames.get(name, name): said(part) for name, part in parts_of(old).items()}
    return tuple(name for name, part in parts_of(new).items() if before.get(name) != said(part))


def names_through(texts: Iterable[Document]) -> dict[str, str]:
    """Map every name that a part had in these texts, the oldest first, to its last one.

    Each text is one step on the way of a name, so names that go round in a circle end where the
    last text has them. What was given up ends at `DROPPED`.
    """
    last: dict[str, str] = {}
    for text in texts:
        renames = renames_of(text)
        last = {name: renames.get(now, now) for name, now in last.items()}
        last |= {name: name for name in parts_of(text)}
        last = renames | last
    return last


def lost_parts(earlier: Sequence[Document], new: Document) -> dict[str, tuple[str, ...]]:
    """Map the names that a new text forgets to all names under which answers hang on them.

    `earlier` are all texts before it, the oldest first. What the last of them had, or had under
    another name, must be there, or have a new name, or be given up; of what older texts had it is
    enough that the names since then lead there.
    """
    known = parts_of(new).keys() | renames_of(new).keys()
    ways: dict[str, list[str]] = {}
    for name, last in names_through(earlier).items():
        ways.setdefault(last, []).append(name)
    lost = {last: names for last, names in ways.items() if last not in (*known, DROPPED)}
    old = earlier[-1] if earlier else new
    for name, now in renames_of(old).items():
        if now != DROPPED and name not in known:
            lost.setdefault(name, [name])
    order = [*parts_of(old), *renames_of(old), *lost]
    return {name: tuple(lost[name]) for name in dict.fromkeys(order) if name in lost}


def pending_parts(
    steps: Sequence[Step], current: Document, completed: int, revisited: Mapping[str, int]
) -> tuple[str, ...]:
    """Name the parts of the text in force that somebody has not seen as they are.

    `steps` are all changes of meaning since the one that was `completed`, in order. `revisited`
    holds for each part, by the name it had then, the meaning in which it was looked at again.
    Of a change that was undone since, nothing is asked.
    """
    seen: dict[str, frozenset[object]] = {}
    due: dict[str, bool] = {}
    newest = completed
    for step in steps:
        for name in parts_of(step.before):
            if newest == completed or revisited.get(name) == newest:
                seen[name] = step.said_before(name)
        renames = renames_of(step.after)
        seen = {renames.get(name, name): was for name, was in seen.items()}
        due = {renames.get(name, name): is_due for name, is_due in due.items()}
        after, newest = parts_of(step.after), step.meaning
        for name in changed_parts(step.before, step.after):
            due[name] = said(after[name]) not in seen.get(name, ())
        for name, meaning in revisited.items():
            if meaning >= step.meaning:
                due[renames.get(name, name)] = False
    last = renames_of(current)
    wanted = {last.get(name, name) for name, is_due in due.items() if is_due}
    return tuple(
        name
        for name in parts_of(current)
        if name in wanted and revisited.get(name, 0) < max(newest, 1)
    )


def said(part: Part) -> object:
    """Give what a part says, without its name and its place in the file."""
    match part:
        case Scene():
            choices = tuple(replace(choice, target="", line=0, column=1) for choice in part.choices)
            return replace(part, name="", line=0, choices=choices)
        case Item():
            options = tuple(replace(option, line=0) for option in part.options)
            return replace(part, name="", line=0, options=options)
        case Page():
            return replace(part, name="")


def unlike_parts(old: Document, new: Document) -> tuple[str, ...]:
    """Name, as an author calls them, the parts by which two texts differ in shape.

    Those that came or went are named alone: behind them every part stands in another place.
    """
    before, after = shape_of(old), shape_of(new)
    if before == after:
        return ()
    ours, theirs = _titles(new), _titles(old)
    if len(ours) != len(theirs):
        lone = [title for title in ours if title not in theirs]
        lone += [title for title in theirs if title not in ours]
        return tuple(dict.fromkeys(lone)) or (new.header.title,)
    pairs = zip(ours, before, after, strict=False)
    return tuple(title for title, was, now in pairs if was != now) or (new.header.title,)


def _titles(document: Document) -> list[str]:
    if isinstance(document, Course):
        return [module.title for module in document.modules]
    return [part.title for part in parts_of(document).values()]
