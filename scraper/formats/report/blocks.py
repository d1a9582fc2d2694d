"""The report's column of the whole page: every block in order, its label, rule and votes."""

from __future__ import annotations

from scraper.formats.markup import escape, language_attribute
from scraper.types import Article, LabelledBlock, Vote


def block_column(article: Article) -> str:
    """Every block of the page as a row that opens to show how it was decided."""
    if not article.blocks:
        return '<p class="none">The page has no text.</p>'
    rows = "\n".join(_row(block) for block in article.blocks)
    return f'<ol class="blocks"{language_attribute(article.language)}>\n{rows}\n</ol>'


def _row(labelled: LabelledBlock) -> str:
    # Few elements and short ones: a page may have 20,000 rows, and browsers have to open that.
    index, label = labelled.block.index, labelled.label
    fate = "off" if label.is_boilerplate else "on"
    rule = escape(labelled.rule)
    return (
        f'<li id="b{index}" class="{fate} l-{label}"><details><summary>{_number(labelled)}'
        f'<b>{label}</b><code dir="ltr" title="{rule}">{rule}</code>'
        f'<span dir="auto">{escape(labelled.text.strip())}</span></summary>'
        f'<pre lang="en" dir="ltr">{escape(_why(labelled))}</pre></details></li>'
    )


def _number(labelled: LabelledBlock) -> str:
    """The block's number; for one of the story it leads to its place there."""
    index = labelled.block.index
    if labelled.label.is_boilerplate:
        return f"<i>{index}</i>"
    return f'<a href="#a{index}">{index}</a>'


def _why(labelled: LabelledBlock) -> str:
    """The decision, every vote in a line of its own, strongest first, and the element."""
    word = "removed" if labelled.label.is_boilerplate else "kept"
    lines = [f"{word} as {labelled.label} by {labelled.rule}"]
    lines += [_vote(vote, labelled) for vote in labelled.votes]
    if labelled.place:
        lines.append(f"in {labelled.place}")
    return "\n".join(lines)


def _vote(vote: Vote, labelled: LabelledBlock) -> str:
    won = (vote.label, vote.rule) == (labelled.label, labelled.rule)
    return f"{'✓' if won else ' '} {vote.label:<10} {vote.strength.name.lower():<7} {vote.rule}"
