"""`training export DIR`: write every text in force, image and sound to a folder, byte for byte."""

import argparse
import sys
from pathlib import Path

from training.installation import open_installation, read_settings
from training.library_folder import FolderRefused, write_folder
from training.services.exchange.taking_out import list_out
from training.services.library import Library, Shelf


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = commands.add_parser("export", help="write the library to a folder, to edit or keep")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--force", action="store_true", help="write over what is there")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Export; give 2 when the folder cannot be used."""
    database = open_installation(read_settings())
    try:
        with database.reading() as session:
            files = list_out(Library(session, Shelf()))
            written = write_folder(arguments.folder, files, force=arguments.force)
    except FolderRefused as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 2
    except OSError as error:
        sys.stderr.write(f"{error.filename or arguments.folder}: {error.strerror}\n")
        return 2
    finally:
        database.close()
    sys.stdout.write(f"{arguments.folder}: {len(written)} files\n")
    return 0
