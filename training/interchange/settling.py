"""Decides what a question of another system becomes here, and tells what that changes."""

from dataclasses import dataclass, field, replace

from training.domain.judgement import Level
from training.domain.quiz import ItemKind
from training.interchange.escaping import escape, escape_start
from training.interchange.html import Block, Converted
from training.interchange.questions import PREFIX, Answer, Found, Note, Question
from training.interchange.raw import BLANK, RawAnswer, RawKind, RawQuestion, RawText, Writing, note
from training.interchange.slots import (
    MAX_TEXT,
    convert,
    fit_answer,
    fit_body,
    in_a_line,
    write,
)

MIN_ANSWERS = 2
FULL = 99.9
MAX_NAME = 120
LONGEST_DERIVED = 60
_TAGS = {str(kind): kind for kind in (ItemKind.JUDGEMENT, ItemKind.POLL)}
"""The tags by which a question of ours comes back as what it was."""


@dataclass(slots=True)
class _Work:
    """One question while it is settled."""

    raw: RawQuestion
    notes: list[Note] = field(default_factory=list)

    def tell(self, code: str, **values: object) -> None:
        """Note a change, once."""
        if code not in {found.code for found in self.notes}:
            self.notes.append(note(code, self.raw.line, self.raw.column, **values))

    def convert(self, text: RawText, *, has_links: bool = True) -> tuple[Block, ...]:
        """Read a text and tell what it lost."""
        found: Converted = convert(text, has_links=has_links)
        for code in sorted(found.lost):
            self.tell(code)
        return found.blocks


class Refused(Exception):
    """A question that nothing here is like."""


def settle(raw: RawQuestion, truth: tuple[str, str]) -> Found:
    """Settle one question; `truth` are the words for true and not true."""
    work = _Work(raw, list(raw.notes))
    try:
        question = _question(work, _with_truth(raw, truth))
    except Refused as refusal:
        refused = note(str(refusal.args[0]), raw.line, raw.column, **dict(refusal.args[1:]))
        return Found(raw.name or _begin(raw), raw.line, raw.column, None, (refused,))
    return Found(question.name, raw.line, raw.column, question, tuple(work.notes))


def _with_truth(raw: RawQuestion, truth: tuple[str, str]) -> RawQuestion:
    if raw.kind is not RawKind.TRUTH:
        return raw
    answers = tuple(
        replace(answer, text=RawText(word, Writing.PLAIN))
        for answer, word in zip(raw.answers, truth, strict=False)
    )
    return replace(raw, kind=RawKind.CHOICE, answers=answers)


def _question(work: _Work, raw: RawQuestion) -> Question:
    _check_size(raw)
    kind, answers = _ANSWERS[raw.kind](work, raw)
    blocks = work.convert(raw.text)
    body = fit_body(blocks, kind)
    if body != blocks:
        work.tell("flattened")
    name, text = _named(raw.name, write(body))
    explanation = write(work.convert(raw.explanation))
    if kind is ItemKind.REFLECTION and explanation:
        work.tell("feedback-dropped")
        explanation = ""
    return Question(name, kind, text, answers, explanation)


def _check_size(raw: RawQuestion) -> None:
    texts = [raw.text, raw.explanation]
    texts += [text for each in raw.answers for text in (each.text, each.feedback, each.match)]
    if sum(len(text.text) for text in texts) > MAX_TEXT:
        raise Refused("text-long", ("limit", MAX_TEXT))


def _named(name: str, text: str) -> tuple[str, str]:
    """Give a name and the text below it; a question that is one short line is its own name."""
    name = " ".join(name.split())
    bare = escape(PREFIX.sub("", name, count=1))
    if name and text in (escape_start(bare), escape_start(escape(name))):
        return name, ""
    if name:
        text = text.removeprefix(f"**{bare}**\n\n")
    if not name and not text:
        raise Refused("text-missing")
    plain = _unescaped(text)
    if not name and len(plain) <= MAX_NAME and escape_start(escape(plain)) == text:
        return (_with_gap(plain), text) if BLANK in plain else (plain, "")
    return _shortened(name or _with_gap(plain), MAX_NAME if name else LONGEST_DERIVED), text


def _with_gap(text: str) -> str:
    """Show a missing word so that any viewer gives the heading the same anchor."""
    return text.replace(f" {BLANK}", "…").replace(BLANK, "…").replace("….", "…")


def _unescaped(text: str) -> str:
    return " ".join(text.replace("\\", "").replace("&lt;", "<").replace("&amp;", "&").split())


