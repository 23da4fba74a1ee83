"""Which remedies there are for a diagnostic: the registry of fixes by code and variant."""

from collections.abc import Callable, Iterator, Mapping
from itertools import islice

from training.compiler.fixing import blocks, choices, header, headings, story
from training.compiler.fixing.page import Fix, Page
from training.domain.diagnostics import Diagnostic

Remedy = Callable[[Page, Diagnostic], Iterator[Fix]]
MAX_FIXES = 5

REMEDIES: Mapping[str, Remedy] = {
    "E01 missing": header.header_missing,
    "E01 open": header.header_open,
    "E02 missing": header.identity_missing,
    "E02 malformed": header.identity_malformed,
    "E02 duplicate": header.identity_taken,
    "E03 colon": header.quote,
    "E03 syntax": header.quote,
    "E03 alias": header.quote,
    "E03 tab": header.tabs,
    "E03 duplicate": header.remove_key,
    "W04 suggestion": header.rename_key,
    "W04": header.remove_key,
    "E05": headings.second_title,
    "E06": headings.other_name,
    "E08 space": story.spaced_target,
    "E08": story.missing_scene,
    "E08 suggestion": story.missing_scene,
    "E10 link": choices.make_link,
    "E10 quotes": choices.straight_quotes,
    "E10 links": choices.one_link,
    "E10 text": choices.link_text,
    "E10 target": choices.link_target,
    "E10 judgement": choices.judge,
    "E11": story.way_out,
    "E12": story.way_in,
    "E13": story.way_out_of_loop,
    "E14": story.add_ending,
    "E17 competency": choices.known_code,
    "E17 limit": choices.known_code,
    "E18": choices.level,
    "E18 suggestion": choices.level,
    "E20 unmarked": choices.ticks,
    "E22": choices.tick,
    "E22 absent": choices.tick,
    "E24 link": blocks.safe_address,
    "E29 language": header.language_of_file,
    "E29 id": header.identity_of_original,
    "E31 suggestion": blocks.other_file,
    "W36": blocks.slots,
    "E37": blocks.slots,
    "E38 missing": header.value_missing,
    "E38 number": header.number,
    "E38 choice": header.one_of,
    "E38 date": header.day,
    "E38 period": header.period,
    "E38 draw": header.fewer,
    "E39": choices.lower_level,
    "E40 title": choices.judge,
    "E40 competency": choices.sub_point,
    "E40 comma": choices.comma,
    "E40 part": choices.cost,
    "E41": headings.space,
    "W42": choices.one_link,
    "E43 scenario": story.first_scene,
    "E44 rule-suggestion": blocks.rule,
    "E44 twice": blocks.remove_item,
    "E47": blocks.indent,
    "W48": blocks.blank_line,
}
"""By code and variant; a code alone serves the variants that have no remedy of their own."""


def fixes_for(page: Page, found: Diagnostic) -> tuple[Fix, ...]:
    """Give the remedies of one diagnostic, the likeliest first; none where only a person can."""
    by_variant = REMEDIES.get(f"{found.code} {found.variant}".strip())
    remedy = by_variant or (REMEDIES.get(found.code) if found.code == "W04" else None)
    if remedy is None:
        return ()
    new = (fix for fix in remedy(page, found) if fix.apply(page.text) != page.text)
    return tuple(islice(new, MAX_FIXES))
