"""Dutch is the source of all texts; English must be complete, and compiled."""

import re
from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
TRANSLATIONS = ROOT / "training/web/translations"
ENGLISH = TRANSLATIONS / "en/LC_MESSAGES/messages.po"
PLACEHOLDER = re.compile(r"%\(\w+\)s")


def catalogue() -> Catalog:
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en")


def wanted() -> set[str]:
    with (TRANSLATIONS / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]  # Babel's
    found = extract_from_dir(str(ROOT), methods, options)
    return {text if isinstance(text, str) else text[0] for _, _, text, _, _ in found}


def singular(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def placeholders(texts: list[str]) -> set[str]:
    return {name for text in texts for name in PLACEHOLDER.findall(text)}


def test_every_text_has_english_and_no_english_is_left_over() -> None:
    known = {singular(message) for message in catalogue() if message.id}
    missing, stale = wanted() - known, known - wanted()
    assert (missing, stale) == (set(), set()), "run: make messages"


@pytest.mark.parametrize(
    "message", [m for m in catalogue() if m.id], ids=lambda m: singular(m)[:40]
)
def test_an_english_text_is_finished(message: Message) -> None:
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    texts = [message.string] if isinstance(message.string, str) else list(message.string or ())
    assert all(texts)
    assert not message.fuzzy
    # One thing may be said without its number, so a plural has the placeholders of both forms.
    assert placeholders(texts) == placeholders(ids)


def test_what_is_compiled_is_what_is_written() -> None:
    with ENGLISH.with_suffix(".mo").open("rb") as file:
        compiled = GNUTranslations(file)
    for message in catalogue():
        if isinstance(message.id, str) and message.id:
            assert compiled.gettext(message.id) == message.string, "run: make messages"
        elif message.id:
            one, many = message.id[0], message.id[1]
            said = [compiled.ngettext(one, many, number) for number in (1, 2)]
            assert said == list(message.string or ()), "run: make messages"
