"""A person looks at what was masked in a signal, takes out more, and lets the rest stay."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from training.domain.masking import Piece, mask, pieces, take_out
from training.services.audit import Actor
from training.services.errors import Invalid
from training.services.library import Library
from training.services.signals.arriving import add_step
from training.services.signals.handling import note, refuse
from training.services.signals.told import LONGEST_STORY
from training.services.signals.triage import lock_own
from training.store.signal import Reader, Signal, SignalContact

LONGEST_MASKED = 2 * LONGEST_STORY
LONGEST_MASKED_GOAL = 400
MOST_WORDS, LONGEST_WORDS = 40, 120


@dataclass(frozen=True, slots=True)
class Left:
    """The text as a person left it, and the words that go as well."""

    goal: str
    story: str
    words: Sequence[str] = ()


def typed(library: Library, signal: Signal) -> tuple[tuple[Piece, ...], ...]:
    """Give goal and story as they were typed, in pieces; nothing once that was forgotten."""
    if signal.original_goal is None or signal.original_story is None:
        return ()
    contact = library.session.get(SignalContact, signal.id)
    own = (contact.name, contact.reach) if contact else ()
    return pieces(signal.original_goal, own), pieces(signal.original_story, own)


def check_masking(
    library: Library,
    reader: Reader,
    signal_id: UUID,
    actor: Actor,
    left: Left,
    *,
    at: datetime,
) -> None:
    """Keep the text as a person left it, masked once more; what was typed is forgotten."""
    signal = _lock_typed(library, reader, signal_id)
    _keep_masked(signal, left)
    signal.original_goal = signal.original_story = None
    signal.masked_at, signal.masked_by = at, actor.person_id
    add_step(library, signal.id, "masked", actor.person_id, at=at)
    note(library, signal, "signal-masked", actor, at)


def take_out_words(
    library: Library,
    reader: Reader,
    signal_id: UUID,
    actor: Actor,
    left: Left,
    *,
    at: datetime,
) -> None:
    """Take out what a person found besides, and let that person look once more."""
    signal = _lock_typed(library, reader, signal_id)
    _keep_masked(signal, left)
    note(library, signal, "signal-words", actor, at, {"words": str(len(left.words))})


def _lock_typed(library: Library, reader: Reader, signal_id: UUID) -> Signal:
    signal = lock_own(library, reader, signal_id)
    if signal.original_story is None:
        raise refuse("masked-already")
    return signal


def _keep_masked(signal: Signal, left: Left) -> None:
    goal, story, words = left.goal, left.story, left.words
    if len(words) > MOST_WORDS or any(len(each) > LONGEST_WORDS for each in words):
        raise Invalid("signal-long")
    goal, story = goal.strip().replace("\x00", ""), story.strip().replace("\x00", "")
    if not goal or not story:
        raise refuse("message")
    if len(goal) > LONGEST_MASKED_GOAL or len(story) > LONGEST_MASKED:
        raise Invalid("signal-long")
    masked_goal, masked_story = (take_out(mask(text).text, words) for text in (goal, story))
    if len(masked_goal) > LONGEST_MASKED_GOAL or len(masked_story) > LONGEST_MASKED:
        raise Invalid("signal-long")
    signal.goal, signal.story = masked_goal, masked_story
