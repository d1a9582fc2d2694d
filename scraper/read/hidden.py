"""Whether an element's own attributes keep it from the reader's eyes."""

from __future__ import annotations

import re
from collections.abc import Mapping

_STYLES = re.compile(
    r"display:none|visibility:hidden|(?<![\w-])opacity:0(?![.\d])|font-size:0(?![.\d])"
    r"|(?:left|top|text-indent):-\d{3,}|clip:rect\(0"
)
_ZERO_SIZE = re.compile(r"(?:^|;)(?:height|width|max-height):0(?:px)?(?:;|$)")
_COLOUR = re.compile(r"(?:^|;)color:([^;!]+)")
_BACKGROUND = re.compile(r"(?:^|;)background(?:-color)?:([^;!]+)")
_SCREEN_READER = re.compile(
    r"\b(?:sr|screen-?reader)[-_]?(?:only|text)|(?:visually|visuallyhidden|accessibly|a11y)[-_]?hidden"
    r"|\boff-?screen\b|\bvisuallyhidden\b",
    re.IGNORECASE,
)


def is_hidden(attributes: Mapping[str, str | None]) -> bool:
    """Whether `hidden` or the inline style keeps the element from view.

    `aria-hidden` alone does not: pages saved while a dialog was open carry it on the story itself.

    >>> is_hidden({"style": "display: none"}), is_hidden({"hidden": None})
    (True, True)
    >>> is_hidden({"style": "color: #333; display: block"})
    False
    """
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return True
    style = attributes.get("style")
    return bool(style) and _style_hides(style or "")


def is_invisible_text(attributes: Mapping[str, str | None], names: str) -> bool:
    """Whether an inline element holds words for screen readers or for nobody.

    Inline `aria-hidden` text is left in: it is what sighted readers see in place of a label.
    """
    if "hidden" in attributes or _SCREEN_READER.search(names):
        return True
    style = attributes.get("style")
    return bool(style) and _style_hides(style or "")


def _style_hides(style: str) -> bool:
    plain = "".join(style.split()).lower()
    if _STYLES.search(plain):
        return True
    if "overflow:hidden" in plain and _ZERO_SIZE.search(plain):
        return True
    colour, background = _COLOUR.search(plain), _BACKGROUND.search(plain)
    return bool(colour and background and colour.group(1) == background.group(1))
