"""Foreign text as HTML that shows it and does nothing else."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html import escape as escape_html
from urllib.parse import quote, urljoin, urlsplit

from scraper.formats.parts import inert

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_HOST = re.compile(r"[\w.-]+|[\da-f:.]+")
# What stands in no path or query as RFC 3986 has them, and a percent sign that begins no escape.
_NO_URL = re.compile(r"[^\w\-.~:/?#@!$&()*+,;=%]|[^\x00-\x7f]|%(?![0-9A-Fa-f]{2})")
# Languages written from right to left, by their ISO 639 code.
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "nqo", "ps", "sd",
                            "syr", "ug", "ur", "yi"})  # fmt: skip


def escape(text: str) -> str:
    """The text such that HTML shows it letter for letter, in an element or a quoted attribute."""
    return escape_html(inert(text), quote=True)


def link(url: str | None, text: str) -> str:
    """Escaped text that leads to the URL; the bare text when it is not plain http or https.

    >>> link("javascript:alert(1)", "Here & now")
    'Here &amp; now'
    """
    href = web_address(url)
    if not href:
        return escape(text)
    return f'<a href="{escape(href)}" rel="noopener nofollow">{escape(text)}</a>'


def web_address(url: str | None, base: str | None = None) -> str | None:
    """A web page's or picture's address, of ASCII after its host; None for what is none.

    A relative one is taken from `base`, where that is an address itself.

    >>> web_address("/tides|now", "https://daily.example/a"), web_address("javascript:alert(1)")
    ('https://daily.example/tides%7Cnow', None)
    """
    try:
        whole = urljoin(base, url) if url and base and _is_web(base) else url
        if not whole or not _is_web(whole):
            return None
    except ValueError:  # such as "http://[", which no browser opens either
        return None
    begins = whole.index("//") + 2 + len(urlsplit(whole).netloc)
    path, mark, fragment = whole[begins:].partition("#")
    return whole[:begins] + _quoted(path) + mark + _quoted(fragment.replace("#", "%23"))


def _quoted(part: str) -> str:
    return _NO_URL.sub(lambda found: quote(found[0], safe=""), part)


def _is_web(url: str) -> bool:
    """Whether it is plain http or https. Raises ValueError for what is no URL at all."""
    if not url.isprintable() or any(c in url for c in " \\\"'<>`"):
        return False
    parts = urlsplit(url)
    is_port = parts.port is None or parts.port > 0
    host = parts.hostname or ""
    return parts.scheme in ("http", "https") and is_port and bool(_HOST.fullmatch(host))


def language_attributes(language: str | None) -> str:
    """The lang and dir of an element in that language; only dir="auto" when it is not known."""
    known = language_attribute(language)
    return f'{known} dir="{direction(language)}"' if known else ' dir="auto"'


def language_attribute(language: str | None) -> str:
    """The lang of an element; empty when the language is not known."""
    return f' lang="{language}"' if language and _LANGUAGE.fullmatch(language) else ""


def direction(language: str | None) -> str:
    """Where lines of a language run: "rtl" or "ltr", which most do.

    >>> direction("ar-EG"), direction("en"), direction(None)
    ('rtl', 'ltr', 'ltr')
    """
    return "rtl" if (language or "").lower().split("-")[0] in _RIGHT_TO_LEFT else "ltr"


def digest_source(text: str) -> str:
    """What a policy calls an inline style or script that may run.

    See https://www.w3.org/TR/CSP3/#grammardef-hash-source.
    """
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
