"""The board report in words: the same for its page and for paper."""

from dataclasses import dataclass
from datetime import date

from flask_babel import format_date, gettext
from flask_babel import gettext as _

from training.domain.disclosure import Shown
from training.domain.disclosure_groups import EVERYONE
from training.domain.organisation import Layer
from training.domain.stocktake import PRINCIPLES, TOTAL, Side
from training.services.board_report import Alike, BoardReport
from training.services.signals.promises import Period
from training.services.stocktake.acting import ActionLine
from training.services.stocktake.results import Results
from training.web.signal_words import PLEDGES, period_name
from training.web.stocktake_words import words
from training.web.templating import percentage

DAY = "d MMMM y"
LONGEST, LONGEST_OF_MANY, LONGEST_OWNER = 130, 64, 34
MANY = 4
"""Actions from which each is said more shortly, so that one sheet holds them."""
MOST_NAMED = 3
NOTHING = "\u2013"
YARDSTICK = (33, 44)
"""Per cents (very) content and (very) discontent in the ombudsman's enquiry of 2018."""
SIDES = (Side.INITIATIVES, Side.STAFF, Side.BOARD)


@dataclass(frozen=True, slots=True)
class Dot:
    """A mark on a line from 0 to 100, with the ends of its interval where there is one."""

    side: str
    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Rail:
    """One figure of the stocktake: its name, its marks, and the same in words by side."""

    name: str
    dots: tuple[Dot, ...]
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A question of the report with what there is to say, or why there is nothing yet."""

    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that the report says."""

    title: str
    day: str
    stand: Section
    rails: tuple[Rail, ...]
    sides: tuple[str, ...]
    alike: Section
    citizens: Section
    done: Section
    actions: tuple[tuple[str, ...], ...]
    columns: tuple[str, ...]
    notes: tuple[str, ...]


def sheet_of(report: BoardReport, *, today: date) -> Sheet:
    """Write the report in the reader's language."""
    told = words()
    return Sheet(
        title=_("Hoe uitnodigend zijn wij?"),
        day=str(format_date(today, DAY)),
        stand=_stand(report),
        rails=_rails(report),
        sides=tuple(told["side"][side] for side in SIDES),
        alike=_how_alike(report.alike),
        citizens=_citizens(report.stocktake, report.signals),
        done=Section(
            _("Wat beloofden wij, en wat deden wij?"),
            () if report.actions else (_("Er is nog niets beloofd."),),
        ),
        actions=tuple(_action(line, len(report.actions)) for line in report.actions),
        columns=(_("Belofte"), _("Wie, wanneer"), _("Stand"), _("Hoe ver wij zijn")),
        notes=_notes(report),
    )


def _stand(report: BoardReport) -> Section:
    title, found, told = _("Waar staan wij?"), report.stocktake, words()["figure"]
    if found is None:
        return Section(title, (_("Er is nog geen tussenstand opgemaakt."),))
    sentences = [_total(found)]
    sentences += _of_ourselves(found)
    blind = [told[code] for code, row in found.rows.items() if row.quadrant == "blind-spot"]
    if len(blind) > MOST_NAMED:
        text = _("Op %(number)s van de 9 punten denken wij te gunstig over onszelf.")
        sentences.append(text % {"number": len(blind)})
    elif blind:
        text = _("Wij denken te gunstig over onszelf bij: %(names)s.")
        sentences.append(text % {"names": ", ".join(blind)})
    if report.lowest:
        text = _("Het laagst scoren: %(names)s.")
        sentences.append(text % {"names": ", ".join(told[code] for code in report.lowest)})
    return Section(f"{title} {found.line.title}", tuple(sentences))


def _of_ourselves(found: Results) -> list[str]:
    """Say what board and staff think beside what was met; empty where a side has no figure."""
    scores = found.rows[TOTAL].scores
    board, staff = scores[Side.BOARD].value.value, scores[Side.STAFF].value.value
    if board is None or staff is None:
        return []
    text = _("Het bestuur zelf denkt %(board)s van 100, medewerkers denken %(staff)s.")
    return [text % {"board": int(board), "staff": int(staff)}]


def _total(found: Results) -> str:
    score = found.rows[TOTAL].scores[Side.INITIATIVES]
    if score.value.value is None:
        return str(_("Er antwoordden te weinig inwoners met een initiatief voor een cijfer."))
    values = {
        "score": int(score.value.value),
        "low": int(score.low.value or 0),
        "high": int(score.high.value or 0),
        "number": score.n.value,
    }
    if found.is_indicative:
        text = _(
            "Inwoners met een initiatief geven ons %(score)s van 100. Het waren er minder "
            "dan tien: dit is een indicatie."
        )
        return str(text % values)
    text = _(
        "%(number)s inwoners met een initiatief geven ons %(score)s van 100. Het echte "
        "cijfer ligt waarschijnlijk tussen %(low)s en %(high)s."
    )
    return str(text % values)


