"""Cells that no spreadsheet takes for a formula."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would carry out."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
