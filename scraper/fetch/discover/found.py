"""A page that a site names itself, and what it says of it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from scraper.fetch.discover.when import read_time
from scraper.fetch.faults import Fault
from scraper.fetch.urls import join
from scraper.text import squeeze

MAX_TITLE = 500  # characters

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")


@dataclass(frozen=True, slots=True)
class Found:
    """One page, or one sitemap of an index. `url` is canonical; `modified` is in UTC.

    None where the site did not say.
    """

    url: str
    modified: datetime | None = None
    title: str | None = None


def make_found(link: str, base: str, modified: str = "", title: str = "") -> Found | None:
    """What a list at `base` says of one link; None where it leads to no page of the web."""
    if not (link := link.strip()):
        return None
    try:
        url = join(base, link)
    except Fault:
        return None
    return Found(url, read_time(modified), _plain(title) or None)


def newest_first(found: Iterable[Found]) -> list[Found]:
    """The dated ones, newest first; then the others as they came."""
    return sorted(found, key=lambda one: -one.modified.timestamp() if one.modified else UNDATED)


UNDATED = float("inf")


def _plain(title: str) -> str:
    """A title as it is read: feeds escape their markup once, and often twice.

    >>> _plain(" The &lt;em&gt;Ana&lt;/em&gt; sails &amp;amp; returns ")
    'The Ana sails & returns'
    """
    title = html.unescape(title[: 4 * MAX_TITLE])
    return squeeze(html.unescape(_TAG.sub("", title)))[:MAX_TITLE]
