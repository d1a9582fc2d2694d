"""What others have written down of a site: Full-Text RSS rules, as hints for `read` and `label`.

They stand apart from our own rules, since they are trusted less: many are older than the page's
design. What they strip is furniture to no voter who knows what it is (their articles have no place
for a caption or a byline), their body has to agree with what the page's text says, and their
fields come last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scraper.config.schema import Field
from scraper.ftr import Checkout, Directive, Query, RuleFile
from scraper.types import Label

FIELDS = {"title": Field.HEADLINE, "author": Field.AUTHORS, "date": Field.PUBLISHED}
LINKS = {"next_page_link": "next_page", "single_page_link": "single_page"}
# Elements that a rule wraps others in, where that says what part of the story they are.
WRAPPERS = {
    "blockquote": Label.QUOTE,
    "figcaption": Label.CAPTION,
    "h2": Label.SUBHEAD,
    "h3": Label.SUBHEAD,
}
_QUOTES = re.compile(r"[\"']")
# Text of a script that becomes an element's would be the story's.
_CODE = re.compile(r"script|<style|\bjson", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to a page; `rule` signs what is found: "ftr/paper.example/strip //aside"."""

    rule: str
    query: Query
    given: Query | None = None  # what has to find something on the page first


@dataclass(frozen=True, slots=True)
class Borrowed:
    """The rules of others for one site.

    `where` is the file: "ftr/paper.example.txt". `edits` are texts of the markup and what to put in
    their place, `pictures` parts of the addresses of pictures that are none of the story's. `alone`
    says that where no body is found there is none. `remarks` say what was left, and why.
    """

    where: str
    body: tuple[Asked, ...] = ()
    strip: tuple[Asked, ...] = ()
    blocks: tuple[tuple[Label, Asked], ...] = ()
    fields: Mapping[str, tuple[Asked, ...]] = field(default_factory=dict)
    edits: tuple[tuple[str, str], ...] = ()
    pictures: tuple[str, ...] = ()
    alone: bool = False
    remarks: tuple[str, ...] = ()

    @property
    def questions(self) -> Iterator[tuple[str, Asked]]:
        """All that a page is asked, and what for."""
        yield from (("body", asked) for asked in self.body)
        for name, several in self.fields.items():
            yield from ((name, asked) for asked in several)
        yield from ((str(label), asked) for label, asked in self.blocks)
        yield from (("strip", asked) for asked in self.strip)


@dataclass(frozen=True)
class Lender:
    """A checkout of rules, by host; what is made of a file is made once."""

    checkout: Checkout
    _made: dict[str, Borrowed | None] = field(default_factory=dict, repr=False, compare=False)

    def lend(self, host: str) -> Borrowed | None:
        """The rules for a host; None where there are none."""
        if host not in self._made:
            rules = self.checkout.rules(host)
            self._made[host] = make_borrowed(rules) if rules else None
        return self._made[host]


def make_borrowed(rules: RuleFile) -> Borrowed:
    """The rules of a file, sorted by what they are for."""
    origin = f"ftr/{rules.name.removesuffix('.txt')}"
    remarks = list(rules.remarks)
    body = tuple(_asked(origin, "body", rules, "body"))
    strip = (*_asked(origin, "strip", rules, "strip"), *_worn(origin, rules, remarks))
    fields = {str(name): tuple(_asked(origin, name, rules, key)) for key, name in FIELDS.items()}
    links = {name: tuple(_links(origin, name, rules, key)) for key, name in LINKS.items()}
    blocks = tuple(_wrapped(origin, rules, remarks))
    return Borrowed(
        where=f"ftr/{rules.name}",
        body=body,
        strip=strip,
        blocks=blocks,
        fields={name: asked for name, asked in {**fields, **links}.items() if asked},
        edits=tuple(_edits(rules, remarks)),
        pictures=tuple(dict.fromkeys(d.value for d in rules.of("strip_image_src"))),
        alone=any(d.value == "no" for d in rules.of("autodetect_on_failure")),
        remarks=tuple(remarks),
    )


def _asked(origin: str, key: str, rules: RuleFile, name: str) -> Iterator[Asked]:
    """The questions of one directive, none twice."""
    queries = {d.query.text: d.query for d in rules.of(name) if d.query}
    return (Asked(f"{origin}/{key} {text}", query) for text, query in queries.items())


def _worn(origin: str, rules: RuleFile, remarks: list[str]) -> Iterator[Asked]:
    """`strip_id_or_class`: a whole class or id; a part of one where it begins or ends in a dash."""
    for value, directive in {d.value: d for d in rules.of("strip_id_or_class")}.items():
        name = _QUOTES.sub("", value).strip()
        if not name or re.search(r"\s", name):
            remarks.append(f"{directive.where}: no element wears the class {value!r}")
            continue
        partial = name[0] in "-_" or name[-1] in "-_"
        for attribute in ("class", "id"):
            sign = "*=" if partial else "~=" if attribute == "class" else "="
            css = f"[{attribute}{sign}{_quote(name)}]"
            yield Asked(f"{origin}/strip {css}", Query(value, css))


def _quote(text: str) -> str:
    return '"' + text.replace("\\", "\\\\") + '"'


def _wrapped(origin: str, rules: RuleFile, remarks: list[str]) -> Iterator[tuple[Label, Asked]]:
    for directive in rules.of("wrap_in"):
        label = WRAPPERS.get(directive.about)
        if label is None:
            remarks.append(f"{directive.where}: wrap_in({directive.about}) changes nothing here")
        elif directive.query:
            yield label, Asked(f"{origin}/{label} {directive.value}", directive.query)


def _links(origin: str, key: str, rules: RuleFile, name: str) -> Iterator[Asked]:
    """Links to other parts of a story; `if_page_contains` is about the link above it."""
    pending: Directive | None = None
    for directive in rules.of(*LINKS, "if_page_contains"):
        if directive.name == "if_page_contains":
            if pending and pending.query:
                yield Asked(f"{origin}/{key} {pending.value}", pending.query, directive.query)
            pending = None
            continue
        if pending and pending.query:
            yield Asked(f"{origin}/{key} {pending.value}", pending.query)
        pending = directive if directive.name == name else None
    if pending and pending.query:
        yield Asked(f"{origin}/{key} {pending.value}", pending.query)


def _edits(rules: RuleFile, remarks: list[str]) -> Iterator[tuple[str, str]]:
    """Texts to replace in the markup, in the order of the file."""
    pairs = [(d, d.about, d.value) for d in rules.of("replace_string") if d.about]
    finds = list(rules.of("find_string"))
    others = [d for d in rules.of("replace_string") if not d.about]
    if len(finds) == len(others):
        pairs += [(f, f.value, o.value) for f, o in zip(finds, others, strict=True)]
    elif finds:
        remarks.append(f"{finds[0].where}: {len(finds)} find_string, {len(others)} replace_string")
    for directive, find, new in pairs:
        if _CODE.search(find + new):
            remarks.append(f"{directive.where}: left: it would turn code into text")
        elif find:
            yield find, new
