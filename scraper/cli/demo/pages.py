"""The pages of the demo site: stories set in the templates of layouts/."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from html import escape
from string import Template

from scraper.cli.demo.stories import QUOTE, SUBHEAD, Shelf, Story, read_text

UPPER = 2  # lines above the plug in the middle of a story
RELATED = 3  # stories that a page points to


def write_story(shelf: Shelf, story: Story, number: int, origin: str) -> str:
    """One page of a story as HTML; `origin` is the site's own address."""
    texts = _texts(shelf, story, number, origin)
    made = {name: escape(text) for name, text in texts.items()}
    made |= _parts(shelf, story, number, origin)
    return Template(read_text(f"layouts/{story.layout}.html")).substitute(made)


def _texts(shelf: Shelf, story: Story, number: int, origin: str) -> dict[str, str]:
    """What a template prints as text; `above` is the line above the headline."""
    return {
        "headline": story.headline,
        "author": story.author,
        "section": story.section or "",
        "above": story.kicker or "",
        "bio": story.bio or "",
        "deck": story.deck or "",
        "language": story.language,
        "published": story.published.isoformat(),
        "printed": _print_day(story.published, story.language),
        "caption": story.picture.caption,
        "credit": story.picture.credit,
        "tags": ", ".join(story.tags),
        "image": f"{origin}/pictures/{story.picture.name}.png",
        "url": origin + story.address(number),
        **{f"w_{name}": said for name, said in shelf.words[story.language].items()},
    }


def _parts(shelf: Shelf, story: Story, number: int, origin: str) -> dict[str, str]:
    """What a template takes as markup."""
    set_lines = LAYOUTS[story.layout]
    lines = list(story.pages[number - 1])
    if number == 1 and story.dateline:
        lines[0] = f"{story.dateline} — {lines[0]}"
    return {
        "first": set_lines(lines[:UPPER]),
        "rest": set_lines(lines[UPPER:]),
        "related": "".join(_related(shelf, story)),
        "figure": _figure(story, shelf.words[story.language]["photo"]),
        "kicker": f'<p class="kicker">{escape(story.kicker)}</p>' if story.kicker else "",
        "comments": _comments(shelf, story),
        "paywall": _paywall(shelf, story),
        "onward": _onward(story, number, origin),
        "paging": _paging(story, number),
        "linked_data": _linked_data(story, origin),
    }


def write_front(shelf: Shelf, origin: str) -> str:
    """The front page: every story by its headline, and its deck or how it begins."""
    teasers = (
        f'<article class="teaser"><h2><a href="{escape(story.path)}">{escape(story.headline)}</a>'
        f'</h2><p class="teaser-text">{escape(story.deck or story.lines[0])}</p></article>\n'
        for story in shelf.stories
    )
    return Template(read_text("layouts/front.html")).substitute(teasers="".join(teasers))


def _set_paragraphs(lines: Sequence[str]) -> str:
    """Lines as elements of their own."""
    return "\n".join(map(_set_line, lines))


def _set_line(line: str) -> str:
    if line.startswith(SUBHEAD):
        return f"<h2>{escape(line.removeprefix(SUBHEAD))}</h2>"
    if line.startswith(QUOTE):
        return f"<blockquote><p>{escape(line.removeprefix(QUOTE))}</p></blockquote>"
    return f"<p>{escape(line)}</p>"


def _set_breaks(lines: Sequence[str]) -> str:
    """Lines with line breaks between them, as pages were written before they had paragraphs."""
    return "<br><br>\n".join(map(escape, lines))


LAYOUTS: dict[str, Callable[[Sequence[str]], str]] = {
    "gazette": _set_paragraphs,
    "courier": _set_paragraphs,
    "post": _set_breaks,
}


def _related(shelf: Shelf, story: Story) -> Iterator[str]:
    """Links to the stories that follow in the file."""
    at = shelf.stories.index(story)
    others = (*shelf.stories[at + 1 :], *shelf.stories[:at])
    for other in others[:RELATED]:
        yield f'<li><a href="{escape(other.path)}">{escape(other.headline)}</a></li>'


def _figure(story: Story, mark: str) -> str:
    """The picture, and its caption as often as pages print it; `mark` announces a credit."""
    source = f"/pictures/{story.picture.name}.png"
    caption, credit = escape(story.picture.caption), escape(story.picture.credit)
    image = f'<img src="{source}" width="640" height="360" alt="{caption}">'
    if story.layout == "gazette":
        return (
            f'<div class="wp-caption alignnone">{image}'
            f'<p class="wp-caption-text">{caption}</p>'
            f'<p class="wp-caption-text">{caption} ({mark} {credit})</p></div>'
        )
    return (
        f"<figure>{image}<figcaption>{caption} "
        f'<span class="credit">{mark} {credit}</span></figcaption></figure>'
    )


def _comments(shelf: Shelf, story: Story) -> str:
    if not story.comments:
        return ""
    title = escape(shelf.words[story.language]["comments"])
    said = "".join(
        f'<li class="comment"><cite class="fn">{escape(name)}</cite><p>{escape(text)}</p></li>'
        for name, text in story.comments
    )
    return f'<section id="comments" class="comments-area"><h2>{title}</h2><ol>{said}</ol></section>'


def _paywall(shelf: Shelf, story: Story) -> str:
    if not story.paywall:
        return ""
    words = shelf.words[story.language]
    title, more = escape(words["paywall"]), escape(words["paywall_more"])
    return f'<div class="paywall"><p>{title}</p><p>{more}</p></div>'


def _onward(story: Story, number: int, origin: str) -> str:
    """The link elements to the pages before and after."""
    around = (("prev", number - 1), ("next", number + 1))
    return "".join(
        f'\n<link rel="{relation}" href="{escape(origin + story.address(page))}">'
        for relation, page in around
        if 1 <= page <= len(story.pages)
    )


def _paging(story: Story, number: int) -> str:
    """The numbers of the pages below a story that has several."""
    if len(story.pages) == 1:
        return ""
    numbers = " ".join(
        f'<span class="post-page-numbers current">{page}</span>'
        if page == number
        else f'<a class="post-page-numbers" href="{escape(story.address(page))}">{page}</a>'
        for page in range(1, len(story.pages) + 1)
    )
    return f'<div class="page-links">Pages: {numbers}</div>'


def _linked_data(story: Story, origin: str) -> str:
    """The story as schema.org has it."""
    row = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.headline,
        "description": story.deck,
        "datePublished": story.published.isoformat(),
        "dateModified": story.modified.isoformat() if story.modified else None,
        "author": {"@type": "Person", "name": story.author},
        "articleSection": story.section,
        "keywords": list(story.tags),
        "image": f"{origin}/pictures/{story.picture.name}.png",
        "isAccessibleForFree": not story.paywall,
    }
    held = {key: value for key, value in row.items() if value is not None}
    return json.dumps(held, ensure_ascii=False).replace("<", "\\u003c")


_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
}


def _print_day(day: datetime | date, language: str) -> str:
    """The day as a paper prints it."""
    month = _MONTHS[language].split()[day.month - 1]
    return (
        f"{day.day}. {month} {day.year}" if language == "de" else f"{month} {day.day}, {day.year}"
    )
