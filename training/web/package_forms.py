"""The form that takes a zip in."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired


class PackageForm(FlaskForm):
    """A zip with texts, images and sound."""

    file = FileField(_("Zip-bestand"), [FileRequired(_("Kies een bestand."))])
