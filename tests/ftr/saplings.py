"""Small random pages made of the words of one expression, so that it finds something on them."""

from __future__ import annotations

import re
from random import Random

_NAME = re.compile(r"(?<![@\w'-])([a-z][\w-]*)(?=[\s\[/|)]|$)")
_ATTRIBUTE = re.compile(r"@([\w-]+)")
_TEXT = re.compile(r"'([^'<>]*)'|\"([^\"<>]*)\"")
_FUNCTIONAL = frozenset({"and", "or", "div", "mod", "text", "node", "contains", "normalize-space"})
PLAIN = ("div", "p", "span", "section", "a", "h2")
NOT_NESTED = frozenset({"html", "head", "body", "tr", "td", "th", "tbody", "option", "frame"})


def sapling(expression: str, random: Random, size: int = 30) -> str:
    """The markup of a page."""
    names = [n for n in _NAME.findall(expression.lower()) if n not in NOT_NESTED | _FUNCTIONAL]
    tags = [*names, *names, *PLAIN]
    attributes = [a.lower() for a in _ATTRIBUTE.findall(expression)] or ["class"]
    texts = [one or other for one, other in _TEXT.findall(expression)] or ["story"]
    pieces = ["<body>"]
    open_tags: list[str] = []
    for _ in range(size):
        if open_tags and random.random() < 0.4:
            pieces.append(f"</{open_tags.pop()}>")
            continue
        tag = random.choice(tags)
        worn = "".join(
            f' {name}="{_worn(texts, random)}"' for name in set(attributes) if random.random() < 0.6
        )
        pieces.append(f"<{tag}{worn}>")
        if random.random() < 0.6:
            pieces.append(random.choice([*texts, "Word ", " by ", "\n"]))
        open_tags.append(tag)
    return "".join(pieces)


def _worn(texts: list[str], random: Random) -> str:
    """An attribute's value: one of the texts, alone or among others."""
    text = random.choice(texts).replace('"', "")
    return random.choice([text, text.strip(), f"a {text.strip()} b", text + "x", text.upper(), ""])
