"""The states in which the gallery shows every template, with sample data from a real story."""

from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace as Values
from typing import Any
from uuid import UUID

from training.domain.judgement import Cost, Level

KEY = UUID("0199f1c2-7a00-7000-8000-000000000001")
MOMENT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
COURSE = Values(slug="open-deur", title="De open deur: antwoorden op een initiatief")
NEXT = Values(kind="scenario", slug="buurtmoestuin", title="De buurtmoestuin", minutes=7)

OWN_WORDS = "“Begint u maar vast, daar heeft niemand last van.”"
LIMITED = Values(
    level=Level.PASSIVE,
    competency_code="1.1",
    competency_name="Stel je oplossingsgericht op",
    tempting="<p>u wilt haar plezier niet bederven.</p>",
    objection="<p>voor spitten kan toestemming nodig zijn. U kunt dit niet toezeggen.</p>",
    inviting="<p>“Wat een mooi plan. Wacht nog even met spitten. "
    "Ik vraag eerst na wat daar ligt.”</p>",
    remark="",
    limit_code="L6",
    limit_name="vergunning of melding",
    limit_explanation="<p>Graven bij kabels mag pas na een melding.</p>",
    cost=Cost(days=3, retellings=1),
)
INVITING = Values(
    level=Level.INVITING,
    competency_code="2.1",
    competency_name="Voorzie een duidelijk aanspreekpunt",
    tempting="",
    objection="",
    inviting="",
    remark="<p>Mevrouw Aydin hoeft haar verhaal niet opnieuw te doen: u houdt de vraag vast.</p>",
    limit_code="",
    limit_name="",
    limit_explanation="",
    cost=Cost(),
)


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

SCENE = Values(
    slug="buurtmoestuin",
    attempt_id=KEY,
    title="De buurtmoestuin",
    course=COURSE,
    role="medewerker klantcontactcentrum",
    layer="ambtelijk",
    introduction="<p>Vier buren willen iets doen met een verwaarloosde strook gras.</p>",
    step=0,
    scene_title="De telefoon gaat",
    body="<p>Het is dinsdag, half elf. Op uw scherm staan zes wachtenden. Mevrouw Aydin belt over "
    "een strook gras langs de Lindestraat. Ze klinkt vrolijk, maar ook wat voorzichtig.</p>"
    "<blockquote><p>“Wij weten niet van wie die grond is. Maar er gebeurt al jaren niets mee. "
    "Mogen wij daar groente zetten?”</p></blockquote>"
    "<p>U weet het antwoord niet. Wat zegt u?</p>",
    choices=(
        Values(
            position=0,
            text="“Dat is gemeentegrond, mevrouw. Daar mogen bewoners helaas niets in zetten.”",
        ),
        Values(position=1, text=OWN_WORDS),
        Values(
            position=2,
            text="“Wat wilt u daar bereiken, en met wie? Dan zoek ik uit of deze grond kan.”",
        ),
        Values(position=3, text="Ik vraag haar om het plan eerst op papier te zetten."),
    ),
    feedback=None,
    chosen_text="",
    odometer=Cost(),
    dots=(),
    is_practice=False,
    recap=None,
    notice="",
)


def scene(**changes: Any) -> Values:
    """Give the scene in another state."""
    return Values(**vars(SCENE) | changes)


LATER = scene(
    introduction="",
    step=1,
    scene_title="De eerste spade",
    body="<p>Zaterdag spitten de buren het eerste stuk om. Meneer Bakker raakt met zijn schop een "
    "kabel. Maandag belt mevrouw Aydin.</p><blockquote><p>“De gemeente zei dat het mocht. En nu "
    "staan wij voor de hele straat te kijk.”</p></blockquote>",
    feedback=LIMITED,
    chosen_text=OWN_WORDS,
    odometer=Cost(referrals=1, days=3, retellings=2),
    dots=(None,),
)
STEP = Values(
    scene_title="De telefoon gaat",
    choice_text=OWN_WORDS,
    level=Level.PASSIVE,
    competency_code="1.1",
    cost=Cost(days=3, retellings=1),
)
GOOD_STEP = Values(**vars(STEP) | {"level": Level.INVITING, "cost": Cost(),
    "choice_text": "“Wat wilt u daar bereiken, en met wie?”"})  # fmt: skip
