"""The words and bars of the figures of a text: what they say, and what to do about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from training.domain.disclosure import Cells, Shown
from training.domain.interval import Interval
from training.domain.item_flags import DOUBTFUL, FEWEST_FOR_FLAG, GOOD, Finding, Flag
from training.domain.item_report import Report
from training.domain.item_tally import Form
from training.services.improving.evidence import Part
from training.web.marking import N_

BAR_WIDTH, BAR_HEIGHT = 360, 34

FLAGS: dict[Flag, tuple[str, str]] = {
    Flag.BLOCK: (
        N_("Wie hier goed kiest, doet het op de rest minder goed."),
        N_("Kijk of het goede antwoord wel echt het beste is. Gebruik deze cijfers tot dan niet."),
    ),
    Flag.REVIEW: (
        N_("Dit onderdeel onderscheidt niet."),
        N_("Lees de antwoorden nog eens: is het verschil duidelijk voor wie het kent?"),
    ),
    Flag.OVER_INVITING: (
        N_("Ook wie de rest goed doet, kiest vaak een antwoord over een grens heen."),
        N_("Maak in de situatie duidelijk waar de grens ligt, of kijk het niveau na."),
    ),
    Flag.STRAW_MAN: (
        N_("Bijna iedereen kiest hetzelfde, en een ander antwoord kiest bijna niemand."),
        N_("Maak de andere antwoorden aantrekkelijker: geef ze een reden die een collega kent."),
    ),
    Flag.TOO_EASY: (
        N_("Te makkelijk: meer dan 90 % kiest meteen goed."),
        N_("Maak een ander antwoord aantrekkelijker, of maak de situatie lastiger."),
    ),
    Flag.DEAD_OPTION: (
        N_("Een antwoord dat bijna niemand kiest (minder dan 2 %)."),
        N_("Herschrijf het tot iets wat een collega echt zou zeggen, of haal het weg."),
    ),
    Flag.WEAK_OPTION: (
        N_("Een antwoord dat weinig mensen kiezen (minder dan 5 %)."),
        N_("Maak het aantrekkelijker: geef het een goede reden."),
    ),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One option in the figures; `percent` is none where it is hidden."""

    letter: str
    text: str
    level: int | None
    is_good: bool
    count: int | None
    percent: int | None
    thirds: tuple[int | None, ...]
    y: int

    @property
    def width(self) -> float:
        """Give how long the bar is."""
        return BAR_WIDTH * (self.percent or 0) / 100


@dataclass(frozen=True, slots=True)
class Remedy:
    """What is wrong, with which option, and what helps."""

    letter: str
    text: str
    advice: str
    is_urgent: bool


def letter_of(option: int) -> str:
    """Name an option by its place in the text."""
    return chr(ord("A") + option) if option < 26 else str(option + 1)  # noqa: PLR2004 -- letters


def bars(part: Part) -> list[Bar]:
    """Give the options of a part with what is shown of each."""
    report = part.report
    if report is None or not report.tables:
        return []
    question = part.question
    thirds = report.thirds.value if report.thirds else None
    return [
        Bar(
            letter=letter_of(option),
            text=text,
            level=question.levels[option] if question.levels else None,
            is_good=option in question.good,
            count=count,
            percent=None if count is None else round(100 * count / total),
            thirds=tuple(row[option] for row in thirds) if thirds else (),
            y=option * BAR_HEIGHT,
        )
        for option, (text, (count, total)) in enumerate(
            zip(part.options, _counts(report.tables, question.form), strict=True)
        )
    ]


def remedies(report: Report) -> list[Remedy]:
    """Say what the figures have against a part, with what would help."""
    return [_remedy(finding) for finding in report.findings]


def discrimination_words(found: Interval) -> str:
    """Say how well a part tells apart those who do well on the rest and those who do not."""
    if found.value >= GOOD:
        return str(_("onderscheidt goed"))
    if found.value >= DOUBTFUL:
        return str(_("onderscheidt matig"))
    if found.value < 0:
        return str(_("werkt andersom"))
    return str(_("onderscheidt niet"))


def too_few_words(report: Report | None) -> str:
    """Say that there are too few answers, how many there are, and how many it takes."""
    n = report.n.value if report else 0
    if n is None:
        return str(_("Te weinig gegevens (nodig: %(number)s).", number=FEWEST_FOR_FLAG))
    return str(_("Te weinig gegevens (nu %(n)s, nodig %(number)s).", n=n, number=FEWEST_FOR_FLAG))


def seconds_words(seconds: float) -> str:
    """Write a time as people say it."""
    if seconds < 120:  # noqa: PLR2004 -- up to two minutes people count seconds
        return str(ngettext("%(num)s seconde", "%(num)s seconden", round(seconds)))
    return str(_("%(number)s minuten", number=round(seconds / 60)))


def flag_words(flag: str) -> str:
    """Say in a few words what is wrong, for the overview."""
    words: dict[Flag, str] = {
        Flag.BLOCK: _("omgekeerd"),
        Flag.REVIEW: _("onderscheidt niet"),
        Flag.OVER_INVITING: _("grens trekt te veel"),
        Flag.STRAW_MAN: _("stropop"),
        Flag.TOO_EASY: _("te makkelijk"),
        Flag.DEAD_OPTION: _("dood antwoord"),
        Flag.WEAK_OPTION: _("zwak antwoord"),
    }
    return words[Flag(flag)]


def _remedy(finding: Finding) -> Remedy:
    text, advice = FLAGS[finding.flag]
    letter = "" if finding.option is None else letter_of(finding.option)
    return Remedy(letter, _(text), _(advice), finding.flag is Flag.BLOCK)


def _counts(tables: Sequence[Shown[Cells]], form: Form) -> list[tuple[int | None, int]]:
    """Give for each option how many took it, of how many."""
    if form is Form.ONE:
        cells = tables[0].value
        return [(count, cells.total) for count in cells.counts] if cells else []
    return [
        (cells.counts[0], cells.total) if (cells := table.value) else (None, 0) for table in tables
    ]
