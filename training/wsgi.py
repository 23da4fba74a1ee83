"""Server entry: `training.wsgi:app` for any WSGI server behind a reverse proxy."""

import logging

from training.app import create_app
from training.installation import now, open_installation, read_settings
from training.publishing import publish_library

settings = read_settings()
database = open_installation(settings)
published = publish_library(settings, database)
for path in (*published.report.refused, *published.media):
    logging.getLogger(__name__).warning("%s was not published; see training check", path)
for path in (*published.report.offered, *published.report.withdrawn):
    logging.getLogger(__name__).warning("%s was changed here: a trainer chooses", path)
app = create_app(settings, database, clock=now)
