"""`training mail bounced`: note that a mail came back, from the report of a mail server."""

import argparse
import sys

from training.installation import open_installation, read_settings
from training.services.bounces import read_notification
from training.services.mail import note_bounce

LARGEST = 1024 * 1024


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = commands.add_parser("mail", help="look after the mail that was sent")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    bounced = actions.add_parser(
        "bounced", help="read a delivery status notification (RFC 3464) from standard input"
    )
    bounced.set_defaults(run=run_bounced)


def run_bounced(arguments: argparse.Namespace) -> int:
    """Mark the mail that came back; give 1 for what is no such report about a mail of ours."""
    notification = read_notification(sys.stdin.buffer.read(LARGEST))
    if notification is None:
        sys.stderr.write("No report of a mail that could not be delivered; nothing was done.\n")
        return 1
    database = open_installation(read_settings())
    try:
        with database.writing() as session, session.begin():
            is_ours = note_bounce(session, notification)
    finally:
        database.close()
    if not is_ours:
        sys.stderr.write(f"Mail {notification.mail_id} is not of here; nothing was done.\n")
        return 1
    sys.stdout.write(f"Bounced: mail {notification.mail_id}.\n")
    return 0
