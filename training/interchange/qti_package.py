"""A quiz as a package of QTI 3.0: a manifest, a test and an item per question."""

from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element, SubElement, tostring
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from training.domain.quiz import ItemKind, Quiz
from training.interchange.outgoing import Exported, Outgoing, clean, losses, outgoing
from training.interchange.qti_item import NAMESPACE, SCHEMA, XSI, identifier_of, write_item
from training.interchange.questions import Note
from training.interchange.raw import note

PACKAGING = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
PACKAGING_SCHEMA = (
    "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqtiv3p0_imscpv1p2_v1p0.xsd"
)
TEST = "test.xml"
_DAY = (2000, 1, 1, 0, 0, 0)
"""The same quiz gives the same file, whenever it is written."""


def write_qti(quiz: Quiz) -> Exported:
    """Write the package; the notes tell what stayed behind."""
    questions = outgoing(quiz)
    package = BytesIO()
    with ZipFile(package, "w", ZIP_DEFLATED) as archive:
        _add(archive, "imsmanifest.xml", _manifest(questions, quiz))
        _add(archive, TEST, _test(questions, quiz))
        for each in questions:
            _add(archive, _path(each), write_item(each, quiz))
    notes = (*losses(quiz, has_selection=True), *_losses(questions))
    return Exported(package.getvalue(), notes)


def _losses(questions: tuple[Outgoing, ...]) -> Iterator[Note]:
    for each in questions:
        if each.item.kind is ItemKind.ORDERING:
            yield note("out-order-whole", each.item.line, name=each.item.title)


def _add(archive: ZipFile, path: str, root: Element) -> None:
    content = tostring(root, encoding="utf-8", xml_declaration=True)
    entry = ZipInfo(path, _DAY)
    entry.compress_type = ZIP_DEFLATED
    archive.writestr(entry, content)


def _path(each: Outgoing) -> str:
    return f"items/{identifier_of(each)}.xml"


def _manifest(questions: tuple[Outgoing, ...], quiz: Quiz) -> Element:
    root = Element(
        "manifest",
        {
            "xmlns": PACKAGING,
            "xmlns:xsi": XSI,
            "xsi:schemaLocation": f"{PACKAGING} {PACKAGING_SCHEMA}",
            "identifier": f"quiz-{quiz.header.slug}",
        },
    )
    metadata = SubElement(root, "metadata")
    SubElement(metadata, "schema").text = "QTI Package"
    SubElement(metadata, "schemaversion").text = "3.0.0"
    SubElement(root, "organizations")
    resources = SubElement(root, "resources")
    test = _resource(resources, "test", "imsqti_test_xmlv3p0", TEST)
    for each in questions:
        SubElement(test, "dependency", identifierref=identifier_of(each))
        _resource(resources, identifier_of(each), "imsqti_item_xmlv3p0", _path(each))
    return root


def _resource(resources: Element, name: str, kind: str, path: str) -> Element:
    attributes = {"identifier": name, "type": kind, "href": path}
    resource = SubElement(resources, "resource", attributes)
    SubElement(resource, "file", href=path)
    return resource


def _test(questions: tuple[Outgoing, ...], quiz: Quiz) -> Element:
    title = clean(quiz.header.title)
    root = Element(
        "qti-assessment-test",
        {
            "xmlns": NAMESPACE,
            "xmlns:xsi": XSI,
            "xsi:schemaLocation": f"{NAMESPACE} {SCHEMA}",
            "identifier": "test",
            "title": title,
        },
    )
    part = {"identifier": "part", "navigation-mode": "nonlinear", "submission-mode": "individual"}
    section = SubElement(
        SubElement(root, "qti-test-part", part),
        "qti-assessment-section",
        {"identifier": "section", "title": title, "visible": "true"},
    )
    if quiz.draw and quiz.draw < len(questions):
        SubElement(section, "qti-selection", select=str(quiz.draw))
    for each in questions:
        attributes = {"identifier": identifier_of(each), "href": _path(each)}
        SubElement(section, "qti-assessment-item-ref", attributes)
    return root
