"""What an HR file may look like, and what is said of one that is wrong."""

from pathlib import Path

import pytest

from tests.services.organisation.imports import ANNA, BAS, HEADER, csv, faults, read
from training.domain.organisation import Layer
from training.services.organisation.hr_example import EXAMPLE
from training.services.organisation.hr_rows import read_day
from training.services.organisation.hr_text import LARGEST_FILE, MOST_ROWS

SHORT = "personeelsnummer;naam;e-mail;eenheid"


def test_the_example_is_right() -> None:
    file = read(EXAMPLE.encode())
    assert file.faults.errors == file.faults.warnings == []
    samira = file.entries[0]
    assert (samira.name, samira.sort_name) == ("Samira el Idrissi", "idrissi, samira el")
    assert samira.cohorts == ("Balie", "Starters 2026")
    assert [entry.layer for entry in file.entries][3:] == [Layer.COUNCIL, Layer.EXECUTIVE]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_any_common_way_of_saving_is_read(separator: str, encoding: str, newline: str) -> None:
    lines = (f"{SHORT}\n1;Zoë Çelik;zoe@stad.example;Balie\n").replace(";", separator)
    file = read(lines.replace("\n", newline).encode(encoding))
    assert [(entry.line, entry.name) for entry in file.entries] == [(2, "Zoë Çelik")]
    assert file.faults.errors == []


@pytest.mark.parametrize(
    "header",
    [
        "Staff Number;Full name;E-mail address;Department",
        "PERSONEELSNUMMER; Naam ;E-mailadres;Afdeling",
        "sep=;\r\nemployee_id;name;email;unit",
    ],
)
def test_headers_are_known_in_two_languages(header: str) -> None:
    file = read(csv("1;Anna;anna@stad.example;Balie", header=header))
    assert [entry.number for entry in file.entries] == ["1"]


def test_lines_are_those_of_the_file_also_after_a_line_end_in_a_cell() -> None:
    content = csv('1;"Anna\nde Boer";anna@stad.example;Balie', "", "2;Bas;bas;Balie", header=SHORT)
    assert faults(content) == [(2, "control", "naam"), (5, "email", "e-mail")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file-empty"),
        (b"\xef\xbb\xbf \r\n", "file-empty"),
        (b"PK\x03\x04rest of a workbook", "spreadsheet"),
        (b"\xd0\xcf\x11\xe0rest of an old one", "spreadsheet"),
        ("a;b".encode("utf-16"), "utf-16"),
        (SHORT.encode(), "no-people"),
    ],
)
def test_a_file_that_is_no_list_of_people_is_named(content: bytes, code: str) -> None:
    assert [fault.code for fault in read(content).faults.errors] == [code]


def test_bytes_that_are_no_text_have_their_line() -> None:
    assert faults(csv("1;Anna", header=SHORT) + b"2;\x81") == [(3, "bytes", "")]
    assert faults(b"\xef\xbb\xbf" + csv(header=SHORT) + b"\xff") == [(2, "bytes", "")]


