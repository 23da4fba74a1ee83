"""A whole tree of files: every document's value, and every diagnostic of every file at once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from training.compiler import front_matter
from training.compiler.addresses import Target, parse_path
from training.compiler.borrowing import lend
from training.compiler.competencies import compile_competencies
from training.compiler.context import Context
from training.compiler.document import examine_document
from training.compiler.library_checks import check_across
from training.compiler.phrases import read_phrases
from training.compiler.report import Report
from training.compiler.source import read_text
from training.compiler.summary import Summaries, Summary, key_of, summarise
from training.compiler.vocabulary import DEFAULT_LANGUAGE, VOCABULARY
from training.domain.diagnostics import Compiled, Diagnostic, by_place
from training.domain.document import Kind
from training.domain.shape import Document

COMPETENCIES = "content/competencies.md"
PHRASES = {
    language: f"content/phrases{'' if language == DEFAULT_LANGUAGE else f'.{language}'}.md"
    for language in VOCABULARY
}
Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class CompiledLibrary:
    """All documents by path; one that is broken is there too, with its diagnostics."""

    documents: Mapping[str, Compiled[Document]]
    context: Context


@dataclass(frozen=True, slots=True)
class Checked:
    """All diagnostics by path, and the summaries to hand in at the next check."""

    diagnostics: Mapping[str, tuple[Diagnostic, ...]]
    summaries: Summaries


def compile_library(files: Files, today: date) -> CompiledLibrary:
    """Read every document of a tree; `files` has every path, also of images."""
    targets = _targets(files)
    known = read_context(files)
    slugs = {
        target.original: read_slug(files[path]) or target.name for path, target in targets.items()
    }
    context = Context(known.competencies, known.limits, known.phrases, slugs)
    examined = {
        path: examine_document(target.kind, files[path], context_for(context, path, files))
        for path, target in targets.items()
    }
    summaries = {path: summarise(targets[path], result) for path, result in examined.items()}
    across = check_across(summaries, files.keys(), today)
    documents: dict[str, Compiled[Document]] = {
        path: Compiled(
            result.compiled.value,
            by_place((*result.compiled.diagnostics, *across.get(path, ()))),
        )
        for path, result in examined.items()
    }
    return CompiledLibrary(documents, context)


def check_library(
    files: Files, today: date, version: str = "", known: Summaries | None = None
) -> Checked:
    """Check a tree; a file whose summary is known under this version is not read again."""
    targets = _targets(files)
    known_to_all = read_context(files)
    contexts = {path: context_for(known_to_all, path, files) for path in targets}
    keys = {
        path: key_of(files[path], target.kind, contexts[path], version)
        for path, target in targets.items()
    }
    by_key: dict[str, Summary] = {}
    for path, target in targets.items():
        key = keys[path]
        by_key[key] = (known or {}).get(key) or summarise(
            target, examine_document(target.kind, files[path], contexts[path])
        )
    summaries = {path: by_key[key] for path, key in keys.items()}
    across = check_across(summaries, files.keys(), today)
    diagnostics = {
        path: by_place((*summary.diagnostics, *across.get(path, ())))
        for path, summary in summaries.items()
    }
    return Checked(diagnostics, by_key)


def context_for(context: Context, path: str, files: Files) -> Context:
    """Add to what all documents may refer to the questions that this one borrows."""
    target = parse_path(path)
    if target is None or target.kind is not Kind.QUIZ:
        return context
    return replace(context, borrowed=lend(read_text(files[path]).value or "", files, own=path))


def read_context(files: Files) -> Context:
    """Give what documents may refer to: the codes of the framework and the phrases to avoid."""
    source = files.get(COMPETENCIES)
    framework = compile_competencies(source).value if source is not None else None
    phrases = {lang: read_phrases(files[path]) for lang, path in PHRASES.items() if path in files}
    if framework is None:
        return Context(phrases=phrases)
    codes = [competency.code for competency in framework.competencies]
    divided = {code.split(".")[0] for code in codes if "." in code}
    return Context(
        # a choice names a sub-point; a principle only where it has none
        competencies=frozenset(code for code in codes if code not in divided),
        limits=frozenset(limit.code for limit in framework.limits),
        phrases=phrases,
    )


def _targets(files: Files) -> dict[str, Target]:
    return {path: target for path in sorted(files) if (target := parse_path(path))}


def read_slug(source: bytes) -> str:
    """Give the identity that stands at the top of a text, however broken the rest is."""
    text = read_text(source).value or ""
    entry = front_matter.split(text, Report()).entries.get("id")
    return entry.text if entry else ""
