"""Who wrote a story: people before houses, what the page says before what it prints."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from scraper.choose.claims import CARDS, MAX_FIELD, Claims
from scraper.fields.bio import bio_subject
from scraper.fields.byline import clean_names, split_byline
from scraper.fields.house import is_person, names_address, names_nobody
from scraper.fields.names import is_name
from scraper.fields.places import is_place
from scraper.fields.poster import MAX_CHARS as MAX_POST
from scraper.fields.poster import find_poster
from scraper.fields.roles import names_house
from scraper.text import squeeze
from scraper.types import Candidate, Label, LabelledBlock

MAX_AUTHORS = 12
MAX_FAR = 6  # bylines away from headline and story; more are those of other stories
GUESSED = "revise/bare-byline"  # a name alone on its line, and nothing to say whose
APART = 3  # blocks between two names of one byline, each in a block of its own
_EDITOR = re.compile(r"^(?:editor|redaktur|penyunting|edited by)\s*[:：]\s*", re.IGNORECASE)
_KIND = re.compile(r"^[^\W\d_]{3,12}\s?:\s+(?=[^\W\d_])")  # "Interview: Ana Ruiz"
# Labels of lines that may list who posted a page, and when.
_POSTS = frozenset(
    {Label.TIMESTAMP, Label.BYLINE, Label.OTHER, Label.TAGS, Label.NAV, Label.SHARE}
    | {Label.RELATED, Label.BODY, Label.DECK, Label.KICKER, Label.COMMENTS}
)
_LONE = frozenset(
    {Label.TIMESTAMP, Label.BIO, Label.OTHER, Label.SHARE, Label.RELATED, Label.PROMO}
)
# Names of elements that hold a writer's.
_AUTHOR = re.compile(
    r"(?:^|[-_. ])(?:authors?|autor(?:en|in)?|by-?lines?|published-by|writers?|reporters?"
    r"|redakteur(?:in|e)?|journalists?)(?:[-_. ]|$)",
    re.IGNORECASE,
)
_TRAILS = frozenset({Label.NAV, Label.TAGS, Label.KICKER})  # they list sections beside a day

Found = tuple[tuple[str, ...], str]


def choose_authors(claims: Claims, site: str | None, bio: str | None) -> tuple[str, ...]:
    """Names of the writers; the paper's or agency's own name only where no person is named."""
    for group in claims.by_source("authors"):  # of a site's own sources the first with names
        own = _clean([c for c in group if c.own], site)
        if own:
            claims.note("authors", group[0].source)
            return own[:MAX_AUTHORS]
    for names, source in _people(claims, site, bio):
        claims.note("authors", source)
        return names[:MAX_AUTHORS]
    for names, source in _houses(claims):
        claims.note("authors", source)
        return names[:MAX_AUTHORS]
    return ()


def _people(claims: Claims, site: str | None, bio: str | None) -> Iterator[Found]:
    """People by where they are named, most trusted first."""
    yield from _stated(claims, site)
    housed = bool(claims.proposed("author_house") or claims.proposed("authors"))
    bylines = [b for b in claims.seen(Label.BYLINE) if not _EDITOR.match(b.text)]
    near = [b for b in bylines if _is_near(claims, b)]
    # Far ones are other stories' where this one has its own, be it only of an agency.
    told = any(b.rule != GUESSED and split_byline(squeeze(b.text)[:MAX_FIELD]) for b in near)
    far = [] if told else [b for b in bylines if not _is_near(claims, b)][:MAX_FAR]
    for names, source in chain(
        _signed(claims, near),
        _posted(claims, housed=housed),
        _alone(claims, housed=housed),
        _signed(claims, far),
    ):
        # Where the page names a house, a lone word of its print is no writer: "KI", "Politik".
        if not housed or any(" " in name or not name.isascii() for name in names):
            yield names, source
    subject = bio_subject(bio) if bio else None
    if subject:
        yield (subject,), "bio"


def _stated(claims: Claims, site: str | None) -> Iterator[Found]:
    """People whom the page's own data names, with the agencies it lists beside them."""
    editors = _editors(claims)
    for group in claims.by_source("authors"):
        names = tuple(_without_echoes(_clean(group, site)))
        if any(
            names_nobody(c.value) or names_address(c.value) for c in group
        ) or editors.intersection(names):
            continue
        linked = not group[0].source.startswith("@") and not any(map(names_house, names))
        named = linked or any(is_person(name) for name in names)
        if names and named and not any(_is_address_of(claims, name) for name in names):
            yield names, group[0].source


