"""One question as an item of QTI 3.0."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from training.domain.prose import Prose
from training.domain.quiz import ItemKind, Quiz
from training.interchange.outgoing import (
    Outgoing,
    blocks_of,
    body_of,
    element_of,
    weight_of,
)

NAMESPACE = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
SCHEMA = "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd"
TEMPLATES = "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
GENERAL = "GENERAL"
_CHOICES = (ItemKind.SINGLE, ItemKind.MULTIPLE, ItemKind.POLL, ItemKind.JUDGEMENT)
_MAPPED = (ItemKind.JUDGEMENT, ItemKind.MATCHING)
_CARDINALITY = {
    ItemKind.MULTIPLE: "multiple",
    ItemKind.MATCHING: "multiple",
    ItemKind.ORDERING: "ordered",
}
_BASE = {ItemKind.MATCHING: "directedPair", ItemKind.REFLECTION: "string"}


def identifier_of(each: Outgoing) -> str:
    """Give the name of the item in its package."""
    return f"item-{each.place:03d}"


def write_item(each: Outgoing, quiz: Quiz) -> Element:
    """Write one item; its score runs from 0 to 1, as here."""
    item = each.item
    root = Element("qti-assessment-item", _root(each, quiz))
    _response(root, each)
    if item.is_scored:
        score = _outcome(root, "SCORE", "float")
        score.set("normal-maximum", "1")
        SubElement(SubElement(score, "qti-default-value"), "qti-value").text = "0"
    if list(_feedback(each)):
        _outcome(root, "FEEDBACK", "identifier", "multiple")
    body = SubElement(root, "qti-item-body")
    body.append(body_of(item))
    _interaction(body, each, quiz)
    _processing(root, each)
    for name, prose in _feedback(each):
        shown = SubElement(root, "qti-modal-feedback", _FEEDBACK | {"identifier": name})
        SubElement(shown, "qti-content-body").extend(list(blocks_of(prose)))
    return root


_FEEDBACK = {"outcome-identifier": "FEEDBACK", "show-hide": "show"}


def _root(each: Outgoing, quiz: Quiz) -> dict[str, str]:
    return {
        "xmlns": NAMESPACE,
        "xmlns:xsi": XSI,
        "xsi:schemaLocation": f"{NAMESPACE} {SCHEMA}",
        "identifier": identifier_of(each),
        "title": each.name,
        "adaptive": "false",
        "time-dependent": "false",
        "xml:lang": quiz.header.language,
    }


def _outcome(root: Element, name: str, base: str, cardinality: str = "single") -> Element:
    attributes = {"identifier": name, "cardinality": cardinality, "base-type": base}
    return SubElement(root, "qti-outcome-declaration", attributes)


def _names(each: Outgoing) -> list[str]:
    return [f"A{place}" for place in range(1, len(each.item.options) + 1)]


def _targets(each: Outgoing) -> dict[Prose, str]:
    """Name every right-hand side once: two pairs may share one."""
    texts = dict.fromkeys(option.match for option in each.item.options)
    return {text: f"B{place}" for place, text in enumerate(texts, start=1)}


def _right(each: Outgoing) -> dict[str, float]:
    """Map every response that earns something to what it earns."""
    item, names = each.item, _names(each)
    if item.kind is ItemKind.MATCHING:
        targets = _targets(each)
        share = 1 / len(names)
        return {
            f"{name} {targets[option.match]}": share
            for name, option in zip(names, item.options, strict=True)
        }
    if item.kind is ItemKind.ORDERING:
        return dict.fromkeys(names, 1.0)
    weights = (weight_of(item, option) / 100 for option in item.options)
    return {name: weight for name, weight in zip(names, weights, strict=True) if weight > 0}


def _response(root: Element, each: Outgoing) -> None:
    item = each.item
    declaration = SubElement(
        root,
        "qti-response-declaration",
        {
            "identifier": "RESPONSE",
            "cardinality": _CARDINALITY.get(item.kind, "single"),
            "base-type": _BASE.get(item.kind, "identifier"),
        },
    )
    if not item.is_scored:
        return
    right = _right(each)
    best = max(right.values(), default=0)
    correct = [name for name, weight in right.items() if weight == best]
    if item.kind is ItemKind.JUDGEMENT:
        correct = correct[:1]  # one response can be right; the mapping knows the others
    if correct:
        values = SubElement(declaration, "qti-correct-response")
        for name in correct:
            SubElement(values, "qti-value").text = name
    if item.kind in _MAPPED:
        limits = {"default-value": "0", "lower-bound": "0", "upper-bound": "1"}
        mapping = SubElement(declaration, "qti-mapping", limits)
        # a mapping may not be empty
        for name, weight in (right or {_names(each)[0]: 0.0}).items():
            entry = {"map-key": name, "mapped-value": f"{weight:.6f}".rstrip("0").rstrip(".")}
            SubElement(mapping, "qti-map-entry", entry)


def _interaction(body: Element, each: Outgoing, quiz: Quiz) -> None:
    item = each.item
    response = {"response-identifier": "RESPONSE"}
    if item.kind is ItemKind.REFLECTION:
        SubElement(body, "qti-extended-text-interaction", response)
        return
    shuffle = {"shuffle": "true" if quiz.is_shuffled or item.kind not in _CHOICES else "false"}
    if item.kind is ItemKind.MATCHING:
        most = {"max-associations": str(len(item.options))}
        _pairs(SubElement(body, "qti-match-interaction", response | shuffle | most), each)
        return
    if item.kind is ItemKind.ORDERING:
        interaction = SubElement(body, "qti-order-interaction", response | shuffle)
    else:
        most = {"max-choices": "0" if item.kind is ItemKind.MULTIPLE else "1"}
        interaction = SubElement(body, "qti-choice-interaction", response | shuffle | most)
    for name, option in zip(_names(each), item.options, strict=True):
        _choice(interaction, "qti-simple-choice", {"identifier": name}, option.text)


def _pairs(interaction: Element, each: Outgoing) -> None:
    left = SubElement(interaction, "qti-simple-match-set")
    tag = "qti-simple-associable-choice"
    for name, option in zip(_names(each), each.item.options, strict=True):
        _choice(left, tag, {"identifier": name, "match-max": "1"}, option.text)
    right = SubElement(interaction, "qti-simple-match-set")
    for text, name in _targets(each).items():
        most = str(len(each.item.options))
        _choice(right, tag, {"identifier": name, "match-max": most}, text)


def _choice(parent: Element, tag: str, attributes: dict[str, str], prose: Prose) -> None:
    element = element_of(prose)
    element.tag = tag
    element.attrib.update(attributes)
    parent.append(element)


def _feedback(each: Outgoing) -> Iterator[tuple[str, Prose]]:
    """Give what is shown after answering: at the option that was chosen, and to everybody."""
    if each.item.kind in _CHOICES:
        for name, option in zip(_names(each), each.item.options, strict=True):
            if option.feedback:
                yield name, option.feedback
    if each.item.explanation:
        yield GENERAL, each.item.explanation


def _processing(root: Element, each: Outgoing) -> None:
    """Score by a template of the standard, or by its rules written out where there is feedback."""
    item = each.item
    has_feedback = bool(list(_feedback(each)))
    if not has_feedback:
        if item.is_scored:
            name = "map_response" if item.kind in _MAPPED else "match_correct"
            template = f"{TEMPLATES}/{name}.xml"
            SubElement(root, "qti-response-processing", template=template)
        return
    processing = SubElement(root, "qti-response-processing")
    if item.is_scored:
        _score(processing, item.kind)
    shown = SubElement(processing, "qti-set-outcome-value", identifier="FEEDBACK")
    several = SubElement(shown, "qti-multiple")
    if item.kind in _CHOICES:
        SubElement(several, "qti-variable", identifier="RESPONSE")
    if item.explanation:
        value = SubElement(several, "qti-base-value", {"base-type": "identifier"})
        value.text = GENERAL


def _score(processing: Element, kind: ItemKind) -> None:
    if kind in _MAPPED:
        outcome = SubElement(processing, "qti-set-outcome-value", identifier="SCORE")
        SubElement(outcome, "qti-map-response", identifier="RESPONSE")
        return
    condition = SubElement(processing, "qti-response-condition")
    is_right = SubElement(condition, "qti-response-if")
    match = SubElement(is_right, "qti-match")
    SubElement(match, "qti-variable", identifier="RESPONSE")
    SubElement(match, "qti-correct", identifier="RESPONSE")
    for branch, value in ((is_right, "1"), (SubElement(condition, "qti-response-else"), "0")):
        outcome = SubElement(branch, "qti-set-outcome-value", identifier="SCORE")
        SubElement(outcome, "qti-base-value", {"base-type": "float"}).text = value
