"""A text that comes from a signal of a citizen: nothing personal may stand in it."""

from training.compiler.report import Place, Report
from training.domain.masking import Found, find


def check_unrecognisable(body: str, report: Report) -> None:
    """Report what looks like somebody's name, number or address, wherever it stands."""
    for number, line in enumerate(body.split("\n"), start=1):
        for match in find(line):
            place = Place(number, match.start + 1)
            variant = "name" if match.kind is Found.NAME else ""
            report.add("E57", place, variant, text=line[match.start : match.end])
