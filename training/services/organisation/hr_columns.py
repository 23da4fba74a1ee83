"""The columns of an HR file, and the many ways in which organisations call them."""

import re
from enum import StrEnum

from training.domain.organisation import Layer


class Column(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    NAME = "name"
    FIRST_NAME = "first-name"
    INFIX = "infix"
    LAST_NAME = "last-name"
    EMAIL = "email"
    UNIT = "unit"
    CODE = "code"
    LAYER = "layer"
    FUNCTION = "function"
    HIRED = "hired"
    LEFT = "left"
    LEADS = "leads"
    COHORTS = "cohorts"
    LANGUAGE = "language"
    AWAY_FROM = "away-from"
    AWAY_UNTIL = "away-until"


NAMES: dict[Column, str] = {
    Column.NUMBER: "personeelsnummer personeelsnr persnr medewerkernummer medewerkersnummer "
    "staffnumber employeenumber employeeid",
    Column.NAME: "naam volledigenaam name fullname",
    Column.FIRST_NAME: "voornaam roepnaam firstname givenname",
    Column.INFIX: "tussenvoegsel tussenvoegsels voorvoegsel infix",
    Column.LAST_NAME: "achternaam lastname surname familyname",
    Column.EMAIL: "email emailadres mailadres emailaddress",
    Column.UNIT: "eenheid organisatieeenheid afdeling unit department",
    Column.CODE: "eenheidscode eenheidcode afdelingscode unitcode departmentcode",
    Column.LAYER: "laag layer",
    Column.FUNCTION: "functie functienaam function jobtitle position",
    Column.HIRED: "indienst datumindienst hired hiredon hiredate startdate",
    Column.LEFT: "uitdienst datumuitdienst left lefton leavedate enddate",
    Column.LEADS: "leidinggevende leidtgeeft leads manager islead",
    Column.COHORTS: "groepen groep groups group cohorts cohort",
    Column.LANGUAGE: "taal language",
    Column.AWAY_FROM: "afwezigvan afwezigvanaf awayfrom",
    Column.AWAY_UNTIL: "afwezigtot afwezigtotenmet awayuntil",
}
"""Dutch and English, in small letters and without anything but letters."""

REQUIRED = (Column.NUMBER, Column.EMAIL, Column.UNIT)

LENGTHS: dict[Column, int] = {
    Column.NUMBER: 40,
    Column.NAME: 200,
    Column.FIRST_NAME: 80,
    Column.INFIX: 30,
    Column.LAST_NAME: 80,
    Column.EMAIL: 254,
    Column.UNIT: 2000,
    Column.CODE: 60,
    Column.FUNCTION: 120,
    Column.COHORTS: 2000,
}
UNIT_LENGTH, COHORT_LENGTH, LOCAL_PART = 200, 120, 64

LAYERS = {
    "raad": Layer.COUNCIL,
    "gemeenteraad": Layer.COUNCIL,
    "council": Layer.COUNCIL,
    "college": Layer.EXECUTIVE,
    "executive": Layer.EXECUTIVE,
    "ambtelijk": Layer.OFFICIALS,
    "ambtenaren": Layer.OFFICIALS,
    "officials": Layer.OFFICIALS,
}
YES_NO = {
    **dict.fromkeys(("ja", "j", "yes", "y", "1", "true", "waar", "x"), True),
    **dict.fromkeys(("nee", "n", "no", "0", "false", "onwaar", "-"), False),
}
LANGUAGES = {
    **dict.fromkeys(("nl", "nederlands", "dutch"), "nl"),
    **dict.fromkeys(("en", "engels", "english"), "en"),
}

_OTHER = re.compile(r"[\W_\d]+")
_BY_NAME = {name: column for column, names in NAMES.items() for name in names.split()}


def column_of(header: str) -> Column | None:
    """Recognise a column by its name, whatever its capitals, spaces and dashes."""
    return _BY_NAME.get(_OTHER.sub("", header.casefold()))
