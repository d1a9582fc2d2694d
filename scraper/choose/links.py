"""Addresses: the page's own and its pictures'."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from scraper.choose.claims import Claims

_PLAIN = re.compile(r"https?://[^/?#\[\]\s:@][^/?#\[\]\s]*(?:/(?!\.)[^\s/]+)*/?$")


def choose_link(claims: Claims, name: str, refused: re.Pattern[str] | None = None) -> str | None:
    """A URL made absolute; None where the page names none that is http or https.

    One in which `refused` is found is passed over.
    """
    for candidate in claims.proposed(name):
        url = absolute(claims.document.url, candidate.value)
        if url and not (refused and refused.search(url)):
            claims.note(name, candidate.source)
            return url
    return None


def absolute(base: str | None, url: str) -> str | None:
    """The URL against the page's own; None unless it is http or https, and names a host."""
    if url.startswith(("https://", "http://")) and _PLAIN.match(url):
        return url  # most are; urljoin takes thirty times as long
    try:
        full = urljoin(base or "", url.strip())
        has_host = bool(urlsplit(full).hostname)
    except ValueError:
        return None
    return full if has_host and full.startswith(("http://", "https://")) else None
