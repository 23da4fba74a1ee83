"""What is personal is found by its shape, and what is not is left alone."""

import re
from collections.abc import Iterable

import pytest

from tests.domain.masked_sentences import PERSONAL, PLAIN, UNSEEN
from training.domain.masking import Found, candidates, find, mask, pieces, take_out


@pytest.mark.parametrize(
    ("text", "kind", "left"),
    [
        ("Bel mevrouw Van der Berg-Jansen even", Found.NAME, "Bel mevrouw [naam] even"),
        ("dhr. A.B. de Vries zei nee", Found.NAME, "dhr. [naam] zei nee"),
        ("Wethouder Karin Bos wist ervan", Found.NAME, "Wethouder [naam] wist ervan"),
        ("de heer Özdemir", Found.NAME, "de heer [naam]"),
        ("Mail jan.bos+x@gemeente.nl maar", Found.MAIL, "Mail [e-mailadres] maar"),
        ("bel 06-12 34 56 78.", Found.PHONE, "bel [telefoonnummer]."),
        ("bel +32 470 12 34 56", Found.PHONE, "bel [telefoonnummer]"),
        ("bel (020) 123 45 67", Found.PHONE, "bel [telefoonnummer]"),
        ("auto 12-ABC-3 stond er", Found.PLATE, "auto [kenteken] stond er"),
        ("auto 1-ABC-234 stond er", Found.PLATE, "auto [kenteken] stond er"),
        ("mijn nummer is 111222333", Found.CITIZEN_NUMBER, "mijn nummer is [burgernummer]"),
        ("85.07.30-033.28", Found.CITIZEN_NUMBER, "[burgernummer]"),
        ("NL91 ABNA 0417 1643 00", Found.IBAN, "[rekeningnummer]"),
        ("be68539007547034", Found.IBAN, "[rekeningnummer]"),
        ("woont op 1234 AB 56 nu", Found.ADDRESS, "woont op [adres] nu"),
        ("Dorpsstraat 12 B", Found.ADDRESS, "[adres]"),
    ],
)
def test_it_is_found_and_masked(text: str, kind: Found, left: str) -> None:
    masked = mask(text)
    assert (masked.text, dict(masked.counts)) == (left, {kind.value: 1})


@pytest.mark.parametrize(
    "text",
    [
        "In 2026 vroegen wij 12.500 euro voor 45 bomen.",
        "Wij belden 14 020 keer, op 20-11-2026 om 10.30 uur.",
        "De wethouder wist van niets. Mevrouw was boos.",
        "Schrijf naar info@voorbeeld.example of post@example.nl.",
        "Het dossier 123456789 ligt er al lang.",
        "Wij wilden een buurtmoestuin op een leeg veld.",
        "Van 1-2-2026 tot 3-4-2026.",
    ],
)
def test_what_is_not_personal_stays(text: str) -> None:
    assert mask(text).text == text


def test_several_are_counted() -> None:
    masked = mask("mevrouw Bos en meneer Vos, 0612345678 en bos@x.nl")
    assert masked.counts == {"name": 2, "phone": 1, "mail": 1}
    assert "Bos" not in masked.text
    assert find(masked.text) == ()


def test_what_the_sender_is_called_is_masked_wherever_it_stands() -> None:
    told = mask("Bij de balie zei men: Jansen, u wacht maar.", ("Ria Jansen", "ria@x.nl"))
    assert "Jansen" not in told.text
    assert mask("De balie wacht.", ("De Wit", "")).text == "De balie wacht."
    assert "Piet" not in mask("Mijn naam is Piet Vos.").text


@pytest.mark.parametrize(
    "text",
    [
        "0 " * 3000,
        "a@" * 3000,
        "A" * 6000,
        "mevrouw " * 800,
        "1-" * 3000,
        "NL91" * 1500,
        "Aart van de " * 500,
        "A. B. " * 900,
        "groet, " * 900,
        "\nAart" * 1200,
        "ik heet van " * 500,
        "Jan-" * 1500,
        "Lange van " * 600,
        "AB12" * 1500,
        "Naam: " * 1000,
    ],
)
def test_hostile_text_comes_to_an_end(text: str) -> None:
    assert mask(text).text


def wanted(marked: str) -> tuple[str, list[str]]:
    """Give a sentence without its marks, and what stands between them."""
    return marked.replace("⟨", "").replace("⟩", ""), re.findall("⟨(.*?)⟩", marked)


def measured(sentences: Iterable[str]) -> tuple[float, float, list[str]]:
    """Give the share of what is personal that was found, the share that is right, and the rest."""
    right, missed, wrong = 0, [], []
    for marked in sentences:
        text, personal = wanted(marked)
        found = [text[one.start : one.end] for one in find(text, is_letter=True)]
        right += len([one for one in personal if one in found])
        missed += [f"missed {one}: {text}" for one in personal if one not in found]
        wrong += [f"wrong {one}: {text}" for one in found if one not in personal]
    return right / (right + len(missed)), right / (right + len(wrong)), missed + wrong


def test_most_of_what_is_personal_is_found_and_little_else() -> None:
    recall, precision, rest = measured((*PERSONAL, *PLAIN))
    assert len(PERSONAL) + len(PLAIN) >= 80
    assert (recall >= 0.95, precision >= 0.95) == (True, True), rest


def test_of_sentences_that_nobody_mended_for_four_in_five_are_found() -> None:
    recall, precision, rest = measured(UNSEEN)
    assert (recall >= 0.8, precision >= 0.85) == (True, True), rest


def test_what_a_person_found_besides_is_taken_out() -> None:
    text = "De Molenaar zei het. Piet  de Bie ook, de molenaar niet."
    left = take_out(text, ["molenaar", "Piet de Bie", "x", ""])
    assert left == "De [weggelaten] zei het. [weggelaten] ook, de [weggelaten] niet."
    assert take_out(text, []) == text


def test_a_person_sees_what_was_found_and_what_may_still_be_a_name() -> None:
    found = pieces("Bel Noor op 06-12345678.")
    assert [(piece.text, piece.kind) for piece in found] == [
        ("Bel ", None),
        ("Noor", Found.NAME),
        (" op ", None),
        ("06-12345678", Found.PHONE),
        (".", None),
    ]
    assert candidates("Bel [naam] en Brouwers. Daarna Brouwers, van Groen.") == (
        "Brouwers",
        "Groen",
    )


def test_a_lesson_may_hold_a_made_up_first_name() -> None:
    assert find("Fatma belt u op. Groeten, Fatma") == ()
