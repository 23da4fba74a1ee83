"""The reader's catalogue for templates, looked up once a request and not once a sentence."""

from collections.abc import Mapping
from pathlib import Path

from babel.support import NullTranslations, Translations
from flask import Flask, g

from training.services.people import LANGUAGES
from training.web.language import language


def install(app: Flask, translations: Path) -> None:
    """Give the templates `_`, `ngettext` and `{% trans %}`, with values by name."""
    catalogues = {name: Translations.load(translations, [name]) for name in LANGUAGES}
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # by the extension
        lambda text: _catalogue(catalogues).gettext(text),
        lambda one, many, number: _catalogue(catalogues).ngettext(one, many, number),
        newstyle=True,
    )
    # The extension makes `_` look `gettext` up for every sentence; they can be one and the same.
    app.jinja_env.globals["_"] = app.jinja_env.globals["gettext"]


def _catalogue(catalogues: Mapping[str, NullTranslations]) -> NullTranslations:
    if "catalogue" not in g:
        g.catalogue = catalogues[language()]
    found: NullTranslations = g.catalogue
    return found
