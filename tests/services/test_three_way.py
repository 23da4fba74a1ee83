"""A folder never writes over what was made in the studio: it is offered, and a trainer chooses."""

import pytest
from sqlalchemy import select

from tests.services.authoring import desk
from tests.services.statements import counted
from tests.world import MOMENT, World, read_files
from training.domain.document import Kind
from training.domain.merging import Labels
from training.domain.shape import Document
from training.services.audit import Actor
from training.services.authoring import drafts
from training.services.authoring.checking import Checker
from training.services.errors import Conflict, NotFound
from training.services.exchange import incoming
from training.services.exchange.incoming import Seen
from training.services.library import Library
from training.services.publication import Text, put_in_force
from training.store.draft import DraftSave

LESSON = "content/lessons/lezen.md"
NEW = "content/lessons/nieuw.md"
LABELS = Labels("hier", "daar", "tot hier")
checker = Checker()
Files = dict[str, bytes]


@pytest.fixture
def files() -> Files:
    return read_files()


def changed(files: Files, old: str, new: str, path: str = LESSON) -> Files:
    source = files[path].decode()
    assert old in source
    return {**files, path: source.replace(old, new).encode()}


def value_of(world: World, path: str, text: str) -> Document:
    with world.transaction() as library:
        value = checker.check(library, path, text, today=MOMENT.date()).value
    assert value is not None
    return value


def publish(world: World, path: str, text: str, *, by: str = "tom") -> None:
    """Publish as a trainer does."""
    value, actor = value_of(world, path, text), Actor(desk.person(world, by), "here")
    with world.transaction() as library:
        put_in_force(library, Text(path, text.encode(), value), actor, at=world.clock())


def in_force(world: World, path: str) -> str | None:
    with world.transaction() as library:
        entry = next((each for each in library.catalogue.entries if each.path == path), None)
        return drafts.text_in_force(library, entry) if entry else None


def waiting(world: World) -> list[str]:
    with world.transaction() as library:
        return [line.path for line in incoming.list_incoming(library)]


def edited(files: Files, path: str = LESSON) -> str:
    return files[path].decode().replace("Dit is een les.", "Dit is onze les.")


def test_what_was_changed_here_is_not_written_over(world: World, files: Files) -> None:
    publish(world, LESSON, edited(files))
    assert world.load(files).offered == ()  # the folder did not change
    report = world.load(changed(files, "titel: Lezen", "titel: Leren"))
    assert (report.published, report.offered) == ((), (LESSON,))
    assert in_force(world, LESSON) == edited(files)
    assert waiting(world) == [LESSON]


def test_the_same_folder_again_costs_one_query(world: World, files: Files) -> None:
    publish(world, LESSON, edited(files))
    newer = changed(files, "titel: Lezen", "titel: Leren")
    world.load(newer)
    with counted(world) as statements:
        assert world.load(newer).offered == ()
    assert len([text for text in statements if "advisory" not in text]) == 1


def test_a_draft_counts_as_changed_here(world: World, files: Files) -> None:
    desk.save(world, LESSON, "half een zin", 0)
    assert world.load(changed(files, "titel: Lezen", "titel: Leren")).offered == (LESSON,)
    assert in_force(world, LESSON) == files[LESSON].decode()


def test_what_was_made_here_is_never_taken_out(world: World, files: Files) -> None:
    publish(world, NEW, "---\ntitel: Nieuw\nid: nieuw\n---\n\nTekst.\n")
    report = world.load(changed(files, "titel: Lezen", "titel: Leren"))
    assert (report.retired, report.withdrawn) == ((), ())
    assert in_force(world, NEW)


def test_a_file_that_the_folder_has_later_is_offered(world: World, files: Files) -> None:
    ours = "---\ntitel: Nieuw\nid: nieuw\n---\n\nTekst.\n"
    publish(world, NEW, ours)
    report = world.load({**files, NEW: ours.replace("Tekst", "Woorden").encode()})
    assert (report.published, report.offered) == ((), (NEW,))
    with world.transaction() as library:
        found = incoming.read_incoming(library, NEW)
    assert (found.base, found.ours, found.conflicts) == (None, ours, 1)