def _rails(report: BoardReport) -> tuple[Rail, ...]:
    """Give the total, the principles, and the sub-points that initiatives score lowest."""
    found = report.stocktake
    if found is None:
        return ()
    told, rails = words()["figure"], []
    for code in (TOTAL, *PRINCIPLES, *report.lowest):
        scores = [(side, found.rows[code].scores[side]) for side in SIDES]
        dots = tuple(
            Dot(side, one.value.value, one.low.value, one.high.value)
            for side, one in scores
            if one.value.value is not None
        )
        cells = tuple(_points(one.value) for _side, one in scores)
        name = f"{code} {told[code]}" if code in report.lowest else told[code]
        rails.append(Rail(name, dots, cells))
    return tuple(rails) if any(rail.dots for rail in rails) else ()


def _how_alike(alike: Alike | None) -> Section:
    title = _("Antwoorden wij hetzelfde?")
    everyone = alike.groups.get(EVERYONE) if alike else None
    if alike is None or everyone is None or everyone.share.value.value is None:
        return Section(title, (_("Daarover zijn nog geen cijfers."),))
    text = _("In de oefeningen is %(share)s van de antwoorden meewerkend of uitnodigend.")
    sentences = [text % {"share": percentage(everyone.share.value.value)}]
    if everyone.pair.value.value is not None:
        text = _("Treft een inwoner twee medewerkers, dan antwoorden zij in %(share)s allebei zo.")
        sentences.append(text % {"share": percentage(everyone.pair.value.value)})
    layers = _layers(alike)
    if len(layers) > 1:
        sentences.append(_("Per laag: %(layers)s.") % {"layers": ", ".join(layers)})
    return Section(title, tuple(sentences))


def _layers(alike: Alike) -> list[str]:
    names = (
        (Layer.COUNCIL, _("raad")),
        (Layer.EXECUTIVE, _("bestuur")),
        (Layer.OFFICIALS, _("ambtenaren")),
    )
    return [
        f"{name} {percentage(share)}"
        for layer, name in names
        if layer in alike.groups and (share := alike.groups[layer].share.value.value) is not None
    ]


def _citizens(found: Results | None, period: Period | None) -> Section:
    sentences = [*_contentment(found), *_signals(period)]
    nothing = _("Daarover zijn nog geen cijfers.")
    return Section(_("Wat zeggen inwoners?"), tuple(sentences) or (nothing,))


def _contentment(found: Results | None) -> list[str]:
    shown = found.outcomes["O1"] if found else {}
    if not shown or shown["content"].value is None:
        return []
    values = {
        "content": percentage(int(shown["content"].value)),
        "discontent": percentage(int(shown["discontent"].value or 0)),
        "then": percentage(YARDSTICK[0]),
        "then_not": percentage(YARDSTICK[1]),
    }
    text = _(
        "%(content)s van de initiatieven is tevreden of zeer tevreden over het contact,"
        " %(discontent)s ontevreden of zeer ontevreden. Landelijk was dat in 2018 "
        "%(then)s en %(then_not)s, bij andere mensen en anders gevraagd."
    )
    return [text % values]


def _signals(period: Period | None) -> list[str]:
    if period is None or period.number.value is None:
        return []
    number = period.number.value
    values = {"number": number, "period": period_name(period.starts_on, period.ends_on)}
    text = _("In %(period)s vertelden inwoners ons %(number)s keer waar zij vastliepen.")
    sentences = [text % values]
    kept = [
        _("%(pledge)s: %(kept)s van de %(number)s")
        % {
            "pledge": gettext(PLEDGES[one.pledge]).lower(),
            "kept": one.kept.value,
            "number": number,
        }
        for one in period.pledges
        if one.kept.value is not None
    ]
    if kept:
        text = _("Op tijd gedaan wat wij beloven: %(kept)s.")
        sentences.append(text % {"kept": "; ".join(kept)})
    if period.lessons.value:
        text = _("Van %(number)s meldingen werd een les gemaakt.")
        sentences.append(text % {"number": period.lessons.value})
    return sentences


def _action(line: ActionLine, number: int) -> tuple[str, ...]:
    longest = LONGEST if number < MANY else LONGEST_OF_MANY
    told, promise = words()["progress"], line.promise
    state = told[promise.status] + (", " + _("later dan beloofd") if line.is_late else "")
    due = str(format_date(promise.due_on, DAY)).replace(" ", "\u00a0")
    return (
        _cut(promise.promise, longest),
        f"{_cut(promise.owner, LONGEST_OWNER)}, {due}",
        state,
        _cut(promise.evidence, longest) or NOTHING,
    )


def _notes(report: BoardReport) -> tuple[str, ...]:
    notes = []
    if report.stocktake:
        notes.append(
            _(
                "Scores: 0 is nooit, 100 is altijd. Wat wij van onszelf vinden, is geen "
                "resultaat: de ervaring van inwoners is de maat."
            )
        )
    notes.append(_("Geen cijfer gaat over één mens. Van kleine groepen staat hier niets."))
    return tuple(notes)


def _points(shown: Shown[float]) -> str:
    return NOTHING if shown.value is None else str(int(shown.value))


def _cut(text: str, longest: int) -> str:
    flat = " ".join(text.split())
    if len(flat) <= longest:
        return flat
    return flat[: longest - 1].rpartition(" ")[0].rstrip(" ,:;-") + "…"
