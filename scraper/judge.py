"""One verdict for a page: a whole article, a cut one, no article, or nothing at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from scraper.text import count_words
from scraper.types import Document, Label, LabelledBlock, Verdict

MIN_STORY = 25  # words; a brief has about thirty
CUT_STORY = 300  # words; a story longer than this is not the free sample before a paywall
LONGER = 1.5  # times; the page's own articleBody against the text it shows
_CUT_OFF = re.compile(r"(?:\.\.\.|…|\[(?:\.\.\.|…|\+)\]|\[\+\d+ chars\])\s*$")
# A number alone is no error ("500 march for the docks"), nor are words that go on ("Just a moment
# of rain stopped the race").
_ERROR = re.compile(
    r"^(?:(?:error|http) [45]\d\d\b"
    r"|(?:404|403|410|500|502|503)(?=\W*$|\s*[-–—|:]\s|\W+(?:error|page not|not found|forbidden"
    r"|gone|access denied|internal server|bad gateway|service unavailable)\b)"
    r"|(?:page not found|not found|access denied|forbidden|just a moment(?:,? please)?"
    r"|attention required|are you a (?:robot|human)|service unavailable|bad gateway)"
    r"(?=\W*(?:$|[-–—|]|404)))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict, how sure it is (0..1), whether the page is paid for, and the evidence."""

    verdict: Verdict
    confidence: float
    paywalled: bool | None
    evidence: tuple[str, ...]


def judge(
    document: Document, blocks: Sequence[LabelledBlock], text: str, headline: str | None
) -> Judgement:
    """What the page turned out to be."""
    if not any(b.text.strip() for b in blocks):
        return Judgement(Verdict.EMPTY, 1.0, None, ("the page has no text",))
    words = count_words(text)
    paywalled = _is_paywalled(document)
    if is_error(headline):
        return Judgement(Verdict.NOT_ARTICLE, 0.9, paywalled, (f"headline: {headline}",))
    cut = _why_cut(document, blocks, text, words, paywalled)
    if cut:
        return Judgement(Verdict.TRUNCATED, 0.8, True if paywalled is None else paywalled, cut)
    if words < MIN_STORY and not (headline and words >= 8):
        why = f"only {words} words read like a story"
        return Judgement(Verdict.NOT_ARTICLE, 0.8, paywalled, (why,))
    index = _why_index(blocks, words)
    if index:
        return Judgement(Verdict.NOT_ARTICLE, 0.6, paywalled, index)
    return Judgement(Verdict.COMPLETE, _confidence(words, headline, document), paywalled, ())


def is_error(headline: str | None) -> bool:
    """Whether a headline is that of an error page: "404 Not Found"."""
    return _ERROR.match(headline or "") is not None


def _is_paywalled(document: Document) -> bool | None:
    """What the page itself says: JSON-LD `isAccessibleForFree`, meta `article:content_tier`."""
    for value in document.values("free"):
        if value in ("false", "true"):
            return value == "false"
    for value in document.values("content_tier"):
        return value.lower() != "free"
    return None


def _why_cut(
    document: Document,
    blocks: Sequence[LabelledBlock],
    text: str,
    words: int,
    paywalled: bool | None,
) -> tuple[str, ...]:
    """Reasons to think that the story goes on elsewhere; empty when there is none."""
    if paywalled is False or words > CUT_STORY:
        return ()
    last = max((i for i, b in enumerate(blocks) if b.label.is_text), default=-1)
    prompt = next(
        (b for b in blocks[last + 1 : last + 8] if b.label is Label.PAYWALL and b.text), None
    )
    reasons: list[str] = []
    if prompt and (paywalled or _CUT_OFF.search(text) or words < CUT_STORY / 2):
        reasons.append(f"a prompt follows the story: {prompt.text[:80]}")
    if paywalled and _CUT_OFF.search(text):
        reasons.append("the text breaks off")
    if paywalled and any(count_words(v) > LONGER * words for v in document.values("article_body")):
        reasons.append("the page's own articleBody is longer")
    return tuple(reasons)


def _why_index(blocks: Sequence[LabelledBlock], words: int) -> tuple[str, ...]:
    """Reasons to think that the page lists stories rather than telling one."""
    linked = sum(
        count_words(b.text)
        for b in blocks
        if b.label is Label.RELATED and b.block.link_chars >= 0.8 * len(b.text)
    )
    if words < 120 and linked > 8 * words:
        return (f"{linked} words of links to other stories against {words} of text",)
    return ()


def _confidence(words: int, headline: str | None, document: Document) -> float:
    """How sure a complete article is: length, a headline, and structured data speak for it."""
    score = 0.5 + 0.2 * min(1.0, words / 200)
    score += 0.15 if headline else 0.0
    score += 0.1 if document.values("published") or document.media_type == "text/plain" else 0.0
    return round(score, 2)
