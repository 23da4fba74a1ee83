"""The states in which the gallery shows a story: its scenes, its ending and its printed text."""

from dataclasses import replace
from types import SimpleNamespace as Values
from typing import Any

from tests.browser.gallery_states import COURSE, KEY
from training.domain.judgement import Cost, Level

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

STORIES: dict[str, tuple[str, dict[str, object]]] = {
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
}  # fmt: skip
