"""Forms of the pages for assigning: a rule, a meeting, and decisions about one person."""

from datetime import date
from uuid import UUID

from flask_babel import format_date
from flask_babel import gettext as _now
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, Form, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # types lag behind
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from training.domain.assignment import Due, DueRule, Renewal, RenewFrom, Target
from training.services.duties.overview import Choice, Choices
from training.services.duties.rules import (
    MOST_DAYS,
    MOST_GRACE,
    MOST_MONTHS,
    MOST_WINDOW,
    NewRule,
)
from training.services.errors import Refusal
from training.web.assign_words import MISTAKES, layer_words, sentence
from training.web.forms import WholeNumberField, day_in_reach

AS_COURSE, NEVER, OWN = "course", "never", "own"
LONGEST = 200
ANY_YEAR = 2000


def _number(label: str, most: int, default: int) -> WholeNumberField:
    wrong = _("Vul een heel getal in van 0 tot en met %(most)s.", most=most)
    rules = [InputRequired(wrong), NumberRange(0, most, wrong)]
    return WholeNumberField(label, rules, default=default)


class RuleForm(FlaskForm):
    """Who must do which course, by when, and how often again."""

    course = SelectField(_("Cursus"))
    target = SelectField(_("Voor wie"))
    person = StringField(_("Personeelsnummer of e-mailadres"), [Length(max=LONGEST)])
    due = SelectField(
        _("Wanneer klaar"),
        choices=[
            SelectChoice(DueRule.AFTER_ASSIGNMENT.value, _("Een aantal dagen na het toewijzen")),
            SelectChoice(DueRule.AFTER_HIRE.value, _("Een aantal dagen na de eerste werkdag")),
            SelectChoice(DueRule.FIXED.value, _("Op een vaste datum")),
            SelectChoice(DueRule.NONE.value, _("Zonder datum")),
        ],
    )
    on = DateField(_("Vaste datum"), [Optional(), day_in_reach])
    days = _number(_("Aantal dagen"), MOST_DAYS, 30)
    grace = _number(_("Dagen uitstel voordat iemand te laat is"), MOST_GRACE, 0)
    renew = SelectField(
        _("Opnieuw doen"),
        choices=[
            SelectChoice(AS_COURSE, _("Zoals de cursus het zegt")),
            SelectChoice(NEVER, _("Nooit")),
            SelectChoice(OWN, _("Na een aantal maanden")),
        ],
    )
    months = _number(_("Aantal maanden geldig"), MOST_MONTHS, 12)
    window = _number(_("Zoveel dagen eerder mag het al"), MOST_WINDOW, 60)
    renew_from = SelectField(
        _("Geldig tot"),
        choices=[
            SelectChoice(RenewFrom.COMPLETION.value, _("Zoveel maanden na het afronden")),
            SelectChoice(RenewFrom.FIXED_DAY.value, _("Een vaste dag van het jaar")),
        ],
    )
    renew_day = _number(_("Dag"), 31, 1)
    renew_month = SelectField(_("Maand"), coerce=int, default=1)

    def offer(self, choices: Choices) -> None:
        """Fill the lists to choose from."""
        self.course.choices = _courses(choices.courses)
        layers = layer_words()
        named = tuple(Choice(layer.value, layers[layer.value]) for layer in choices.layers)
        self.target.choices = [
            SelectChoice(f"{Target.EVERYONE}:", _now("Iedereen")),
            *_options(Target.UNIT, choices.units, _now("Een eenheid, met alles eronder")),
            *_options(Target.LAYER, named, _now("Een laag")),
            *_options(Target.FUNCTION, choices.functions, _now("Een functie")),
            *_options(Target.COHORT, choices.cohorts, _now("Een groep")),
            SelectChoice(
                f"{Target.PERSON}:",
                _now("De persoon die u hieronder invult"),
                optgroup=_now("Eén persoon"),
            ),
        ]
        self.renew_month.choices = [
            SelectChoice(str(month), format_date(date(ANY_YEAR, month, 1), "LLLL"))
            for month in range(1, 13)
        ]

    @property
    def is_for_person(self) -> bool:
        """Tell whether the rule is for one person."""
        return bool(self.target.data == f"{Target.PERSON}:")

    def rule(self, person_id: UUID | None) -> NewRule:
        """Give what was filled in, for a person if it is for one."""
        kind, _colon, value = (self.target.data or "").partition(":")
        target = Target(kind)
        by_id = target in {Target.UNIT, Target.COHORT}
        return NewRule(
            self.course.data or "",
            target,
            person_id if target is Target.PERSON else UUID(value) if by_id else None,
            value if target in {Target.LAYER, Target.FUNCTION} else "",
            Due(DueRule(self.due.data), self.on.data, self.days.data or 0, self.grace.data or 0),
            self._renewal(),
        )

    def _renewal(self) -> Renewal | None:
        if self.renew.data == AS_COURSE:
            return None
        if self.renew.data == NEVER:
            return Renewal()
        return Renewal(
            self.months.data or 0,
            self.window.data or 0,
            RenewFrom(self.renew_from.data),
            self.renew_month.data,
            self.renew_day.data or 0,
        )


class SessionForm(FlaskForm):
    """A meeting, and who was there."""

    course = SelectField(_("Cursus"))
    title = StringField(
        _("Naam van de bijeenkomst"),
        [DataRequired(_("Geef de bijeenkomst een naam.")), Length(max=LONGEST)],
    )
    held_on = DateField(
        _("Datum"), [DataRequired(_("Kies de dag van de bijeenkomst.")), day_in_reach]
    )
    people = TextAreaField(
        _("Wie waren er"),
        [DataRequired(_("Plak hier wie er waren: één per regel."))],
    )

    def offer(self, courses: tuple[Choice, ...]) -> None:
        """Fill the list of courses."""
        self.course.choices = _courses(courses)


class ReasonForm(FlaskForm):
    """Why: nothing about a person is decided without it."""

    reason = TextAreaField(
        _("Reden"),
        [
            DataRequired(_("Schrijf op waarom. De reden komt in het logboek.")),
            Length(max=1000, message=_("Maak de reden korter: hoogstens 1000 tekens.")),
        ],
    )


class ExemptForm(ReasonForm):
    """Exempt through a day, or for good."""

    day = DateField(_("Tot en met"), [Optional(), day_in_reach])


class ExtendForm(ReasonForm):
    """A later due date."""

    day = DateField(_("Nieuwe datum"), [DataRequired(_("Kies een datum.")), day_in_reach])


class CompleteForm(ReasonForm):
    """The day on which it was done elsewhere."""

    day = DateField(_("Afgerond op"), [DataRequired(_("Kies een datum.")), day_in_reach])


def tell(form: Form, refusal: Refusal) -> None:
    """Put the sentence of a refusal beside the field that it is about; else raise it again."""
    name = next((name for name in MISTAKES.get(refusal.code, "").split() if name in form), None)
    if name is None:
        raise refusal
    form[name].errors = [*form[name].errors, sentence(refusal.code)]


def _options(target: Target, choices: tuple[Choice, ...], group: str) -> list[SelectChoice]:
    return [
        SelectChoice(
            f"{target}:{choice.value}",
            f"{'-' * choice.depth} {choice.text}".strip(),
            optgroup=group,
        )
        for choice in choices
    ]


def _courses(courses: tuple[Choice, ...]) -> list[SelectChoice]:
    return [SelectChoice(choice.value, choice.text) for choice in courses]
