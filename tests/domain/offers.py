"""Scenarios, quizzes and other documents in miniature, for tests of the domain."""

from training.domain.competency import Competency, Framework, Limit
from training.domain.course import Course, Module, MoveOn, Unit
from training.domain.document import Header, Kind
from training.domain.judgement import Cost, Judgement, Level
from training.domain.lesson import Lesson, Page
from training.domain.prose import Prose
from training.domain.quiz import Item, ItemKind, Option, Quiz
from training.domain.scenario import Choice, Scenario, Scene


def header(kind: Kind, slug: str = "proef") -> Header:
    return Header(kind, slug, "Proef")


def judged(level: int, *, limit: str | None = None, cost: Cost | None = None) -> Judgement:
    return Judgement(Level(level), "1.1", limit, cost or Cost())


def choice(target: str, judgement: Judgement | None = None) -> Choice:
    return Choice(f"naar {target}", target, judgement)


def scene(name: str, *choices: Choice) -> Scene:
    return Scene(name, name.title(), choices=choices, is_ending=not choices)


def scenario(*scenes: Scene) -> Scenario:
    return Scenario(header(Kind.SCENARIO), Prose(""), scenes)


LOOP = scenario(
    scene(
        "begin",
        choice("midden", judged(1, cost=Cost(1, 3, 0))),
        choice("einde", judged(3)),
    ),
    scene("midden", choice("begin"), choice("einde", judged(2, cost=Cost(0, 0, 1)))),
    scene("einde"),
)
"""begin may lead to midden, and midden back to begin."""


def option(text: str = "x", *, key: bool = False, level: int | None = None) -> Option:
    return Option(Prose(text), key, None if level is None else judged(level))


def single(name: str = "single", size: int = 3) -> Item:
    options = tuple(option(str(n), key=n == 0) for n in range(size))
    return Item(name, name, ItemKind.SINGLE, options=options)


def multiple(name: str = "multiple") -> Item:
    options = (option("a", key=True), option("b"), option("c", key=True))
    return Item(name, name, ItemKind.MULTIPLE, options=options)


def poll(name: str = "poll") -> Item:
    return Item(name, name, ItemKind.POLL, options=(option("a"), option("b")))


def judgement_item(name: str = "judgement", levels: tuple[int, ...] = (1, 3, 0)) -> Item:
    options = tuple(option(str(level), level=level) for level in levels)
    return Item(name, name, ItemKind.JUDGEMENT, options=options)


def ordering(name: str = "ordering", size: int = 4) -> Item:
    options = tuple(option(str(n)) for n in range(size))
    return Item(name, name, ItemKind.ORDERING, options=options)


def matching(*matches: str, name: str = "matching") -> Item:
    texts = matches or ("raad", "college", "burgemeester")
    options = tuple(Option(Prose(f"links {n}"), match=Prose(text)) for n, text in enumerate(texts))
    return Item(name, name, ItemKind.MATCHING, options=options)


def reflection(name: str = "reflection") -> Item:
    return Item(name, name, ItemKind.REFLECTION)


EVERY_KIND = (
    single(),
    multiple(),
    poll(),
    judgement_item(),
    ordering(),
    matching(),
    reflection(),
)


def quiz(*items: Item, mastery_score: float = 0.8, draw: int = 0, is_shuffled: bool = True) -> Quiz:
    return Quiz(
        header(Kind.QUIZ),
        Prose(""),
        items or EVERY_KIND,
        mastery_score,
        draw,
        is_shuffled=is_shuffled,
    )


def course(*units: Unit) -> Course:
    return Course(header(Kind.COURSE), Prose(""), (Module("Een", units=units),))


def unit(kind: Kind = Kind.LESSON, slug: str = "lezen", rule: MoveOn = MoveOn.COMPLETED) -> Unit:
    return Unit(kind, slug, "Titel", rule)


def lesson(*titles: str) -> Lesson:
    return Lesson(header(Kind.LESSON), Prose(""), tuple(Page(title, title) for title in titles))


def framework(*codes: str, limits: tuple[str, ...] = ("L1",)) -> Framework:
    return Framework(
        header(Kind.COMPETENCIES),
        competencies=tuple(Competency(code, f"naam {code}") for code in codes),
        limits=tuple(Limit(code, f"naam {code}") for code in limits),
    )
