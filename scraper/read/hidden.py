"""Whether an element's own attributes keep it from the reader's eyes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

_STYLES = re.compile(
    r"(?<![\w-])(?:display:none|visibility:(?:hidden|collapse)|opacity:0(?![.\d])"
    r"|(?:left|top|text-indent|margin-left):-\d{4,}|(?:left|right|top|text-indent):-999"
    r"|clip:rect\([01](?:px)?[,)]|clip-path:inset\((?:50|100)%)"
)
_ZERO_SIZE = re.compile(r"(?:^|;)(?:height|width|max-height):[01]?(?:px)?(?:!important)?(?:;|$)")
_NO_FONT = re.compile(r"(?<![\w-])font-size:0(?![.\d])")
_COLOUR = re.compile(r"(?:^|;)color:([^;!]+)")
_BACKGROUND = re.compile(r"(?:^|;)background(?:-color)?:([^;!]+)")
_INHERITED = frozenset({"inherit", "initial", "unset", "revert", "transparent", "currentcolor"})
_SHORT_HEX = re.compile(r"#(.)(.)(.)$")
_NAMED = {"white": "#ffffff", "black": "#000000"}
_SCREEN_READER = re.compile(
    r"\b(?:sr|screen-?reader)[-_]?(?:only|text)|(?:visually|visuallyhidden|accessibly|a11y)[-_]?hidden"
    r"|\boff-?screen\b|\bvisuallyhidden\b|(?:\b|[-_])vh\b|\bhidden[-_]?(?:label|text)\b|_hidden(?:_|\b)",
    re.IGNORECASE,
)

Attributes = Mapping[str, str | None]


def is_hidden(attributes: Attributes) -> bool:
    """Whether `hidden` or the inline style keeps the element from view, with all that is in it.

    `aria-hidden` alone does not: pages saved while a dialog was open carry it on the story itself.

    >>> is_hidden({"style": "display: none"}), is_hidden({"hidden": None})
    (True, True)
    >>> is_hidden({"style": "color: #333; display: block; backface-visibility: hidden"})
    False
    """
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return True
    style = attributes.get("style")
    return style is not None and _style_hides(style)


def hides_own_text(attributes: Attributes) -> bool:
    """Whether the element's own words have no size; elements inside it may set theirs anew."""
    style = attributes.get("style")
    return style is not None and _NO_FONT.search(_plain(style)) is not None


def is_invisible_text(attributes: Attributes, names: str) -> bool:
    """Whether an inline element holds words for screen readers or for nobody.

    Inline `aria-hidden` text is left in: it is what sighted readers see in place of a label.
    """
    if names and _is_for_screen_readers(names):
        return True
    return is_hidden(attributes) or hides_own_text(attributes)


@lru_cache(maxsize=4_096)  # a page wears the same few hundred names over and over
def _is_for_screen_readers(names: str) -> bool:
    return _SCREEN_READER.search(names) is not None


def _style_hides(style: str) -> bool:
    plain = _plain(style)
    if _STYLES.search(plain):
        return True
    if "overflow:hidden" in plain and _ZERO_SIZE.search(plain):
        return True
    colour, background = _COLOUR.search(plain), _BACKGROUND.search(plain)
    return bool(colour and background and _same(colour.group(1), background.group(1)))


def _plain(style: str) -> str:
    return "".join(style.split()).lower()


def _same(colour: str, background: str) -> bool:
    """Whether two colours are one, however they are written."""
    return colour not in _INHERITED and _in_full(colour) == _in_full(background)


def _in_full(colour: str) -> str:
    return _NAMED.get(colour) or _SHORT_HEX.sub(r"#\1\1\2\2\3\3", colour)
