"""The picture that an <img> shows: lazy pages keep its address anywhere but in `src`."""

from __future__ import annotations

from collections.abc import Mapping

from scraper.text import squeeze

SOURCES = ("data-src", "data-lazy-src", "data-original", "src")
SOURCE_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
UNSEEN = ("0", "1")  # pixels; an image that small counts visits


def picture_of(attributes: Mapping[str, str | None]) -> tuple[str | None, str | None] | None:
    """An image's URL and its text, either None where it has none; None for a counting pixel.

    >>> picture_of({"src": "data:image/gif;base64,R0", "data-original": "quay.jpg", "alt": "Quay"})
    ('quay.jpg', 'Quay')
    """
    if attributes.get("width") in UNSEEN or attributes.get("height") in UNSEEN:
        return None
    alt = squeeze(attributes.get("alt") or "") or None
    for key in SOURCES:
        url = attributes.get(key)
        if url and not url.startswith("data:"):
            return url, alt
    for key in SOURCE_SETS:
        # https://html.spec.whatwg.org/#srcset-attributes: "url width, url width", best often last
        url = (attributes.get(key) or "").rpartition(", ")[2].strip().partition(" ")[0]
        if url and not url.startswith("data:"):
            return url, alt
    return None, alt
