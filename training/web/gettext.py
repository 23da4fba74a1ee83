"""The reader's catalogue for templates, looked up once a request and not once a sentence."""

from babel.support import NullTranslations
from flask import Flask, g
from flask_babel import get_translations


def install(app: Flask) -> None:
    """Give the templates `_`, `ngettext` and `{% trans %}`, with values by name."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # added by the extension
        lambda text: _catalogue().ugettext(text),
        lambda one, many, number: _catalogue().ungettext(one, many, number),
        newstyle=True,
    )


def _catalogue() -> NullTranslations:
    if "catalogue" not in g:
        g.catalogue = get_translations()
    found: NullTranslations = g.catalogue
    return found