def test_a_missing_column_and_a_double_one_are_told_and_an_unknown_one_is_left_out() -> None:
    file = read(csv("1;x;y;z", header="personeelsnummer;Salaris;e-mail;E-mailadres"))
    assert [fault.code for fault in file.faults.errors] == [
        "column-twice", "column-missing", "column-missing",
    ]  # fmt: skip
    assert [fault.values["wanted"] for fault in file.faults.errors[1:]] == ["unit", "name"]
    assert [fault.column for fault in file.faults.warnings] == ["Salaris"]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("1;", ";", ("required", "personeelsnummer")),
        ("Anna de Boer", "", ("required", "naam")),
        ("Anna de Boer", "A" * 201, ("long", "naam")),
        ("Anna de Boer", "An\x00na", ("control", "naam")),
        ("anna@stad.example", "anna@stad", ("email", "e-mail")),
        ("anna@stad.example", "an na@stad.example", ("email", "e-mail")),
        ("anna@stad.example", "an\u202ena@stad.example", ("email", "e-mail")),
        ("anna@stad.example", "a@b.example,c@d.example", ("email", "e-mail")),
        ("Dienst Publiek > Balie", "Dienst > > Balie", ("unit-path", "eenheid")),
        ("Dienst Publiek > Balie", " > ".join("abcdefghijklmnopqrstu"), ("unit-path", "eenheid")),
        (";B1;;", ";B1;directie;", ("layer", "laag")),
        (";nee;", ";soms;", ("yes-no", "leidinggevende")),
    ],
)
def test_a_wrong_value_is_told_with_its_column(
    before: str, after: str, found: tuple[str, str]
) -> None:
    line = ANNA.replace(before, after, 1)
    assert faults(csv(BAS, line)) == [(3, *found)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((ANNA, ANNA.replace("anna@", "ann@")), [(3, "number-twice", "personeelsnummer")]),
        ((ANNA, ANNA.replace("1;", "4;", 1)), [(3, "email-twice", "e-mail")]),
        ((ANNA, BAS.replace("P1", "B1")), [(3, "code-twice", "eenheidscode")]),
        (
            (BAS, ANNA.replace(" > Balie;B1", ";P2")),
            [(3, "unit-codes", "eenheidscode")],
        ),
        (
            (BAS, ANNA.replace(" > Balie;B1;;", ";P1;raad;")),
            [(3, "unit-layers", "laag")],
        ),
        ((ANNA, "2;Bas;bas@stad.example"), [(3, "row-short", "")]),
        ((ANNA, BAS + ";nog iets"), [(3, "row-long", "")]),
        ((ANNA, BAS + ";;;"), []),
        ((ANNA, '2;"Bas" Visser;x'), [(3, "quotes", "")]),
    ],
)
def test_rows_that_contradict_each_other_are_told(
    lines: tuple[str, ...], expected: list[tuple[int, str, str]]
) -> None:
    assert faults(csv(*lines)) == expected


def test_all_faults_are_told_in_one_run_and_by_line() -> None:
    bad = ("1;;anna;Balie;;;;;", "1;Bas;;;;;;;", "x")
    told = faults(csv(*bad, "4;Dirk;dirk@;Balie;;;;misschien;"))
    assert [line for line, _, _ in told] == [2, 2, 3, 3, 4, 5, 5]


@pytest.mark.parametrize(
    "name", ["=1+1", "<script>x</script>", "Anna \u202edeB", "'; DROP TABLE person; --", "🙂"]
)
def test_a_hostile_name_is_a_name(name: str) -> None:
    file = read(csv(ANNA.replace("Anna de Boer", f'"{name.replace(chr(34), chr(34) * 2)}"')))
    assert file.entries[0].name == name


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-23", "2026-11-23"),
        ("23-11-2026", "2026-11-23"),
        ("3/1/2026", "2026-01-03"),
        ("31-02-2026", None),
        ("11/23/2026", None),
        ("23-11-26", None),
        ("46349", None),
        ("0001-01-01", None),
    ],
)
def test_days_are_read_in_three_ways(text: str, day: str | None) -> None:
    found = read_day(text)
    assert (found.isoformat() if found else None) == day


def test_limits_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("training.services.organisation.hr_file.MOST_ROWS", 1)
    assert faults(csv(ANNA, BAS)) == [(3, "rows-many", "")]
    assert faults(csv(ANNA, "", "")) == [(3, "rows-many", "")]
    monkeypatch.setattr("training.services.organisation.hr_text.LARGEST_FILE", 10)
    assert faults(csv(ANNA)) == [(0, "file-large", "")]
    assert (MOST_ROWS, LARGEST_FILE) == (1_000_000, 200 * 1024 * 1024)


def test_dates_that_cannot_both_be_right_are_told() -> None:
    header = f"{SHORT};in dienst;uit dienst;afwezig van;afwezig tot"
    line = "1;Anna;anna@stad.example;Balie;2-1-2026;1-1-2026;2026-03-02;01/03/2026"
    assert faults(csv(line, header=header)) == [
        (2, "left-first", "uit dienst"),
        (2, "back-first", "afwezig tot"),
    ]
    assert HEADER.startswith(SHORT)


def test_the_documentation_shows_the_example() -> None:
    assert EXAMPLE in (Path(__file__).parents[3] / "docs/hr-file.md").read_text("utf-8")
