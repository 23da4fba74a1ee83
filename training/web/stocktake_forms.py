"""Forms of the stocktake: a new wave, and an action that is promised."""

from datetime import date

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from training.domain import stocktake as domain
from training.services.stocktake.acting import LONGEST, LONGEST_OWNER, Progress, Promise
from training.services.stocktake.instrument import terms_names
from training.services.stocktake.waves import LONGEST_TITLE, Plan
from training.web.forms import day_in_reach
from training.web.language import language
from training.web.stocktake_words import words


class PlanForm(FlaskForm):
    """A wave that is planned."""

    title = StringField(
        _("Naam van de tussenstand"),
        [
            DataRequired(_("Geef de tussenstand een naam, zoals Najaar 2026.")),
            Length(max=LONGEST_TITLE, message=_("Maak de naam korter: hoogstens 80 tekens.")),
        ],
    )
    starts_on = DateField(_("Eerste dag"), [InputRequired(_("Kies een dag.")), day_in_reach])
    ends_on = DateField(_("Laatste dag"), [InputRequired(_("Kies een dag.")), day_in_reach])
    terms = SelectField(_("Wat voor overheid bent u?"), validate_choice=True)
    length = RadioField(_("Hoe lang is de vragenlijst?"), default=domain.Length.CORE.value)

    def __init__(self, **kwargs: object) -> None:
        """Offer the choices in the reader's language."""
        super().__init__(**kwargs)
        self.terms.choices = terms_names(language())
        self.length.choices = [
            (domain.Length.CORE.value, _("18 uitspraken, zes minuten")),
            (domain.Length.LONG.value, _("27 uitspraken, negen minuten")),
        ]

    def plan(self) -> Plan:
        """Give the choices, after validation."""
        return Plan(
            self.title.data or "",
            self.starts_on.data or date.min,
            self.ends_on.data or date.min,
            self.terms.data,
            domain.Length(self.length.data),
        )


class ActionForm(FlaskForm):
    """A promise: what, by whom, by when, and how residents notice it."""

    sub_point = SelectField(_("Waar gaat het over?"))
    promise = TextAreaField(
        _("Wat gaan wij doen?"),
        [DataRequired(_("Schrijf op wat u gaat doen.")), Length(max=LONGEST)],
    )
    owner = StringField(
        _("Wie zorgt ervoor?"),
        [DataRequired(_("Schrijf op wie ervoor zorgt.")), Length(max=LONGEST_OWNER)],
    )
    due_on = DateField(
        _("Wanneer is het klaar?"), [InputRequired(_("Kies een dag.")), day_in_reach]
    )
    measure = TextAreaField(
        _("Waaraan merken inwoners het?"),
        [DataRequired(_("Schrijf op waaraan inwoners het merken.")), Length(max=LONGEST)],
    )
    status = SelectField(_("Hoe ver is het?"), default=Progress.PLANNED.value)
    evidence = TextAreaField(_("Waar blijkt dat uit?"), [Length(max=LONGEST)])

    def __init__(self, **kwargs: object) -> None:
        """Offer the choices in the reader's language."""
        super().__init__(**kwargs)
        told = words()
        self.sub_point.choices = [
            (code, f"{code} {told['figure'][code]}") for code in domain.SUB_POINTS
        ]
        self.status.choices = list(told["progress"].items())

    @classmethod
    def showing(cls, promise: Promise) -> "ActionForm":
        """Fill the form with a promise as it stands."""
        return cls(formdata=None, obj=promise)

    def wanted(self) -> Promise:
        """Give the promise, after validation."""
        return Promise(
            self.sub_point.data,
            self.promise.data or "",
            self.owner.data or "",
            self.due_on.data or date.min,
            self.measure.data or "",
            Progress(self.status.data),
            self.evidence.data or "",
        )
