"""What HTML's elements do to the text in them: run along in a line, stand apart, or stay silent."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from scraper.types import Kind


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


# https://html.spec.whatwg.org/#phrasing-content, less what only ever holds furniture.
INLINE = _names(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb "
    "ruby s samp small span strike strong sub sup time tt u var wbr math mi mn mo"
)
# Nothing inside is text of the page: programs, drawings, form state, other documents, annotations.
SILENT = _names(
    "script style noscript template svg canvas iframe object embed video audio select datalist "
    "textarea head title rt rp map frameset noframes input meta link base source track param area "
    "col basefont bgsound annotation annotation-xml"
)
# The elements that stand apart; any other name is the page's own invention, or a button.
APART = _names(
    "address article aside blockquote body br caption center colgroup dd details dialog dir div dl "
    "dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html img legend "
    "li main menu nav ol optgroup option p picture pre search section slot summary table tbody td "
    "tfoot th thead tr ul"
)
PICTURES = frozenset({"img", "amp-img"})
NAMED_BY_TAG = frozenset({"strong", "b", "time"})  # inline elements whose tag alone tells something
FORMS = {
    "li": Kind.ITEM, "dt": Kind.ITEM, "dd": Kind.ITEM, "blockquote": Kind.QUOTE,
    "pre": Kind.PREFORMATTED, "figcaption": Kind.CAPTION,
    "h1": Kind.HEADING, "h2": Kind.HEADING, "h3": Kind.HEADING,
    "h4": Kind.HEADING, "h5": Kind.HEADING, "h6": Kind.HEADING,
}  # fmt: skip
_KICKER = re.compile(
    r"kicker|dachzeile|oberzeile|obertitel|spitzmarke|eyebrow|surtitre|occhiello|ante-?titul"
    r"|cintillo|volanta|(?:top|over)-?line|(?:over|super|pre)-?(?:title|heading|headline)",
    re.IGNORECASE,
)
PASSED_DOWN = frozenset({Kind.ITEM, Kind.QUOTE, Kind.CAPTION, Kind.PREFORMATTED})


def form_of(tag: str, outer: Kind | None, level: int) -> tuple[Kind, int]:
    """The kind and level of an element's own text; `outer` and `level` are those around it."""
    kind = FORMS.get(tag)
    if kind is not None:
        if kind is Kind.HEADING:
            return kind, int(tag[1])
        return kind, level + 1 if kind is Kind.ITEM else 0
    if outer is Kind.PARAGRAPH:
        return Kind.PARAGRAPH, 0
    if outer in PASSED_DOWN or (outer is Kind.HEADING and tag in ("div", "p")):
        return outer, level
    return Kind.PARAGRAPH, 0


def runs_along(node: LexborNode, tag: str) -> bool:
    """Whether an element of no fixed form is a word or two of a sentence, as browsers set it.

    An invented element is one if there is text beside it; a button, if the text goes on after it.
    """
    before, after = _words(node.prev), _words(node.next)
    goes_on = after[:1].isalnum() or after[:1] == ")"
    beside = before and goes_on if tag == "button" else before or after
    if not beside:
        return False
    child = node.child
    while child is not None:
        if child.tag in APART:
            return False
        child = child.next
    return True


def is_kicker(node: LexborNode) -> bool:
    """Whether an element within a heading is called its kicker, and the headline follows it."""
    names = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
    if not _KICKER.search(names):
        return False
    after = node.next
    while after is not None and not (text := after.text(deep=True).strip()):
        after = after.next
    return after is not None and text[0] not in ":-–—|/"


def _words(node: LexborNode | None) -> str:
    """The text of a text node without the space around it; empty for any other node."""
    return (node.text_content or "").strip() if node is not None and node.tag == "-text" else ""
