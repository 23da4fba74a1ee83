"""What is on the shelf stays what it is; what a text uses stays there."""

import pytest

from tests.services.authoring import desk
from tests.services.learner import Learner
from tests.services.media.samples import id3, picture, recording
from tests.services.statements import counted
from tests.world import World, read_files
from training.domain.document import Kind
from training.services.audit import Actor
from training.services.errors import Conflict, Invalid, NotFound
from training.services.library import digest_of
from training.services.media import shelf
from training.services.media.arrivals import Arrival, read_known, receive, take_in
from training.services.media.shelf import describe, markdown_for, name_for, prepare

LESSON = "content/lessons/lezen.md"
RED, OTHER = picture(), picture(size=(90, 90))


def put(world: World, name: str, data: bytes, description: str = "Een vlag") -> None:
    medium, who = prepare(name, data), Actor(desk.person(world, "tom"), "here")
    with world.transaction() as library:
        shelf.keep(library, name, medium, who, description=description, at=world.clock())


def names(world: World) -> list[str]:
    with world.transaction() as library:
        return [item.name for item in shelf.list_shelf(library)]


def served(world: World, name: str, start: int = 0, stop: int | None = None) -> bytes:
    with world.transaction() as library:
        found = shelf.find(library, name)
        end = found.size if stop is None else stop
        return b"".join(shelf.pieces(library, found, start, end, 100))


def test_what_is_put_on_the_shelf_is_served_whole_and_in_parts(world: World) -> None:
    put(world, "oproep.mp3", id3() + recording())
    assert served(world, "oproep.mp3") == recording()
    assert served(world, "oproep.mp3", 5, 431) == recording()[5:431]


def test_a_name_never_gets_other_contents(world: World) -> None:
    put(world, "vlag.png", RED)
    put(world, "vlag.png", RED)
    before = served(world, "vlag.png")
    with pytest.raises(Conflict) as refusal:
        put(world, "vlag.png", OTHER)
    assert refusal.value.values["proposal"] == "vlag-2.png"
    assert served(world, "vlag.png") == before


def test_equal_bytes_under_two_names_are_kept_once(world: World) -> None:
    put(world, "vlag.png", RED)
    put(world, "ook.png", RED)
    with world.transaction() as library:
        who = Actor(None, "here")
        shelf.take_off(library, "vlag.png", who, at=world.clock())
    assert names(world) == ["ook.png"]
    assert served(world, "ook.png")


def test_what_a_text_uses_is_not_taken_off(world: World) -> None:
    put(world, "vlag.png", RED)
    desk.save(world, LESSON, "![Een vlag](../media/vlag.png)", 0)
    with world.transaction() as library:
        (item,) = shelf.list_shelf(library)
        assert item.uses == (LESSON,)
        with pytest.raises(Conflict):
            shelf.take_off(library, "vlag.png", Actor(), at=world.clock())
        with pytest.raises(NotFound):
            shelf.take_off(library, "geen.png", Actor(), at=world.clock())


@pytest.mark.parametrize(
    "address",
    [
        "../media/./vlaggen/vlag.png",
        "../media/x/../vlaggen//vlag.png",
        "../media/vlaggen/vlag&#46;png",
        "../media/vlaggen/vl&#x61;g.png",
        "../media/vlaggen/vl\\.png/../vlag\\.png",
        "../media/vlaggen%2Fvl%61g.png",
        "../media/vlaggen%2fvl%6&#49;g.png",
        "<../media/vlaggen/vlag.png#x>",
    ],
)
def test_what_a_text_uses_is_found_however_it_is_written(world: World, address: str) -> None:
    put(world, "vlaggen/vlag.png", RED)
    put(world, "ag.png", RED)
    desk.save(world, LESSON, f"![Een vlag][1]\n\n[1]: {address}\n", 0)
    with world.transaction() as library:
        uses = {item.name: item.uses for item in shelf.list_shelf(library)}
    assert uses == {"vlaggen/vlag.png": (LESSON,), "ag.png": ()}


def test_what_somebody_who_is_half_way_still_sees_stays(world: World) -> None:
    path = "content/scenarios/bank.md"
    put(world, "vlag.png", RED)
    files = read_files()
    with_flag = files[path].replace(b'\n> "Mag', b'\n![Een vlag](../media/vlag.png)\n\n> "Mag', 1)
    world.load({**files, path: with_flag, "content/media/vlag.png": b""})
    Learner(world).start(Kind.SCENARIO, "bank")
    without = files[path].replace(b"---\n", b"---\nbetekenis: 2\n", 1)
    assert world.load({**files, path: without}).published == (path,)
    with world.transaction() as library:
        (item,) = shelf.list_shelf(library)
        assert (item.uses, item.running) == ((), (path,))
        with pytest.raises(Conflict):
            shelf.take_off(library, "vlag.png", Actor(), at=world.clock())


