"""The headline and the deck: what is printed, weighed against what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from scraper.choose.claims import MAX_FIELD, Claims
from scraper.fields.byline import is_byline
from scraper.fields.credit import is_credit
from scraper.fields.poster import find_poster
from scraper.fields.timestamp import is_timestamp
from scraper.text import has_full_stop, likeness, squeeze, tokens
from scraper.types import LEAD_RULE, Candidate, Kind, Label, LabelledBlock

ALIKE = 0.8  # a visible line and a proposed value are the same
MAX_SUFFIX = 6  # words that a title may add behind the printed headline
MIN_DECK = 5  # words
MAX_POST = 120  # characters of a line that only tells who posted the page, and when
AHEAD = 4  # paragraphs that tell whether the first hangs where the others do
# Meta elements and the title are written for other sites and for search, JSON-LD for the record;
# what is printed is beaten only by two others that agree.
WEIGHTS = {"@ld": 7, "@meta": 4, "title": 3}
PRINTED = 6
_SUFFIX = re.compile(r"\s+(?:[|•·»›/]|[-–—]{1,2}|::?)\s+")
_MARK_FIRST = re.compile(r"\s*[|•·»›:–—-]\s")
_MARK_LAST = re.compile(r"[|•·»›:–—-]\s*$")


# -- headline ----------------------------------------------------------------------------------


def choose_headline(claims: Claims, site_name: str | None) -> str | None:
    """The headline that print, structured data, meta elements and title most agree on."""
    own = claims.own("headline")
    if own:
        claims.note("headline", own[0].source)
        return own[0].value
    named = _named(claims, site_name)
    visible = _visible(claims, named)
    printed = (visible or named or [Candidate("", "", "")])[0].value
    named = [replace(c, value=_trim_to(c.value, printed, site_name)) for c in named]
    best = _agreed([*visible, *named])
    if best is None:
        return None
    claims.note("headline", best.source)
    return best.value


def _named(claims: Claims, site_name: str | None) -> list[Candidate]:
    """What the page calls itself, without the site's name, most trusted first."""
    return [
        Candidate("headline", value, candidate.source)
        for candidate in (*claims.proposed("headline"), *claims.proposed("title"))
        if (value := strip_site_name(candidate.value, site_name)) and len(value) <= MAX_FIELD
    ]


def _visible(claims: Claims, named: Sequence[Candidate]) -> list[Candidate]:
    """The headline as printed; a kicker that only print sets before it is left off."""
    block = _printed(claims, named)
    if block is None:
        return []
    text = squeeze(block.text)
    for candidate in named:
        if len(candidate.value) < len(text) and text.endswith(candidate.value):
            text = candidate.value
            break
    text = _with_own_kicker(claims, block, text, named)
    return [Candidate("headline", text, f"{block.rule} at {block.place}")]


def _with_own_kicker(
    claims: Claims, block: LabelledBlock, text: str, named: Sequence[Candidate]
) -> str:
    """The headline with the kicker set in the same heading, where the page's record has both."""
    elements, at = claims.document.elements, block.block.index
    above = reversed(claims.blocks[max(0, at - 2) : at])  # a hidden colon may stand between
    kicker = next((b for b in above if b.label is Label.KICKER), None)
    if kicker is None or not elements:
        return text
    if elements[kicker.block.element].parent != block.block.element:
        return text
    both = (*tokens(kicker.text), *tokens(text))
    for record in (c.value for c in named if c.source.startswith("@ld")):
        for end in (len(record), *(mark.start() for mark in _SUFFIX.finditer(record))):
            if tokens(record[:end]) == both:
                return record[:end]
    return text


def _printed(claims: Claims, named: Sequence[Candidate]) -> LabelledBlock | None:
    """The block of the headline; one that ends a trail of links yields to one over the story."""
    headlines = claims.seen(Label.HEADLINE)
    first = next((b for b in headlines if not b.text.startswith(("…", "..."))), None)
    if first is None or not named or not _is_crumb(claims, first):
        return first
    if likeness(first.text, named[0].value) >= ALIKE:
        return first
    for block in claims.blocks[first.block.index + 1 : claims.first]:
        if block.block.kind is Kind.HEADING and likeness(block.text, named[0].value) >= ALIKE:
            return block
    return first


def _is_crumb(claims: Claims, block: LabelledBlock) -> bool:
    return any(tag == "nav" or "breadcrumb" in names for tag, names in claims.ancestry(block.block))


def _trim_to(title: str, printed: str, site: str | None) -> str:
    """The printed headline, where a title is that and a site's or section's name set off by a mark.

    >>> _trim_to("The voice of the tide | Harbor Radio", "The voice of the tide", None)
    'The voice of the tide'
    """
    if not printed or title == printed:
        return title
    if title.startswith(printed):
        rest = title[len(printed) :]
        if _MARK_FIRST.match(rest) or (site and rest.endswith(site)):
            return printed
    elif title.endswith(printed) and _MARK_LAST.search(title[: -len(printed)]):
        return printed
    words, known = tokens(title), tokens(printed)
    added = len(words) - len(known)
    # The same words with other dashes, and a name behind them.
    same = words[: len(known)] == known and 0 <= added <= MAX_SUFFIX and len(known) >= MIN_DECK
    return printed if same and (not added or _SUFFIX.search(title)) else title


