"""A panel on a text: trainers ask people and read what they said; members rate by a link."""

from uuid import UUID

from flask import Blueprint, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from training.domain.access import Permission
from training.services.errors import Conflict, Invalid
from training.services.improving import adopting, panel, rating
from training.services.improving.rating import Ballot
from training.services.mail import Letter, queue
from training.web.access import needs, public
from training.web.database import reading, transaction
from training.web.evidence_words import letter_of
from training.web.identity import actor
from training.web.redirects import see_other
from training.web.report_words import day_words
from training.web.site import address_of, site

bp = Blueprint("panel", __name__)

ADDRESS_LENGTH = 254
LINKS, MOST_LINKS = "panels", 3
"""Where the cookie keeps the secrets of links by member, and how many: one lends a tablet."""
INVITED = "panel-invited"
"""Where the cookie keeps the link that was just made, until its maker saw it."""
Page = str | Response | tuple[str, int]


@bp.get("/author/panel/<path:path>")
@needs(Permission.AUTHOR)
def show(path: str) -> str:
    """Show the panel on a text: who was asked, and what came of it once it is closed."""
    invited = session.pop(INVITED, None)
    return _page(path, invited=invited if invited and invited["path"] == path else None)


@bp.post("/author/panels/open/<path:path>")
@needs(Permission.AUTHOR)
def open_(path: str) -> Response:
    """Open a panel on the text in force."""
    with transaction() as library:
        panel.open_panel(library, path, actor(), at=site().now())
    return see_other("panel.show", path=path)


@bp.post("/author/panels/invite/<path:path>")
@needs(Permission.AUTHOR)
def invite(path: str) -> Page:
    """Ask a member, and show the link this once on a page that can be loaded again; or mail it."""
    typed = {field: request.form.get(field, "").strip() for field in ("name", "side", "email")}
    name, side, email = typed.values()
    try:
        if email and not _is_address(email):
            raise Invalid("member-email")
        with transaction() as library:
            token = panel.invite(library, path, actor(), name=name, side=side, at=site().now())
            link = address_of("panel.offer", token=token)
            if email:
                body = render_template("mail/panel.txt", link=link)
                letter = Letter(email, _("Wilt u uw oordeel geven?"), body)
                queue(library.session, letter, at=site().now())
    except Invalid as refusal:
        return _page(path, error=_sentences()[refusal.code], typed=typed), 400
    session[INVITED] = {"path": path, "name": name, "link": "" if email else link}
    return see_other("panel.show", path=path)


@bp.post("/author/panels/withdraw/<path:path>")
@needs(Permission.AUTHOR)
def withdraw(path: str) -> Response:
    """Take a member out of the open panel, with what that one gave."""
    member_id = request.form.get("member", type=UUID)
    with transaction() as library:
        panel.withdraw(library, path, actor(), member_id=member_id, at=site().now())
    return see_other("panel.show", path=path)


@bp.post("/author/panels/close/<path:path>")
@needs(Permission.AUTHOR)
def close(path: str) -> Response:
    """Close the open panel, and show what it said."""
    with transaction() as library:
        panel.close(library, path, actor(), at=site().now())
    return see_other("panel.show", path=path)


@bp.post("/author/panels/adopt/<path:path>")
@needs(Permission.AUTHOR)
def adopt(path: str) -> Page:
    """Put the levels that the panel agreed on into the draft."""
    try:
        with reading() as library:
            adoption = adopting.prepare(library, site().checker, path, today=site().today())
        with transaction() as library:
            adopting.adopt(library, adoption, actor(), at=site().now())
    except Conflict:
        return _page(path, error=_sentences()["text-changed"]), 409
    return see_other("author.edit", path=path)


