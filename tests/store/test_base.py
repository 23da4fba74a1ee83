"""Moments and identifiers as the database keeps them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from uuid import RFC_4122

import pytest
from sqlalchemy import Column, Engine, Integer, MetaData, Table, insert, select
from sqlalchemy.exc import StatementError

from training.store.base import Moment, least_id, new_id
from training.store.engine import open_database

TABLE = Table("clock", MetaData(), Column("id", Integer, primary_key=True), Column("at", Moment))
MOMENT = datetime(2026, 3, 29, 2, 30, 0, 123456, tzinfo=timezone(timedelta(hours=2)))


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    database = open_database(database_url)
    TABLE.create(database.engine)
    yield database.engine
    database.close()


def stored(engine: Engine, at: datetime | None) -> datetime | None:
    with engine.begin() as connection:
        connection.execute(insert(TABLE).values(at=at))
        return connection.execute(select(TABLE.c.at).order_by(TABLE.c.id.desc())).scalars().first()


@pytest.mark.parametrize(
    "at",
    [
        MOMENT,
        datetime(2028, 2, 29, 23, 59, 59, tzinfo=UTC),
        datetime(2040, 1, 19, 3, 14, 8, tzinfo=UTC),
    ],
)
def test_a_moment_comes_back_the_same_and_in_utc(engine: Engine, at: datetime) -> None:
    found = stored(engine, at)
    assert found == at
    assert found
    assert found.utcoffset() == timedelta(0)


def test_no_moment_stays_no_moment(engine: Engine) -> None:
    assert stored(engine, None) is None


def test_a_moment_without_zone_is_refused(engine: Engine) -> None:
    with pytest.raises(StatementError, match="without time zone"):
        stored(engine, datetime(2026, 11, 23, 9, 30))  # noqa: DTZ001 -- that is the point


def test_moments_are_compared_as_moments(engine: Engine) -> None:
    stored(engine, MOMENT)
    with engine.connect() as connection:
        query = select(TABLE.c.at).where(TABLE.c.at <= MOMENT.astimezone(UTC))
        assert connection.execute(query).scalars().all() == [MOMENT]


def test_an_identifier_is_a_version_7_uuid_of_its_moment() -> None:
    found = new_id(MOMENT)
    assert (found.version, found.variant) == (7, RFC_4122)
    assert found.int >> 80 == int(MOMENT.timestamp() * 1000)


def test_identifiers_differ_and_sort_by_time() -> None:
    assert len({new_id(MOMENT) for _ in range(1000)}) == 1000
    ids = [new_id(MOMENT + timedelta(milliseconds=n)) for n in range(1000)]
    assert ids == sorted(ids)


def test_a_period_can_be_looked_for_by_identifier() -> None:
    least = least_id(MOMENT)
    assert least <= new_id(MOMENT)
    assert new_id(MOMENT - timedelta(milliseconds=1)) < least
    assert (least.version, least.variant) == (7, RFC_4122)
