"""What is loaded is taken out again byte for byte, whatever line ends and marks it has."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.world import MOMENT
from training.compiler.lesson import compile_lesson
from training.library_folder import write_folder
from training.services.exchange.bringing import DOES, Order, Outcome, bring
from training.services.exchange.taking_out import list_out
from training.services.library import Library, Shelf
from training.store import migrate
from training.store.base import new_id
from training.store.engine import Database, open_database

lines = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n<[]*_`&!\\#>-"), max_size=30)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{tmp_path_factory.mktemp('round') / 'training.db'}")
    migrate.upgrade(opened.engine)
    yield opened
    opened.close()


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.lists(lines, max_size=5), end=st.sampled_from(["\n", "\r\n"]), mark=st.booleans())
def test_any_text_goes_round_byte_for_byte(
    empty: Database, tmp_path: Path, text: list[str], end: str, mark: bool
) -> None:
    body = end.join(["---", "titel: Rond", "id: rond", "---", "", "Tekst.", "", *text])
    source = ("\ufeff" if mark else "").encode() + body.encode()
    compiled = compile_lesson(source)
    assume(compiled.value is not None and not compiled.has_errors)
    path, out = "content/lessons/rond.md", tmp_path / new_id(MOMENT).hex
    order = Order({path: source})
    with empty.writing() as session, session.begin():
        brought = bring(Library(session, Shelf()), order, at=MOMENT, today=MOMENT.date())
    assert brought.outcomes[path] in DOES | {Outcome.SAME}
    with empty.reading() as session:
        write_folder(out, list_out(Library(session, Shelf())), force=False)
    assert (out / path).read_bytes() == source
