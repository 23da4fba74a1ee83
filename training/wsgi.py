"""Server entry: `training.wsgi:app` for any WSGI server behind a reverse proxy."""

from training.app import create_app
from training.installation import now, open_installation, read_settings

settings = read_settings()
app = create_app(settings, open_installation(settings), clock=now)
