"""`training serve`: migrate, load the library, and serve until Ctrl-C or SIGTERM."""

import argparse
import sys
from threading import Thread
from typing import Any

from flask import Flask
from waitress.server import create_server

from training.app import create_app
from training.cli import large_requests
from training.cli.demo import DEMO_PASSWORD, DEMO_PEOPLE, welcome_demo_people
from training.cli.publish import complain
from training.cli.until_stopped import Connections, serve_until_stopped
from training.cli.worker import Worker
from training.config import Settings
from training.installation import now, open_installation, read_settings
from training.publishing import publish_library
from training.services.passwords import Passwords
from training.web.mailing import writer_of

LARGEST_REQUEST = 1024 * 1024
CONNECTIONS = 500
SLOW_SECONDS = 30


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = commands.add_parser("serve", help="start the application (the default)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serve; give 0 after a clean end, 1 when the port is taken."""
    settings = read_settings()
    database = open_installation(settings)
    complain(publish_library(settings, database))
    passwords = Passwords()
    has_demo = settings.demo and welcome_demo_people(database, passwords, settings, at=now())
    app = create_app(settings, database, clock=now, passwords=passwords)
    worker = Worker(database, settings, writer_of(app, settings.base_url))
    try:
        return _serve(app, settings, worker, has_demo=has_demo)
    finally:
        worker.stop()
        database.close()


def _serve(app: Flask, settings: Settings, worker: Worker, *, has_demo: bool) -> int:
    connections: Connections = {}
    try:
        create_server(
            app,
            map=connections,
            host=settings.host,
            port=settings.port,
            threads=settings.threads,
            ident=None,
            connection_limit=CONNECTIONS,
            channel_timeout=SLOW_SECONDS,
            max_request_body_size=LARGEST_REQUEST,
            clear_untrusted_proxy_headers=True,
            **_behind_proxy(settings),
        )
    except OSError as error:
        sys.stderr.write(f"{settings.host}:{settings.port}: {error.strerror}. Set TRAINING_PORT.\n")
        return 1
    except ValueError as error:
        sys.stderr.write(f"{settings.host}:{settings.port}: {error} Set TRAINING_HOST.\n")
        return 1
    large_requests.allow(connections, large_requests.LargeRequests(app))
    Thread(target=worker.run, name="worker", daemon=True).start()
    _announce(settings, has_demo=has_demo)
    serve_until_stopped(connections)
    return 0


def _behind_proxy(settings: Settings) -> dict[str, Any]:  # Any: keywords of another library
    if not settings.trusted_proxy:
        return {}
    headers = {"x-forwarded-for", "x-forwarded-proto"}
    return {"trusted_proxy": settings.trusted_proxy, "trusted_proxy_headers": headers}


def _announce(settings: Settings, *, has_demo: bool) -> None:
    lines = ["", f"  Uitnodigend: {settings.base_url}", ""]
    if has_demo:
        lines.append(
            f"  Inloggen om te proberen / log-ins to try, wachtwoord / password {DEMO_PASSWORD}"
        )
        lines += [f"    {person.email:<28} {person.role}" for person in DEMO_PEOPLE]
        lines.append("")
    lines.append("  Ctrl-C stopt / stops.")
    sys.stdout.write("\n".join(lines) + "\n\n")
    sys.stdout.flush()
