"""What a page says of itself and what it shows, laid out for choosing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter

from scraper.config import Site
from scraper.fields.zones import zone_of
from scraper.text import squeeze
from scraper.types import TEXT, Block, Candidate, Document, Label, LabelledBlock

MAX_FIELD = 600  # characters; longer is no headline, no name, no section
_LABEL, _INDEX = attrgetter("label"), attrgetter("block.index")
ABOVE, INTO = 6, 4  # blocks before the headline, and after the story's first, where it is signed
BELOW = 4  # blocks after the story's last
CARDS = ("hook/related", "hook/sidebar", "revise/teaser", "hook/comments")  # other people's lines


@dataclass(slots=True)
class Claims:
    """Candidates by field and blocks by label; `provenance` fills as fields are chosen.

    `zone` is the IANA name of the zone of times that print none, None where nothing tells.
    """

    document: Document
    blocks: Sequence[LabelledBlock]
    site: Site | None
    language: str | None
    zone: str | None
    fields: dict[str, list[Candidate]]
    labels: dict[Label, list[LabelledBlock]]
    story: list[LabelledBlock]  # the blocks of the text, in page order
    first: int  # index of the story's first paragraph, -1 where there is no story
    last: int
    provenance: dict[str, str] = field(default_factory=dict)

    def seen(self, label: Label) -> Sequence[LabelledBlock]:
        return self.labels.get(label, ())

    def proposed(self, name: str) -> Sequence[Candidate]:
        return self.fields.get(name, ())

    def own(self, name: str) -> list[Candidate]:
        """What the site's own rules propose."""
        return [c for c in self.proposed(name) if c.own]

    def by_source(self, name: str) -> list[list[Candidate]]:
        """Candidates grouped by where they stand, most trusted first."""
        groups: dict[str, list[Candidate]] = {}
        for candidate in self.proposed(name):
            groups.setdefault(candidate.source, []).append(candidate)
        return list(groups.values())

    def note(self, name: str, source: str) -> None:
        self.provenance[name] = source

    def note_block(self, name: str, block: LabelledBlock) -> None:
        self.provenance[name] = f"{block.rule} at {block.place}"

    def choose_first(self, name: str) -> str | None:
        """The most trusted value of a field that needs no weighing."""
        for candidate in self.proposed(name):
            if len(candidate.value) <= MAX_FIELD and "{" not in candidate.value:  # a template's
                self.note(name, candidate.source)
                return candidate.value
        return None

    def choose_line(self, name: str, label: Label) -> str | None:
        """What the site's own rules name, else the text of the label's first block, on one line."""
        for candidate in self.own(name):
            self.note(name, candidate.source)
            return candidate.value
        for block in self.seen(label):
            self.note_block(name, block)
            return squeeze(block.text)
        return None

    def head(self) -> slice:
        """Where a story is signed and dated: around its headline, down to its first paragraphs."""
        top = self.headline_before(self.first + 1, self.first)
        return slice(max(0, top - ABOVE), max(self.first, top) + INTO)

    def headline_before(self, end: int, otherwise: int) -> int:
        """Where the story's headline stands, if before `end`; else the index given for that."""
        return next((i for b in self.seen(Label.HEADLINE) if (i := b.block.index) < end), otherwise)

    def tail(self) -> slice:
        """Where a story is signed as well: right below it."""
        return slice(self.last + 1, self.last + 1 + BELOW if self.last >= 0 else 0)

    def ancestry(self, block: Block) -> Iterator[tuple[str, str]]:
        """Tag and names of the elements around a block, innermost first."""
        at = block.element
        while at >= 0:
            element = self.document.elements[at]
            yield element.tag, element.names
            at = element.parent


def gather(
    document: Document,
    blocks: Sequence[LabelledBlock],
    site: Site | None,
    language: str | None,
) -> Claims:
    """The claims of a page."""
    fields: dict[str, list[Candidate]] = {}
    for candidate in document.candidates:
        if candidate.value:
            fields.setdefault(candidate.field, []).append(candidate)
    labels: dict[Label, list[LabelledBlock]] = {}
    for label, run in groupby(blocks, _LABEL):  # hashing an enum costs more than comparing it
        labels.setdefault(label, []).extend(run)
    story = [block for label in TEXT for block in labels.get(label, ())]
    story.sort(key=_INDEX)
    body = labels.get(Label.BODY) or story
    zone = (site.timezone if site else None) or zone_of(document.url, language)
    first, last = (body[0].block.index, body[-1].block.index) if body else (-1, -1)
    return Claims(document, blocks, site, language, zone, fields, labels, story, first, last)
