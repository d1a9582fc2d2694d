"""What the demo site answers to each address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from html import escape

from scraper.cli.demo.pages import write_front, write_story
from scraper.cli.demo.picture import paint
from scraper.cli.demo.stories import Shelf, Story, load_shelf

HTML = "text/html; charset=utf-8"
XML = "application/xml; charset=utf-8"
PLAIN = "text/plain; charset=utf-8"
MOVED = "/old/lighthouse.html"  # a story's former address: the first of the shelf
FORBIDDEN = "/private/budget.html"
GONE = "/gone.html"

_ERROR = "<!DOCTYPE html><html lang='en'><title>404 Not Found</title><h1>404 Not Found</h1></html>"
_BUDGET = (
    "<!DOCTYPE html><html lang='en'><title>Draft</title><h1>Draft of the budget</h1>"
    "<p>Whoever reads this has not asked robots.txt.</p></html>"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, a body, and the headers that a page of its kind has."""

    status: int
    body: bytes
    media_type: str = HTML
    headers: dict[str, str] = field(default_factory=dict)


def answer(path: str, origin: str) -> Answer:
    """What the site says to a path; its links begin with `origin`."""
    shelf = load_shelf()
    if path in _FILES:
        media_type, write = _FILES[path]
        return Answer(200, write(shelf, origin).encode(), media_type)
    if path == MOVED:
        return Answer(301, b"", PLAIN, {"Location": origin + shelf.stories[0].path})
    return _story(shelf, path, origin) or Answer(404, _ERROR.encode())


def _story(shelf: Shelf, path: str, origin: str) -> Answer | None:
    """A page of a story, or its picture."""
    for story in shelf.stories:
        for number in range(1, len(story.pages) + 1):
            if path == story.address(number):
                return Answer(200, write_story(shelf, story, number, origin).encode())
        if path == f"/pictures/{story.picture.name}.png":
            return Answer(200, paint(story.picture.name), "image/png")
    return None


def _budget(shelf: Shelf, origin: str) -> str:
    return _BUDGET


def _robots(shelf: Shelf, origin: str) -> str:
    return f"User-agent: *\nDisallow: /private/\nCrawl-delay: 0\n\nSitemap: {origin}/sitemap.xml\n"


def _addresses(shelf: Shelf, origin: str) -> str:
    """What there is to fetch, with what can go wrong beside it."""
    lines = (
        "# The stories",
        *(origin + story.path for story in shelf.stories),
        "# The first of them again, by its former address",
        origin + MOVED,
        "# A list of stories, a page that is gone, and one that robots.txt forbids",
        *(origin + path for path in ("/", GONE, FORBIDDEN)),
    )
    return "\n".join((*lines, ""))


def _sitemap(shelf: Shelf, origin: str) -> str:
    """As https://www.sitemaps.org/protocol.html has it."""
    urls = "".join(
        f"<url><loc>{escape(origin + story.path)}</loc>"
        f"<lastmod>{story.published.isoformat()}</lastmod></url>\n"
        for story in shelf.stories
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n'
    )


def _feed(shelf: Shelf, origin: str) -> str:
    """As https://www.rssboard.org/rss-specification has it."""
    items = "".join(_item(story, origin) for story in shelf.stories)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>'
        f"<title>Three papers that nobody prints</title><link>{escape(origin)}/</link>"
        f"<description>Invented stories</description>\n{items}</channel></rss>\n"
    )


def _item(story: Story, origin: str) -> str:
    link = escape(origin + story.path)
    return (
        f"<item><title>{escape(story.headline)}</title><link>{link}</link><guid>{link}</guid>"
        f"<pubDate>{format_datetime(_moment(story.published))}</pubDate></item>\n"
    )


def _moment(published: datetime | date) -> datetime:
    """A time for every story; noon for those that have a day only."""
    if isinstance(published, datetime):
        return published
    return datetime.combine(published, time(12), UTC)


_FILES: dict[str, tuple[str, Callable[[Shelf, str], str]]] = {
    "/": (HTML, write_front),
    "/robots.txt": (PLAIN, _robots),
    "/sitemap.xml": (XML, _sitemap),
    "/feed.xml": ("application/rss+xml; charset=utf-8", _feed),
    "/urls.txt": (PLAIN, _addresses),
    FORBIDDEN: (HTML, _budget),
}
