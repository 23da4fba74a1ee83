"""What a learner clicks to give an answer: the way back from an answer to a posted page."""

from training.domain.quiz import Item, ItemKind
from training.domain.scoring import Answer, right_answer
from training.domain.sitting import Posted, Sitting


def posted_for(sitting: Sitting, item: Item, answer: Answer) -> Posted:
    """Translate option positions of the author to positions as this learner sees them."""
    order = sitting.order(item)
    if item.kind is ItemKind.ORDERING:
        places = {option: place for place, option in enumerate(answer, start=1)}
        return Posted(placed={n: places[option] for n, option in enumerate(order, start=1)})
    if item.kind is ItemKind.MATCHING:
        shown = sitting.match_order(item)
        picks = {n: shown.index(answer[option]) + 1 for n, option in enumerate(order, start=1)}
        return Posted(placed=picks)
    if item.kind is ItemKind.REFLECTION:
        return Posted(text="Als een inwoner belt, dan vraag ik naar het doel.")
    return Posted(chosen=tuple(order.index(option) + 1 for option in answer))


def right_for(sitting: Sitting, item: Item) -> Posted:
    """Give what earns everything; for a poll the first option."""
    answer = (0,) if item.kind is ItemKind.POLL else right_answer(item)
    return posted_for(sitting, item, answer)


def wrong_for(sitting: Sitting, item: Item) -> Posted:
    """Give a complete answer that misses something."""
    match item.kind:
        case ItemKind.ORDERING | ItemKind.MATCHING:
            answer: Answer = tuple(reversed(range(len(item.options))))
        case ItemKind.MULTIPLE:
            answer = tuple(range(len(item.options)))
        case _:
            answer = (len(item.options) - 1,)
    return posted_for(sitting, item, answer)
