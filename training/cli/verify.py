"""`training verify EXPORT`: tell whether an export is as it was made, and name what is not."""

import argparse
import sys
from pathlib import Path

from training.installation import read_settings
from training.services.errors import Invalid
from training.services.reporting.opening import read_lines
from training.services.reporting.seal import key_from
from training.services.reporting.verifying import Finding, Problem, Verdict, verify

SHOWN = 50
SENTENCES = {
    Problem.ALTERED: "line {line}: altered (this was row {row})",
    Problem.ADDED: "line {line}: added, no row of this export",
    Problem.REPEATED: "line {line}: row {row} is there twice",
    Problem.MOVED: "line {line}: row {row} stands in another place",
    Problem.NO_END: "the closing line is missing: the end may have been cut off",
    Problem.END_ALTERED: "line {line}: the closing line or the titles were altered",
}


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = commands.add_parser("verify", help="tell whether an export was altered")
    parser.add_argument("export", type=Path, help="the CSV or XLSX file, also as saved by Excel")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Give 0 for an export as it was made, 1 for an altered one, 2 for what is no export."""
    key = key_from(read_settings().secret_key)
    try:
        verdict = verify(read_lines(arguments.export), key)
    except OSError as error:
        sys.stderr.write(f"{arguments.export}: {error.strerror}.\n")
        return 2
    except Invalid as refusal:
        reason = "larger than any export" if refusal.code == "export-large" else "no export"
        sys.stderr.write(f"{arguments.export}: {reason} of this installation.\n")
        return 2
    sys.stdout.write("\n".join(told(verdict)) + "\n")
    return 0 if verdict.is_whole else 1


def told(verdict: Verdict) -> list[str]:
    """Say what was found, the first of it when there is much."""
    lines = [sentence(found) for found in verdict.findings[:SHOWN]]
    if len(verdict.findings) > SHOWN:
        lines.append(f"… and {len(verdict.findings) - SHOWN} more")
    if verdict.is_whole:
        lines.append(f"Export {verdict.export}: {verdict.rows} rows, all as they were made.")
    else:
        lines.append(f"Export {verdict.export}: altered, {len(verdict.findings)} findings.")
    if verdict.moved:
        lines.append(f"The order is another one ({len(verdict.moved)} rows); first:")
        lines.append(sentence(verdict.moved[0]))
    return lines


def sentence(found: Finding) -> str:
    """Say one finding."""
    if found.problem is Problem.REMOVED:
        if found.row == found.row_to:
            return f"row {found.row}: removed"
        return f"rows {found.row} to {found.row_to}: removed"
    return SENTENCES[found.problem].format(line=found.line, row=found.row)
