"""The PDF is tagged and for the archive, and shows what people typed as they typed it."""

from datetime import UTC, date, datetime
from io import BytesIO
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from pypdf import PdfReader

from tests.web.conftest import app_of
from tests.world import World
from training.resources import PACKAGE, bundled
from training.services.evidence.certificates import Certificate, CertificateUnit
from training.services.evidence.printing import INSTEAD, print_pdf
from training.web.certificate_text import data_of

MOMENT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
ADDRESS = "https://training.example.nl/certificate/2026-7F3K-9QXM"
ZERO_WIDTH = "\u200b"


@pytest.fixture
def app(small_world: World) -> Flask:
    return app_of(small_world)


def certificate(
    name: str = "Lena de Wit", course: str = "Proefcursus", units: int = 3
) -> Certificate:
    return Certificate(
        number="2026-7F3K-9QXM",
        person_name=name,
        course_slug="proef",
        course_title=course,
        course_version=4,
        cycle=1,
        completed_at=MOMENT,
        completed_on=date(2026, 11, 23),
        expires_on=date(2027, 11, 23),
        is_by_hand=False,
        units=tuple(CertificateUnit(f"Deel {n}", "quiz", MOMENT, 2) for n in range(units)),
    )


def printed(
    app: Flask, paper: Certificate, organisation: str = "Gemeente Voorbeeld", language: str = "nl"
) -> bytes:
    template = (bundled("templates") / "certificate" / "certificate.typ").read_bytes()
    logo = (PACKAGE / "web" / "static" / "house" / "logo.svg").read_text("utf-8")
    with app.test_request_context(headers={"Accept-Language": language}):
        data = data_of(paper, organisation=organisation, address=ADDRESS)
    return print_pdf(template, data, logo, ADDRESS, at=MOMENT)


def text_of(pdf: bytes) -> str:
    pages = PdfReader(BytesIO(pdf)).pages
    return " ".join(page.extract_text() for page in pages).replace(ZERO_WIDTH, "")


def test_it_says_who_what_when_and_where_to_check(app: Flask) -> None:
    text = " ".join(text_of(printed(app, certificate())).split())
    for words in (
        "Gemeente Voorbeeld",
        "Lena de Wit",
        "Proefcursus",
        "maandag 23 november 2026",
        "dinsdag 23 november 2027",
        "2026-7F3K-9QXM",
        "Versie van de cursus 4",
        "Quiz: Deel 2",
        ADDRESS,
    ):
        assert words in text


def test_it_is_tagged_titled_and_in_a_language(app: Flask) -> None:
    for language, title in (("nl", "Bewijs van afronding"), ("en", "Certificate of completion")):
        reader = PdfReader(BytesIO(printed(app, certificate(), language=language)))
        root: Any = reader.trailer["/Root"]  # Any: whatever a PDF holds
        assert root["/MarkInfo"]["/Marked"]
        assert "/StructTreeRoot" in root
        assert root["/Lang"] == language
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert reader.metadata
        assert reader.metadata.title == f"{title}: Proefcursus"
        described = root["/Metadata"].get_data().decode()
        assert "<pdfuaid:part>1</pdfuaid:part>" in described
        assert "<pdfaid:part>2</pdfaid:part>" in described
        assert "<pdfaid:conformance>A</pdfaid:conformance>" in described


def test_its_tags_name_headings_a_table_and_what_the_picture_is(app: Flask) -> None:
    found: list[str] = []
    root: Any = PdfReader(BytesIO(printed(app, certificate()))).trailer["/Root"]

    def walk(node: object) -> None:
        entry = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(entry, list):
            for child in entry:
                walk(child)
        elif isinstance(entry, dict) and "/S" in entry:
            found.append(str(entry["/S"]))
            if "/Alt" in entry:
                found.append(str(entry["/Alt"]))
            walk(entry.get("/K", []))

    walk(root["/StructTreeRoot"]["/K"])
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Link", "/Figure"} <= set(found)
    assert "QR-code met het adres waar u dit bewijs controleert" in found


@pytest.mark.parametrize(
    "name",
    [
        "#panic(1) *x* <a> $y$ @b \\ `c` // d /* e */",
        '"); #import "x.typ" ("',
        "<script>alert(1)</script>",
        "= Kop",
        "Nguyễn Thị Ánh Tuyết",
        "I\u015f\u0131l Şahin Ğürel",
        "Ωμέγα Ивановна",
        "O\u2019Brien\u2013d'Ávila",
    ],
)
def test_a_hostile_name_stands_there_as_it_is(app: Flask, name: str) -> None:
    text = " ".join(text_of(printed(app, certificate(name))).split())
    assert name in text


@pytest.mark.parametrize(
    "name", ["فاطمة الزهراء", "\u202eevil\u202c", "שרה כהן", "a\u0301\u0302\u0303"]
)
def test_a_name_from_right_to_left_leaves_the_rest_in_place(app: Flask, name: str) -> None:
    text = text_of(printed(app, certificate(name)))
    assert "Hiermee verklaren wij dat" in text
    assert ADDRESS in text


def test_a_character_without_a_shape_becomes_a_box(app: Flask) -> None:
    # A private character has no shape in any font.
    text = text_of(printed(app, certificate("Noor \U0010fffd de Boer \x01")))
    assert f"Noor {INSTEAD} de Boer" in text


def test_very_long_names_stay_on_the_paper(app: Flask) -> None:
    long = printed(app, certificate("W" * 200, "Ж" * 300, units=80), organisation="Ö" * 120)
    assert text_of(long).replace("\n", "").count("W") >= 200
    plain = PdfReader(BytesIO(printed(app, certificate())))
    assert len(plain.pages) == 1


def test_the_same_certificate_is_the_same_file(app: Flask) -> None:
    assert printed(app, certificate()) == printed(app, certificate())


def test_many_can_be_printed_at_once(app: Flask) -> None:
    alone = printed(app, certificate())
    made: list[bytes] = []
    threads = [Thread(target=lambda: made.append(printed(app, certificate()))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [alone] * 8