@bp.get("/panel/<token>")
@public
def offer(token: str) -> Response:
    """Take the secret out of the address: it would be in every line that a server logs."""
    with reading() as library:
        member_id = rating.member_of(library, token)
    kept = {**session.get(LINKS, {}), member_id.hex: token}
    session[LINKS] = dict(list(kept.items())[-MOST_LINKS:])
    answer = see_other("panel.sheet", member_id=member_id)
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@bp.get("/panel/at/<uuid:member_id>")
@public
def sheet(member_id: UUID) -> Page:
    """Show a member the next part to rate, or the one that was asked for."""
    return _sheet(member_id, request.args.get("part", type=int))


@bp.post("/panel/at/<uuid:member_id>")
@public
def rate(member_id: UUID) -> Page:
    """Keep what a member gives a part; what is incomplete is given back."""
    ballot = _ballot()
    try:
        with transaction() as library:
            rating.rate(library, _token(member_id), ballot, at=site().now())
    except Invalid as refusal:
        return _sheet(member_id, ballot.number, ballot, _sentences()[refusal.code])
    return see_other("panel.sheet", member_id=member_id)


@bp.post("/panel/at/<uuid:member_id>/done")
@public
def finish(member_id: UUID) -> Page:
    """Note that a member is done."""
    try:
        with transaction() as library:
            rating.finish(library, _token(member_id), at=site().now())
    except Invalid as refusal:
        return _sheet(member_id, None, None, _sentences()[refusal.code])
    return see_other("panel.sheet", member_id=member_id)


@bp.get("/panel/at/<uuid:member_id>/done")
@public
def offer_again(member_id: UUID) -> Response:
    """Lead the address of the form, opened again, to the page."""
    return see_other("panel.sheet", member_id=member_id)


def _page(path: str, **values: object) -> str:
    shown = {"error": "", "typed": {}, "invited": None, **values}
    with reading() as library:
        page = panel.panel_page(library, path, request.args.get("panel", type=UUID))
    return render_template(
        "panel/show.html", page=page, letter_of=letter_of, day=day_words(), **shown
    )


def _token(member_id: UUID) -> str:
    """Give the secret with which this browser came in for a member; empty where it never did."""
    return str(session.get(LINKS, {}).get(member_id.hex, ""))


def _sheet(
    member_id: UUID, number: int | None, ballot: Ballot | None = None, error: str = ""
) -> Page:
    token = _token(member_id)
    if not token:
        return render_template("panel/again.html"), 404
    with reading() as library:
        page = rating.rating_page(library, token, number)
    text = render_template(
        "panel/rate.html",
        page=page,
        member_id=member_id,
        ballot=ballot,
        error=error,
        address=url_for("panel.sheet", member_id=member_id),
    )
    return (text, 400) if error else text


def _ballot() -> Ballot:
    form = request.form
    positions = range(1, 27)
    levels = {p: form.get(f"level-{p}", -1, type=int) for p in positions if f"level-{p}" in form}
    reasons = {
        p: form.get(f"reason-{p}", "").replace("\r\n", "\n")
        for p in positions
        if f"reason-{p}" in form
    }
    return Ballot(form.get("part", 0, type=int), levels, reasons)


def _is_address(email: str) -> bool:
    name, at, host = email.rpartition("@")
    is_one_line = not any(char.isspace() or not char.isprintable() for char in email)
    return bool(name and at and "." in host and is_one_line and len(email) <= ADDRESS_LENGTH)


def _sentences() -> dict[str, str]:
    return {
        "member-name": _("Schrijf een naam van hoogstens 120 tekens."),
        "member-side": _("Kies of het een inwoner of een ambtenaar is."),
        "member-email": _("Dit e-mailadres klopt niet."),
        "members-full": _("Er zijn al zestig mensen gevraagd."),
        "text-changed": _(
            "De tekst is veranderd sinds het panel hem zag. Zet de niveaus zelf, of open een nieuw"
            " panel."
        ),
        "level-missing": _("Kies bij elk antwoord een niveau."),
        "reason-missing": _("Schrijf bij ten minste één antwoord waarom u dit vindt."),
        "reason-long": _("Een van uw redenen is langer dan 500 tekens. Maak haar korter."),
        "parts-open": _("U hebt nog niet alles beoordeeld."),
    }
