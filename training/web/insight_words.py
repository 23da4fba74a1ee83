"""The words of alignment: what a figure says in a sentence, and where a group stands."""

from flask_babel import format_date, gettext

from training.domain.alignment import Quadrant
from training.domain.disclosure_groups import EVERYONE
from training.services.aligning.core import ALL
from training.services.aligning.reports import Chance, Figure, Line
from training.services.aligning.trend import Step
from training.web.report_words import DAY, layer_words

TENTHS = 10


def _(text: str, **values: object) -> str:
    return str(gettext(text, **values))


def group_words(figure: Figure) -> str:
    """Name a group: everyone, a layer, or a unit."""
    return figure.name or key_words(figure.key)


def key_words(key: str) -> str:
    """Name everyone or a layer by its key; anything else is a name already."""
    return {EVERYONE: _("Hele organisatie"), **layer_words()}.get(key, key)


def topic_words(topic: str, names: dict[str, str]) -> str:
    """Name a topic."""
    return _("Alles samen") if topic == ALL else f"{topic} {names.get(topic, '')}".strip()


def quadrant_words(quadrant: Quadrant | None) -> str:
    """Say where a group stands on both axes."""
    if quadrant is None:
        return _("te weinig antwoorden")
    return {
        Quadrant.TOGETHER: _("samen uitnodigend"),
        Quadrant.OWN_WAYS: _("uitnodigend, elk op een eigen manier"),
        Quadrant.UNITED_AWAY: _("eensgezind, maar niet uitnodigend"),
        Quadrant.DIVIDED: _("verdeeld"),
    }[quadrant]


def share_sentence(figure: Figure) -> str:
    """Say how many answers are inviting; empty where that is not shown."""
    share = figure.share.value.value
    if share is None:
        return ""
    return _("Van elke 10 antwoorden zijn er ongeveer %(times)s uitnodigend.", times=_tenth(share))


def pair_sentence(figure: Figure) -> str:
    """Say how often two colleagues both answer invitingly."""
    pair = figure.pair.value.value
    if pair is None:
        return _("Er zijn te weinig antwoorden om te zeggen hoe gelijk collega\u2019s antwoorden.")
    times = _tenth(pair)
    if times == 0:
        return _(
            "Treft een inwoner twee collega\u2019s, dan antwoorden zij zelden of nooit "
            "allebei uitnodigend."
        )
    return _(
        "Treft een inwoner twee collega\u2019s, dan antwoorden zij %(times)s van de 10 keer "
        "allebei uitnodigend.",
        times=times,
    )


def alike_sentence(figure: Figure) -> str:
    """Say how often two colleagues say the same."""
    alike = figure.alike.value.value
    if alike is None:
        return ""
    return _(
        "Hetzelfde antwoord geven zij %(times)s van de 10 keer, uitnodigend of niet.",
        times=_tenth(alike),
    )


def _tenth(percent: int) -> int:
    return round(percent / TENTHS)


def between_words(chance: Chance) -> str:
    """Say between which shares the truth may well lie."""
    if chance.low is None or chance.high is None:
        return ""
    return _("%(low)s tot %(high)s", low=f"{chance.low}%", high=f"{chance.high}%")


def period_words(line: Line) -> str:
    """Say what a report counts."""
    if line.title:
        return line.title
    return _(
        "%(first)s tot en met %(last)s",
        first=format_date(line.from_on, DAY),
        last=format_date(line.until_on, DAY),
    )


def step_words(step: Step | None) -> str:
    """Say what the intervals of two periods say."""
    if step is None:
        return ""
    return {
        Step.UP: _("meer"),
        Step.DOWN: _("minder"),
        Step.OVERLAP: _("geen zeker verschil: de onzekerheid overlapt"),
    }[step]


def trend_sentence(step: Step) -> str:
    """Say what the first and the last period say together."""
    return {
        Step.UP: _("In de laatste periode antwoordden wij uitnodigender dan in de eerste."),
        Step.DOWN: _("In de laatste periode antwoordden wij minder uitnodigend dan in de eerste."),
        Step.OVERLAP: _("Tussen de eerste en de laatste periode is geen zeker verschil."),
    }[step]


def level_words(level: int) -> str:
    """Say what a level is called."""
    return (_("afhoudend"), _("afwachtend"), _("meewerkend"), _("uitnodigend"))[level]


def export_words() -> dict[str, str]:
    """Say what stands in the file that is taken along."""
    low, high = _("ondergrens"), _("bovengrens")
    share, pair, alike = (
        _("Uitnodigend (%)"),
        _("Twee collega's allebei uitnodigend (%)"),
        _("Twee collega's hetzelfde antwoord (%)"),
    )
    return {
        EVERYONE: _("Hele organisatie"),
        **layer_words(),
        "file": _("samen-uitnodigend"),
        "group": _("Groep"),
        "topic": _("Code"),
        "about": _("Onderwerp"),
        "all": _("Alles samen"),
        "people": _("Mensen"),
        "share": share,
        "share-low": f"{share}, {low}",
        "share-high": f"{share}, {high}",
        "pair": pair,
        "pair-low": f"{pair}, {low}",
        "pair-high": f"{pair}, {high}",
        "alike": alike,
        "alike-low": f"{alike}, {low}",
        "alike-high": f"{alike}, {high}",
        "end": _("Einde"),
    }
