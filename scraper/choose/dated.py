"""Lines of a page that give a day: by its headline, below its story, or where one says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import chain

from scraper.choose.claims import CARDS, Claims
from scraper.fields.dates import is_timestamp, parse_date
from scraper.text import squeeze
from scraper.types import Kind, Label, LabelledBlock

MAX_LINE = 200  # characters of a line that dates a story
MAX_PROSE = 120  # characters of one that is taken for the story's
MAX_NEAR = 30  # characters between "published" and the end of its day
MAX_LEAD = 30  # characters of a line that says "published" and no more
FIRST = 2  # paragraphs of a story that may open with its day
MAX_OPENING = 30  # characters in which a story's first day ends
MAX_WORDS = 7  # of a line that gives a day and no time; a caption that ends in one has more

Moment = datetime | date
Found = tuple[Moment, str]  # and where it stands

# What a page writes before the day of its last change.
_CHANGED = re.compile(
    r"\b(?:(?:last\s+)?(?:updated?|modified|revised|edited)|aktualisiert(?:er|e)?|geändert|letzte"
    r"|zuletzt|mis(?:e)?\s+à\s+jour|màj|modifié|actualizado|actualizada|aggiornato|aggiornamento"
    r"|atualizado|atualizada|bijgewerkt|gewijzigd|aktualizacja|zaktualizowano|uppdaterad|oppdatert"
    r"|opdateret|päivitetty|güncelleme|güncellenme|обновлено|обновлён|изменено|aktualizováno"
    r"|diperbarui|frissítve)\b|更新|수정|עודכן|عدل|تحديث",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"\b(?:published|posted|first|created|veröffentlicht|publiziert|erstellt|erschienen|publié"
    r"|publicado|pubblicato|gepubliceerd|opublikowano|publicerad|publisert|опубликовано|giriş"
    r"|yayınlanma|gepostet|mise? en ligne)\b|公開|発表|发布|입력|등록",
    re.IGNORECASE,
)
# Labels of lines that date a page, beside the timestamps: whatever lists who, when and where.
_LISTS = frozenset(
    {Label.BYLINE, Label.OTHER, Label.TAGS, Label.NAV, Label.SHARE, Label.KICKER, Label.DATELINE}
    | {Label.RELATED, Label.BODY, Label.HEADLINE, Label.DECK, Label.COMMENTS, Label.CREDIT}
)
_DATE_NAME = re.compile(
    r"(?:^|[-_. ])(?:date|datum|time|pub(?:lish(?:ed)?)?|by-?line|post-(?:info|meta)|entry-meta"
    r"|article-meta)(?:[-_. ]|$)",
    re.IGNORECASE,
)
# A day close behind "published" or "changed": in digits, or with its month's name.
_DAY = re.compile(
    r"\d[./-]\s?\d{1,2}[./-]\s?\d|\d{1,2}\.?\s[^\W\d_]{3,}\.?,?\s\d{4}|\d{1,2},\s\d{4}"
)
_OPENING = re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|[^\W\d_]{3,9}\.?\s\d{1,2},\s\d{4}")
_WORD = re.compile(r"[^\W\d_]+")
_CLOCK = re.compile(r"\d[:.h]\d\d")
_YEAR = re.compile(r"(?:19|20)\d\d|[./-]\s?\d\d\b")


def shown_day(claims: Claims) -> Found | None:
    """The day printed by the headline or right below the story; timestamps before other lines."""
    head, top = claims.head(), claims.first + 1
    title = claims.headline_before(top, head.start)
    above, between = claims.blocks[head.start : title], claims.blocks[title:top]
    below, tail = claims.blocks[top : head.stop], claims.blocks[claims.tail()]
    places = [(between, _is_stamp), (above, _is_stamp), (below, _is_stamp), (tail, _is_stamp)]
    if not claims.proposed("published"):  # above the headline stands the day of the visit, too
        places = [(between, _dates), (above, _is_stamp), (below, _is_stamp)]
        places += [(above, _may_date), (tail, _is_stamp), (tail, _may_date)]
    for blocks, fits in places:
        found = next(_dated(claims, filter(fits, blocks)), None)
        if found:
            return found
    return None


def told_day(claims: Claims, *, changed: bool = False) -> Found | None:
    """The day that the page says it was published on, or last changed: one of all its lines that
    say so, or of those from the headline on.
    """
    lines = list(_telling(claims, changed))
    headline = claims.headline_before(claims.first, 0)
    for start in (0, headline):
        near = (block for block in lines if block.block.index >= start)
        found = list(_dated(claims, near, changed=changed))
        if len({day_of(moment) for moment, _ in found}) == 1:
            return found[0]
    return None


def _telling(claims: Claims, changed: bool) -> Iterator[LabelledBlock]:
    """Lines with the word and a day close by, and days alone below a line that is the word."""
    word = _CHANGED if changed else _PUBLISHED
    led = False
    for block in claims.blocks:
        text = squeeze(block.text[:MAX_LINE])
        if led and is_timestamp(text):
            yield block
        found = word.search(text)
        led = found is not None and len(text) <= MAX_LEAD
        if found and (changed or not _is_listed(claims, block)):
            around = text[max(0, found.start() - MAX_NEAR) : found.end() + MAX_NEAR]
            if _DAY.search(around):
                yield block


def framing_day(claims: Claims) -> Found | None:
    """The day that one of a story's first lines begins with, or that stands alone as its last."""
    body = claims.seen(Label.BODY)
    lines = [(b, b.text[:MAX_OPENING]) for b in body[:FIRST] if _OPENING.match(b.text)]
    lines += [(b, last) for b in body[-1:] if is_timestamp(last := b.text.rpartition("\n")[2])]
    for block, line in lines:
        if _YEAR.search(line) and (moment := read_moment(claims, line)):
            return moment, f"{block.rule} at {block.place}"
    return None


