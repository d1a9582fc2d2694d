"""One value for each field out of all that was proposed, and where it came from.

What the site's own rules say comes first, then what the reader sees, confirmed by what the page
says of itself, then the latter alone: JSON-LD before meta elements before microdata.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from urllib.parse import urljoin

from scraper.config import Site
from scraper.fields.bio import bio_subject
from scraper.fields.byline import clean_names, split_byline
from scraper.fields.dates import parse_date
from scraper.text import likeness, squeeze, tokens
from scraper.types import LEAD_RULE, Candidate, Document, Label, LabelledBlock

MAX_FIELD = 600  # characters; longer is no headline, no name, no section
MAX_AUTHORS = 12
MAX_TAGS = 40
MAX_TAG = 60  # characters
ALIKE = 0.8  # a visible line and a proposed value are the same
_SUFFIX = re.compile(r"\s+(?:[|•·»›/]|[-–—]{1,2}|::?)\s+")
_MARK_FIRST = re.compile(r"\s*[|•·»›:–—-]\s")
_MARK_LAST = re.compile(r"[|•·»›:–—-]\s*$")
_LIST = re.compile(r"\s*[,;|]\s*")
_SEEN_LIST = re.compile(r"\s*[,;|·•、،\n]\s*")
# "Tags:", "Filed under:"; without its colon only a word that is nothing else.
_TAGS_WORD = re.compile(r"^(?:[^:：]{2,24}[:：]|tagged(?: with)?\b|posted in\b)\s*", re.IGNORECASE)
_GENERIC_SECTION = re.compile(r"^(?:news|home|article|articles|artikel|default)$", re.IGNORECASE)


@dataclass(slots=True)
class Chooser:
    """Chooses a document's metadata; `provenance` fills as fields are chosen."""

    document: Document
    blocks: Sequence[LabelledBlock]
    site: Site | None
    language: str | None
    provenance: dict[str, str] = field(default_factory=dict)

    def seen(self, label: Label) -> list[LabelledBlock]:
        return [b for b in self.blocks if b.label is label]

    def proposed(self, name: str) -> list[Candidate]:
        return [c for c in self.document.candidates if c.field == name and c.value]

    def note(self, name: str, source: str) -> None:
        self.provenance[name] = source

    def first(self, name: str) -> str | None:
        """The most trusted value of a field that needs no weighing."""
        for candidate in self.proposed(name):
            if len(candidate.value) <= MAX_FIELD:
                self.note(name, candidate.source)
                return candidate.value
        return None

    def line(self, name: str, label: Label) -> str | None:
        """The text of the first block of a label, on one line."""
        for block in self.seen(label):
            self.note(name, f"{block.rule} at {block.place}")
            return squeeze(block.text)
        return None

    # -- names and words -----------------------------------------------------------------------

    def site_name(self) -> str | None:
        if self.site and self.site.name:
            self.note("site", f"config {self.site.host}")
            return self.site.name
        return self.first("site")

    def headline(self, site_name: str | None) -> str | None:
        """The headline that print, structured data, meta elements and title most agree on."""
        own = [c for c in self.proposed("headline") if self._is_sites_own(c)]
        if own:
            self.note("headline", own[0].source)
            return own[0].value
        named = self._named_headlines(site_name)
        visible = self._visible_headline(named)
        printed = visible[0].value if visible else ""
        named = [replace(c, value=_trim_to(c.value, printed)) for c in named]
        best = _agreed([*visible, *named])
        if best is None:
            return None
        self.note("headline", best.source)
        return best.value

    def _visible_headline(self, named: Sequence[Candidate]) -> list[Candidate]:
        """The headline as printed, without the kicker that some pages set inside it."""
        for block in self.seen(Label.HEADLINE):
            text = squeeze(block.text)
            for candidate in named:
                if len(candidate.value) < len(text) and text.endswith(candidate.value):
                    text = candidate.value
                    break
            return [Candidate("headline", text, f"{block.rule} at {block.place}")]
        return []

    def _named_headlines(self, site_name: str | None) -> list[Candidate]:
        """What the page calls itself, without the site's name, most trusted first."""
        return [
            Candidate("headline", value, candidate.source)
            for candidate in (*self.proposed("headline"), *self.proposed("title"))
            if (value := strip_site_name(candidate.value, site_name)) and len(value) <= MAX_FIELD
        ]

    def deck(self) -> str | None:
        """The visible deck, or the site's own; a description that repeats the story is none."""
        own = [c for c in self.proposed("deck") if self._is_sites_own(c)]
        if own:
            self.note("deck", own[0].source)
            return own[0].value
        return self.line("deck", Label.DECK) or self._lead()

    def _lead(self) -> str | None:
        """The first paragraph, where the page sets it as its deck."""
        lead = next((b for b in self.seen(Label.BODY) if b.rule == LEAD_RULE), None)
        if lead is None:
            return None
        self.note("deck", f"{lead.rule} at {lead.place}")
        return squeeze(lead.text)

    def authors(self, site_name: str | None, bio: str | None) -> tuple[str, ...]:
        """Names of the writers, from the most trusted source that gives any."""
        for group in self._by_source("authors"):
            names = clean_names([c.value[:MAX_FIELD] for c in group], site=site_name)
            if names:
                self.note("authors", group[0].source)
                return names[:MAX_AUTHORS]
        for block in self.seen(Label.BYLINE):
            names = split_byline(squeeze(block.text)[:MAX_FIELD])
            if names:
                self.note("authors", f"{block.rule} at {block.place}")
                return names[:MAX_AUTHORS]
        subject = bio_subject(bio) if bio else None
        if subject:
            self.note("authors", "bio")
            return (subject,)
        return self._house()

    def _house(self) -> tuple[str, ...]:
        """The newsroom or agency, where the page names it as author and names no person."""
        houses = self.proposed("author_house")
        if houses:
            self.note("authors", houses[0].source)
        return tuple(dict.fromkeys(c.value for c in houses))[:1]

    def _by_source(self, name: str) -> Iterable[list[Candidate]]:
        """Candidates grouped by where they stand, most trusted first."""
        groups: dict[str, list[Candidate]] = {}
        for candidate in self.proposed(name):
            groups.setdefault(candidate.source, []).append(candidate)
        return groups.values()

    def _is_sites_own(self, candidate: Candidate) -> bool:
        return self.site is not None and candidate.source.startswith(f"{self.site.host}: ")

    # -- dates ---------------------------------------------------------------------------------

    def published(self) -> datetime | date | None:
        return self._date("published") or self._seen_date() or self._date("time", "published")

    def modified(self) -> datetime | date | None:
        return self._date("modified")

    def _date(self, name: str, as_field: str | None = None) -> datetime | date | None:
        timezone = self.site.timezone if self.site else None
        for candidate in self.proposed(name):
            found = parse_date(candidate.value[:200], language=self.language, timezone=timezone)
            if found:
                self.note(as_field or name, candidate.source)
                return found
        return None

    def _seen_date(self) -> datetime | date | None:
        timezone = self.site.timezone if self.site else None
        for label in (Label.TIMESTAMP, Label.BYLINE):
            for block in self.seen(label):
                line = squeeze(block.text)[:200]
                found = parse_date(line, language=self.language, timezone=timezone)
                if found:
                    self.note("published", f"{block.rule} at {block.place}")
                    return found
        return None

    # -- lists and links -----------------------------------------------------------------------

    def section(self) -> str | None:
        for candidate in self.proposed("section"):
            value = candidate.value
            if len(value) <= 60 and not _GENERIC_SECTION.match(value):
                self.note("section", candidate.source)
                return value
        return None

    def tags(self) -> tuple[str, ...]:
        """Subject words, from the most trusted source that gives any."""
        for group in self._by_source("tags"):
            words = [w.strip() for c in group for w in _LIST.split(c.value) if w.strip()]
            if words:
                self.note("tags", group[0].source)
                return tuple(dict.fromkeys(words))[:MAX_TAGS]
        return self._seen_tags()

    def _seen_tags(self) -> tuple[str, ...]:
        """Subject words from the lines that list them, without the word that announces them."""
        words: list[str] = []
        for block in self.seen(Label.TAGS):
            line = squeeze(_TAGS_WORD.sub("", block.text))
            if line:
                words.extend(word.strip() for word in _SEEN_LIST.split(line) if word.strip())
                self.note("tags", f"{block.rule} at {block.place}")
        return tuple(word for word in dict.fromkeys(words) if len(word) <= MAX_TAG)[:MAX_TAGS]

    def link(self, name: str) -> str | None:
        """A URL made absolute; None where the page names none that is http or https."""
        for candidate in self.proposed(name):
            url = absolute(self.document.url, candidate.value)
            if url:
                self.note(name, candidate.source)
                return url
        return None


