"""Forms of the question bank: a file or a text with what its quiz is called, and what is kept."""

from collections.abc import Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # types lag behind
from wtforms.validators import DataRequired, Length

from training.compiler.header_values import MAX_SLUG, MAX_TITLE
from training.interchange.questions import Format
from training.services.errors import Refusal
from training.services.exchange.question_files import Wish
from training.services.people import LANGUAGES
from training.web.bank_words import FORMATS
from training.web.bank_words import LANGUAGES as NAMES
from training.web.marking import N_

NAME_FAULTS = {
    "name": N_(
        "Gebruik alleen letters zonder accent, cijfers en enkele streepjes, zoals balie-basis."
    ),
    "taken": N_("Er is al een quiz of een concept met deze naam. Kies een andere."),
}


class ImportForm(FlaskForm):
    """Where the questions are, and the quiz that they become."""

    file = FileField(_("Bestand"))
    text = TextAreaField(_("Of plak de vragen hier"))
    format = SelectField(_("Formaat"), default="")
    title = StringField(
        _("Titel van de quiz"),
        [
            DataRequired(_("Geef de quiz een titel.")),
            Length(max=MAX_TITLE, message=_("Maak de titel korter: hoogstens 200 tekens.")),
        ],
    )
    name = StringField(
        _("Naam van het bestand"),
        [
            DataRequired(_("Geef het bestand een naam, zoals balie-basis.")),
            Length(max=MAX_SLUG, message=_("Maak de naam korter: hoogstens 100 tekens.")),
        ],
    )
    competency = SelectField(_("Deelpunt"))
    language = SelectField(
        _("Taal"), choices=[SelectChoice(code, name) for code, name in NAMES.items()]
    )

    def prepare(self, competencies: Sequence[tuple[str, str]]) -> "ImportForm":
        """Offer what can be chosen; with sub-points, one of them has to be."""
        known = [SelectChoice(str(format), name) for format, name in FORMATS.items()]
        self.format.choices = [SelectChoice("", gettext("Zoek zelf uit")), *known]
        points = [SelectChoice(code, f"{code} {title}") for code, title in competencies]
        self.competency.choices = [SelectChoice("", gettext("Kies een deelpunt")), *points]
        if competencies:
            self.competency.validators = [DataRequired(_("Kies een deelpunt."))]
        return self

    def content(self) -> bytes:
        """Give the file, or else what was pasted."""
        if self.file.data:
            data: bytes = self.file.data.read()
            return data
        return (self.text.data or "").encode("utf-8", "replace")

    def validate(self, extra_validators: object = None) -> bool:
        """Ask for one of file and text."""
        is_valid: bool = super().validate(extra_validators)
        if not self.file.data and not (self.text.data or "").strip():
            self.file.errors = [gettext("Kies een bestand, of plak de vragen eronder.")]
            return False
        return is_valid

    def wish(self) -> Wish:
        """Give what the quiz is to be."""
        return Wish(
            (self.title.data or "").strip(),
            (self.name.data or "").strip(),
            self.competency.data or "",
            self.language.data or LANGUAGES[0],
            Format(self.format.data) if self.format.data else None,
        )


class KeepForm(FlaskForm):
    """The quiz as it will be kept."""

    name = StringField(_("Naam van het bestand"), [DataRequired(_("Geef het bestand een naam."))])
    source = TextAreaField(_("De tekst"), [DataRequired(_("Er is geen tekst om te bewaren."))])


def name_fault(refusal: Refusal) -> str:
    """Say what is wrong with the name of a file."""
    return str(gettext(NAME_FAULTS.get(refusal.code, NAME_FAULTS["name"])))
