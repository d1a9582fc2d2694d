"""The nouns of the house: what a page is, what it is cut into, and what comes out."""

from scraper.types.article import Article, Caption, Dateline, Entry, LabelledBlock, Vote, totals
from scraper.types.page import Block, Candidate, Document, Element, Mark, Page, Picture, Span
from scraper.types.reasons import Reason, explain
from scraper.types.words import BOILERPLATE, LEAD_RULE, TEXT, Kind, Label, Strength, Verdict

__all__ = [
    "BOILERPLATE",
    "LEAD_RULE",
    "TEXT",
    "Article",
    "Block",
    "Candidate",
    "Caption",
    "Dateline",
    "Document",
    "Element",
    "Entry",
    "Kind",
    "Label",
    "LabelledBlock",
    "Mark",
    "Page",
    "Picture",
    "Reason",
    "Span",
    "Strength",
    "Verdict",
    "Vote",
    "explain",
    "totals",
]
