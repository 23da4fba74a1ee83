"""Answers a post with 303, and follows `next` only to a page of our own."""

import re
from typing import Any

from flask import redirect, url_for
from werkzeug.wrappers import Response

SEE_OTHER = 303
SEND_AGAIN = 307

# One slash, then neither a slash nor a backslash, and no blank or control character anywhere:
# browsers drop tabs and line ends, and read a backslash as a slash.
OWN_PATH = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f-\x9f]*")


def see_other(endpoint: str, **values: Any) -> Response:
    """Answer a post with the page to look at next."""
    return redirect(url_for(endpoint, **values), SEE_OTHER)


def own_path(target: str | None) -> str:
    """Give the target if it is a path on this site, else the front page."""
    return target if target and OWN_PATH.fullmatch(target) else "/"
