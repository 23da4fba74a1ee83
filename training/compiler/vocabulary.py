"""The words a trainer writes, per language: a third language is one more row."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One language; every mapping goes from the word in a file to what it means."""

    keys: Mapping[str, str]
    levels: tuple[str, str, str, str]
    limit: str
    costs: Mapping[str, str]
    slots: Mapping[str, str]
    ending: str
    transcript: str
    limits_title: str
    layers: Mapping[str, str]
    jurisdictions: Mapping[str, str]
    displays: Mapping[str, str]
    orders: Mapping[str, str]
    move_ons: Mapping[str, str]
    months: Mapping[str, int]


DUTCH = Words(
    keys={
        "titel": "title",
        "id": "slug",
        "taal": "language",
        "duur": "minutes",
        "rol": "role",
        "laag": "layer",
        "rechtsgebied": "jurisdiction",
        "doelgroep": "audience",
        "eigenaar": "owner",
        "controleer-voor": "review_by",
        "betekenis": "meaning",
        "slaaggrens": "mastery_score",
        "geldig": "valid_for",
        "vragen": "questions",
        "vorm": "form",
        "weergave": "display",
        "volgorde": "order",
        "bron": "source",
        "hernoemd": "renamed",
        "spil": "pivot",
    },
    levels=("afhoudend", "afwachtend", "meewerkend", "uitnodigend"),
    limit="grens",
    costs={
        "doorverwijzing": "referrals",
        "doorverwijzingen": "referrals",
        "dag": "days",
        "dagen": "days",
        "keer opnieuw verteld": "retellings",
    },
    slots={
        "begrijpelijk, want": "tempting",
        "maar": "objection",
        "uitnodigend klinkt zo": "inviting",
    },
    ending="einde",
    transcript="Lees wat er gezegd wordt",
    limits_title="grenzen",
    layers={"bestuur": "council", "dagelijks bestuur": "executive", "ambtelijk": "officials"},
    jurisdictions={"nederland": "netherlands", "vlaanderen": "flanders"},
    displays={"per vraag": "paged", "alles": "whole"},
    orders={"vast": "fixed", "geschud": "shuffled"},
    move_ons={
        "voltooid": "completed",
        "geslaagd": "passed",
        "voltooid en geslaagd": "completed-and-passed",
        "voltooid of geslaagd": "completed-or-passed",
        "niet nodig": "not-applicable",
    },
    months={"maand": 1, "maanden": 1, "jaar": 12},
)

ENGLISH = Words(
    keys={
        "title": "title",
        "id": "slug",
        "language": "language",
        "minutes": "minutes",
        "role": "role",
        "layer": "layer",
        "jurisdiction": "jurisdiction",
        "audience": "audience",
        "owner": "owner",
        "review-by": "review_by",
        "meaning": "meaning",
        "mastery-score": "mastery_score",
        "valid-for": "valid_for",
        "questions": "questions",
        "form": "form",
        "display": "display",
        "order": "order",
        "source": "source",
        "renamed": "renamed",
        "pivot": "pivot",
    },
    levels=("dismissive", "passive", "helpful", "inviting"),
    limit="limit",
    costs={
        "referral": "referrals",
        "referrals": "referrals",
        "day": "days",
        "days": "days",
        "retelling": "retellings",
        "retellings": "retellings",
        "time told again": "retellings",
        "times told again": "retellings",
    },
    slots={
        "understandable, because": "tempting",
        "but": "objection",
        "inviting sounds like this": "inviting",
    },
    ending="ending",
    transcript="Read what is said",
    limits_title="limits",
    layers={"council": "council", "executive": "executive", "officials": "officials"},
    jurisdictions={"netherlands": "netherlands", "flanders": "flanders"},
    displays={"paged": "paged", "whole": "whole"},
    orders={"fixed": "fixed", "shuffled": "shuffled"},
    move_ons={
        "completed": "completed",
        "passed": "passed",
        "completed and passed": "completed-and-passed",
        "completed or passed": "completed-or-passed",
        "not needed": "not-applicable",
    },
    months={"month": 1, "months": 1, "year": 12, "years": 12},
)

VOCABULARY: Mapping[str, Words] = {"nl": DUTCH, "en": ENGLISH}
DEFAULT_LANGUAGE = "nl"
