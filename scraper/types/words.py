"""The closed vocabularies: what a block's form, role and vote may be, and a page's verdict."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Kind(StrEnum):
    """A block's form, as the page set it."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    TABLE = "table"
    PREFORMATTED = "preformatted"
    CAPTION = "caption"

    __hash__ = str.__hash__  # Enum's own is written in Python


class Label(StrEnum):
    """A block's role: a part of the story, or a kind of boilerplate.

    `is_boilerplate` says which; `is_text`, whether blocks of the label make up `Article.text`.
    """

    is_boilerplate: bool
    is_text: bool

    HEADLINE = "headline"
    KICKER = "kicker"
    DECK = "deck"
    BYLINE = "byline"
    BIO = "bio"
    TIMESTAMP = "timestamp"
    DATELINE = "dateline"
    BODY = "body"
    SUBHEAD = "subhead"
    QUOTE = "quote"
    LIST = "list"
    TABLE = "table"
    CAPTION = "caption"
    CREDIT = "credit"
    CORRECTION = "correction"
    TAGS = "tags"
    NAV = "nav"
    SHARE = "share"
    RELATED = "related"
    PROMO = "promo"
    NEWSLETTER = "newsletter"
    PAYWALL = "paywall"
    AD = "ad"
    COMMENTS = "comments"
    CONSENT = "consent"
    LEGAL = "legal"
    OTHER = "other"

    __hash__ = str.__hash__  # as for Kind


BOILERPLATE = frozenset(
    {
        Label.NAV,
        Label.SHARE,
        Label.RELATED,
        Label.PROMO,
        Label.NEWSLETTER,
        Label.PAYWALL,
        Label.AD,
        Label.COMMENTS,
        Label.CONSENT,
        Label.LEGAL,
        Label.OTHER,
    }
)
TEXT = frozenset(
    {Label.BODY, Label.SUBHEAD, Label.QUOTE, Label.LIST, Label.TABLE, Label.CORRECTION}
)


for _label in Label:  # plain attributes: both are asked for every block, many times over
    _label.is_boilerplate = _label in BOILERPLATE
    _label.is_text = _label in TEXT

LEAD_RULE = "revise/lead"  # decides for a first paragraph that the page sets as its deck as well


class Strength(IntEnum):
    """How far a vote is trusted: the more specific the signal, the higher it stands."""

    SHAPE = 1  # length, links, position
    ENGINE = 2  # readability's opinion
    REGION = 3  # inside or outside the site's body region
    HOOK = 4  # a class or id that names furniture
    WORDS = 5  # what the line says
    MARKUP = 6  # an element that settles the matter: nav, figcaption
    SITE = 7  # the site's own rule for that label


class Verdict(StrEnum):
    """What a page turned out to be."""

    COMPLETE = "complete"
    TRUNCATED = "truncated"
    NOT_ARTICLE = "not_article"
    EMPTY = "empty"
