"""What the voters look at: the document, its measures, and the rules that apply to it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from scraper.config import Config, Site
from scraper.label.headline import find_headline
from scraper.label.prose import Measure, measure_all
from scraper.text import fold, fold_line
from scraper.types import Document, Kind, Label, LabelledBlock, Strength

SURE = (Strength.WORDS, Strength.MARKUP, Strength.SITE)  # votes that tell furniture wherever it is
LINKED = 0.9  # characters in links / characters of a line that is a link and hardly more
HEAD_LINES = 14  # between a headline and its story: deck, byline, times, share bar, captions


@dataclass(frozen=True, slots=True)
class View:
    """One page as the voters see it. `prose` sums the measures of each element's blocks."""

    document: Document
    config: Config
    site: Site | None
    language: str | None
    measures: tuple[Measure, ...]
    prose: tuple[float, ...]  # by element: of its blocks and inner elements, and of its namesakes
    own_prose: tuple[float, ...]  # by element, without namesakes
    headings: tuple[int, ...]  # by element: how many headings stand in it
    size: tuple[int, ...]  # by element: how many blocks stand in it
    headline: int  # index of the block that is printed as the page's headline, -1 if none is
    total: float
    repeats: frozenset[int]  # marks of lines that other stories of the site have as well
    _folded: dict[int, str] = field(default_factory=dict, repr=False)

    @property
    def languages(self) -> tuple[str, ...]:
        """Whose phrases are asked: the page's own language, and English, found everywhere."""
        return tuple(dict.fromkeys((self.language or "en", "en")))

    @property
    def folded(self) -> list[str]:
        """Every block's text in that form; for plain text, where every line is looked at."""
        return [self.line(index) for index in range(len(self.document.blocks))]

    def line(self, index: int) -> str:
        """A block's text in the form that phrases and shapes are matched on."""
        line = self._folded.get(index)
        if line is None:
            block = self.document.blocks[index]
            exact = "\n" not in block.text and block.kind is not Kind.PREFORMATTED
            line = fold_line(block.text) if exact else fold(block.text)
            self._folded[index] = line
        return line


def make_view(
    document: Document,
    config: Config,
    site: Site | None,
    language: str | None,
    repeats: frozenset[int] = frozenset(),
) -> View:
    """The view of a document."""
    measures = measure_all(document)
    by_element = [0.0] * len(document.elements)
    headings = [0] * len(document.elements)
    size = [0] * len(document.elements)
    for block, m in zip(document.blocks, measures, strict=True):
        home = block.element
        if home >= 0:
            by_element[home] += m.prose
            headings[home] += block.kind is Kind.HEADING
            size[home] += 1
    for element in reversed(document.elements):  # children come after their parents
        index, outer = element.index, element.parent
        if outer >= 0 and size[index]:
            by_element[outer] += by_element[index]
            headings[outer] += headings[index]
            size[outer] += size[index]
    return View(
        document=document,
        config=config,
        site=site,
        language=language,
        measures=measures,
        prose=_with_namesakes(document, by_element),
        own_prose=tuple(by_element),
        headings=tuple(headings),
        size=tuple(size),
        headline=find_headline(document),
        total=sum(m.prose for m in measures),
        repeats=repeats,
    )


def _with_namesakes(document: Document, prose: list[float]) -> tuple[float, ...]:
    """Each element's prose, or that of all elements of its names where they hold more together.

    A class worn by every paragraph of a story says as little as one worn by its container.
    """
    together: dict[tuple[str, str], float] = {}
    for element, own in zip(document.elements, prose, strict=True):
        if own and element.names:
            outer = element.parent
            if outer < 0 or document.elements[outer].names != element.names:
                key = (element.tag, element.names)
                together[key] = together.get(key, 0.0) + own
    if not together:
        return tuple(prose)
    return tuple(
        [
            max(own, together.get((e.tag, e.names), 0.0)) if e.names else own
            for e, own in zip(document.elements, prose, strict=True)
        ]
    )


@dataclass(frozen=True, slots=True)
class Change:
    """A block's new label, and the rule that sees it differently."""

    block: int
    label: Label
    rule: str


def is_open(block: LabelledBlock) -> bool:
    """Whether only its place and shape speak for a block's label, so that context may change it."""
    return block.rule.startswith(("shape/", "revise/")) or block.rule.endswith("/body")


def may_be_framed(block: LabelledBlock) -> bool:
    """Whether a block may still turn out a caption or a byline, of which borrowed rules that strip
    it know nothing.
    """
    return is_open(block) or block.rule.startswith("ftr/")


def is_between_paragraphs(blocks: Sequence[LabelledBlock], index: int) -> bool:
    """Whether a paragraph of the story stands right above a block and another right below it."""
    near = blocks[index - 1 : index + 2] if index else ()
    return len(near) == 3 and near[0].label is near[2].label is Label.BODY


def descendants(roots: Collection[int], view: View) -> set[int]:
    """These elements and all that stand in them."""
    inside: set[int] = set()
    for element in view.document.elements:
        if element.index in roots or element.parent in inside:
            inside.add(element.index)
    return inside


def headline_of(blocks: Sequence[LabelledBlock]) -> int:
    """The index of the headline, -1 when no block is one."""
    return next((i for i, b in enumerate(blocks) if b.label is Label.HEADLINE), -1)


def story_span(blocks: Sequence[LabelledBlock]) -> tuple[int, int]:
    """Indexes of the first and last block of the story's text; (-1, -1) when it has none."""
    story = [i for i, b in enumerate(blocks) if b.label.is_text]
    return (story[0], story[-1]) if story else (-1, -1)
