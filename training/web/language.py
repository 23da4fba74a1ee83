"""The language of this page: the person's own, else what the visitor chose or the browser asks."""

from flask import g, has_request_context, request, session

from training.services.people import LANGUAGES
from training.web.identity import current_visit


def language() -> str:
    """Give `nl` or `en`; of a mail, that of who gets it."""
    if "language" in g:
        return str(g.language)
    if not has_request_context():
        return LANGUAGES[0]
    visit = current_visit()
    if visit and visit.language in LANGUAGES:
        return visit.language
    chosen = session.get("language")
    if chosen in LANGUAGES:
        return str(chosen)
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]
