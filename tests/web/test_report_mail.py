"""The mail with figures, as its reader gets it; and the command that checks an export."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.organisation import Organisation
from tests.web.conftest import SETTINGS, Browser, app_of
from tests.world import World
from training.cli import main
from training.services.jobs import Stage, Task
from training.services.reporting.schedules import step_with
from training.store.base import new_id
from training.store.mail import Mail
from training.web.mailing import writer_of

HOST = "https://leren.voorbeeld.example"


def sent(world: World) -> Mail:
    world.clock.advance(days=7)
    settings = replace(SETTINGS, public_url=HOST)
    step = step_with(writer_of(app_of(world, settings), settings.base_url))
    at = world.clock()
    with world.transaction() as library:
        step(library, Task(new_id(at), {}, None, Stage()), at)
        return library.session.scalars(select(Mail)).one()


def test_the_mail_has_each_figure_with_its_denominator(
    small_world: World, browser: Browser
) -> None:
    organisation = Organisation(small_world).build().fill()
    organisation.lead("tom", "Burgerzaken")
    browser.log_in("tom")
    browser.get("/report/overdue")
    browser.post("/report/schedules", screen="overdue", course="proef", every="week")
    mail = sent(small_world)
    assert mail.subject == "Wie is te laat? 1 keer"
    assert mail.body.splitlines()[:9] == [
        "Stand van maandag 30 november 2026.",
        "",
        "Alle cursussen samen: 2 van 4 klaar (50%); 1 te laat; 1 vrijgesteld",
        "",
        "- Proefcursus: 2 van 4 klaar (50%); 1 te laat; 1 vrijgesteld",
        "",
        "Per eenheid:",
        "- Balie: 1 van 2 klaar (50%)",
        "- Niet in een van deze eenheden: 1 van 2 klaar (50%); 1 te laat; 1 vrijgesteld",
    ]
    assert f"{HOST}/report/overdue?course=proef" in mail.body
    assert f"{HOST}/report/schedules" in mail.body
    assert "Vergunningen" not in mail.body


def test_the_command_names_an_altered_row(
    small_world: World,
    browser: Browser,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    Organisation(small_world).build().fill()
    browser.log_in("hanne")
    file = tmp_path / "export.csv"
    file.write_bytes(browser.client.get("/report/people.csv").data)
    monkeypatch.setenv("TRAINING_SECRET_KEY", SETTINGS.secret_key)
    monkeypatch.setenv("TRAINING_DATA_DIR", str(tmp_path / "data"))
    assert main(["verify", str(file)]) == 0
    assert "17 rows, all as they were made" in capsys.readouterr().out
    file.write_bytes(file.read_bytes().replace(b"te laat", b"klaar", 1))
    assert main(["verify", str(file)]) == 1
    assert "line 5: altered (this was row 4)" in capsys.readouterr().out
    file.write_bytes(b"geen;export\r\n")
    assert main(["verify", str(file)]) == 2
    assert main(["verify", str(tmp_path / "nergens.csv")]) == 2
    assert "no export of this installation" in capsys.readouterr().err
