"""Writes mails from templates in the language of who gets them, also outside any request."""

from collections.abc import Callable
from urllib.parse import urlsplit

from flask import Flask, current_app, g, render_template
from flask_babel import force_locale

from training.web.site import site

Writer = Callable[..., tuple[str, str]]
"""`write(template, language, **values)` gives subject and body; see `writer_of`."""


def writer_of(app: Flask, base_url: str) -> Writer:
    """Make the function that writes a mail.

    A template in `templates/mail/` has its subject on the first line, then an empty line. It calls
    `link(endpoint, **values)` for an address: the host is the setting, never that of a request.
    """
    parts = urlsplit(base_url)
    adapter = app.url_map.bind(parts.netloc, url_scheme=parts.scheme)

    def link(endpoint: str, **values: object) -> str:
        return adapter.build(endpoint, values, force_external=True)

    def write(template: str, language: str, **values: object) -> tuple[str, str]:
        with app.app_context(), force_locale(language):
            g.language = language
            text = render_template(f"mail/{template}.txt", link=link, **values)
        subject, _, body = text.partition("\n")
        return subject.strip(), body.strip() + "\n"

    return write


def writer_here() -> Writer:
    """Make that function for the request that is being answered."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # of the proxy
    return writer_of(app, site().settings.base_url)
