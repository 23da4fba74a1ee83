"""Publishing a folder: only what changed, never what is broken, nothing lost on the way."""

import pytest

from tests.services.learner import Learner
from tests.services.statements import counted
from tests.world import World, read_files
from training.domain.document import Kind
from training.services.errors import NotFound
from training.services.library import Shelf
from training.store.library import Entry

BANK, BANK_EN = "content/scenarios/bank.md", "content/scenarios/bank.en.md"
LESSON, COURSE = "content/lessons/lezen.md", "content/courses/proef.md"
Files = dict[str, bytes]


@pytest.fixture
def files() -> Files:
    return read_files()


def find(world: World, kind: Kind, slug: str, language: str = "nl") -> Entry | None:
    with world.transaction() as library:
        return library.catalogue.find(kind, slug, language)


def changed(files: Files, path: str, old: str, new: str) -> Files:
    source = files[path].decode()
    assert old in source
    return {**files, path: source.replace(old, new).encode()}


def test_an_unchanged_folder_costs_one_query(small_world: World, files: Files) -> None:
    with counted(small_world) as statements:
        report = small_world.load(files)
    assert (report.published, report.retired, report.refused) == ((), (), {})
    assert len(statements) == 1


def test_only_the_changed_file_is_published(world: World, files: Files) -> None:
    before = find(world, Kind.LESSON, "lezen")
    report = world.load(changed(files, BANK, "Een buurman", "Een buurvrouw"))
    assert (report.published, report.retired, report.refused) == ((BANK,), (), {})
    entry = find(world, Kind.SCENARIO, "bank")
    assert entry
    assert entry.number == 2
    assert find(world, Kind.LESSON, "lezen") == before


def test_a_broken_file_keeps_its_last_good_revision_and_is_reported(
    world: World, files: Files
) -> None:
    before = find(world, Kind.SCENARIO, "bank")
    report = world.load(changed(files, BANK, "](#het-plan ", "](#nergens "))
    assert report.published == ()
    assert "E08" in {found.code for found in report.refused[BANK]}
    assert find(world, Kind.SCENARIO, "bank") == before
    assert world.load({**files, BANK: b"\x00\xff"}).refused.keys() == {BANK}
    assert find(world, Kind.SCENARIO, "bank") == before


def test_a_retired_unit_comes_back_with_its_history(world: World, files: Files) -> None:
    lena = Learner(world)
    attempt_id = lena.play("Ik zeg dat het nooit")
    rest = {path: data for path, data in files.items() if path not in (BANK, BANK_EN)}
    report = world.load(rest)
    assert set(report.retired) == {BANK, BANK_EN}
    assert COURSE in report.refused
    assert find(world, Kind.SCENARIO, "bank") is None
    assert lena.scene(attempt_id).recap
    with pytest.raises(NotFound):
        lena.start(Kind.SCENARIO, "bank")
    assert set(world.load(files).published) == {BANK, BANK_EN}
    assert lena.states()["bank"] == "done"
    assert lena.scene(lena.start(Kind.SCENARIO, "bank")).is_practice


def test_a_renamed_file_with_the_same_id_keeps_its_history(world: World, files: Files) -> None:
    lena = Learner(world)
    lena.play("Ik zeg dat het nooit")
    before, new = find(world, Kind.SCENARIO, "bank"), "content/scenarios/de-bank.md"
    moved = {**files, new: files[BANK], "content/scenarios/de-bank.en.md": files[BANK_EN]}
    del moved[BANK], moved[BANK_EN]
    moved = changed(moved, COURSE, "bank.md", "de-bank.md")
    moved = changed(moved, COURSE.replace(".md", ".en.md"), "bank.md", "de-bank.md")
    report = world.load(moved)
    assert (report.refused, report.retired) == ({}, ())
    after = find(world, Kind.SCENARIO, "bank")
    assert before
    assert after
    assert (after.document_id, after.path) == (before.document_id, new)
    assert find(world, Kind.SCENARIO, "bank", "en") != after
    assert lena.states()["bank"] == "done"
    assert world.load(moved).published == ()


def test_a_file_that_was_renamed_and_broken_keeps_its_last_good_revision(
    world: World, files: Files
) -> None:
    before, new = find(world, Kind.LESSON, "lezen"), "content/lessons/les.md"
    moved = {path: data for path, data in files.items() if path != LESSON}
    moved[new] = files[LESSON].replace(b"Dit is een les.", b"![](../media/weg.png)")
    report = world.load(moved)
    assert new in report.refused
    assert find(world, Kind.LESSON, "lezen") == before


