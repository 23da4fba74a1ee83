"""The words of measurements: which wave, how far, and why something cannot be told."""

from collections.abc import Iterable, Iterator

from flask_babel import gettext as _

from training.domain.disclosure_groups import EVERYONE
from training.web.report_words import layer_words


def wave_words() -> dict[str, str]:
    """Say which measurement in the row."""
    return {
        "baseline": _("Nulmeting, voor de training"),
        "after": _("Meting na de training"),
        "later": _("Meting na 90 dagen"),
        "yearly": _("Jaarlijkse meting"),
    }


def state_words() -> dict[str, str]:
    """Say how far a measurement is."""
    return {
        "planned": _("gepland"),
        "preparing": _("wordt klaargezet"),
        "open": _("loopt"),
        "closed": _("gesloten, wordt geteld"),
        "ready": _("gesloten"),
    }


def lead_words(*, has_before: bool) -> dict[str, str]:
    """Say what one sees of a measurement in each state, and why there is no figure."""
    ready = _("Deze meting is gesloten. U ziet wie meedeed, en wat er veranderde.")
    if not has_before:
        ready = _(
            "Deze meting is gesloten. U ziet wie meedeed. Wat er verandert, ziet u bij een"
            " latere meting die met deze vergelijkt."
        )
    return {
        "planned": _("Deze meting is gepland. Er is nog niemand uitgenodigd."),
        "preparing": _("Deze meting gaat open. De vragen worden nu voor iedereen klaargezet."),
        "open": _(
            "Deze meting loopt. Collega\u2019s vinden haar in hun overzicht. Cijfers komen na het"
            " sluiten, zodat niemand zich ernaar richt."
        ),
        "closed": _("Deze meting is gesloten. De cijfers worden nu gemaakt."),
        "ready": ready,
    }


def percent_words(percents: Iterable[int]) -> Iterator[tuple[int, str]]:
    """Say of how many people a measurement is."""
    words = {
        100: _("Iedereen"),
        50: _("De helft, door loting"),
        33: _("Een derde, door loting"),
        25: _("Een kwart, door loting"),
    }
    for percent in percents:
        yield percent, words[percent]


def mistake_words() -> dict[str, tuple[str, str]]:
    """Say what is wrong with a plan: the field, and the sentence."""
    return {
        "measurement-title": ("title", _("Geef de meting een naam van hoogstens 200 tekens.")),
        "measurement-days": (
            "closes_on",
            _("De laatste dag ligt voor de eerste, of is al voorbij. Kies een andere."),
        ),
        "measurement-percent": ("percent", _("Kies wie er meedoet.")),
        "measurement-before": ("before", _("Kies een meting uit de lijst.")),
        "measurement-forms": (
            "form_b",
            _(
                "Deze vormen zijn niet gelijkwaardig. Ze moeten van elk deelpunt evenveel vragen"
                " hebben, met dezelfde niveaus."
            ),
        ),
    }


def reason_words() -> dict[str, str]:
    """Say why no difference is told."""
    return {
        "not-closed": _("Een van beide metingen was nog niet gesloten."),
        "order": _("De meting om mee te vergelijken is niet eerder begonnen."),
        "forms": _(
            "De vragen zijn tussen beide metingen veranderd. Een verschil zou ook van de vragen"
            " kunnen komen."
        ),
        "not-parallel": _(
            "De vormen zijn niet gelijkwaardig. Een verschil zou ook van de vorm kunnen komen."
        ),
        "population": _(
            "De organisatie was bij beide metingen anders ingedeeld. Een verschil zou ook van de"
            " indeling kunnen komen."
        ),
        "too-few": _(
            "Te weinig mensen deden aan beide metingen mee: nodig zijn er ten minste tien. Of maar"
            " een of twee deden aan één meting mee; hun antwoorden zouden uit het verschil te halen"
            " zijn."
        ),
    }


def verdict_of(low: float, high: float) -> str:
    """Say in a few words what an interval says."""
    if low > 0:
        return str(_("uitnodigender dan toen"))
    if high < 0:
        return str(_("minder uitnodigend dan toen"))
    return str(_("geen zeker verschil"))


def change_sentence(share: tuple[float, float, float]) -> str:
    """Say what changed in every hundred answers, from a middle and the ends of its interval."""
    middle, low, high = share
    if low <= 0 <= high:
        return str(
            _("Of mensen nu anders antwoorden dan toen, is niet zeker. Het kan toeval zijn.")
        )
    near, far = sorted((abs(low), abs(high)))
    values = {"number": round(abs(middle)), "near": round(near), "far": round(far)}
    if middle > 0:
        text = _(
            "Van elke 100 antwoorden zijn er nu ongeveer %(number)s meer uitnodigend dan toen. "
            "Het echte aantal ligt waarschijnlijk tussen %(near)s en %(far)s."
        )
    else:
        text = _(
            "Van elke 100 antwoorden zijn er nu ongeveer %(number)s minder uitnodigend dan toen. "
            "Het echte aantal ligt waarschijnlijk tussen %(near)s en %(far)s."
        )
    return str(text % values)


def effect_words() -> dict[str, str]:
    """Say what stands in the file that is taken along."""
    level, share = _("Niveau (0 tot 3)"), _("Uitnodigende antwoorden, in procentpunten")
    low, high = _("ondergrens"), _("bovengrens")
    return {
        EVERYONE: _("Hele organisatie"),
        **layer_words(),
        "file": _("verschil"),
        "group": _("Groep"),
        "people": _("Mensen"),
        "level": level,
        "low": f"{level}, {low}",
        "high": f"{level}, {high}",
        "share": share,
        "share-low": f"{share}, {low}",
        "share-high": f"{share}, {high}",
        "verdict": _("Dat is"),
        "end": _("Einde"),
    }
