"""What the pages of signals share: the promises of this installation, mails, and where one is."""

import secrets

from flask import request

from training.services.signals.office import Office, note_try
from training.web.database import transaction
from training.web.mailing import Writer, writer_here
from training.web.site import site

FORM_BYTES = 16


def office() -> Office:
    """Give what the settings say about signals."""
    settings = site().settings
    return Office(settings.secret_key, settings.country, settings.promises)


def writer() -> Writer:
    """Give what writes the mails of this installation."""
    return writer_here()


def new_form() -> str:
    """Draw what makes one form of it, however often it is sent."""
    return secrets.token_urlsafe(FORM_BYTES)


def count_try(what: str, limit: int) -> None:
    """Count what comes from here, in a transaction of its own; raises `TooMany`."""
    with transaction() as library:
        note_try(
            library.session,
            office(),
            what,
            request.remote_addr or "",
            limit,
            at=site().now(),
        )
