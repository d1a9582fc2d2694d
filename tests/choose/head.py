"""What a page says of itself in its head, for the tests of what is chosen from it."""

from __future__ import annotations

import json


def ld(**values: object) -> str:
    made = json.dumps({"@type": "NewsArticle", **values})
    return f'<script type="application/ld+json">{made}</script>'


def meta(**values: str) -> str:
    """Meta elements; "__" in a key is a colon."""
    line = '<meta property="%s" content="%s">'
    return "".join(line % (key.replace("__", ":"), value) for key, value in values.items())