def stray_day(claims: Claims) -> Found | None:
    """The day of a timestamp away from the headline: no table's cell, nor one of many cards."""
    stamps = chain(claims.seen(Label.TIMESTAMP), claims.seen(Label.BYLINE))
    return next(_dated(claims, (b for b in stamps if not _is_listed(claims, b))), None)


def _is_listed(claims: Claims, block: LabelledBlock) -> bool:
    return any(tag in ("table", "li") for tag, _ in claims.ancestry(block.block))


def changed_day(claims: Claims) -> Found | None:
    """The day of a change, where a page prints no other."""
    return next(_dated(claims, claims.seen(Label.TIMESTAMP), changed=True), None)


def _is_stamp(block: LabelledBlock) -> bool:
    return block.label is Label.TIMESTAMP or block.label is Label.BYLINE


def _dates(block: LabelledBlock) -> bool:
    return _is_stamp(block) or _may_date(block)


def _may_date(block: LabelledBlock) -> bool:
    """Whether a line of another label may date the story: short, with a year, on no card."""
    called = _is_called_date(block)
    if block.label is Label.COMMENTS and not block.rule.startswith("phrase/"):
        return False  # a reader's
    if block.label not in _LISTS or (block.rule.startswith(CARDS) and not called):
        return False
    if block.label is Label.BODY and len(block.text) > MAX_PROSE:
        return False
    if len(block.text) > MAX_LINE or block.block.kind in (Kind.TABLE, Kind.QUOTE):
        return False
    if block.label is Label.HEADLINE and not block.text[:4].isdigit():
        return False
    few = len(_WORD.findall(block.text)) <= MAX_WORDS or _CLOCK.search(block.text) is not None
    return (few or called) and _YEAR.search(block.text) is not None


def _is_called_date(block: LabelledBlock) -> bool:
    """Whether the element of a line, or one right around it, is called a date or a byline."""
    return _DATE_NAME.search(" ".join(block.place.rsplit(" > ", 2)[1:])) is not None


def _dated(
    claims: Claims, blocks: Iterable[LabelledBlock], *, changed: bool = False
) -> Iterator[Found]:
    for block in blocks:
        line = squeeze(block.text)[:MAX_LINE]
        part = _part(line, changed)
        moment = read_moment(claims, part) if part else None
        if moment:
            yield moment, f"{block.rule} at {block.place}"


def _part(line: str, changed: bool) -> str:
    """The part of a line that dates its publication, or its last change; empty for none.

    >>> _part("Updated 4 May 2024, published 3 May 2024", False)
    ' 3 May 2024'
    """
    change = _CHANGED.search(line)
    if change is None:
        return "" if changed else line
    before, after = line[: change.start()], line[change.end() :]
    if changed:
        return after
    if any(c.isdigit() for c in before):
        return before
    published = _PUBLISHED.search(after)
    return after[published.end() :] if published else ""


def read_moment(claims: Claims, text: str) -> Moment | None:
    """The time that a text prints, on the site's clock; None where it prints none."""
    return parse_date(text[:MAX_LINE], language=_dialect(claims), timezone=claims.zone)


def _dialect(claims: Claims) -> str | None:
    """The page's language with the country it names, if any: "en-GB" has its days first."""
    language = claims.language
    said = (value.replace("_", "-") for value in claims.document.values("language"))
    return next((v for v in said if language and v.casefold().startswith(f"{language}-")), language)


def day_of(moment: Moment) -> date:
    """The day of a moment, on its own clock."""
    return moment.date() if isinstance(moment, datetime) else moment
