"""A learner who completed units, and the texts that change behind them."""

from collections.abc import Mapping
from uuid import UUID

from tests.services.learner import Learner
from tests.world import World
from training.domain.document import Kind
from training.services.revisiting import page as revisits
from training.services.revisiting.page import Reply, RevisitPage
from training.store.library import list_sources

BANK, QUIZ, LESSON = (
    "content/scenarios/bank.md",
    "quizzes/vragen.md",
    "content/lessons/lezen.md",
)
PLAN = ("Hij vertelt over oudere wandelaars.", "Hij vertelt over zijn moeder.")
QUESTION = ("Meneer Claes staat aan de balie.", "Meneer Claes belt u op.")


def change(
    world: World, path: str, edits: Mapping[str, str], meaning: int = 1, *, without: str = ""
) -> tuple[str, ...]:
    """Load a text with other words; a higher number says that it means something else."""
    files = _present(world)
    files.pop(without, None)
    text = files[path].decode()
    for old, new in edits.items():
        assert old in text, old
        text = text.replace(old, new)
    lines = [line for line in text.split("\n") if not line.startswith("betekenis:")]
    files[path] = "\n".join([lines[0], f"betekenis: {meaning}", *lines[1:]]).encode()
    report = world.load(files)
    assert not report.refused, report.refused
    return report.published


def _present(world: World) -> dict[str, bytes]:
    with world.transaction() as library:
        texts = {entry.path: entry.revision_id for entry in library.catalogue.entries}
        found = list_sources(library.session, list(texts.values()))
    return {path: found[revision_id].encode() for path, revision_id in texts.items()}


def unit(world: World, kind: Kind, slug: str) -> UUID:
    """Give the document of a unit."""
    with world.transaction() as library:
        entry = library.catalogue.original(kind, slug)
        assert entry
        return entry.document_id


def look(learner: Learner, document_id: UUID, part: str = "") -> RevisitPage:
    with learner.world.transaction() as library:
        me = revisits.Learner(learner.key, learner.language)
        return revisits.read(library, me, document_id, part)


def reply(learner: Learner, page: RevisitPage, **answer: object) -> None:
    """Send the form of a page."""
    sent = Reply(page.document_id, page.revision_id, page.part, **answer)  # type: ignore[arg-type]  # position or posted
    with learner.world.transaction() as library:
        me = revisits.Learner(learner.key, learner.language)
        revisits.answer(library, me, sent, at=learner.world.clock())
