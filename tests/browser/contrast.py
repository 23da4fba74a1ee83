"""The contrast of every pair of tokens that meet on a page, in light and in dark.

Run `python -m tests.browser.contrast [house/style.css]` to hold a house style against it.
"""

import re
import sys
from pathlib import Path
from typing import NamedTuple

TOKENS = Path(__file__).parents[2] / "training/web/static/css/tokens.css"
SCHEMES = ("light", "dark")
TEXT, SHAPE = 4.5, 3.0

PAGE = "utrecht-document-background-color"
PANEL = "uitnodigend-panel-background-color"
CHOICE_HOVER = "uitnodigend-choice-hover-background-color"
PRIMARY = "utrecht-button-primary-action"
SECONDARY = "utrecht-button-secondary-action"
PAIRS = (
    *(("utrecht-document-color", surface, TEXT) for surface in (PAGE, PANEL, CHOICE_HOVER)),
    *(("uitnodigend-subtle-color", surface, TEXT) for surface in (PAGE, PANEL, CHOICE_HOVER)),
    *(("utrecht-link-color", surface, TEXT) for surface in (
        PAGE, PANEL, "utrecht-page-footer-background-color", "utrecht-page-header-background-color",
        "utrecht-alert-error-background-color", "utrecht-alert-info-background-color")),
    ("utrecht-link-hover-color", PAGE, TEXT),
    ("utrecht-heading-color", PAGE, TEXT),
    ("utrecht-page-header-color", "utrecht-page-header-background-color", TEXT),
    ("utrecht-page-footer-color", "utrecht-page-footer-background-color", TEXT),
    ("uitnodigend-subtle-color", "utrecht-page-footer-background-color", TEXT),
    (f"{PRIMARY}-color", f"{PRIMARY}-background-color", TEXT),
    (f"{PRIMARY}-hover-color", f"{PRIMARY}-hover-background-color", TEXT),
    (f"{SECONDARY}-color", f"{SECONDARY}-background-color", TEXT),
    (f"{SECONDARY}-hover-color", f"{SECONDARY}-hover-background-color", TEXT),
    ("utrecht-form-control-color", "utrecht-form-control-background-color", TEXT),
    ("utrecht-form-field-error-message-color", PAGE, TEXT),
    ("utrecht-alert-info-color", "utrecht-alert-info-background-color", TEXT),
    ("utrecht-alert-error-color", "utrecht-alert-error-background-color", TEXT),
    *((f"uitnodigend-bubble-{who}-color", f"uitnodigend-bubble-{who}-background-color", TEXT)
      for who in ("citizen", "official")),
    ("utrecht-document-color", "uitnodigend-choice-background-color", TEXT),
    ("uitnodigend-odometer-color", "uitnodigend-odometer-background-color", TEXT),
    (f"{PRIMARY}-background-color", PAGE, SHAPE),
    (f"{SECONDARY}-border-color", PAGE, SHAPE),
    ("utrecht-form-control-border-color", PAGE, SHAPE),
    ("utrecht-form-control-accent-color", CHOICE_HOVER, SHAPE),
    ("uitnodigend-choice-border-color", "uitnodigend-choice-background-color", SHAPE),
    ("uitnodigend-color-accent", CHOICE_HOVER, SHAPE),
    ("uitnodigend-color-control", PANEL, SHAPE),
    ("uitnodigend-level-meter-current-color", PANEL, SHAPE),
    *(("utrecht-focus-outline-color", surface, SHAPE) for surface in (PAGE, PANEL, CHOICE_HOVER)),
)  # fmt: skip


class Measured(NamedTuple):
    """The contrast of one pair in one scheme, and the least it may be."""

    scheme: str
    front: str
    back: str
    ratio: float
    least: float


def declarations(css: str) -> dict[str, str]:
    """Give the tokens of a style sheet, outside any condition."""
    plain = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    plain = re.sub(r"@[^{]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", plain)
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", plain))


def colour(name: str, scheme: str, tokens: dict[str, str]) -> str:
    """Follow a token to its six hexadecimal digits."""
    return resolve(tokens[name], scheme, tokens)


def resolve(value: str, scheme: str, tokens: dict[str, str]) -> str:
    """Follow a value, through references and their fallbacks, to its digits."""
    if referred := re.fullmatch(r"var\(--([\w-]+)(?:,\s*(.+))?\)", value, flags=re.DOTALL):
        return resolve(tokens.get(referred[1], referred[2]), scheme, tokens)
    if both := re.fullmatch(r"light-dark\((#\w{6}),\s*(#\w{6})\)", value):
        return both[1 + SCHEMES.index(scheme)]
    if value in {"transparent", "rgba(0, 0, 0, 0)"}:
        return colour(PAGE, scheme, tokens)
    if re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        return value
    raise ValueError(f"{value}: write a colour as #rrggbb or light-dark(#…, #…)")


def luminance(colour_code: str) -> float:
    """Give the relative luminance of WCAG 2."""
    parts = [int(colour_code[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def measure(house_style: str = "") -> list[Measured]:
    """Measure every pair, lowest first; a house style goes over our own tokens."""
    tokens = declarations(TOKENS.read_text()) | declarations(house_style)
    found = []
    light_only = re.search(r"color-scheme:\s*(only )?light\s*;", house_style)
    for scheme in SCHEMES[:1] if light_only else SCHEMES:
        for front, back, least in PAIRS:
            lights = (luminance(colour(name, scheme, tokens)) for name in (front, back))
            dark, bright = sorted(lights)
            found.append(Measured(scheme, front, back, (bright + 0.05) / (dark + 0.05), least))
    return sorted(found, key=lambda pair: pair.ratio / pair.least)


def main(arguments: list[str]) -> int:
    """Print every pair and return 1 when one is too low."""
    pairs = measure("".join(Path(name).read_text() for name in arguments))
    for pair in pairs:
        verdict = "ok " if pair.ratio >= pair.least else "LOW"
        sys.stdout.write(
            f"{verdict} {pair.ratio:5.2f} (>= {pair.least}) {pair.scheme:5} "
            f"--{pair.front} on --{pair.back}\n"
        )
    return int(any(pair.ratio < pair.least for pair in pairs))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
