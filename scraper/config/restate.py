"""Full-Text RSS rules restated as a config file of ours: a start, for a person to go on from.

What our language has no word for stands in comments, so that nothing is lost unseen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from scraper.config.borrowed import Asked, Borrowed, make_borrowed
from scraper.config.hooks import Hooks
from scraper.config.schema import RuleTable, SourceTable
from scraper.config.toml import spell
from scraper.ftr import Query, RuleFile
from scraper.ftr.expression import Binary, Call, Expression, Filter, Literal, Path, Selected, Step
from scraper.types import Label

_HEAD = """\
#:schema ../schema.json
# Restated from {name} of ftr-site-config, which is in the public domain.
# Most of its files are older than the pages they are for: keep what a saved page proves.
"""
_META = re.compile(r'meta\[(?:property|name)="([\w:.-]+)"\]')
_WORN = re.compile(r'\[(?:class|id)[*~^]?="([^"]+)"')
_PLAIN = re.compile(r'\[class~="([a-zA-Z][\w-]*)"\]|\[id="([a-zA-Z][\w-]*)"\]')
_HERE = Path((Step("self", "node()"),))
_LINKS = frozenset({"next_page", "single_page"})


def restate(rules: RuleFile, hooks: Hooks) -> str:
    """The text of a config file; `hooks` tell which kind of furniture a rule strips."""
    borrowed = make_borrowed(rules)
    parts = (
        _HEAD.format(name=rules.name).splitlines(),
        _body(borrowed),
        _fields(borrowed),
        _blocks(borrowed, hooks),
        _fetch(borrowed),
        _left(rules, borrowed),
    )
    return "\n\n".join("\n".join(lines) for lines in map(list, parts) if lines) + "\n"


def _body(borrowed: Borrowed) -> Iterator[str]:
    lines = [*_items(borrowed.body, _selector)]
    if lines:
        yield from ("[body]", "root = [", *lines, "]")


def _fields(borrowed: Borrowed) -> Iterator[str]:
    known = {name: asked for name, asked in borrowed.fields.items() if name not in _LINKS}
    if known:
        yield "[fields]"
    for name, several in known.items():
        yield from (f"{name} = [", *_items(several, _sources(name == "authors")), "]")


def _fetch(borrowed: Borrowed) -> Iterator[str]:
    known = {name: asked for name, asked in borrowed.fields.items() if name in _LINKS}
    if known:
        yield "[fetch]"
    for name, several in known.items():
        yield from (f"{name} = [", *_items(several, _address), "]")


def _blocks(borrowed: Borrowed, hooks: Hooks) -> Iterator[str]:
    by_label: dict[Label, list[Asked]] = {}
    for label, asked in borrowed.blocks:
        by_label.setdefault(label, []).append(asked)
    for asked in borrowed.strip:
        worn = " ".join(_WORN.findall(asked.query.css or ""))
        found = hooks.find(worn)
        label = found[1] if found and found[1].is_boilerplate else Label.OTHER
        by_label.setdefault(label, []).append(asked)
    if by_label:
        yield "[blocks]"
    for label in sorted(by_label, key=str):
        yield from (f"{label} = [", *_items(by_label[label], _rule), "]")


def _left(rules: RuleFile, borrowed: Borrowed) -> Iterator[str]:
    """What no line of ours says, and the pages that the rules were made for."""
    for text, new in borrowed.edits:
        yield _comment(f"replaced {text!r} by {new!r} in the markup")
    for part in borrowed.pictures:
        yield _comment(f"left out pictures from {part}")
    for remark in borrowed.remarks:
        yield _comment(remark)
    for directive in rules.of("test_url", "test_contains"):
        yield _comment(f"{directive.name}: {directive.value}")


def _comment(text: str) -> str:
    """A line that TOML takes for a comment, whatever the text holds."""
    return "# " + "".join(c for c in " ".join(text.split()) if c.isprintable())


def _items(
    several: Iterable[Asked], say: Callable[[Query], str | RuleTable | SourceTable | None]
) -> Iterator[str]:
    """The items of a list; a comment for each that our language cannot say."""
    said: set[str] = set()
    for asked in several:
        value = None if asked.given else say(asked.query)
        given = f", where the page has {asked.given.text}" if asked.given else ""
        line = _comment(asked.query.text + given) if value is None else f"{spell(value)},"
        if line not in said:
            yield f"    {line}"
        said.add(line)


def _selector(query: Query) -> str | None:
    return query.css if not query.attribute else None


def _rule(query: Query) -> str | RuleTable | None:
    """Elements of one role: CSS, with a text they hold or the box around them to mark instead."""
    if query.css:
        plain = _PLAIN.fullmatch(query.css)
        if plain and not query.attribute:
            return f".{plain[1]}" if plain[1] else f"#{plain[2]}"
        return _selector(query)
    match query.walk:
        case Selected(css, (check,), ()):
            text = _holds(check)
            return RuleTable(css, text=text) if text else None
        case Selected(css, (), (Step("ancestor", name, (Literal(1.0),)),)) if name != "*":
            # Ours may mark the element itself, where it is such a box.
            tag = re.match(r"[\w-]+", re.split(r"[ >~+]+(?![^\[(]*[\])])", css)[-1])
            return RuleTable(css, up=name) if tag and tag[0] != name else None
    return None


def _holds(check: Expression) -> str | None:
    """The regex of an element's text that a check stands for."""
    match check:
        case Call("contains", (where, Literal(str(text)))) if where == _HERE:
            return re.escape(text).replace(r"\ ", " ")
        case Call("starts-with", (where, Literal(str(text)))) if where == _HERE:
            return "^" + re.escape(text).replace(r"\ ", " ")
        case Binary("=", where, Literal(str(text))) if where == _HERE:
            return f"^{re.escape(text)}$".replace(r"\ ", " ")
    return None


