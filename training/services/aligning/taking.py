"""A report as a table to take along: the same figures as on its pages, and nothing more."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from training.services.aligning.questions import list_situations
from training.services.aligning.reports import Figure, Reader, ReportPage, report_page
from training.services.library import Library
from training.services.reporting.sheet import Row, Sheet

TITLES = (
    "group",
    "topic",
    "about",
    "people",
    "share",
    "share-low",
    "share-high",
    "pair",
    "pair-low",
    "pair-high",
    "alike",
    "alike-low",
    "alike-high",
)


def sheet_of(library: Library, report_id: UUID, reader: Reader, words: Mapping[str, str]) -> Sheet:
    """Give what the report page and the page of situations show; raises `NotFound`."""
    page = report_page(library, report_id, reader)
    found = list_situations(library, report_id, reader.language)
    texts = {f"q:{one.number}": f"{one.text.of}: {one.text.title}" for one in found}
    figures = _figures(page)
    figures += [figure for one in found for figure in (one.everyone, *one.layers)]
    names = {**page.names, **texts, "all": words["all"]}
    return Sheet(
        name=f"{words['file']}-{page.line.until_on.isoformat()}",
        titles=tuple(words[title] for title in TITLES),
        rows=list(_rows(figures, names, words)),
        about=f"{page.line.from_on.isoformat()}/{page.line.until_on.isoformat()}",
        end=words["end"],
    )


def _figures(page: ReportPage) -> list[Figure]:
    departures = [figure for one in page.departures for figure in (one.unit, *one.topics)]
    return [*page.groups, *page.topics, *departures]


def _rows(
    figures: list[Figure], names: Mapping[str, str], words: Mapping[str, str]
) -> Iterator[Row]:
    for figure in figures:
        yield (
            figure.name or words[figure.key],
            figure.topic,
            names.get(figure.topic, ""),
            figure.people.value,
            *(
                value
                for chance in (figure.share, figure.pair, figure.alike)
                for value in (chance.value.value, chance.low, chance.high)
            ),
        )
