"""What stands below a story: headings with nothing under them, the author's bio, teasers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scraper.fields.bio import bio_subject
from scraper.fields.byline import split_byline
from scraper.fields.roles import names_house
from scraper.label.feeds import ROWS
from scraper.label.shape import MAX_LINKS
from scraper.label.view import Change, View, is_open, story_span
from scraper.text import tokens
from scraper.types import Kind, Label, LabelledBlock

LOOK_AHEAD = 6  # blocks; a subhead's text comes within so many
BIO_BLOCKS = 4  # story blocks at either end among which a line about the author may stand
APPEAL_BLOCKS = 4  # blocks of story at its end, among or below which a word to the reader stands
MIN_BIO_WORDS = 4
MIN_STORY_BLOCKS = 3
MIN_NOTED_BLOCKS = 5
NOTE_BLOCKS = 3
MAX_OPENING = 60  # characters before which a note on the writer names him
MAX_TITLE = 3  # words before the name
MAX_WRITERS = 8
MAX_ABOUT = 7  # words of a heading such as "About Harbour Foods"
MAX_ARTICLE = 5  # characters before a name: "The "
MIN_PULLED = 5  # words; shorter quotations come twice by chance
_ABOUT = re.compile(
    r"(?:About|Über|À propos de|A propos de|Sobre|Acerca de|Informazioni su|Over)"
    r"(?: the| die| den| das| la| el| le| il)? (?P<whom>\w.*?):?$"
)
SPEECH = ('"', "“", "„", "«", "»", "‘", "'")
PROSE = (Label.BODY, Label.LIST)  # what may turn to the reader
TEASER_WORDS = 5
FAR = 25  # blocks beyond the story in which its byline, time or tags may still stand
PERIPHERAL = frozenset(
    {
        Label.BYLINE,
        Label.TIMESTAMP,
        Label.CREDIT,
        Label.CAPTION,
        Label.DECK,
        Label.KICKER,
    }
)


def find_orphans(blocks: Sequence[LabelledBlock], view: View) -> Iterator[Change]:
    """Subheads that head no text: they belong to the furniture below them."""
    for index, b in enumerate(blocks):
        if b.label is not Label.SUBHEAD:
            continue
        below = blocks[index + 1 : index + 1 + LOOK_AHEAD]
        heads = next(
            (x for x in below if x.label.is_text or x.label in (Label.CAPTION, Label.CREDIT)), None
        )
        if heads is None:
            label = next((x.label for x in below if x.label.is_boilerplate), Label.OTHER)
            yield Change(index, label, "revise/orphan-heading")


def find_appeals(blocks: Sequence[LabelledBlock], view: View) -> Iterator[Change]:
    """Last paragraphs that turn to the reader: join our forum, we use cookies, no insults please.

    However many there are, the story's own last paragraphs stand above or among them.
    """
    books = [view.config.appeals(lang) for lang in view.languages]
    story = [i for i, b in enumerate(blocks) if b.label.is_text]
    if len(story) < MIN_STORY_BLOCKS:
        return
    others = 0
    for index in reversed(story):
        found = None
        if blocks[index].label is Label.SUBHEAD:
            continue
        if blocks[index].label in PROSE and not blocks[index].text.startswith(SPEECH):
            found = next((f for book in books if book and (f := book.find(view.line(index)))), None)
        if found:
            yield Change(index, found.label, f"appeal/{found.id}")
        else:
            others += 1
        if others == APPEAL_BLOCKS:
            return


def find_bio(blocks: Sequence[LabelledBlock], view: View) -> Iterator[Change]:
    """Lines about the author, at the head of the story or at its end."""
    story = [i for i, b in enumerate(blocks) if b.label.is_text]
    head, tail = story[:BIO_BLOCKS], story[-BIO_BLOCKS:]
    outside = [
        i for i, b in enumerate(blocks) if b.rule.startswith("shape/") and not b.label.is_text
    ]
    for index in sorted({*head, *tail, *outside}):
        if view.measures[index].words >= MIN_BIO_WORDS and bio_subject(view.line(index)):
            yield Change(index, Label.BIO, "revise/bio")


def find_author_notes(blocks: Sequence[LabelledBlock], view: View) -> Iterator[Change]:
    """Last lines that begin with the writer's own name: they tell who that is."""
    names = _writers(blocks, view)
    story = [i for i, b in enumerate(blocks) if b.label.is_text]
    if not names or len(story) < MIN_NOTED_BLOCKS:
        return
    for index in story[-NOTE_BLOCKS:]:
        line = blocks[index].text
        if blocks[index].label is not Label.BODY or line.startswith(SPEECH):
            continue
        if view.measures[index].stopped and any(_opens_with(line, name) for name in names):
            yield Change(index, Label.BIO, "revise/author-note")


