"""The states in which the gallery shows quizzes, account pages and refusals."""

from types import SimpleNamespace as Values
from typing import Any

from wtforms import EmailField, Form, PasswordField
from wtforms.validators import InputRequired

from tests.browser.gallery_states import COURSE, KEY, MOMENT, NEXT
from training.domain.judgement import Level


def option(position: int, text: str, **changes: Any) -> Values:
    """Give an option as it is before answering."""
    values = {
        "position": position,
        "text": f"<p>{text}</p>",
        "is_chosen": False,
        "is_key": None,
        "level": None,
        "feedback": "",
        "place": 0,
        "right_place": 0,
    }
    return Values(**values | changes)


def item(kind: str, title: str, options: tuple[Values, ...] = (), **changes: Any) -> Values:
    """Give an item as it is before answering."""
    values = {
        "name": f"vraag-{kind}",
        "number": 2,
        "title": title,
        "body": "<p>Een wijkvereniging wil een leeg lokaal gebruiken. Zij belt u.</p>",
        "competency_code": "2.2",
        "competency_name": "Stuur burgerinitiatieven niet van het kastje naar de muur",
        "kind": kind,
        "options": options,
        "matches": (),
        "is_answered": False,
        "is_right": None,
        "explanation": "",
        "text": "",
        "error": "",
    }
    return Values(**values | changes)


WHY = "<p>Eén naam en één dag zeggen meer dan een telefoonnummer.</p>"
CALL, NUMBER, NOTE = (
    "Ik zoek uit wie hierover gaat en bel zelf terug.",
    "Ik geef het nummer van Vastgoed.",
    "Ik noteer haar vraag en noem mijn naam.",
)
MATCHES = (
    Values(position=0, text="<p>vergunning</p>"),
    Values(position=1, text="<p>subsidie</p>"),
)
ASKED = {
    "single": item("single", "Wat doet u eerst?", (option(0, NUMBER), option(1, CALL))),
    "multiple": item(
        "multiple",
        "Wat hoort bij één aanspreekpunt?",
        (option(0, NUMBER), option(1, CALL, is_chosen=True), option(2, NOTE)),
    ),
    "poll": item(
        "poll",
        "Hoe vaak belt u zelf terug?",
        (option(0, "Altijd"), option(1, "Soms"), option(2, "Nooit")),
    ),
    "judgement": item("judgement", "Wat zegt u?", (option(0, NUMBER), option(1, CALL))),
    "ordering": item(
        "ordering",
        "Zet in de goede volgorde",
        (option(0, NOTE, place=1), option(1, CALL), option(2, "Ik bel donderdag.")),
    ),
    "matching": item(
        "matching",
        "Wat hoort bij elkaar?",
        (option(0, "Een straatfeest", place=-1), option(1, "Een AED aan de gevel", place=-1)),
        matches=MATCHES,
    ),
    "reflection": item("reflection", "Wat doet u morgen anders?"),
}
ANSWERED = {
    "single": item(
        "single",
        "Wat doet u eerst?",
        (
            option(0, NUMBER, is_chosen=True, is_key=False,
                   feedback="<p>Mevrouw Aydin belt morgen een vierde nummer.</p>"),
            option(1, CALL, is_key=True, feedback="<p>Zij hoort van u terug.</p>"),
        ),
        is_answered=True, is_right=False, explanation=WHY,
    ),
    "multiple": item(
        "multiple",
        "Wat hoort bij één aanspreekpunt?",
        (option(0, NUMBER, is_key=False), option(1, CALL, is_chosen=True, is_key=True),
         option(2, NOTE, is_chosen=True, is_key=True)),
        is_answered=True, is_right=True, explanation=WHY,
    ),
    "poll": item("poll", "Hoe vaak belt u zelf terug?",
                 (option(0, "Altijd"), option(1, "Soms", is_chosen=True)),
                 is_answered=True),
    "judgement": item(
        "judgement",
        "Wat zegt u?",
        (option(0, NUMBER, is_chosen=True, level=Level.PASSIVE,
                feedback="<p>De vereniging belt opnieuw en vertelt alles nog eens.</p>"),
         option(1, CALL, level=Level.INVITING)),
        is_answered=True, is_right=False, explanation=WHY,
    ),
    "ordering": item(
        "ordering",
        "Zet in de goede volgorde",
        (option(0, NOTE, place=2, right_place=1), option(1, CALL, place=1, right_place=2),
         option(2, "Ik bel donderdag.", place=3, right_place=3)),
        is_answered=True, is_right=False, explanation=WHY,
    ),
    "matching": item(
        "matching",
        "Wat hoort bij elkaar?",
        (option(0, "Een straatfeest", place=1, right_place=0),
         option(1, "Een buurtfonds", place=1, right_place=1)),
        matches=MATCHES, is_answered=True, is_right=False, explanation=WHY,
    ),
    "reflection": item("reflection", "Wat doet u morgen anders?", is_answered=True,
                       text="Als iemand met een plan belt, dan vraag ik eerst naar het doel."),
}  # fmt: skip


