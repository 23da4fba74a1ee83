"""A new text begins right: it has no errors, an identity of its own, and a place of its own."""

import pytest

from tests.services.authoring import desk
from tests.world import World
from training.domain.document import Kind
from training.services.authoring import drafts
from training.services.authoring.beginning import NEW_KINDS, Wish, begin
from training.services.authoring.checking import Checker
from training.services.authoring.examples import EXAMPLES
from training.services.errors import Invalid


def start(world: World, wish: Wish) -> str:
    tom = desk.person(world, "tom")
    with world.transaction() as library:
        return begin(library, wish, by=tom, at=world.clock())


def refusal(world: World, wish: Wish) -> str:
    with pytest.raises(Invalid) as refused:
        start(world, wish)
    return refused.value.code


@pytest.mark.parametrize("language", EXAMPLES)
@pytest.mark.parametrize("kind", NEW_KINDS)
def test_an_example_has_nothing_wrong_with_it(world: World, kind: Kind, language: str) -> None:
    path = start(world, Wish(kind, "Ons café: een begin", language=language))
    with world.transaction() as library:
        source = drafts.read(library, path).source
        checked = Checker().check(library, path, source, today=world.clock().date())
    assert [(found.code, found.line) for found in checked.diagnostics] == []
    assert path.endswith("/ons-cafe-een-begin.md")


def test_a_copy_has_its_own_title_and_identity(world: World) -> None:
    wish = Wish(Kind.LESSON, "Nog eens lezen", copy_of="content/lessons/lezen.md")
    path = start(world, wish)
    with world.transaction() as library:
        source = drafts.read(library, path).source
    assert path == "content/lessons/nog-eens-lezen.md"
    assert "id: nog-eens-lezen\n" in source
    assert "# Nog eens lezen\n" in source


@pytest.mark.parametrize(
    ("code", "wish"),
    [
        ("new-title", Wish(Kind.LESSON, "  ")),
        ("new-title", Wish(Kind.LESSON, "a\nb", slug="a")),
        ("new-id", Wish(Kind.LESSON, "?!")),
        ("new-id", Wish(Kind.LESSON, "Titel", slug="../etc")),
        ("new-path-taken", Wish(Kind.LESSON, "Lezen", slug="lezen")),
        ("new-kind", Wish(Kind.PHRASES, "Zinnen")),
        ("new-kind", Wish(Kind.LESSON, "Kopie", copy_of="content/competencies.md")),
        ("new-copy", Wish(Kind.LESSON, "Kopie", copy_of="content/lessons/nergens.md")),
    ],
)
def test_what_cannot_begin_says_why(world: World, code: str, wish: Wish) -> None:
    assert refusal(world, wish) == code


def test_an_identity_in_use_under_another_name_is_refused(world: World) -> None:
    start(world, Wish(Kind.LESSON, "Eerst", slug="eerst"))
    assert refusal(world, Wish(Kind.LESSON, "Nog eens", slug="eerst")) == "new-path-taken"
