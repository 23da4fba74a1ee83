"""The form in which a trainer begins a new text."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.validators import DataRequired, Length

from training.compiler.header_values import MAX_SLUG, MAX_TITLE
from training.domain.document import Kind
from training.services.authoring.beginning import NEW_KINDS, Wish
from training.services.errors import Invalid
from training.web.author_words import KINDS, LANGUAGES, choices
from training.web.marking import N_

MISTAKES = {
    "new-title": ("title", N_("Schrijf de titel op één regel, van hoogstens 200 tekens.")),
    "new-id": ("slug", N_("Gebruik alleen letters zonder accent, cijfers en enkele streepjes.")),
    "new-path-taken": ("slug", N_("Het bestand %(path)s is er al. Kies een andere id.")),
    "new-id-taken": ("slug", N_("“%(title)s” (%(path)s) heeft deze id al. Kies een andere.")),
    "new-id-retired": ("slug", N_("Deze id was van een tekst die weg is. Kies een andere.")),
    "new-kind": ("title", N_("Van deze soort is er maar één bestand. Verander dat bestand.")),
    "new-copy": ("title", N_("Er is geen tekst om te kopiëren.")),
}


class NewForm(FlaskForm):
    """What the text is, what it is called, and by which name answers are kept."""

    kind = SelectField(_("Wat gaat u schrijven?"))
    title = StringField(
        _("Titel"), [DataRequired(_("Geef de tekst een titel.")), Length(max=MAX_TITLE)]
    )
    slug = StringField(_("Id"), [Length(max=MAX_SLUG)])
    language = SelectField(_("In welke taal?"))

    def offer(self) -> "NewForm":
        """Fill the lists, in the reader's language."""
        self.kind.choices = choices({kind: KINDS[kind] for kind in NEW_KINDS})
        self.language.choices = choices(LANGUAGES)
        return self

    def wish(self, copy_of: str) -> Wish:
        """Give what was asked."""
        return Wish(
            kind=Kind(self.kind.data),
            title=self.title.data or "",
            slug=self.slug.data or "",
            language=self.language.data,
            copy_of=copy_of,
        )

    def refuse(self, refusal: Invalid) -> None:
        """Say at its field why a text cannot be begun; another refusal goes on."""
        if refusal.code not in MISTAKES:
            raise refusal
        name, text = MISTAKES[refusal.code]
        self[name].errors = [gettext(text, **refusal.values)]
