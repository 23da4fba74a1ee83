"""The forms of signals: three fields that are asked, all others can be left."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    HiddenField,
    MultipleFileField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from training.domain.signal import MOST_CARDS, Channel
from training.services.signals.photos import prepare
from training.services.signals.told import (
    LONGEST_AREA,
    LONGEST_GOAL,
    LONGEST_NAME,
    LONGEST_REACH,
    LONGEST_STORY,
    Contact,
    Told,
)
from training.web import signal_words as words

LONGEST_FORM = 64


class SignalForm(FlaskForm):
    """What somebody who got stuck tells; `website` is for machines that fill in everything."""

    form = HiddenField(validators=[DataRequired(), Length(max=LONGEST_FORM)])
    goal = TextAreaField(
        _("Wat wilde u doen?"),
        [
            DataRequired(_("Vertel in een paar woorden wat u wilde doen.")),
            Length(max=LONGEST_GOAL, message=_("Maak dit korter: hoogstens 300 tekens.")),
        ],
    )
    story = TextAreaField(
        _("Waar liep het vast?"),
        [
            DataRequired(_("Vertel waar het vastliep. Een paar zinnen is genoeg.")),
            Length(max=LONGEST_STORY, message=_("Maak dit korter: hoogstens 1000 tekens.")),
        ],
    )
    wish = RadioField(_("Wat zou u nu helpen?"), [InputRequired(_("Kies wat u nu zou helpen."))])
    reach = StringField(_("Uw telefoonnummer of e-mailadres"), [Length(max=LONGEST_REACH)])
    name = StringField(_("Uw naam"), [Length(max=LONGEST_NAME)])
    hours = StringField(_("Wanneer komt het u uit?"), [Length(max=LONGEST_NAME)])
    interpreter = StringField(_("Welke taal spreekt u het liefst?"), [Length(max=LONGEST_AREA)])
    cards = SelectMultipleField(_("Wat past het best? Kies er hoogstens twee."))
    duration = SelectField(_("Hoe lang speelt dit?"), default="")
    contacted = SelectMultipleField(_("Met wie had u contact?"))
    phase = SelectField(_("Hoe staat uw initiatief ervoor?"), default="")
    subject_area = SelectField(_("Waar gaat het over?"), default="")
    area = StringField(_("In welke wijk of welk dorp?"), [Length(max=LONGEST_AREA)])
    consent = RadioField(
        _("Mogen wij uw verhaal, onherkenbaar, gebruiken om van te leren?"), default="later"
    )
    wanted_kind = SelectField(_("Wilt u toch iets anders?"), default="")
    photos = MultipleFileField(_("Foto's"))
    website = StringField(_("Laat dit veld leeg"))

    def offer(self) -> "SignalForm":
        """Fill the lists, in the reader's language."""
        self.wish.choices = words.offered("wish")
        self.cards.choices = words.offered("card")
        self.duration.choices = words.offered("duration")
        self.contacted.choices = words.offered("contacted")
        self.phase.choices = words.offered("phase")
        self.subject_area.choices = words.offered("subject")
        self.consent.choices = words.offered("consent", "later", "yes", "no")
        self.wanted_kind.choices = words.offered("kind")
        return self

    def validate_cards(self, field: SelectMultipleField) -> None:
        """Take two cards at most."""
        if len(field.data or ()) > MOST_CARDS:
            raise ValidationError(_("Kies er hoogstens twee."))

    def validate_reach(self, field: StringField) -> None:
        """Who wants to be called says how."""
        if self.wish.data == "call" and not (field.data or "").strip():
            raise ValidationError(
                _("Vul een telefoonnummer in, of kies hierboven iets anders dan bellen.")
            )

    def validate_website(self, field: StringField) -> None:
        """Stop what fills in a field that nobody sees."""
        if field.data:
            raise ValidationError(_("Maak dit veld leeg en stuur het formulier nog een keer."))

    def refuse_photos(self, code: str) -> None:
        """Say what is wrong with the photos."""
        self.photos.errors = [words.said("photo", code) or words.said("photo", "picture-unknown")]

    def told(self) -> Told:
        """Give what was told, with the photos drawn anew; raises `Invalid` for what is none."""
        files = [file.read() for file in self.photos.data or () if file and file.filename]
        return Told(
            photos=prepare(files),
            goal=self.goal.data or "",
            story=self.story.data or "",
            wish=self.wish.data or "",
            cards=frozenset(self.cards.data or ()),
            duration=self.duration.data or "",
            contacted=frozenset(self.contacted.data or ()),
            phase=self.phase.data or "",
            subject_area=self.subject_area.data or "",
            area=self.area.data or "",
            consent=self.consent.data or "later",
            wanted_kind=self.wanted_kind.data or "",
            contact=Contact(
                self.name.data or "",
                self.reach.data or "",
                self.hours.data or "",
                self.interpreter.data or "",
            ),
        )


class TypedSignalForm(SignalForm):
    """A signal that a colleague types in, in the citizen's words, or one of the colleague."""

    channel = SelectField(_("Hoe kwam het binnen?"))
    received_on = DateField(_("Op welke dag kwam het binnen?"), [Optional()])

    def offer(self) -> "TypedSignalForm":
        """Fill the lists, in the reader's language."""
        super().offer()
        self.channel.choices = words.offered("channel", *TYPED)
        return self


TYPED = (Channel.PHONE, Channel.DESK, Channel.PAPER, Channel.STAFF)


class CodeForm(FlaskForm):
    """The code by which somebody follows a signal."""

    code = StringField(
        _("Uw code"), [DataRequired(_("Vul de code in die u kreeg.")), Length(max=40)]
    )