def quiz(*items: Values, **changes: Any) -> Values:
    """Give a quiz page with these items."""
    values = {
        "attempt_id": KEY,
        "title": "Wat zou u zeggen?",
        "introduction": "<p>Zeven korte vragen over de eerste reactie.</p>",
        "course": COURSE,
        "round": 1,
        "number": 2,
        "total": 7,
        "answered": 1,
        "items": items,
        "is_whole": False,
        "is_test": False,
        "has_next": True,
        "result": None,
    }
    return Values(**values | changes)


RESULT = Values(
    score_raw=4.67, score_maximum=7.0, percentage=67, mastery_percentage=80, is_passed=False,
    is_scored=True, missed=2, items=tuple(ANSWERED.values()), next_unit=None, is_course_done=False,
)  # fmt: skip


class LoginForm(Form):
    """The fields of the log-in page."""

    email = EmailField("E-mailadres", [InputRequired("Vul uw e-mailadres in.")])
    password = PasswordField("Wachtwoord", [InputRequired("Vul uw wachtwoord in.")])
    repeat = PasswordField("Wachtwoord nog een keer")


REFUSED = LoginForm(data={"email": "", "password": ""})
REFUSED.validate()
REFUSAL = Values(
    status=404,
    title="Deze pagina is er niet",
    explanation="Het adres klopt niet, of de pagina is verplaatst. Uw voortgang is bewaard.",
    remedy="Ga naar uw overzicht en kies daar waar u verder wilt.",
    reference="7F3A-21",
)
SESSIONS = (
    Values(started_at=MOMENT, last_seen_at=MOMENT, is_current=True),
    Values(started_at=MOMENT, last_seen_at=MOMENT, is_current=False),
)
PERSON = Values(name="Lena de Vries", email="lena.de.vries@voorbeeldgemeente.nl", role="Deelnemer")

States = dict[str, tuple[str, dict[str, object]]]
QUIZZES: States = (
    dict[str, tuple[str, dict[str, object]]]()
    | {f"ask-{kind}": ("quiz/item.html", {"quiz": quiz(asked)}) for kind, asked in ASKED.items()}
    | {f"told-{kind}": ("quiz/item.html", {"quiz": quiz(told)}) for kind, told in ANSWERED.items()}
    | {
        "ask-first": ("quiz/item.html", {"quiz": quiz(ASKED["single"], answered=0, number=1)}),
        "ask-error": ("quiz/item.html", {"quiz": quiz(
            Values(**vars(ASKED["ordering"]) | {"error": "incomplete"}), round=2)}),
        "told-test": ("quiz/item.html", {"quiz": quiz(
            Values(**vars(ASKED["multiple"]) | {"is_answered": True}), is_test=True)}),
        "whole": ("quiz/whole.html", {"quiz": quiz(
            ASKED["single"], *list(ANSWERED.values())[1:3], ASKED["matching"], is_whole=True)}),
        "result-again": ("quiz/result.html", {"quiz": quiz(result=RESULT)}),
        "result-passed": ("quiz/result.html", {"quiz": quiz(result=Values(**vars(RESULT) | {
            "percentage": 86, "is_passed": True, "missed": 1, "next_unit": NEXT}))}),
        "result-poll": ("quiz/result.html", {"quiz": quiz(result=Values(**vars(RESULT) | {
            "is_scored": False, "missed": 0, "is_course_done": True,
            "items": (ANSWERED["poll"],)}))}),
    }
)  # fmt: skip
PAGES: States = {
    "login": ("account/login.html", {"form": LoginForm(), "pending": (), "notice": ""}),
    "login-expired": ("account/login.html", {
        "form": REFUSED, "pending": (("step", "2"), ("position", "1")), "notice": "expired"}),
    "forgotten": ("account/forgotten.html", {"form": LoginForm()}),
    "sent": ("account/sent.html", {}),
    "reset": ("account/reset.html", {"form": LoginForm()}),
    "profile": ("account/profile.html", {"person": PERSON, "sessions": SESSIONS}),
    "privacy": ("about/privacy.html", {}),
    "accessibility": ("about/accessibility.html", {}),
    "error": ("error.html", {"refusal": REFUSAL}),
    "resubmit": ("resubmit.html", {"fields": (("text", "Mijn plan"),), "action": "/quiz/x"}),
}  # fmt: skip
