"""`training publish`: bring the library in step with its folder, and tell what is wrong in it."""

import argparse
import sys

from training.cli.check import told
from training.cli.sentences import SOURCE_LANGUAGE, translator
from training.domain.diagnostics import Severity
from training.installation import open_installation, read_settings
from training.publishing import Published, publish_library
from training.web.media_words import media_sentence

WAITS = "was changed here: a trainer chooses, see /author/incoming/"


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = commands.add_parser("publish", help="publish what changed in the library's folder")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Publish; give 1 when a file could not be published."""
    settings = read_settings()
    database = open_installation(settings)
    published = publish_library(settings, database)
    database.close()
    for path in published.report.published:
        sys.stdout.write(f"{path}\n")
    complain(published)
    return 1 if published.report.refused or published.media else 0


def complain(published: Published) -> None:
    """Tell every error that kept a file from being published, and what waits for a trainer."""
    say = translator(SOURCE_LANGUAGE)
    for path in (*published.report.offered, *published.report.withdrawn):
        sys.stderr.write(f"{path}: {WAITS}\n")
    for path, code in published.media.items():
        sys.stderr.write(f"{path}: {media_sentence(code, str)}\n")
    for path, diagnostics in published.report.refused.items():
        errors = [found for found in diagnostics if found.severity is Severity.ERROR]
        sys.stderr.write(told(published.root / path, errors, say))
