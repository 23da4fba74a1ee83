"""Remedies for a story as a whole: scenes that are missing, lost, or lead nowhere."""

import re
from collections.abc import Iterator

from training.compiler.anchors import anchor
from training.compiler.fixing.page import Fix, Heading, Page
from training.domain.diagnostics import Diagnostic
from training.domain.document import Kind

TEXTS = {
    "nl": {
        "on": "Verder",
        "scene": "Vertel hier wat er gebeurt.",
        "ending": "Vertel hier wat er van het plan is geworden.",
        "last": "Einde: hoe het afliep",
        "first": "De eerste scène",
    },
    "en": {
        "on": "Continue",
        "scene": "Tell here what happens.",
        "ending": "Tell here what became of the plan.",
        "last": "Ending: how it turned out",
        "first": "The first scene",
    },
}


def missing_scene(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E08: take the scene that was probably meant, or make the one that is missing."""
    target = found.values["target"]
    if suggestion := found.values.get("suggestion"):
        yield from page.replace("write", found.line, 1, f"#{target}", f"#{suggestion}")
    title = _title_for(target, page)
    if title and page.kind is Kind.SCENARIO:
        yield page.insert("add-scene", len(page.lines) + 1, _stub(page, title), text=title)


def spaced_target(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E08: write the name of a scene with hyphens."""
    old, new = f"#{found.values['target']}", f"#{found.values['suggestion']}"
    yield from page.replace("write", found.line, 1, old, new)


def way_out(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E11: lead on to the next scene, or make the scene an ending."""
    scene = _scene(page, found.line)
    if scene is None:
        return
    if onward := onward_from(page, scene):
        yield add_choice(page, scene, onward)
    yield make_ending(page, scene)


def way_in(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E12: link to a lost scene from one that readers do reach, or take it out."""
    scene = _scene(page, found.line)
    if scene is None or not scene.name:
        return
    met = _reached(page)
    first = {other.name: other for other in reversed(page.scenes)}
    before = [
        other
        for other in page.scenes
        if first[other.name] is other
        and other.name in met
        and not page.is_ending(other)
        and other.line < scene.line
    ]
    if before:
        yield add_choice(page, before[-1], scene)
    yield page.remove("remove-scene", scene.line, page.end_of(scene) - 1)


def way_out_of_loop(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E13: lead from the loop to an ending."""
    scene = _scene(page, found.line)
    endings = [other for other in page.scenes if page.is_ending(other)]
    if scene and endings:
        yield add_choice(page, scene, endings[0])


def add_ending(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E14: make the last scene the ending, or write one."""
    last = page.scenes[-1] if page.scenes else None
    if last and not page.targets(last):
        yield make_ending(page, last)
    title = TEXTS[page.language]["last"]
    yield page.insert("add-ending", len(page.lines) + 1, _stub(page, title), text=title)


def first_scene(page: Page, found: Diagnostic) -> Iterator[Fix]:
    """E43: write the heading of a first scene."""
    title = TEXTS[page.language]["first"]
    yield page.insert("add-scene", len(page.lines) + 1, _stub(page, title), text=title)


def add_choice(page: Page, scene: Heading, target: Heading) -> Fix:
    """Add a way from one scene to another, below what the scene has."""
    end = page.end_of(scene)
    while end - 1 > scene.line and not page.line(end - 1).strip():
        end -= 1
    way = f"\n- [{TEXTS[page.language]['on']}](#{target.name})\n"
    return page.insert("add-choice", end, way, text=target.title)


def make_ending(page: Page, scene: Heading) -> Fix:
    """Call a scene an ending, also in the links that lead to it."""
    title = f"{page.words.ending.capitalize()}: {scene.title}"
    lines = [*page.lines]
    lines[scene.line - 1] = f"## {title}"
    new = "\n".join(lines)
    if scene.name:
        link = re.compile(rf"\(#{re.escape(scene.name)}(?=[\s)])")
        new = link.sub(lambda _: f"(#{anchor(title)}", new)
    return page.whole("make-ending", new, text=title)


def onward_from(page: Page, scene: Heading) -> Heading | None:
    """Find the scene that most likely comes next: the one below, else an ending."""
    below = [other for other in page.scenes if other.line > scene.line and other.name]
    endings = [other for other in page.scenes if page.is_ending(other) and other != scene]
    return next(iter([*below, *endings]), None)


def _stub(page: Page, title: str) -> str:
    texts = TEXTS[page.language]
    is_ending = page.is_ending(Heading(0, 2, title))
    stub = f"\n## {title}\n\n{texts['ending' if is_ending else 'scene']}\n"
    endings = [scene for scene in page.scenes if page.is_ending(scene)]
    if not is_ending and endings:
        stub += f"\n- [{texts['on']}](#{endings[0].name})\n"
    return stub


def _title_for(target: str, page: Page) -> str:
    """Give the heading that has this name, with spaces and a capital where those fit."""
    ending = f"{page.words.ending}-"
    words = target.replace("-", " ")
    titles = [words[:1].upper() + words[1:], target]
    if target.startswith(ending):
        titles.insert(0, f"{page.words.ending.capitalize()}: {words[len(ending) :]}")
    return next((title for title in titles if title.strip() and anchor(title) == target), "")


def _scene(page: Page, line: int) -> Heading | None:
    return next((scene for scene in page.scenes if scene.line == line), None)


def _reached(page: Page) -> set[str]:
    exits = {scene.name: page.targets(scene) for scene in reversed(page.scenes)}
    waiting = [page.scenes[0].name] if page.scenes else []
    met: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in met and name in exits:
            met.add(name)
            waiting.extend(exits[name])
    return met