RECAP = Values(
    timeline=(
        STEP,
        Values(
            scene_title="De eerste spade",
            choice_text="Verder",
            level=None,
            competency_code="",
            cost=Cost(),
        ),
        Values(**vars(GOOD_STEP) | {"scene_title": "Vier buren en een strook"}),
    ),
    odometer=Cost(days=3, retellings=1),
    inviting_odometer=Cost(days=2),
    inviting_path=(GOOD_STEP,),
    practised=(
        Values(code="1.1", name="Stel je oplossingsgericht op", count=2),
        Values(code="2.1", name="Voorzie een duidelijk aanspreekpunt", count=1),
    ),
    next_unit=Values(kind="quiz", slug="wat-zegt-u", title="Wat zou u zeggen?", minutes=5),
    is_course_done=False,
)
ENDING = scene(
    introduction="",
    step=3,
    choices=(),
    dots=(None, None, None),
    recap=RECAP,
    feedback=INVITING,
    chosen_text="“Ik bel u donderdag zelf terug.”",
    scene_title="Einde: de tuin komt er",
    body="<p>In mei staan er bonen langs de Lindestraat. Mevrouw Aydin groet u op de markt.</p>",
)
TEXT = Values(
    attempt_id=KEY,
    title="De buurtmoestuin",
    introduction=SCENE.introduction,
    role=SCENE.role,
    scenes=(
        Values(
            name="de-telefoon-gaat",
            title="De telefoon gaat",
            body=SCENE.body,
            is_ending=False,
            choices=(
                Values(text=OWN_WORDS, target_name="de-eerste-spade",
                       target_title="De eerste spade", was_chosen=True, feedback=LIMITED),
                Values(text="“Wat wilt u daar bereiken?”", target_name="einde-de-tuin",
                       target_title="Einde: de tuin komt er", was_chosen=False,
                       feedback=INVITING),
            ),
        ),
        Values(
            name="de-eerste-spade",
            title="De eerste spade",
            body=LATER.body,
            is_ending=False,
            choices=(
                Values(text="Verder", target_name="einde-de-tuin",
                       target_title="Einde: de tuin komt er", was_chosen=True, feedback=None),
            ),
        ),
        Values(name="einde-de-tuin", title="Einde: de tuin komt er", body=ENDING.body,
               is_ending=True, choices=()),
    ),
)  # fmt: skip
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
    "lesson": ("learn/lesson.html", {"lesson": LESSON}),
    "lesson-done": ("learn/lesson.html", {"lesson": Values(**vars(LESSON) | {
        "number": 3, "reached": 3, "is_last": True, "is_finished": True, "next_unit": NEXT})}),
    "scene-start": ("learn/scene.html", {"scene": SCENE}),
    "scene-limit": ("learn/scene.html", {"scene": LATER}),
    "scene-inviting": ("learn/scene.html", {"scene": scene(
        introduction="", step=2, feedback=INVITING, dots=(None, None), is_practice=True,
        chosen_text="“Ik bel u donderdag zelf terug.”")}),
    "scene-continue": ("learn/scene.html", {"scene": scene(
        introduction="", step=2, dots=(None, None), notice="already-recorded",
        odometer=replace(Cost(), days=1), choices=(Values(position=0, text="Verder"),))}),
    "scene-ending": ("learn/scene.html", {"scene": ENDING}),
    "scene-last": ("learn/scene.html", {"scene": Values(**vars(ENDING) | {
        "recap": Values(**vars(RECAP) | {"next_unit": None, "is_course_done": True})})}),
    "text": ("learn/text.html", {"text": TEXT}),
    "receipt": ("learn/receipt.html", {"receipt": RECEIPT}),
    "receipt-next": ("learn/receipt.html",
                     {"receipt": Values(**vars(RECEIPT) | {"next_course": FRESH})}),
}  # fmt: skip
