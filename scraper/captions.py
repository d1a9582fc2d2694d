"""Caption and credit blocks to captions, each once, with the picture they stand under."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from scraper.choose import absolute
from scraper.fields.credit import split_credit
from scraper.text import squeeze, tokens
from scraper.types import Caption, Document, Label, LabelledBlock

MAX_CREDIT = 60  # characters
NEAR = 2  # blocks between a picture and its caption


def collect_captions(document: Document, blocks: Sequence[LabelledBlock]) -> tuple[Caption, ...]:
    """The page's captions in order; of twins, the one that names the credit."""
    found: dict[tuple[str, ...], Caption] = {}
    for caption in _merge_twins(list(_captions(document, blocks))):
        key = tokens(caption.text)
        twin = found.get(key)
        if twin is None or (twin.credit is None and caption.credit):
            image = caption.image_url or (twin.image_url if twin else None)
            found[key] = Caption(caption.text, caption.credit, image)
    return tuple(found.values())


def _merge_twins(captions: list[Caption]) -> Iterator[Caption]:
    """A caption printed twice, the second time with its credit behind it, as one."""
    skip = False
    for caption, after in zip_longest(captions, captions[1:]):
        if skip:
            skip = False
            continue
        rest = after.text.removeprefix(caption.text).strip() if after else ""
        if after and rest != after.text and 0 < len(rest) <= MAX_CREDIT:
            skip = True
            image = caption.image_url or after.image_url
            yield Caption(caption.text, after.credit or rest, image)
        else:
            yield caption


def _captions(document: Document, blocks: Sequence[LabelledBlock]) -> Iterator[Caption]:
    for index, block in enumerate(blocks):
        if block.label is not Label.CAPTION:
            continue
        text, credit = split_credit(squeeze(block.text))
        if not text:
            continue
        yield Caption(text, credit or _credit_below(blocks, index), _image(document, index))


def _credit_below(blocks: Sequence[LabelledBlock], index: int) -> str | None:
    """The credit that stands in a block of its own right after a caption."""
    if index + 1 < len(blocks) and blocks[index + 1].label is Label.CREDIT:
        line = squeeze(blocks[index + 1].text)
        text, credit = split_credit(line)
        return credit or text or None
    return None


def _image(document: Document, index: int) -> str | None:
    """The URL of the last picture before a caption, if it stands right above it."""
    near = [p for p in document.pictures if p.url and 0 <= index - p.before <= NEAR]
    return absolute(document.url, near[-1].url or "") if near else None