def test_a_file_with_another_id_is_another_document(world: World, files: Files) -> None:
    renamed = changed(files, LESSON, "id: lezen", "id: lezing")
    report = world.load(renamed)
    assert report.retired == (LESSON,)
    assert find(world, Kind.LESSON, "lezen") is None
    assert find(world, Kind.LESSON, "lezing")
    assert world.load(renamed).published == ()


def test_an_original_may_change_its_language(world: World, files: Files) -> None:
    english = changed(
        files,
        LESSON,
        "titel: Lezen\nid: lezen\nduur",
        "title: Reading\nid: lezen\nlanguage: en\nminutes",
    )
    assert world.load(english).refused == {}
    for language in ("nl", "en"):
        entry = find(world, Kind.LESSON, "lezen", language)
        assert entry
        assert entry.title == "Reading"
    assert world.load(english).published == ()
    lena = Learner(world, language="en")
    assert lena.page(lena.start(Kind.LESSON, "lezen")).title == "Reading"


def test_a_translation_alone_can_be_changed_and_taken_away(world: World, files: Files) -> None:
    lena, english = Learner(world), Learner(world, "lena", "en")
    attempt_id = lena.start(Kind.SCENARIO, "bank")
    report = world.load(changed(files, BANK_EN, "title: The bench", "title: A bench"))
    assert report.published == (BANK_EN,)
    assert (lena.scene(attempt_id).title, english.scene(attempt_id).title) == ("De bank", "A bench")
    assert world.load({p: d for p, d in files.items() if p != BANK_EN}).retired == (BANK_EN,)
    entry = find(world, Kind.SCENARIO, "bank", "en")
    assert entry
    assert entry.title == "De bank"


def test_a_translation_of_another_shape_is_refused(world: World, files: Files) -> None:
    report = world.load(changed(files, BANK_EN, '"inviting 1.1"', '"helpful 1.1"'))
    assert "E29" in {found.code for found in report.refused[BANK_EN]}
    assert report.published == ()


def test_originals_are_published_before_their_translations(world: World, files: Files) -> None:
    files["content/lessons/aap.md"] = files[LESSON].replace(b"id: lezen", b"id: aap")
    head = b"---\ntitle: Ape\nid: aap\nlanguage: en\n---\n\n# Ape\n\n"
    files["content/lessons/aap.en.md"] = head + b"## One\n\nText.\n\n## Two\n\nText.\n"
    files["content/lessons/zebra.md"] = files[LESSON].replace(b"id: lezen", b"id: zebra")
    assert world.load(files).published == (
        "content/lessons/aap.md",
        "content/lessons/zebra.md",
        "content/lessons/aap.en.md",
    )
    entry = find(world, Kind.LESSON, "aap")
    assert entry
    assert (entry.language, entry.original) == ("nl", "nl")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("titel: Lezen", "titel: " + "L" * 400),
        ("id: lezen", "id: " + "l" * 400),
        ("duur: 2", "duur: 2\neigenaar: " + "e" * 400),
    ],
)
def test_long_words_in_a_header_never_stop_a_start(
    world: World, files: Files, old: str, new: str
) -> None:
    world.load(changed(files, LESSON, old, new))
    with world.transaction() as library:
        assert library.catalogue.entries


def test_long_headings_never_stop_a_learner(world: World, files: Files) -> None:
    files = changed(files, BANK, "## De vraag", "## De vraag " + "en nog een " * 400)
    world.load(changed(files, "quizzes/vragen.md", "Wat is het doel?", "Wat is dat? " * 400))
    lena = Learner(world)
    lena.play("Ik zeg dat het nooit")
    lena.take_quiz()
    assert lena.states() == {"lezen": "not-started", "bank": "done", "vragen": "done"}


def test_the_shelf_keeps_only_what_was_used_last(small_world: World) -> None:
    shelf = Shelf(capacity=2)
    world = World(small_world.database, shelf)
    lena = Learner(world)
    lena.course_page()
    with world.transaction() as library:
        entries = [entry.revision_id for entry in library.catalogue.entries]
        for revision_id in entries:
            library.take(revision_id, object)  # type: ignore[type-var]  # any document will do
    with counted(world) as statements:
        for revision_id in entries[-2:]:
            with world.transaction() as library:
                library.take(revision_id, object)  # type: ignore[type-var]  # any document will do
    assert statements == []
