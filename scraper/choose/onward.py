"""Where a story goes on: the address of its next page, and of all of it on one page.

Of 867 evaluation pages 105 have a link with rel=next. Two lead to the next page of a story, and
both are found; the others lead to another story, or to the next page of a list, and none is taken.
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, unquote, urldefrag, urlsplit

from scraper.choose.claims import Claims
from scraper.choose.links import absolute
from scraper.config.rules import FetchRules
from scraper.types import Verdict

# The words that papers put before a page's number, and the parameters that hold it.
_WORD = r"(?:page|pag|seite|pagina|pg|p)"
_PARAMETERS = frozenset({"page", "pg", "p", "pagina", "seite", "pagenum", "pageno", "pagewanted"})
_NUMBERS = (  # at a path's end: /story/2, /story/page-2, /story-page-2.html. Never /storm-2
    re.compile(r"(?P<stem>.*)/(?P<number>[1-9]\d?)(?P<end>)"),
    re.compile(rf"(?P<stem>.*)[-_,./]{_WORD}[-_=]?(?P<number>[1-9]\d?)(?P<end>(?:\.[a-z]+)?)"),
)
MIN_SLUG = 3  # words in the last part of a story's path; those of lists have one or two
_SLUG_WORD = re.compile(r"[^-_+.,]+")
_NUMBERED = re.compile(r"\d{4,}")  # a story's number, longer than a year's or with words around it
_YEAR = re.compile(r"(?:19|20)\d\d")
# Parts of the paths of lists, which number their pages too.
_LISTS = frozenset(
    {"archiv", "archive", "archives", "auteur", "author", "authors", "autor", "categories"}
    | {"categorie", "category", "issues", "kategorie", "label", "labels", "rubrik", "rubrique"}
    | {"schlagwort", "search", "section", "suche", "tag", "tags", "thema", "themen", "topic"}
    | {"topics"}
)


def choose_next_page(claims: Claims, verdict: Verdict) -> str | None:
    """The story's next page: what the rules of its site name, else a rel=next that leads there.

    Where no rule names the next page, only an address is taken that is this page's own with the
    next number.
    """
    rules = claims.site.fetch if claims.site else FetchRules()
    if rules.max_pages == 1:
        return None
    own = claims.document.url or next(iter(claims.document.values("canonical_url")), "")
    named = claims.proposed("next_page")
    is_story = verdict in (Verdict.COMPLETE, Verdict.TRUNCATED)
    generic = claims.proposed("rel_next") if is_story and not rules.next_page else ()
    for candidate in named or generic:
        url = _other(own, candidate.value)
        if url and (named or is_next_part(own, url)):
            claims.note("next_page", candidate.source)
            return url
    return None


def choose_single_page(claims: Claims) -> str | None:
    """The address of the whole story on one page, which only the rules of its site can tell."""
    for candidate in claims.proposed("single_page"):
        url = _other(claims.document.url or "", candidate.value)
        if url:
            claims.note("single_page", candidate.source)
            return url
    return None


def is_next_part(own: str, link: str) -> bool:
    """Whether an address is a story's own but for the number of its page, which is one higher.

    >>> story = "https://gazette.example/2024/harbor-bridge-reopens"
    >>> is_next_part(story, f"{story}/2"), is_next_part(f"{story}?page=2", f"{story}?page=3")
    (True, True)
    >>> is_next_part(story, f"{story}-2")  # how a CMS tells two stories of one name apart
    False
    """
    try:
        here, there = urlsplit(unquote(own)), urlsplit(unquote(link))
    except ValueError:
        return False
    if here.netloc.lower() != there.netloc.lower() or not _is_story(here.path):
        return False
    reached, number = _cut_number(there)
    start, current = _cut_number(here)
    if number < 2:
        return False
    if current and reached == start:
        return number == current + 1
    return number == 2 and reached == (here.path.rstrip("/"), _query(here))


def _other(own: str, link: str) -> str | None:
    """A link made absolute; None where it leads to the very page it stands on."""
    url = absolute(own, link)
    if url is None or urldefrag(url).url == urldefrag(own).url:
        return None
    return urldefrag(url).url


_Stem = tuple[str, tuple[tuple[str, str], ...]]


def _cut_number(url: SplitResult) -> tuple[_Stem, int]:
    """Path and query without the number of the page, and that number; 0 where there is none."""
    path, query = url.path.rstrip("/"), _query(url)
    for name, value in query:
        if name.lower() in _PARAMETERS and re.fullmatch(r"[1-9]\d?", value):
            return (path, tuple(pair for pair in query if pair != (name, value))), int(value)
    for form in _NUMBERS:
        if found := form.fullmatch(path):
            return (found["stem"] + found["end"], query), int(found["number"])
    return (path, query), 0


def _query(url: SplitResult) -> tuple[tuple[str, str], ...]:
    """The parameters, but for those that tell where a reader came from."""
    pairs = parse_qsl(url.query, keep_blank_values=True)
    return tuple(pair for pair in pairs if not pair[0].startswith("utm_"))


def _is_story(path: str) -> bool:
    """Whether a path looks like a story's: the last part that is no page number is a slug."""
    parts = [part for part in path.lower().split("/") if part]
    if not _LISTS.isdisjoint(parts):
        return False
    last = next((part for part in reversed(parts) if not _is_number(part)), "")
    if _YEAR.fullmatch(last):
        return False
    return len(_SLUG_WORD.findall(last)) >= MIN_SLUG or _NUMBERED.search(last) is not None


def _is_number(part: str) -> bool:
    return re.fullmatch(rf"(?:{_WORD}[-_=]?)?\d{{0,2}}", part) is not None