def _trim_to(title: str, printed: str) -> str:
    """The printed headline, where a title is that and a site's or section's name set off by a mark.

    >>> _trim_to("The voice of the tide | Harbor Radio", "The voice of the tide")
    'The voice of the tide'
    """
    rest = ""
    if printed and title.startswith(printed):
        rest = title[len(printed) :]
        marked = _MARK_FIRST.match(rest)
    else:
        rest = title.removesuffix(printed) if printed else title
        marked = _MARK_LAST.search(rest) if rest != title else None
    return printed if rest and marked else title


def _agreed(candidates: Sequence[Candidate]) -> Candidate | None:
    """The value that most kinds of source agree on; of equals the first. None for no candidates.

    Meta elements are one kind: og:title and twitter:title come from the same template.
    """
    kinds: dict[tuple[str, ...], set[str]] = {}
    for candidate in candidates:
        kind = candidate.source.split(" ", 1)[0].split("/", 1)[0]
        kinds.setdefault(tokens(candidate.value), set()).add(kind)
    return max(candidates, key=lambda c: len(kinds[tokens(c.value)]), default=None)


def absolute(base: str | None, url: str) -> str | None:
    """The URL against the page's own; None unless it is http or https."""
    try:
        full = urljoin(base or "", url.strip())
    except ValueError:
        return None
    return full if full.startswith(("http://", "https://")) else None


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