def test_a_name_that_is_free_again_is_kept_for_what_it_stood_for(world: World) -> None:
    put(world, "vlag.png", RED)
    with world.transaction() as library:
        shelf.take_off(library, "vlag.png", Actor(None, "here"), at=world.clock())
    with pytest.raises(Conflict) as refusal:
        put(world, "vlag.png", OTHER)
    assert refusal.value.values["proposal"] == "vlag-2.png"
    put(world, "vlag.png", RED)
    assert served(world, "vlag.png")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("vlag.svg", b"<svg/>", "media-kind"),
        ("vlag.png", b"<svg/>", "picture-unknown"),
        ("vlag.jpg", RED, "media-ending"),
        ("oproep.mp3", RED, "sound-unknown"),
        ("vlag.png", recording(), "picture-unknown"),
        ("../vlag.png", RED, "media-name"),
        ("a/../vlag.png", RED, "media-name"),
        (".vlag.png", RED, "media-name"),
        ("vlag .png", RED, "media-name"),
        ("v\u202evlag.png", RED, "media-name"),
        ("x" * 120 + ".png", RED, "media-name"),
        ("vlag", RED, "media-kind"),
    ],
)
def test_what_does_not_belong_there_is_refused(name: str, data: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        prepare(name, data)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("Mijn Föto (1).PNG", "mijn-foto-1.png"),
        ("C:\\Users\\x\\Oproep.MP3", "oproep.mp3"),
        ("../../etc/passwd", "passwd."),
        ("图.jpg", "bestand.jpg"),
        ("", "bestand."),
    ],
)
def test_a_name_of_somebodys_computer_becomes_an_ordinary_one(given: str, name: str) -> None:
    assert name_for(given) == name


def test_nothing_is_put_there_without_words() -> None:
    for name in ("vlag.png", "oproep.mp3"):
        with pytest.raises(Invalid):
            describe(name, "  \n ")
    assert describe("vlag.png", " Een\r\n vlag ") == "Een vlag"
    assert describe("oproep.mp3", "Dag.\r\nTot morgen.") == "Dag.\nTot morgen."


def test_markdown_is_ready_to_copy(world: World) -> None:
    put(world, "vlag.png", RED, "Een [rode] vlag")
    put(world, "oproep.mp3", recording(), "Dag.\nTot morgen.")
    with world.transaction() as library:
        found = {item.name: markdown_for(item) for item in shelf.list_shelf(library)}
    assert found["vlag.png"] == "![Een (rode) vlag](../media/vlag.png)"
    assert found["oproep.mp3"] == "[oproep](../media/oproep.mp3)\n\n> Dag.\n> Tot morgen."


def arrive(world: World, files: dict[str, bytes]) -> list[Arrival]:
    with world.transaction() as library:
        known = read_known(library)
    return receive(known, [(path, lambda data=data: data) for path, data in files.items()])  # type: ignore[misc]


def test_what_a_folder_holds_is_taken_in_once(world: World) -> None:
    files = {"content/media/vlag.png": RED, "content/media/stuk.png": RED[:50]}
    arrivals = arrive(world, files)
    with world.transaction() as library:
        refused = take_in(library, arrivals, Actor(), at=world.clock())
    assert refused == {"content/media/stuk.png": "picture-broken"}
    assert names(world) == ["vlag.png"]
    assert [each.path for each in arrive(world, files)] == ["content/media/stuk.png"]
    kept = {"content/media/vlag.png": served(world, "vlag.png")}
    assert arrive(world, kept) == []
    with world.transaction() as library:
        other = arrive_one(OTHER)
        assert take_in(library, [other], Actor(), at=world.clock()) == {other.path: "media-taken"}


def arrive_one(data: bytes) -> Arrival:
    return Arrival("content/media/vlag.png", digest_of(data), prepare("vlag.png", data))


def test_a_text_may_use_what_came_with_its_folder(world: World) -> None:
    with world.transaction() as library:
        take_in(library, [arrive_one(RED)], Actor(), at=world.clock())
    files = read_files()
    files[LESSON] += b"\n![Een vlag](../media/vlag.png)\n"
    assert world.load({**files, "content/media/vlag.png": b""}).published == (LESSON,)
    with counted(world) as statements:
        world.load({**files, "content/media/vlag.png": b""})
    assert len([text for text in statements if "advisory" not in text]) == 1
