"""One scenario: scenes at the second level, choices, endings."""

from dataclasses import replace

from training.compiler.choices import check_feedback_place, divide, read_choices, warn_of_links
from training.compiler.context import NOTHING_KNOWN, Context
from training.compiler.reading import Reading, examine
from training.compiler.renaming import check_renamed
from training.compiler.report import TOP
from training.compiler.structure import Section, check_names, cut
from training.domain.diagnostics import Compiled, Diagnostic
from training.domain.document import Kind
from training.domain.scenario import Scenario, Scene
from training.domain.scenario_checks import check_scenario
from training.domain.story_graph import common_scenes

MAX_NAMES = 20


def compile_scenario(source: str | bytes, context: Context = NOTHING_KNOWN) -> Compiled[Scenario]:
    """Read a scenario and everything that is wrong with it."""
    return examine(Kind.SCENARIO, build_scenario, source, context).compiled


def build_scenario(reading: Reading) -> Scenario | None:
    """Make the value; a story without a single scene is none."""
    introduction, sections = cut(reading.outline.blocks, level=2)
    if not sections:
        reading.report.add("E43", TOP, Kind.SCENARIO)
        return None
    check_names(sections, reading.report)
    values = reading.settings.values
    by_name: dict[str, Scene] = {}
    for section in sections:
        by_name.setdefault(section.name, _scene(section, reading))
    scenes = tuple(by_name.values())
    scenario = Scenario(
        header=reading.header,
        introduction=reading.renderer.render(*introduction),
        scenes=scenes,
        role=values.role,
        layer=values.layer,
        jurisdiction=values.jurisdiction,
        common=common_scenes(scenes),
        renamed=values.renamed,
        is_shuffled=values.order == "shuffled",
        pivot=values.pivot,
    )
    names = [scene.name for scene in scenes]
    reading.report.found.extend(_with_ending(found, reading) for found in check_scenario(scenario))
    check_renamed(scenario.renamed, names, "renamed", reading)
    _check_pivot(scenario, reading)
    return scenario


def _check_pivot(scenario: Scenario, reading: Reading) -> None:
    """Report a pivot that is no scene, or one where a choice says nothing about attitude."""
    if not scenario.pivot:
        return
    place = reading.settings.places.get("pivot", TOP)
    scene = next((scene for scene in scenario.scenes if scene.name == scenario.pivot), None)
    if scene is None:
        asking = [scene.name for scene in scenario.scenes if scene.choices]
        names = ", ".join(asking[:MAX_NAMES])
        reading.report.add("E56", place, name=scenario.pivot, names=names)
    elif not scene.choices or any(choice.judgement is None for choice in scene.choices):
        reading.report.add("E56", place, "choices", name=scenario.pivot)


def _scene(section: Section, reading: Reading) -> Scene:
    told, ways = divide(section.blocks)
    warn_of_links(told, reading)
    check_feedback_place(section.blocks, reading)
    lead_in, colon, _ = section.title.partition(":")
    return Scene(
        name=section.name,
        title=section.title,
        body=reading.renderer.render(*told),
        choices=tuple(read_choices(ways, reading)),
        is_ending=bool(colon) and lead_in.strip().casefold() == reading.words.ending,
        line=section.heading.line,
    )


def _with_ending(found: Diagnostic, reading: Reading) -> Diagnostic:
    """Add the word that makes a scene an ending: the domain knows no language."""
    return replace(found, values={"ending": reading.words.ending.capitalize(), **found.values})
