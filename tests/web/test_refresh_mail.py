"""The mails of refreshers and drift: what they say, in two languages, as plain text."""

from datetime import date
from uuid import uuid4

import pytest
from flask import Flask

from training.services.drifting.work import Drop
from training.store.drift import DriftWave
from training.web.mailing import Writer, writer_of


@pytest.fixture
def write(app: Flask) -> Writer:
    return writer_of(app, "https://training.example.nl")


def test_a_mail_with_questions_leads_to_them_and_to_rest(write: Writer) -> None:
    sitting_id = uuid4()
    values = {"name": "Lena & Jan", "sitting_id": sitting_id, "questions": 2, "plans": 0}
    subject, body = write("refresher", "nl", **values)
    assert subject == "2 korte vragen voor u"
    assert body.startswith("Beste Lena & Jan,\n")
    assert f"https://training.example.nl/refresh/{sitting_id}\n" in body
    assert "https://training.example.nl/refresh/\n" in body
    assert "/plans/" not in body
    assert "\n\n\n" not in body


def test_a_mail_with_a_plan_alone_says_so(write: Writer) -> None:
    values = {"name": "Lena", "sitting_id": None, "questions": 0, "plans": 1}
    subject, body = write("refresher", "en", **values)
    assert subject == "Your if-then plan: did it work out?"
    assert "https://training.example.nl/plans/" in body
    assert "short question" not in body
    assert "\n\n\n" not in body


def test_the_mail_of_a_drop_names_groups_and_leads_to_the_page(write: Writer) -> None:
    wave = DriftWave(id=9, from_on=date(2026, 11, 23), until_on=date(2026, 11, 29))
    drops = [Drop("x", "Bouw & Wonen", 80, 40), Drop("everyone", "", 80, 60)]
    subject, body = write("drift", "nl", name="Hanne", wave=wave, drops=drops)
    assert subject == "Het uitnodigend antwoorden zakt ergens terug"
    assert "- Bouw & Wonen: 40%, eerder ongeveer 80%\n- Hele organisatie: 60%" in body
    assert "https://training.example.nl/drift/" in body
    assert "\n\n\n" not in body
