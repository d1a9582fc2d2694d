"""Below the story: feeds of others, and threads of comments that no class and no place tells.

Both are rows of entries. Those of a feed have a title that is a link, or a time, and a line or two;
those of a thread have something to reply by, or to vote with.
"""

from __future__ import annotations

from bisect import bisect, bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from scraper.label.view import LINKED, SURE, Change, View, descendants
from scraper.types import Kind, Label, LabelledBlock

FEED, THREAD = "revise/feed", "revise/thread"
ROWS = frozenset({FEED, THREAD})
MIN_ENTRIES = 3
MAX_ENTRY = 6  # blocks from the first line of a comment to the first line that replies
MIN_STORY_WORDS = 60  # less is the opening of a page of many parts
HEADINGS = ("comments/heading", "comments/count", "comments/all")  # phrases that head a section
# One comment is an opinion piece on offer, or a reader's set in the story.
SINGLE = frozenset(
    {"kommentar", "comment", "top comment", "commentaire", "comentario", "commento", "reactie"}
)
MAX_HEADING = 60  # characters of the words above a list; longer ones are a plug of their own
LIVE = "LiveBlogPosting"
# What stands below a story, and above a feed. A share bar stands above a live blog as well.
ENDS = frozenset({Label.COMMENTS, Label.LEGAL, Label.NEWSLETTER, Label.RELATED})


def find_feeds(blocks: Sequence[LabelledBlock], view: View) -> Iterator[Change]:
    """Text of entries below the story's end: three and more lines of one place in the page, parted
    from each other by titles that are links, or by times.

    The entries of a live blog are the story, and so stand where most of its text does. In a dump,
    a list right below words such as "Read also" is one.
    """
    if not view.document.elements:
        yield from _listed_below(blocks)
        return
    if LIVE in view.document.values("ld_type"):
        return
    inside, rest = _split(blocks, view)
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for i in rest:
        rows[blocks[i].block.place].append(i)
    if not rest:
        return
    ended = next((b.block.index for b in blocks[inside[-1] + 1 :] if _ends(b)), len(blocks))
    before = [0, *accumulate(_parts(b, view) for b in blocks)]
    for row in rows.values():
        if len(row) < MIN_ENTRIES or row[0] < ended:
            continue
        if all(before[j] > before[i + 1] for i, j in pairwise(row)):
            entries = rest[bisect_left(rest, row[0] - 1) : bisect(rest, row[-1])]
            yield from (Change(i, Label.RELATED, FEED) for i in entries)


def _listed_below(blocks: Sequence[LabelledBlock]) -> Iterator[Change]:
    listed = False
    for i, b in enumerate(blocks):
        if b.label is Label.RELATED and "/related/" in b.rule and len(b.text) <= MAX_HEADING:
            listed = True
        elif b.block.kind is not Kind.ITEM:
            listed = False
        elif listed and b.label.is_text:
            yield Change(i, Label.RELATED, FEED)


def find_threads(blocks: Sequence[LabelledBlock], view: View) -> Iterator[Change]:
    """All text below the heading of a comment section; and text below the story's end that is
    parted by lines of such a section, again and again.
    """
    yield from _below_heading(blocks, view)
    if sum(b.label is Label.COMMENTS for b in blocks) <= MIN_ENTRIES:
        return
    inside, rest = _split(blocks, view)
    if not rest:
        return
    marks = [i for i in range(inside[-1] + 1, len(blocks)) if blocks[i].label is Label.COMMENTS]
    parted = len({bisect(marks, i) for i in rest} - {0, len(marks)})
    if parted >= MIN_ENTRIES:
        for i in rest:
            if marks[0] - MAX_ENTRY <= i < marks[-1]:
                yield Change(i, Label.COMMENTS, THREAD)


def _below_heading(blocks: Sequence[LabelledBlock], view: View) -> Iterator[Change]:
    """Text below the first heading of comments that has a story above it, and is no link."""
    above, headed = 0, False
    for i, b in enumerate(blocks):
        if b.label.is_text:
            above += view.measures[i].words
            if headed:
                yield Change(i, Label.COMMENTS, THREAD)
        elif b.label is Label.COMMENTS and not headed and above >= MIN_STORY_WORDS:
            single = b.text.strip(" :*").casefold() in SINGLE
            headed = b.rule.endswith(HEADINGS) and not b.block.links and not single


def _split(blocks: Sequence[LabelledBlock], view: View) -> tuple[list[int], list[int]]:
    """Text in the element that holds most of it, and text below that of places it has not; none
    for plain text.
    """
    story = [i for i, b in enumerate(blocks) if b.label.is_text]
    if len(story) <= MIN_ENTRIES or not view.document.elements:
        return [], []
    elements = descendants({_home(blocks, story, view)}, view)
    inside = [i for i in story if blocks[i].block.element in elements]
    if sum(view.measures[i].words for i in inside) < MIN_STORY_WORDS:
        return [], []
    own = {blocks[i].block.place for i in inside}
    return inside, [i for i in story if i > inside[-1] and blocks[i].block.place not in own]


def _home(blocks: Sequence[LabelledBlock], story: Sequence[int], view: View) -> int:
    """The element right around most words of the story's paragraphs: their parent, or the element
    of the one that stands alone in its.
    """
    elements = view.document.elements
    words: defaultdict[int, int] = defaultdict(int)
    within: defaultdict[int, list[int]] = defaultdict(list)
    for i in story:
        if blocks[i].label is Label.BODY:
            parent = elements[blocks[i].block.element].parent
            words[parent] += view.measures[i].words
            within[parent].append(blocks[i].block.element)
    home = max(words, key=lambda element: words[element], default=-1)
    return within[home][0] if len(within[home]) == 1 else home


def _ends(block: LabelledBlock) -> bool:
    """Whether a block is of those that only stand below a story."""
    return block.label in ENDS and any(
        v.label is block.label and v.strength in SURE for v in block.votes
    )


def _parts(block: LabelledBlock, view: View) -> bool:
    linked = view.measures[block.block.index].link_share >= LINKED
    return block.label is Label.TIMESTAMP or (linked and not block.label.is_text)
