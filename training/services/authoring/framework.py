"""The organisation's own list of principles, as an author picks from it."""

from training.compiler.fixing.page import Fix, Page
from training.compiler.fixing.remedies import fixes_for
from training.domain.competency import Framework
from training.domain.diagnostics import Diagnostic
from training.services.authoring.files import target_of
from training.services.library import Library


def sub_points(library: Library) -> tuple[tuple[str, str], ...]:
    """List the codes that a choice may name, each with its name."""
    entry = library.catalogue.framework()
    if entry is None:
        return ()
    found = library.take(entry.revision_id, Framework).competencies
    divided = {each.principle for each in found if not each.is_principle}
    return tuple((each.code, each.name) for each in found if each.code not in divided)


def remedies(
    library: Library, path: str, source: str, diagnostics: tuple[Diagnostic, ...]
) -> tuple[tuple[Diagnostic, tuple[Fix, ...]], ...]:
    """Pair every diagnostic of a text with what one click can do about it."""
    target = target_of(path)
    codes = [code for code, _ in sub_points(library)]
    page = Page(target.kind, source, target.name, codes)
    return tuple((found, fixes_for(page, found)) for found in diagnostics)
