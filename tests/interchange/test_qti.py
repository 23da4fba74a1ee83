"""QTI 3.0: a package as the standard describes it, with the scores that count here."""

import re
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import Element
from zipfile import ZipFile

import pytest
from defusedxml.ElementTree import fromstring

from training.compiler.quiz import compile_quiz
from training.domain.quiz import ItemKind, Quiz
from training.interchange.outgoing import weight_of
from training.interchange.qti_item import NAMESPACE, TEMPLATES
from training.interchange.qti_package import PACKAGING, write_qti

SHIPPED = sorted([*Path("quizzes").glob("*.md"), *Path("tests/library/quizzes").glob("*.md")])
Q = f"{{{NAMESPACE}}}"
P = f"{{{PACKAGING}}}"
INTERACTIONS = {
    ItemKind.SINGLE: "qti-choice-interaction",
    ItemKind.MULTIPLE: "qti-choice-interaction",
    ItemKind.POLL: "qti-choice-interaction",
    ItemKind.JUDGEMENT: "qti-choice-interaction",
    ItemKind.ORDERING: "qti-order-interaction",
    ItemKind.MATCHING: "qti-match-interaction",
    ItemKind.REFLECTION: "qti-extended-text-interaction",
}
ORDER = [
    "qti-response-declaration",
    "qti-outcome-declaration",
    "qti-item-body",
    "qti-response-processing",
    "qti-modal-feedback",
]
XHTML = frozenset({"a", "blockquote", "br", "code", "div", "em", "h3", "h4", "h5", "h6", "hr"})
XHTML |= {"li", "ol", "p", "pre", "strong", "table", "td", "th", "tr", "ul"}


def quiz_of(path: Path) -> Quiz:
    value = compile_quiz(path.read_text()).value
    assert value
    return value


def package_of(quiz: Quiz) -> dict[str, Element]:
    with ZipFile(BytesIO(write_qti(quiz).content)) as archive:
        return {name: fromstring(archive.read(name)) for name in archive.namelist()}


def items_of(quiz: Quiz) -> list[Element]:
    return [root for name, root in package_of(quiz).items() if name.startswith("items/")]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_the_manifest_names_every_file_and_the_test_asks_every_item(path: Path) -> None:
    quiz = quiz_of(path)
    package = package_of(quiz)
    manifest, test = package["imsmanifest.xml"], package["test.xml"]
    assert manifest.tag == f"{P}manifest"
    assert [child.tag.removeprefix(P) for child in manifest] == [
        "metadata",
        "organizations",
        "resources",
    ]
    assert manifest.findtext(f"{P}metadata/{P}schemaversion") == "3.0.0"
    resources = manifest.findall(f"{P}resources/{P}resource")
    files = [each.get("href") for each in manifest.iter(f"{P}file")]
    assert sorted(map(str, files)) == sorted(package.keys() - {"imsmanifest.xml"})
    names = [str(each.get("identifier")) for each in resources]
    assert len(set(names)) == len(names)
    assert {each.get("identifierref") for each in manifest.iter(f"{P}dependency")} <= set(names)
    asked = [each.get("href") for each in test.iter(f"{Q}qti-assessment-item-ref")]
    assert asked == [f"items/item-{place:03d}.xml" for place in range(1, len(quiz.items) + 1)]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_every_item_keeps_the_rules_of_the_standard(path: Path) -> None:
    quiz = quiz_of(path)
    for item, root in zip(quiz.items, items_of(quiz), strict=True):
        assert root.tag == f"{Q}qti-assessment-item"
        assert {"identifier", "title", "time-dependent", "adaptive"} <= root.attrib.keys()
        tags = [child.tag.removeprefix(Q) for child in root]
        assert tags == sorted(tags, key=ORDER.index)
        assert root.find(f".//{Q}{INTERACTIONS[item.kind]}") is not None
        known = {
            "RESPONSE",
            *(each.get("identifier") for each in root.iter(f"{Q}qti-outcome-declaration")),
        }
        for each in root.iter():
            name = each.tag.removeprefix(Q)
            assert name.startswith("qti-") or name in XHTML
            if name in ("qti-variable", "qti-set-outcome-value", "qti-map-response"):
                assert each.get("identifier") in known
            if name == "qti-modal-feedback":
                assert {"outcome-identifier", "identifier", "show-hide"} <= each.attrib.keys()
                assert each.get("outcome-identifier") in known
        check_identifiers(root)


def check_identifiers(root: Element) -> None:
    """Hold every value to the choices that there are."""
    choices = [
        str(each.get("identifier"))
        for tag in ("qti-simple-choice", "qti-simple-associable-choice")
        for each in root.iter(f"{Q}{tag}")
    ]
    assert len(set(choices)) == len(choices)
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", choice) for choice in choices)
    values = [
        value.text or "" for value in root.findall(f".//{Q}qti-correct-response/{Q}qti-value")
    ]
    values += [str(entry.get("map-key")) for entry in root.iter(f"{Q}qti-map-entry")]
    assert {part for value in values for part in value.split()} <= set(choices)
    processing = root.find(f"{Q}qti-response-processing")
    if processing is not None and "template" in processing.attrib:
        allowed = {f"{TEMPLATES}/match_correct.xml", f"{TEMPLATES}/map_response.xml"}
        assert processing.get("template") in allowed
        assert not list(processing)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_levels_are_told_as_a_mapping(path: Path) -> None:
    quiz = quiz_of(path)
    for item, root in zip(quiz.items, items_of(quiz), strict=True):
        if item.kind is ItemKind.JUDGEMENT:
            mapped = {
                entry.get("map-key"): float(str(entry.get("mapped-value")))
                for entry in root.iter(f"{Q}qti-map-entry")
            }
            for place, option in enumerate(item.options, start=1):
                wanted = weight_of(item, option) / 100
                assert mapped.get(f"A{place}", 0.0) == pytest.approx(wanted, abs=1e-5)


def test_a_draw_is_told_and_the_same_quiz_gives_the_same_bytes() -> None:
    source = Path("tests/library/quizzes/vragen.md").read_text()
    value = compile_quiz(source.replace("id: vragen", "id: vragen\nvragen: 3")).value
    assert value
    selection = package_of(value)["test.xml"].find(f".//{Q}qti-selection")
    assert selection is not None
    assert selection.get("select") == "3"
    assert write_qti(value).content == write_qti(value).content


def test_what_xml_cannot_hold_is_left_out() -> None:
    source = (
        "---\ntitel: 'A & <b>'\nid: x\n---\n\n## Vraag \x0b&amp; &lt;i>\n\n- [x] a \x01b\n- [ ] c\n"
    )
    value = compile_quiz(source).value
    assert value
    (item,) = items_of(value)
    assert item.get("title") == "Vraag & <i>"