def _sources(every: bool) -> Callable[[Query], str | SourceTable | None]:
    """How a field's source is said; `every` for a field of many values."""

    def say(query: Query) -> str | SourceTable | None:
        if query.css is None:
            return _cut(query.walk, every) if query.walk else None
        css = f"{query.css}::attr({query.attribute})" if query.attribute else query.css
        named = _META.fullmatch(query.css) if query.attribute == "content" else None
        if named:
            return f"@meta {named[1]}"
        return SourceTable(css=css, all=True) if every else css

    return say


def _cut(walk: Expression, every: bool) -> str | SourceTable | None:
    """A text of the page between two others, or one that the rule itself gives."""
    before = after = ""
    while True:
        match walk:
            case Literal(str(text)):
                return f"@const {text}" if text.strip() else None
            case Call("normalize-space" | "string", (inner,)):
                walk = inner
            case Call("substring-after", (inner, Literal(str(text)))) if not before:
                walk, before = inner, text
            case Call("substring-before", (inner, Literal(str(text)))) if not after:
                walk, after = inner, text
            case Filter(inner, (Literal(1.0),), ()) if not every:
                walk = inner
            case Selected(css, (), ()):
                return SourceTable(css=css, re=_between(before, after))
            case Selected(css, (), (Step("attribute", name, ()),)) if name != "*":
                return SourceTable(css=f"{css}::attr({name})", re=_between(before, after))
            case _:
                return None


def _between(before: str, after: str) -> str | None:
    """The regex of what stands between two texts; None where neither is given."""
    if not (before or after):
        return None
    start, end = (re.escape(text).replace(r"\ ", r"\s+") for text in (before, after))
    return f"{start}(.*?){end}" if end else f"{start}(.*)"


def _address(query: Query) -> str | None:
    """A link's address, whether the rule asks for the link or for its address."""
    if query.css is None or "," in query.css:
        return None
    return f"{query.css}::attr({query.attribute or 'href'})"
