"""What a team may see of its own answers before and after a talk.

What is counted is the period of a report, or a vote that was closed. Shares are rounded, as
everywhere; what may not be told of one question is not told here either.
"""

from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from training.domain.disclosure import Shown, decide
from training.domain.disclosure_answers import Told
from training.domain.disclosure_figures import Share, alike_of, round_share
from training.domain.disclosure_groups import FEWEST_FOR_AGREEMENT, FEWEST_FOR_SCORES

FEWEST_FOR_A_TALK = 5
"""People in a unit before it gets a card at all; below twenty answers it has no numbers."""

Counts = Sequence[int]

SPLIT_BELOW = 0.5
"""A team splits when two of its people, taken at random, choose the same less often than this."""


@dataclass(frozen=True, slots=True)
class Split:
    """How `total` people chose, in per cents by option; an option of a few people has none.

    `alike` is the chance that two of them chose the same, in tenths; none where a cell is hidden.
    """

    total: int
    shares: tuple[int | None, ...]
    alike: float | None


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote that is shown: who is known to have chosen, and of how many it was told."""

    voters: frozenset[UUID]
    total: int

    @property
    def gone(self) -> int:
        """Count those who were unlinked since: they may be anybody."""
        return max(0, self.total - len(self.voters))


def may_show_beside(voters: frozenset[UUID], others: Collection[Vote]) -> bool:
    """Tell whether a vote may be shown where others about the same situation are.

    Who chose once mostly chooses so again. So who is in one vote and not in another, nor in all
    others together, must be nobody or enough: whatever unit each was of, and wherever they work
    since.
    """
    new = Vote(voters, len(voters))
    together = _together(others)
    if not all(_is_enough(new, inside) for inside in (*others, together)):
        return False
    for whole in others:
        rest = _together([new, *(other for other in others if other is not whole)])
        if not (_is_enough(whole, new) and _is_enough(whole, rest)):
            return False
    return True


def _together(votes: Collection[Vote]) -> Vote:
    voters = frozenset[UUID]().union(*(vote.voters for vote in votes))
    return Vote(voters, len(voters) + sum(vote.gone for vote in votes))


def _is_enough(whole: Vote, inside: Vote) -> bool:
    """Tell whether who is in a vote and not in others is nobody or enough, whoever is gone."""
    left, gone = len(whole.voters - inside.voters), whole.gone + inside.gone
    return left - inside.gone >= FEWEST_FOR_SCORES or not left + gone


def is_split(visible: Container[object], key: str, told: Told, counts: Counts) -> Shown[bool]:
    """Tell whether a group splits, where so much may be told of it."""
    return decide(visible, key, _is_split(told, counts), bool)


def split_of(visible: Container[object], key: str, told: Told, counts: Counts) -> Shown[Split]:
    """Show how a group chose; nothing of a group that may have no figures.

    `told` is what is told of the question, of this group itself.
    """
    return decide(visible, key, _split(told, counts), lambda found: found)


def dump_split(shown: Shown[Split]) -> dict[str, object] | None:
    """Write down what is shown, to keep it."""
    split = shown.value
    if split is None:
        return None
    return {"total": split.total, "shares": list(split.shares), "alike": split.alike}


def load_split(kept: Mapping[str, object] | None) -> Split | None:
    """Read back what was shown; `kept` comes from `dump_split` and from nowhere else."""
    if kept is None:
        return None
    total, shares, chance = kept["total"], kept["shares"], kept["alike"]
    if not isinstance(total, int) or not isinstance(shares, list):
        raise TypeError("this is no split")
    return Split(total, tuple(shares), chance if isinstance(chance, float) else None)


def _is_split(told: Told, counts: Counts) -> bool:
    same = alike_of([told.answers(counts)])
    return same is not None and same.value < SPLIT_BELOW


def _split(told: Told, counts: Counts) -> Split | None:
    answers = told.answers(counts)
    total, shares, same = answers.n, told.shares.value, alike_of([answers])
    if total < FEWEST_FOR_AGREEMENT:
        return None
    if shares is None:
        # All but a few chose the same: how many did not, and what they chose, is not told.
        most = max(range(len(counts)), key=lambda place: counts[place])
        share = round_share(Share(counts[most], total).blurred)
        return Split(total, tuple(share if p == most else None for p in range(len(counts))), None)
    return Split(total, shares, None if None in shares or not same else round(same.value, 1))