def _agreed(candidates: Sequence[Candidate]) -> Candidate | None:
    """The value that most kinds of source agree on; of equals the first. None for no candidates.

    Meta elements are one kind: og:title and twitter:title come from the same template.
    """
    kinds: dict[tuple[str, ...], set[str]] = {}
    for candidate in candidates:
        kind = candidate.source.split(" ", 1)[0].split("/", 1)[0]
        kinds.setdefault(tokens(candidate.value), set()).add(kind)
    weights = {words: sum(WEIGHTS.get(kind, PRINTED) for kind in by) for words, by in kinds.items()}
    return max(candidates, key=lambda c: weights[tokens(c.value)], default=None)


def strip_site_name(title: str, site: str | None) -> str:
    """A title without the site's name or section before or after it.

    >>> strip_site_name("Bridge reopens - Region | The Harbor Gazette", "The Harbor Gazette")
    'Bridge reopens - Region'
    >>> strip_site_name("Spurs 2 - 1 Wolves", "The Harbor Gazette")
    'Spurs 2 - 1 Wolves'
    """
    parts = [m.span() for m in _SUFFIX.finditer(title)]
    if not parts:
        return title
    first, last = title[: parts[0][0]], title[parts[-1][1] :]
    if site and likeness(last, site) >= ALIKE:
        return title[: parts[-1][0]]
    if site and likeness(first, site) >= ALIKE:
        return title[parts[0][1] :]
    bar = title[slice(*parts[-1])].strip() in "|•·»›"
    if bar and len(last.split()) <= 4 < len(title[: parts[-1][0]].split()):
        return title[: parts[-1][0]]
    return title


# -- deck --------------------------------------------------------------------------------------


def choose_deck(claims: Claims, headline: str | None) -> str | None:
    """The visible deck, or the site's own; a description that nobody sees is none."""
    own = claims.own("deck")
    if own:
        claims.note("deck", own[0].source)
        return own[0].value
    decks = claims.seen(Label.DECK)
    sure = (b for b in decks if not b.rule.startswith("revise/") and _may_be_deck(b, headline))
    unsure = (b for b in decks if b.rule.startswith("revise/") and _may_be_deck(b, headline))
    lead = (b for b in claims.seen(Label.BODY) if b.rule == LEAD_RULE)
    block = (
        next(sure, None)
        or _described(claims, headline)
        or _set_apart(claims, headline)
        or next(unsure, None)
        or next(lead, None)
    )
    if block is None:
        return None
    claims.note_block("deck", block)
    return squeeze(block.text)


def _may_be_deck(block: LabelledBlock, headline: str | None) -> bool:
    """Whether a line is none that lists who, when and where, nor the headline again."""
    line = squeeze(block.text)
    if is_timestamp(line) or is_byline(line) or is_credit(line) or line.count(" | ") >= 2:
        return False
    if len(line) < MAX_POST and find_poster(line):
        return False
    return not headline or likeness(line, headline) < ALIKE


def _described(claims: Claims, headline: str | None) -> LabelledBlock | None:
    """The line above the story that the page's own description repeats."""
    above = [b for b in _above_the_story(claims) if " " in b.text or not b.text.isascii()]
    if not above:
        return None
    known = [words for c in claims.proposed("deck") if len(words := tokens(c.value)) >= MIN_DECK]
    for block in above:
        words = tokens(block.text)
        if any(words[: len(k)] == k or k[: len(words)] == words for k in known):
            return block if len(words) >= MIN_DECK and _may_be_deck(block, headline) else None
    return None


def _set_apart(claims: Claims, headline: str | None) -> LabelledBlock | None:
    """The first paragraph, where picture or byline part it from the rest and it hangs elsewhere."""
    body = claims.seen(Label.BODY)[:AHEAD]
    if len(body) < AHEAD:
        return None
    first, *rest = body
    between = claims.blocks[first.block.index + 1 : rest[0].block.index]
    parted = any(b.label in (Label.BYLINE, Label.TIMESTAMP, Label.CAPTION) for b in between)
    if not parted or any(b.place == first.place for b in rest):
        return None
    return first if has_full_stop(first.text) and _may_be_deck(first, headline) else None


def _above_the_story(claims: Claims) -> Iterator[LabelledBlock]:
    """Lines between headline and story that no rule is sure of."""
    headlines = claims.seen(Label.HEADLINE)
    top = headlines[0].block.index if headlines else claims.first
    for block in claims.blocks[top + 1 : claims.first]:
        if block.label in (Label.DECK, Label.OTHER, Label.RELATED, Label.SUBHEAD):
            yield block
