"""The form in which HR chooses when reminders are sent."""

from dataclasses import asdict

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    Field,
    SelectMultipleField,
    StringField,
    ValidationError,
)
from wtforms.validators import InputRequired, NumberRange
from wtforms.widgets import NumberInput

from training.domain.reminder import Policy
from training.services.reminding.policy import HOURS, MOST_DAYS, MOST_MOMENTS, WEEKDAYS
from training.web.forms import WholeNumberField


def read_days(text: str) -> tuple[int, ...]:
    """Read numbers of days with commas between them; raises `ValueError` for anything else."""
    parts = [part.strip() for part in text.replace(";", ",").split(",")]
    return tuple(dict.fromkeys(int(part) for part in parts if part))


class PolicyForm(FlaskForm):
    """The choices of the organisation; what is typed comes back as it was typed."""

    is_on = BooleanField(_("Herinneringen versturen"))
    days_before = StringField(_("Dagen vóór de datum"))
    on_the_day = BooleanField(_("Ook op de dag zelf"))
    days_after = StringField(_("Dagen na de datum"))
    escalate_after = WholeNumberField(
        _("Bericht aan de leidinggevende, na hoeveel dagen"),
        [
            InputRequired(_("Vul een aantal dagen in, of 0 voor nooit.")),
            NumberRange(0, MOST_DAYS, _("Kies een getal van 0 tot en met 365.")),
        ],
        widget=NumberInput(min=0, max=MOST_DAYS),
    )
    from_hour = WholeNumberField(
        _("Vanaf, in hele uren"),
        [
            InputRequired(_("Vul een uur in, zoals 8.")),
            NumberRange(0, HOURS - 1, _("Kies een uur van 0 tot en met 23.")),
        ],
        widget=NumberInput(min=0, max=HOURS - 1),
    )
    until_hour = WholeNumberField(
        _("Tot, in hele uren"),
        [
            InputRequired(_("Vul een uur in, zoals 18.")),
            NumberRange(1, HOURS, _("Kies een uur van 1 tot en met 24.")),
        ],
        widget=NumberInput(min=1, max=HOURS),
    )
    weekdays = SelectMultipleField(_("Dagen van de week"), coerce=int, validate_choice=False)

    @classmethod
    def showing(cls, policy: Policy) -> "PolicyForm":
        """Fill the form with the choices that hold now."""
        values = asdict(policy) | {
            "days_before": ", ".join(map(str, policy.days_before)),
            "days_after": ", ".join(map(str, policy.days_after)),
        }
        return cls(formdata=None, data=values)

    def validate_days_before(self, field: Field) -> None:
        """Check the days before the due date."""
        _check_days(field)

    def validate_days_after(self, field: Field) -> None:
        """Check the days after the due date."""
        _check_days(field)

    def validate_until_hour(self, field: Field) -> None:
        """Check that the hours follow each other."""
        begin, end = self.from_hour.data, field.data
        if begin is not None and end is not None and end <= begin:
            raise ValidationError(_("Kies een later uur dan het begin."))

    def validate_weekdays(self, field: Field) -> None:
        """Check that there is a day left."""
        if not field.data or not set(field.data) <= set(range(WEEKDAYS)):
            raise ValidationError(_("Kies minstens één dag."))

    def policy(self) -> Policy:
        """Give the choices, after validation."""
        return Policy(
            is_on=bool(self.is_on.data),
            days_before=tuple(sorted(read_days(self.days_before.data or ""), reverse=True)),
            on_the_day=bool(self.on_the_day.data),
            days_after=tuple(sorted(read_days(self.days_after.data or ""))),
            escalate_after=self.escalate_after.data or 0,
            from_hour=self.from_hour.data or 0,
            until_hour=self.until_hour.data or 0,
            weekdays=tuple(sorted(self.weekdays.data or ())),
        )


def _check_days(field: Field) -> None:
    try:
        days = read_days(field.data or "")
    except ValueError as error:
        message = _("Schrijf gehele getallen met een komma ertussen, zoals 14, 3.")
        raise ValidationError(message) from error
    if not all(1 <= day <= MOST_DAYS for day in days):
        raise ValidationError(_("Kies getallen van 1 tot en met 365."))
    if len(days) > MOST_MOMENTS:
        raise ValidationError(_("Kies hoogstens 6 momenten."))