def test_an_identity_that_was_made_here_under_another_name_is_offered(
    world: World, files: Files
) -> None:
    ours = "---\ntitel: Nieuw\nid: nieuw\n---\n\nTekst.\n"
    publish(world, NEW, ours)
    other = "content/lessons/anders.md"
    report = world.load({**files, other: ours.replace("Tekst", "Woorden").encode()})
    assert (report.published, report.refused, report.offered) == ((), {}, (other,))
    assert in_force(world, NEW) == ours


def test_a_file_that_is_gone_but_was_changed_here_is_asked_about(
    world: World, files: Files
) -> None:
    files[NEW] = b"---\ntitel: Nieuw\nid: nieuw\n---\n\nTekst.\n"
    world.load(files)
    publish(world, NEW, "---\ntitel: Nieuw\nid: nieuw\n---\n\nOnze tekst.\n")
    del files[NEW]
    report = world.load(files)
    assert (report.retired, report.withdrawn) == ((), (NEW,))
    assert world.load(files).withdrawn == ()
    assert in_force(world, NEW)
    actor = Actor(desk.person(world, "tom"), "here")
    with world.transaction() as library:
        incoming.withdraw(
            library, NEW, seen(library, NEW), actor, needs_review=False, at=world.clock()
        )
    assert (in_force(world, NEW), waiting(world)) == (None, [])


def test_a_file_that_a_text_of_ours_needs_is_not_taken_out_in_silence(
    world: World, files: Files
) -> None:
    files[NEW] = b"---\ntitel: Nieuw\nid: nieuw\n---\n\nTekst.\n"
    world.load(files)
    publish(world, LESSON, edited(files) + "\n[Lees ook](nieuw.md)\n")
    del files[NEW]
    assert world.load(files).withdrawn == (NEW,)
    assert in_force(world, NEW)


def test_a_new_name_is_followed_and_our_text_stays(world: World, files: Files) -> None:
    publish(world, LESSON, edited(files))
    moved = "content/lessons/les.md"
    files = changed(files, "lezen.md", "les.md", "content/courses/proef.md")
    files = changed(files, "lezen.md", "les.md", "content/courses/proef.en.md")
    files[moved] = files.pop(LESSON)
    report = world.load(files)
    assert (report.refused, report.offered, report.retired, report.withdrawn) == ({}, (), (), ())
    assert in_force(world, moved) == edited({LESSON: files[moved]})
    assert in_force(world, LESSON) is None
    assert world.load(files) == world.load(files)
    assert waiting(world) == []


def test_what_came_back_from_here_to_the_folder_is_no_difference(
    world: World, files: Files
) -> None:
    publish(world, LESSON, edited(files))
    world.load(changed(files, "titel: Lezen", "titel: Leren"))
    files[LESSON] = edited(files).encode()
    report = world.load(files)
    assert (report.published, report.offered, waiting(world)) == ((), (), [])
    assert world.load(changed(files, "titel: Lezen", "titel: Leren")).published == (LESSON,)


def test_a_folder_that_goes_back_offers_nothing_any_more(world: World, files: Files) -> None:
    publish(world, LESSON, edited(files))
    world.load(changed(files, "titel: Lezen", "titel: Leren"))
    world.load(files)
    assert waiting(world) == []


def offered(world: World, files: Files) -> str:
    """Have a newer text offered beside ours, and give what recognises it."""
    publish(world, LESSON, edited(files))
    world.load(changed(files, "titel: Lezen", "titel: Leren"))
    with world.transaction() as library:
        return incoming.read_incoming(library, LESSON).digest


def seen(library: Library, path: str = LESSON) -> Seen:
    """Give what recognises the page as it is now."""
    found = incoming.read_incoming(library, path)
    return Seen(found.digest, found.stamp)


@pytest.mark.parametrize("path", [LESSON, NEW])
def test_what_was_published_since_the_page_was_shown_is_not_written_over(
    world: World, files: Files, path: str
) -> None:
    offered(world, files)
    with world.transaction() as library:
        shown = seen(library)
    text = edited(files) if path == LESSON else "---\ntitel: Nieuw\nid: nieuw\n---\n\nEen tekst.\n"
    newest = text.replace("tekst.", "andere tekst.").replace("onze les", "ons verhaal")
    publish(world, path, newest, by="hanne")
    newer = changed(files, "titel: Lezen", "titel: Leren")
    value = value_of(world, LESSON, newer[LESSON].decode())
    actor = Actor(desk.person(world, "tom"), "here")
    with world.transaction() as library, pytest.raises(Conflict, match="library-changed"):
        incoming.take_theirs(library, LESSON, shown, value, actor, at=world.clock())
    assert in_force(world, path) == newest
    assert waiting(world) == [LESSON]


