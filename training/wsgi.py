"""Server entry: `training.wsgi:app` for any WSGI server behind a reverse proxy."""

import logging

from training.app import create_app
from training.installation import now, open_installation, read_settings
from training.publishing import publish_library

settings = read_settings()
database = open_installation(settings)
for path in publish_library(settings, database).report.refused:
    logging.getLogger(__name__).warning("%s was not published; see training check", path)
app = create_app(settings, database, clock=now)