def _opens_with(line: str, name: str) -> bool:
    """Whether a line begins with a name, or with it after a title: "The novelist Ana Ruiz"."""
    title, found, rest = line[:MAX_OPENING].partition(name)
    # "Ana Ruiz: And then?" is the writer speaking, in an interview.
    return bool(found) and len(title.split()) <= MAX_TITLE and not rest.startswith((":", "："))


def _writers(blocks: Sequence[LabelledBlock], view: View) -> frozenset[str]:
    """Full names of the page's writers, as its data and its bylines have them."""
    lines = [*view.document.values("authors")]
    lines.extend(b.text for b in blocks if b.label is Label.BYLINE)
    names = (name for line in lines[:MAX_WRITERS] for name in split_byline(line))
    return frozenset(name for name in names if " " in name and not names_house(name))


def find_company_notes(blocks: Sequence[LabelledBlock], view: View) -> Iterator[Change]:
    """A press release's last words: "About Harbour Foods", and what that is."""
    story = [i for i, b in enumerate(blocks) if b.label.is_text]
    for index in story[len(story) // 2 :]:
        about = _ABOUT.match(blocks[index].text)
        if about is None or view.measures[index].words > MAX_ABOUT:
            continue
        rest = [i for i in story if i > index]
        if rest and len(rest) <= NOTE_BLOCKS and _is_on(about["whom"], blocks[rest[0]].text):
            for i in (index, *rest):
                yield Change(i, Label.BIO, "revise/company-note")
            return


def _is_on(whom: str, text: str) -> bool:
    """Whether a paragraph begins with the name that its heading ends in."""
    first = whom.split()[0]
    return first[:1].isupper() and first in text[: len(first) + MAX_ARTICLE]


def find_pull_quotes(blocks: Sequence[LabelledBlock], view: View) -> Iterator[Change]:
    """Quotations set apart that the story's own paragraphs hold word for word."""
    quotes = [i for i, b in enumerate(blocks) if b.label is Label.QUOTE]
    if not quotes:
        return
    told = " ".join(" ".join(tokens(b.text)) for b in blocks if b.label is Label.BODY)
    for index in quotes:
        words = tokens(blocks[index].text)
        if len(words) >= MIN_PULLED and " ".join(words) in told:
            yield Change(index, Label.OTHER, "revise/pull-quote")


def find_far_off(blocks: Sequence[LabelledBlock], view: View) -> Iterator[Change]:
    """Bylines, times and captions far from the story are some other story's."""
    first, last = story_span(blocks)
    if first < 0:
        return
    headline = next((i for i, b in enumerate(blocks) if b.label is Label.HEADLINE), first)
    start = min(first, headline) - LOOK_AHEAD
    for index, b in enumerate(blocks):
        if b.label in PERIPHERAL and not start <= index <= last + FAR:
            yield Change(index, Label.RELATED, "revise/far-off")


def find_teasers(blocks: Sequence[LabelledBlock], view: View) -> Iterator[Change]:
    """Lines below the story that nothing else names: comments under their heading, else teasers."""
    _, last = story_span(blocks)
    rest = [i for i in range(last + 1, len(blocks)) if is_open(blocks[i])]
    long = sum(view.measures[i].words >= TEASER_WORDS for i in rest)
    if last < 0 or long < len(rest) / 3:
        return
    section = Label.RELATED
    for i in range(last + 1, len(blocks)):
        if blocks[i].block.kind is Kind.HEADING:
            section = Label.RELATED
        if blocks[i].label in (Label.COMMENTS, Label.RELATED) and i not in rest:
            section = blocks[i].label
        elif i in rest and blocks[i].label.is_boilerplate and blocks[i].rule not in ROWS:
            yield Change(i, section, "revise/teaser")


def find_misnamed_subheads(blocks: Sequence[LabelledBlock], view: View) -> Iterator[Change]:
    """Headings whose words say "related" but whose place says subhead: prose stands under them.

    Words and a link together are a plug, wherever it stands: "READ: Storm delays the ferry".
    """
    if not view.document.elements:
        return
    elements = view.document.elements
    for index, b in enumerate(blocks[:-1]):
        if b.block.kind is not Kind.HEADING or b.label is not Label.RELATED:
            continue
        below = blocks[index + 1]
        same = elements[b.block.element].parent == elements[below.block.element].parent
        linked = view.measures[index].link_share > MAX_LINKS
        told = b.rule.startswith("phrase/") is not linked
        if told and same and below.label is Label.BODY and view.measures[index + 1].stopped:
            yield Change(index, Label.SUBHEAD, "revise/prose-below")