def test_ours_is_kept_and_the_next_change_is_offered_again(world: World, files: Files) -> None:
    digest, actor = offered(world, files), Actor(desk.person(world, "tom"), "here")
    with world.transaction() as library:
        incoming.keep_ours(library, LESSON, digest, actor, at=world.clock())
    assert (in_force(world, LESSON), waiting(world)) == (edited(files), [])
    newer = changed(files, "titel: Lezen", "titel: Leren")
    assert world.load(newer).offered == ()
    assert world.load(changed(newer, "duur: 2", "duur: 3")).offered == (LESSON,)


def test_theirs_is_published_and_the_folder_leads_again(world: World, files: Files) -> None:
    offered(world, files)
    actor = Actor(desk.person(world, "tom"), "here")
    newer = changed(files, "titel: Lezen", "titel: Leren")
    value = value_of(world, LESSON, newer[LESSON].decode())
    with world.transaction() as library:
        incoming.take_theirs(library, LESSON, seen(library), value, actor, at=world.clock())
    assert (in_force(world, LESSON), waiting(world)) == (newer[LESSON].decode(), [])
    assert world.load(changed(newer, "duur: 2", "duur: 3")).published == (LESSON,)


def test_both_become_one_draft(world: World, files: Files) -> None:
    digest, actor = offered(world, files), Actor(desk.person(world, "tom"), "here")
    with world.transaction() as library:
        assert incoming.take_both(library, LESSON, digest, LABELS, actor, at=world.clock()) == 0
        draft = drafts.read(library, LESSON).source
    assert "titel: Leren" in draft
    assert "onze les" in draft
    assert (in_force(world, LESSON), waiting(world)) == (edited(files), [])


def test_a_place_that_both_changed_stops_publication_until_somebody_chose(
    world: World, files: Files
) -> None:
    publish(world, LESSON, edited(files))
    world.load(changed(files, "een les", "hun les"))
    actor = Actor(desk.person(world, "tom"), "here")
    with world.transaction() as library:
        digest = incoming.read_incoming(library, LESSON).digest
        assert incoming.take_both(library, LESSON, digest, LABELS, actor, at=world.clock()) == 1
        draft = drafts.read(library, LESSON).source
        checked = checker.check(library, LESSON, draft, today=MOMENT.date())
    assert "E55" in {found.code for found in checked.diagnostics}


def test_what_was_being_written_is_kept_when_theirs_is_chosen(world: World, files: Files) -> None:
    desk.save(world, LESSON, "half een zin", 0)
    newer = changed(files, "titel: Lezen", "titel: Leren")
    world.load(newer)
    value = value_of(world, LESSON, newer[LESSON].decode())
    actor = Actor(desk.person(world, "tom"), "here")
    with world.transaction() as library:
        incoming.take_theirs(library, LESSON, seen(library), value, actor, at=world.clock())
        assert library.session.scalars(select(DraftSave.source)).one() == "half een zin"


def test_who_looked_at_an_older_offer_decides_nothing(world: World, files: Files) -> None:
    digest, actor = offered(world, files), Actor(desk.person(world, "tom"), "here")
    world.load(changed(files, "duur: 2", "duur: 9"))
    with world.transaction() as library, pytest.raises(Conflict):
        incoming.keep_ours(library, LESSON, digest, actor, at=world.clock())
    assert waiting(world) == [LESSON]


def test_nothing_waits_of_other_files(world: World) -> None:
    for path in (LESSON, "content/x.txt"):
        with world.transaction() as library, pytest.raises(NotFound):
            incoming.read_incoming(library, path)


def test_the_document_keeps_its_history_whoever_wins(world: World, files: Files) -> None:
    with world.transaction() as library:
        before = library.catalogue.find(Kind.LESSON, "lezen", "nl")
    offered(world, files)
    actor = Actor(desk.person(world, "tom"), "here")
    newer = changed(files, "titel: Lezen", "titel: Leren")[LESSON].decode()
    value = value_of(world, LESSON, newer)
    with world.transaction() as library:
        incoming.take_theirs(library, LESSON, seen(library), value, actor, at=world.clock())
        after = library.catalogue.find(Kind.LESSON, "lezen", "nl")
    assert before
    assert after
    assert (after.document_id, after.number) == (before.document_id, 3)
