"""The form that puts an image or sound on the shelf."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from training.services.media.shelf import LONGEST_TRANSCRIPT


class MediaForm(FlaskForm):
    """A file, and what it says to who does not see or hear it."""

    file = FileField(_("Afbeelding of geluid"), [FileRequired(_("Kies een bestand."))])
    description = TextAreaField(
        _("Wat is er te zien, of wat wordt er gezegd?"),
        [
            DataRequired(_("Beschrijf wat er te zien is, of schrijf uit wat er gezegd wordt.")),
            Length(
                max=LONGEST_TRANSCRIPT, message=_("Maak de tekst korter: hoogstens 20.000 tekens.")
            ),
        ],
    )
