"""What is given to a person is everything: each reference to somebody is thought of."""

from training.store.own_data import AS_OFFICER, OWN, PARTS
from training.store.schema import metadata
from training.web.own_data_words import WORDS

FOUND_OTHERWISE = {
    "participation.attempt_id",
    "plan.attempt_id",
    "reminder.enrolment_id",
    "reminder.mail_id",
    "report_piece.file_id",
    "signal.merged_into_id",
    "signal_alert.signal_id",
    "signal_code.signal_id",
    "signal_contact.signal_id",
    "signal_lesson.signal_id",
    "signal_photo.signal_id",
    "signal_step.signal_id",
}
"""Rows that have an owner of their own; pieces of a file, in which there are only figures; and what
was done with one's own signal, which is read with its code."""

FOUND = {f"{own.table}.{own.column}" for own in OWN}


def references(*targets: str) -> set[str]:
    """Give every column that refers to one of these columns, as table and column."""
    return {
        f"{table.name}.{key.parent.name}"
        for table in metadata.sorted_tables
        for key in table.foreign_keys
        if key.target_fullname in targets
    }


def test_each_column_that_names_somebody_is_given_or_is_about_work() -> None:
    named = references("person.id", "learner.key")
    assert named == (FOUND - {"person.id"}) | AS_OFFICER
    assert not FOUND & AS_OFFICER


def test_each_row_below_an_own_row_is_given_too() -> None:
    owned = {own.table for own in OWN} | PARTS.keys()
    below = references(*(f"{table}.id" for table in owned - {"person"}))
    parts = {f"{table}.{column}" for table, (column, _) in PARTS.items()}
    assert below - FOUND_OTHERWISE == parts


def test_nothing_that_opens_a_door_is_given() -> None:
    for own in OWN:
        columns = {column.name for column in metadata.tables[own.table].columns}
        secret = {name for name in columns if "digest" in name or name in {"token", "body"}}
        assert secret - {"digest"} <= own.hidden, own.table


def test_what_tells_of_another_is_not_given() -> None:
    """A leader is told of the enrolments of others."""
    hidden = {own.table: own.hidden for own in OWN}
    assert "enrolment_id" in hidden["reminder"]


def test_each_table_has_words_for_the_person() -> None:
    assert WORDS.keys() == {own.name or own.table for own in OWN} | PARTS.keys()
