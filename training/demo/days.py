"""Days as numbers, and their spelling: a million people have the same few thousand days."""

from datetime import date

BEFORE = 42 * 366
AFTER = 12 * 366
MONTHS = 36


class Days:
    """Spells the days around today, and knows which month end comes after each."""

    def __init__(self, today: date) -> None:
        """Spell them once."""
        self.today = today.toordinal()
        self._first = self.today - BEFORE
        span = range(self._first, self.today + AFTER)
        self._texts = [date.fromordinal(day).isoformat() for day in span]
        self.month_ends = _month_ends(today)
        self._months = self._place_months()

    def text(self, day: int | None) -> str | None:
        """Spell a day."""
        return None if day is None else self._texts[day - self._first]

    def moment(self, day: int, number: int) -> str:
        """Spell a moment in office hours of a day; the number spreads them."""
        minute, second = divmod(number * 7919 % 28800, 60)
        hour, minute = divmod(minute, 60)
        day_text = self._texts[day - self._first]
        return f"{day_text} {hour + 8:02}:{minute:02}:{second:02}.000000"

    def month(self, day: int) -> int:
        """Give the place of the first month end on or after a day; past the last is `MONTHS`."""
        return self._months[day - self._first]

    def _place_months(self) -> list[int]:
        places, place = [], 0
        for day in range(self._first, self.today + AFTER):
            while place < MONTHS and self.month_ends[place] < day:
                place += 1
            places.append(place)
        return places


def _month_ends(today: date) -> list[int]:
    """List the last days of the months before this one, the oldest first."""
    ends, first = [], today.replace(day=1)
    for _ in range(MONTHS):
        last = date.fromordinal(first.toordinal() - 1)
        ends.append(last.toordinal())
        first = last.replace(day=1)
    return ends[::-1]
