"""File names for URLs: readable, safe on every system, and no two the same."""

from __future__ import annotations

import re
from hashlib import sha256
from urllib.parse import unquote, urlsplit

MAX_SLUG = 80  # characters; with the host below all limits of file systems
_UNSAFE = re.compile(r"[^\w-]+")
_SUFFIX = re.compile(r"\.(?:x?html?|php|aspx?|jsp|cms|ece)$", re.IGNORECASE)


def stem_of(url: str, key: str) -> str:
    """A relative path for what a URL gives; `key`, its identity, tells like ones apart.

    >>> stem_of("https://gazette.example/news/harbor-bridge.html?page=2", "k")
    'gazette.example/harbor-bridge-8254c329'
    >>> stem_of("http://127.0.0.1:8808/%2e%2e/..%2fCON", "k")
    '127.0.0.1_8808/CON-8254c329'
    """
    parts = urlsplit(url)
    names = [_slug(unquote(part)) for part in parts.path.split("/")]
    slug = next((name for name in reversed(names) if name), "front-page")
    host = re.sub(r"[^a-z0-9.-]", "_", parts.netloc.lower()).strip(".")[:MAX_SLUG]
    return f"{host or '_'}/{slug}-{sha256(key.encode('utf-8', 'replace')).hexdigest()[:8]}"


def _slug(part: str) -> str:
    return _UNSAFE.sub("-", _SUFFIX.sub("", part))[:MAX_SLUG].strip("-")