def _shortened(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    return (
        text[:limit].rpartition(" ")[0].rstrip(" ,;:.") + " …"
        if " " in text[:limit]
        else text[:limit]
    )


def _begin(raw: RawQuestion) -> str:
    return _shortened(
        _unescaped(in_a_line(convert(replace(raw.text, text=raw.text.text[:500])).blocks)),
        LONGEST_DERIVED,
    )


def _choices(work: _Work, raw: RawQuestion) -> tuple[ItemKind, tuple[Answer, ...]]:
    if len(raw.answers) < MIN_ANSWERS:
        raise Refused("answers-few")
    kind = _kind(work, raw)
    return kind, tuple(_choice(work, answer, kind) for answer in raw.answers)


def _kind(work: _Work, raw: RawQuestion) -> ItemKind:
    """Read the kind from a tag of ours, else from the weights."""
    for tag, kind in _TAGS.items():
        if tag in raw.tags:
            return kind
    weights = [answer.weight for answer in raw.answers]
    keys = [weight for weight in weights if weight > 0]
    if not keys:
        work.tell("no-key")
        return ItemKind.POLL
    return _one(work, weights, keys) if raw.is_single else _several(work, weights, keys)


def _one(work: _Work, weights: list[float], keys: list[float]) -> ItemKind:
    """Tell where the weights of a question with one answer mean something else here."""
    if len(keys) == len(weights) and min(keys) >= FULL:
        work.tell("all-right")
        return ItemKind.POLL
    if min(weights) < 0:
        work.tell("negative")
    if len(keys) == 1:
        if keys[0] < FULL:
            work.tell("best-is-full", weight=_percent(keys[0]))
        return ItemKind.SINGLE
    work.tell("levels")
    return ItemKind.JUDGEMENT


def _several(work: _Work, weights: list[float], keys: list[float]) -> ItemKind:
    if len(keys) == 1:
        work.tell("one-key")
        return ItemKind.SINGLE
    work.tell("all-or-nothing")
    if max(keys) - min(keys) > 1:
        work.tell("weights", weights=", ".join(_percent(weight) for weight in weights))
    return ItemKind.MULTIPLE


def _percent(weight: float) -> str:
    return f"{weight:.5g} %"


def _choice(work: _Work, raw: RawAnswer, kind: ItemKind) -> Answer:
    feedback = write(work.convert(raw.feedback))
    if kind is ItemKind.JUDGEMENT:
        blocks = work.convert(raw.text, has_links=False)
        text = in_a_line(blocks)
        if text != write(blocks):
            work.tell("flattened")
        level = Level(min(3, max(0, round(raw.weight * 3 / 100))))
        return Answer(_filled(text), level=level, feedback=feedback)
    is_key = raw.weight > 0 and kind is not ItemKind.POLL
    return Answer(_filled(_answer(work, raw.text)), is_key, feedback=feedback)


def _answer(work: _Work, raw: RawText) -> str:
    blocks = work.convert(raw)
    fitting = fit_answer(blocks)
    if fitting != blocks:
        work.tell("flattened")
    return write(fitting)


def _filled(text: str) -> str:
    if not text:
        raise Refused("answer-empty")
    return text


def _pairs(work: _Work, raw: RawQuestion) -> tuple[ItemKind, tuple[Answer, ...]]:
    pairs = [
        (in_a_line(work.convert(answer.text)), in_a_line(work.convert(answer.match)))
        for answer in raw.answers
    ]
    extra = sum(not left and bool(right) for left, right in pairs)
    if extra:
        work.tell("extra-matches", count=extra)
    whole = [(left, right) for left, right in pairs if left]
    if len(whole) < MIN_ANSWERS:
        raise Refused("answers-few")
    return ItemKind.MATCHING, tuple(Answer(left, match=_filled(right)) for left, right in whole)


def _order(work: _Work, raw: RawQuestion) -> tuple[ItemKind, tuple[Answer, ...]]:
    if len(raw.answers) < MIN_ANSWERS:
        raise Refused("answers-few")
    return ItemKind.ORDERING, tuple(
        Answer(_filled(_answer(work, answer.text))) for answer in raw.answers
    )


def _nothing(_work: _Work, _raw: RawQuestion) -> tuple[ItemKind, tuple[Answer, ...]]:
    return ItemKind.REFLECTION, ()


_ANSWERS = {
    RawKind.CHOICE: _choices,
    RawKind.MATCHING: _pairs,
    RawKind.ORDERING: _order,
    RawKind.ESSAY: _nothing,
}


def settle_description(raw: RawQuestion) -> Found:
    """Keep a text that asks nothing for the question behind it."""
    notes = (note("description", raw.line, raw.column),)
    return Found(raw.name or _begin(raw), raw.line, raw.column, None, notes, is_joined=True)


def joined(raw: RawQuestion, found: Found) -> Found:
    """Put a text that asks nothing above the text of a question."""
    if found.question is None:
        return found
    above = convert(raw.text)
    lost = tuple(note(code, raw.line, raw.column) for code in sorted(above.lost))
    texts = (write(fit_body(above.blocks, found.question.kind)), found.question.text)
    question = replace(found.question, text="\n\n".join(filter(None, texts)))
    return replace(found, question=question, notes=(*found.notes, *lost))


def description_last(found: Found) -> Found:
    """Refuse a text that no question follows."""
    return replace(
        found, is_joined=False, notes=(note("description-last", found.line, found.column),)
    )
