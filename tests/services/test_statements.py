"""What a page costs in statements does not grow with what has been recorded."""

from collections.abc import Callable
from functools import partial

import pytest

from tests.services.learner import Learner
from tests.services.statements import counted
from tests.world import World, read_files
from training.domain.document import Kind
from training.services.enrolment import enrol
from training.services.people import NewPerson, add

COURSE = "content/courses/proef.md"
LOOP = """---
titel: De lus
id: lus
---

# De lus

## Begin

- [Nog een keer.](#begin "meewerkend 1.1")

  > **Begrijpelijk, want** het kan. **Uitnodigend klinkt zo:** "Nog een keer."

- [Klaar.](#einde-klaar "uitnodigend 1.1")

  > Klaar.

## Einde: klaar

Klaar.
"""


@pytest.fixture
def lena(world: World) -> Learner:
    files = read_files()
    files["content/scenarios/lus.md"] = LOOP.encode()
    link = b"1. [De bank](../scenarios/bank.md)"
    files[COURSE] = files[COURSE].replace(link, link + b"\n2. [De lus](../scenarios/lus.md)")
    del files["content/courses/proef.en.md"]
    assert not world.load(files).refused
    return Learner(world)


def cost(learner: Learner, act: Callable[[], object]) -> int:
    """Count the statements of an act whose documents are on the shelf, apart from the set-up."""
    key = learner.key  # found by a statement of the test's own
    assert key
    with counted(learner.world) as statements:
        act()
    return len([text for text in statements if "person.email" not in text])


def warm_up(learner: Learner) -> None:
    learner.home()
    learner.course_page()


def grow(world: World) -> None:
    """Add courses, people and what they do."""
    files = read_files()
    for number in range(8):
        copy = files[COURSE].replace(b"id: proef", f"id: cursus-{number}".encode())
        files[f"content/courses/cursus-{number}.md"] = copy
    world.load(files)
    for number in range(10):
        with world.transaction() as library:
            new = NewPerson(f"p{number}@voorbeeld.example", f"Persoon {number}")
            key = add(library.session, new, at=world.clock())
            enrol(library, learner_key=key, course_slug="proef", at=world.clock())
    for number in range(8):
        with world.transaction() as library:
            slug, key = f"cursus-{number}", world.learner("lena")
            enrol(library, learner_key=key, course_slug=slug, at=world.clock())


def test_a_scene_and_a_choice_cost_the_same_after_thirty_decisions(lena: Learner) -> None:
    attempt_id = lena.start(Kind.SCENARIO, "lus")
    again = next(c.position for c in lena.scene(attempt_id).choices if c.text.startswith("Nog"))
    costs = []
    lena.choose(attempt_id, 0, again)
    lena.scene(attempt_id)
    for step in range(1, 31):
        click = cost(lena, partial(lena.choose, attempt_id, step, again))
        costs.append((cost(lena, partial(lena.scene, attempt_id)), click))
    assert set(costs) == {(2, 3)}


def test_home_and_a_course_cost_the_same_with_more_of_everything(lena: Learner) -> None:
    lena.read_lesson()
    warm_up(lena)
    small = (cost(lena, lena.home), cost(lena, lena.course_page))
    grow(lena.world)
    lena.complete()
    warm_up(lena)
    large = (cost(lena, lena.home), cost(lena, lena.course_page))
    assert small == large == (3, 4)


def test_a_last_click_costs_the_same_with_more_people_and_more_history(lena: Learner) -> None:
    def last_click() -> int:
        attempt_id = lena.start(Kind.SCENARIO, "bank")
        page = lena.scene(attempt_id)
        never = next(c.position for c in page.choices if c.text.startswith("Ik zeg dat"))
        return cost(lena, partial(lena.choose, attempt_id, 0, never))

    first, practice = last_click(), last_click()
    for number in range(10):
        with lena.world.transaction() as library:
            new = NewPerson(f"p{number}@voorbeeld.example", f"Persoon {number}")
            key = add(library.session, new, at=lena.world.clock())
            enrol(library, learner_key=key, course_slug="proef", at=lena.world.clock())
        last_click()
    # A first answer is counted as well; only the first of all makes a question and a respondent.
    assert (first, practice, last_click()) == (16, 9, 9)
