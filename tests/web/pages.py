"""What every page must keep, asked of its HTML."""

import re
from xml.etree import ElementTree

import html5lib

XHTML = "{http://www.w3.org/1999/xhtml}"
_BLOCKS = {
    XHTML + tag
    for tag in ("p", "div", "li", "td", "th", "dt", "dd", "h1", "h2", "h3", "h4", "tr", "section", "ol", "ul")
}
_NEVER = ("<c-", "{{", "{%", "None", "Traceback")
_FORBIDDEN_WORDS = (
    r"\b[Bb]ạn\b",
    r"\banh/chị\b",
    r"\bvui lòng thử lại\b",
    r"\bkhông hợp lệ\b",
    r"\bdashboard\b",
    r"\bsubmit\b",
)


def parsed(html: str) -> ElementTree.Element:
    """The document, read strictly: malformed HTML is an error. Also checks what no page may contain."""
    for text in _NEVER:
        assert text not in html, f"{text!r} in the page: {html[max(0, html.find(text) - 80) : html.find(text) + 80]!r}"
    document = html5lib.HTMLParser(strict=True).parse(html)
    seen = " ".join(visible(document).split())
    for pattern in _FORBIDDEN_WORDS:
        assert not re.search(pattern, seen), f"{pattern} in the text of the page"
    _ids_are_unique(document)
    _fields_have_labels(document)
    _links_on_the_page_lead_somewhere(document)
    assert len(every(document, "h1")) == 1, "a page has one h1"
    return document


def every(document: ElementTree.Element, tag: str, **attributes: str) -> list[ElementTree.Element]:
    """All elements of a tag with these attribute values (``class_`` asks for one of the classes)."""
    found = []
    for element in document.iter(XHTML + tag):
        wanted = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
        classes = element.get("class", "").split()
        if all(value in classes if key == "class" else element.get(key) == value for key, value in wanted.items()):
            found.append(element)
    return found


def one(document: ElementTree.Element, tag: str, **attributes: str) -> ElementTree.Element:
    """The only such element."""
    found = every(document, tag, **attributes)
    assert len(found) == 1, f"{len(found)} × {tag} {attributes}"
    return found[0]


def visible(element: ElementTree.Element) -> str:
    """The text of an element, scripts and styles left out."""
    if element.tag in (XHTML + "script", XHTML + "style"):
        return ""
    inside = (element.text or "") + "".join(visible(child) + (child.tail or "") for child in element)
    return f" {inside} " if element.tag in _BLOCKS else inside


def text(element: ElementTree.Element) -> str:
    """The text of an element with single spaces."""
    return " ".join(visible(element).split())


def _ids_are_unique(document: ElementTree.Element) -> None:
    # Two cards of one commune draw the same weave under the same name: the drawings are equal, so no reference can go wrong.
    ids = [
        element.get("id") for element in document.iter() if element.get("id") and not element.tag.endswith("}pattern")
    ]
    assert len(ids) == len(set(ids)), f"ids twice: {sorted({one for one in ids if ids.count(one) > 1})}"


def _fields_have_labels(document: ElementTree.Element) -> None:
    labelled = {label.get("for") for label in every(document, "label")}
    inside = {id(field) for label in every(document, "label") for field in label.iter()}
    for tag in ("input", "select", "textarea"):
        for field in every(document, tag):
            if field.get("type") != "hidden":
                named = id(field) in inside or field.get("id") in labelled or field.get("aria-label")
                assert named, f"a field without a label: {field.attrib}"


def _links_on_the_page_lead_somewhere(document: ElementTree.Element) -> None:
    ids = {element.get("id") for element in document.iter()}
    for link in every(document, "a"):
        target = link.get("href")
        assert target, f"a link without an address: {text(link)}"
        if target.startswith("#"):
            assert target[1:] in ids, f"{target} leads nowhere"
