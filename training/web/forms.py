"""Forms of the account pages and of the check; learners post plain buttons and choices."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, EmailField, IntegerField, PasswordField, SelectField, StringField
from wtforms.validators import DataRequired, EqualTo, Length, Optional, ValidationError

from training.services.evidence.checking import read_number
from training.services.passwords import MAXIMUM, MINIMUM

EMAIL_LENGTH = 254
LONGEST_NUMBER = 9
NAME_LENGTH = 200
FIRST_YEAR, LAST_YEAR = 2000, 2999


class LoginForm(FlaskForm):
    """Address and password; the prefix keeps them apart from a click that waits."""

    PREFIX = "login-"

    email = EmailField(
        _("E-mailadres"),
        [DataRequired(_("Vul uw e-mailadres in.")), Length(max=EMAIL_LENGTH)],
    )
    password = PasswordField(
        _("Wachtwoord"),
        [DataRequired(_("Vul uw wachtwoord in.")), Length(max=MAXIMUM)],
    )

    def __init__(self, **kwargs: object) -> None:
        """Set the prefix."""
        super().__init__(prefix=self.PREFIX, **kwargs)


class ConfirmForm(FlaskForm):
    """The own password once more, before something leaves that only its owner may have."""

    password = PasswordField(
        _("Uw wachtwoord"),
        [DataRequired(_("Vul uw wachtwoord in.")), Length(max=MAXIMUM)],
    )


class ForgottenForm(FlaskForm):
    """The address to send a link to."""

    email = StringField(
        _("E-mailadres"),
        [DataRequired(_("Vul uw e-mailadres in.")), Length(max=EMAIL_LENGTH)],
    )


class ResetForm(FlaskForm):
    """A new password, twice."""

    password = PasswordField(
        _("Nieuw wachtwoord"),
        [
            DataRequired(_("Vul een nieuw wachtwoord in.")),
            Length(
                min=MINIMUM,
                max=MAXIMUM,
                message=_("Kies een wachtwoord van 8 tot 256 tekens."),
            ),
        ],
    )
    repeat = PasswordField(
        _("Nieuw wachtwoord, nog een keer"),
        [EqualTo("password", _("De twee wachtwoorden zijn niet gelijk. Typ ze opnieuw."))],
    )


class NumberForm(FlaskForm):
    """The number of a certificate that somebody holds."""

    class Meta:
        """It changes nothing, so it is sent in the address and carries no token."""

        csrf = False

    number = StringField(
        _("Nummer van het bewijs"), [DataRequired(_("Vul het nummer in.")), Length(max=60)]
    )

    def spelled(self) -> str:
        """Give the number so that it fits in an address."""
        return read_number(self.number.data or "") or "-"


class NameForm(FlaskForm):
    """The name on a certificate, as whoever holds it reads it."""

    name = StringField(
        _("Naam op het bewijs"),
        [DataRequired(_("Vul de naam in.")), Length(max=NAME_LENGTH)],
    )


class WholeNumberField(IntegerField):
    """A whole number of a length that people type: one of hundreds of digits breaks arithmetic."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Refuse what is too long before it is read as a number."""
        if valuelist and len(valuelist[0]) > LONGEST_NUMBER:
            self.data = None
            raise ValueError(_("Vul een kleiner getal in."))
        super().process_formdata(valuelist)


def day_in_reach(form: FlaskForm, field: DateField) -> None:
    """Refuse a day that no clock of ours has known, or will."""
    if field.data and not FIRST_YEAR <= field.data.year <= LAST_YEAR:
        raise ValidationError(_("Vul een dag in met een jaar vanaf 2000."))


class TrailForm(FlaskForm):
    """Which lines of the trail somebody looks for."""

    FILTERS = ("since", "until", "action", "actor", "subject")

    class Meta:
        """It changes nothing, so it is sent in the address and carries no token."""

        csrf = False

    since = DateField(_("Vanaf"), [Optional(), day_in_reach])
    until = DateField(_("Tot en met"), [Optional(), day_in_reach])
    action = SelectField(_("Handeling"), [Optional()], choices=[], validate_choice=False)
    actor = StringField(_("Wie deed het"), [Length(max=EMAIL_LENGTH)])
    subject = StringField(_("Over wie gaat het"), [Length(max=EMAIL_LENGTH)])
