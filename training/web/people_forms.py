"""Forms of the pages about people: a file, a number to confirm, a role with its reason."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import StringField, TextAreaField
from wtforms.validators import AnyOf, DataRequired, Length

from training.domain.access import Role
from training.services.organisation.roles import REASON_LENGTH


class FileForm(FlaskForm):
    """The file of HR."""

    file = FileField(_("CSV-bestand"), [FileRequired(_("Kies een bestand."))])


class LeaversForm(FlaskForm):
    """How many people would be deactivated, typed by who knows that it is right."""

    leavers = StringField(_("Aantal mensen dat uit dienst gaat"))


class RoleForm(FlaskForm):
    """Another role, and why."""

    role = StringField(_("Nieuwe rol"), [AnyOf(list(Role), _("Kies een rol."))])
    reason = TextAreaField(
        _("Reden"),
        [
            DataRequired(_("Schrijf op waarom. Dit komt in het logboek.")),
            Length(max=REASON_LENGTH, message=_("Maak de reden korter: hoogstens 500 tekens.")),
        ],
    )