def _is_address_of(claims: Claims, name: str) -> bool:
    """Whether a name is the page's host, spelled out: "El Diario" on eldiario.example."""
    letters = "".join(filter(str.isalnum, name.casefold()))
    host = (claims.document.url or "").partition("//")[2].partition("/")[0].casefold()
    return len(letters) > 3 and letters in host.replace("-", "").split(".")


def _clean(group: Sequence[Candidate], site: str | None) -> tuple[str, ...]:
    return clean_names([c.value[:MAX_FIELD] for c in group], site=site)


def _signed(claims: Claims, bylines: Sequence[LabelledBlock]) -> Iterator[Found]:
    """People whom printed bylines name; those of one kind close together are one byline."""
    for at, block in enumerate(bylines):
        if block.rule == GUESSED and claims.proposed("author_house"):
            continue
        people = _named_by(block)
        if not people:
            continue
        last = block
        for other in bylines[at + 1 :]:
            close = other.block.index - last.block.index <= APART
            if not close or other.place != block.place or other.rule != block.rule:
                break
            people, last = (*people, *_named_by(other)), other
        yield tuple(dict.fromkeys(people)), f"{block.rule} at {block.place}"


def _named_by(block: LabelledBlock) -> tuple[str, ...]:
    line = _KIND.sub("", block.text.strip()[:MAX_FIELD])
    return tuple(name for name in split_byline(line) if is_person(name))


def _posted(claims: Claims, *, housed: bool) -> Iterator[Found]:
    """People named in lines by the headline or below the story that list who, when and where."""
    for span in (claims.head(), claims.tail()):
        for block in claims.blocks[span]:
            if block.label not in _POSTS or block.rule.startswith(CARDS):
                continue
            line = block.text.strip()
            if len(line) > (MAX_POST // 2 if block.label is Label.BODY else MAX_POST):
                continue
            people = find_poster(line, listed=not housed and block.label not in _TRAILS)
            if people:
                yield people, f"{block.rule} at {block.place}"


def _alone(claims: Claims, *, housed: bool) -> Iterator[Found]:
    """The name alone on its line by the headline: in an element called an author's, or a link.

    A link may lead to a person of whom the story tells, who is named in it as the writer is not.
    """
    headline = claims.headline_before(claims.first, claims.first)
    for block in claims.blocks[claims.head()]:
        line = squeeze(block.text)
        if block.label not in _LONE or block.rule.startswith("phrase/") or not is_name(line):
            continue
        called = _AUTHOR.search(" ".join(block.place.rsplit(" > ", 3)[1:]))
        linked = headline < block.block.index < claims.first and block.block.links == 1
        linked = linked and not housed and line != line.upper() and not _is_told_of(claims, line)
        if is_person(line) and not is_place(line) and (called or linked):
            yield (line,), f"{block.rule} at {block.place}"


def _is_told_of(claims: Claims, name: str) -> bool:
    """Whether a story, its headline or its deck speaks of somebody, by the last of their names."""
    last = name.split()[-1]
    told = (*claims.story, *claims.seen(Label.HEADLINE), *claims.seen(Label.DECK))
    return any(last in block.text for block in told)


def _houses(claims: Claims) -> Iterator[Found]:
    """The newsroom or agency where the page names it as author, else where a byline does."""
    for name in ("author_house", "authors"):
        for group in claims.by_source(name):
            names = _clean(group, None)
            if names and not names_nobody(names[0]):
                yield names[:1] if name == "author_house" else names, group[0].source
    for block in claims.seen(Label.BYLINE):
        names = split_byline(squeeze(block.text)[:MAX_FIELD])
        if names and block.rule != GUESSED and not names_nobody(names[0]):
            yield names, f"{block.rule} at {block.place}"


def _is_near(claims: Claims, block: LabelledBlock) -> bool:
    at = block.block.index
    return any(at in range(span.start, span.stop) for span in (claims.head(), claims.tail()))


def _editors(claims: Claims) -> frozenset[str]:
    """Names that a line gives as the editor's, not the writer's."""
    bylines = claims.seen(Label.BYLINE)
    lines = (squeeze(b.text)[:MAX_FIELD] for b in bylines if _EDITOR.match(b.text))
    named = (split_byline(_EDITOR.sub("By ", line)) for line in lines)
    return frozenset(name for names in named for name in names)


def _without_echoes(names: Sequence[str]) -> Iterator[str]:
    """The names but for those that hold another: "All posts by Ana Ruiz"."""
    for name in names:
        if not any(other != name and other in name for other in names):
            yield name
