"""The states in which the gallery shows the overview, courses, lessons and receipts."""

from datetime import UTC, date, datetime
from types import SimpleNamespace as Values
from typing import Any
from uuid import UUID

KEY = UUID("0199f1c2-7a00-7000-8000-000000000001")
MOMENT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
COURSE = Values(slug="open-deur", title="De open deur: antwoorden op een initiatief")
NEXT = Values(kind="scenario", slug="buurtmoestuin", title="De buurtmoestuin", minutes=7)


def card(**changes: Any) -> Values:
    """Give a course card, as it is when the learner is half-way."""
    values: dict[str, Any] = {
        "slug": "open-deur",
        "title": COURSE.title,
        "introduction": "<p>U oefent met vijf verhalen uit de praktijk. Elk verhaal duurt "
        "ongeveer zeven minuten.</p>",
        "units_done": 2,
        "units_total": 6,
        "minutes": 45,
        "minutes_left": 28,
        "starts_on": None,
        "due_on": date(2026, 12, 11),
        "is_overdue": False,
        "is_planned": False,
        "is_started": True,
        "next_unit": NEXT,
        "completed_at": None,
        "receipt_number": None,
    }
    return Values(**values | changes)


FRESH = card(
    slug="samen",
    title="Samen één overheid",
    is_started=False,
    is_overdue=True,
    due_on=date(2026, 11, 20),
)
PLANNED = card(
    is_planned=True,
    slug="opfris",
    title="Opfrissen: heldere keuzes",
    is_started=False,
    next_unit=None,
    starts_on=date(2027, 1, 11),
    due_on=date(2027, 2, 1),
)
DONE = card(
    slug="kennis",
    title="Kennismaken met de uitgangspunten",
    units_done=4,
    units_total=4,
    next_unit=None,
    completed_at=MOMENT,
    receipt_number="2026-000412",
)


def unit(title: str, kind: str, rule: str, state: str, **changes: Any) -> Values:
    """Give a unit of the course page."""
    values = {
        "kind": kind,
        "slug": title.lower().replace(" ", "-"),
        "title": title,
        "minutes": 7,
        "rule": rule,
        "mastery_percentage": 80,
        "state": state,
        "is_next": False,
        "attempt_id": KEY if state != "not-started" else None,
        "completed_at": MOMENT if state == "done" else None,
    }
    return Values(**values | changes)


PATH = Values(
    slug="open-deur",
    title=COURSE.title,
    introduction="<p>U oefent hoe u antwoordt als inwoners zelf iets willen beginnen.</p>",
    card=card(),
    modules=(
        Values(
            title="Een constructieve houding",
            body="<p>Wat hoort u als iemand met een plan belt?</p>",
            units=(
                unit("Luisteren naar het doel", "lesson", "pages", "done"),
                unit("De buurtmoestuin", "scenario", "ending", "in-progress", is_next=True),
                unit("Wat zou u zeggen?", "quiz", "passed", "not-started"),
            ),
        ),
        Values(
            title="Eén overheid",
            body="",
            units=(
                unit("Toegankelijkheidsverklaringen en evenementenvergunningen", "scenario",
                     "ending", "not-started"),
                unit("Peiling: hoe doen wij het?", "quiz", "answered", "not-started"),
                unit("Verder lezen", "lesson", "not-applicable", "not-started"),
            ),
        ),
    ),
)  # fmt: skip

LESSON = Values(
    attempt_id=KEY,
    title="Luisteren naar het doel",
    introduction="<p>Achter elke vraag zit iets wat iemand wil bereiken.</p>",
    course=COURSE,
    page_title="Eerst vragen, dan zoeken",
    body="<p>Een inwoner belt zelden met een volledig plan. U hoort een vraag over een "
    "vergunning, een strook gras of een leeg lokaal.</p><h2>Drie vragen</h2><ul><li>Wat hoopt u "
    "daar te bereiken?</li><li>Met wie?</li><li>Wat heeft u van ons nodig?</li></ul>"
    "<blockquote><p>“Eindelijk vroeg iemand waarom wij het wilden.”</p></blockquote>"
    "<table><thead><tr><th>U hoort</th><th>U vraagt</th></tr></thead><tbody><tr><td>Mag dit?</td>"
    "<td>Wat zou het u brengen?</td></tr></tbody></table>",
    number=2,
    total=3,
    titles=("De vraag achter de vraag", "Eerst vragen, dan zoeken", "Naam en dag noemen"),
    reached=2,
    is_last=False,
    is_finished=False,
    next_unit=None,
)

RECEIPT = Values(
    number="2026-000412",
    person_name="Lena de Vries",
    course=COURSE,
    course_version=3,
    completed_at=MOMENT,
    units=tuple(
        Values(title=title, kind=kind, completed_at=MOMENT, version=2)
        for title, kind in (
            ("Luisteren naar het doel", "lesson"),
            ("De buurtmoestuin", "scenario"),
            ("Wat zou u zeggen?", "quiz"),
        )
    ),
    next_course=None,
)

LEARNING: dict[str, tuple[str, dict[str, object]]] = {
    "home": ("learn/home.html", {"home": Values(person_name="Lena", todo=(card(), FRESH),
                                                planned=(PLANNED,), done=(DONE,))}),
    "home-empty": ("learn/home.html",
                   {"home": Values(person_name="Lena", todo=(), planned=(), done=())}),
    "course": ("learn/course.html", {"course": PATH}),
    "course-done": ("learn/course.html",
                    {"course": Values(**vars(PATH) | {"card": DONE})}),
    "course-planned": ("learn/course.html",
                       {"course": Values(**vars(PATH) | {"card": PLANNED})}),
    "lesson": ("learn/lesson.html", {"lesson": LESSON}),
    "lesson-done": ("learn/lesson.html", {"lesson": Values(**vars(LESSON) | {
        "number": 3, "reached": 3, "is_last": True, "is_finished": True, "next_unit": NEXT})}),
    "receipt": ("learn/receipt.html", {"receipt": RECEIPT}),
    "receipt-next": ("learn/receipt.html",
                     {"receipt": Values(**vars(RECEIPT) | {"next_course": FRESH})}),
}  # fmt: skip
