"""Caption and credit blocks to captions, each once, with the picture they stand under."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from scraper.choose import absolute
from scraper.fields.byline import is_byline
from scraper.fields.credit import is_credit, split_credit
from scraper.fields.roles import names_press_role
from scraper.text import squeeze, tokens
from scraper.types import Caption, Document, Label, LabelledBlock

MAX_CREDIT = 60  # characters
# What announces a credit, alone in a block of its own.
_LABEL = re.compile(
    r"(?:fotos?|photos?|bild(?:er)?|credits?|image|quelle|source)\s?:?", re.IGNORECASE
)
# What a button beside a caption says, where the two run together: "Enlarge / The ferry at dawn".
_ENLARGE = (
    r"(?:bild |foto )?vergrö(?:ß|ss)ern|enlarge(?: (?:this )?image)?|click to enlarge"
    r"|(?:toggle|hide|show) caption|view (?:image|photo) in full ?screen|open image in gallery"
    r"|agrandir(?: l['’]image)?|ampliar(?: (?:la )?(?:imagen|foto))?|ingrandisci"
)
_BUTTON_BEFORE = re.compile(rf"^(?i:{_ENLARGE})\s?[/|:–-]?\s+(?=[^\W\d_a-zà-ÿ]|[\d\"“„«'])")
_BUTTON_BEHIND = re.compile(rf"\s+(?:{_ENLARGE})$", re.IGNORECASE)
NEAR = 2  # blocks between a picture and its caption
BUTTONS = ("markup/button", "hook/unseen")  # rules that see the button and not the caption
MAX_ROLE = 3  # words: "Redaktionsleiter", "US correspondent"
MAX_DEPTH = 4  # elements between a figcaption and its text


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
    found = (
        (i, b)
        for i, b in enumerate(blocks)
        if b.label is Label.CAPTION or (b.rule in BUTTONS and _is_in_figcaption(document, b))
    )
    for index, block in found:
        line = _without_button(squeeze(block.text))
        if is_credit(line) or _is_signed(line) or _LABEL.fullmatch(line):
            continue
        text, credit = split_credit(line)
        if text:
            yield Caption(text, credit or _credit_beside(blocks, index), _image(document, index))


def _without_button(line: str) -> str:
    """A caption without the words of the button that opens its picture.

    >>> _without_button("Enlarge / The ferry at dawn."), _without_button("The ferry hide caption")
    ('The ferry at dawn.', 'The ferry')
    """
    return _BUTTON_BEHIND.sub("", _BUTTON_BEFORE.sub("", line, count=1))


def _is_in_figcaption(document: Document, block: LabelledBlock) -> bool:
    """Whether a caption goes as a part of the button that enlarges its picture."""
    if block.label is not Label.OTHER:
        return False
    at = block.block.element
    for _ in range(MAX_DEPTH):
        if at < 0:
            return False
        element = document.elements[at]
        if element.tag == "figcaption":
            return not element.hidden
        at = element.parent
    return False


def _is_signed(line: str) -> bool:
    """Whether a line under a picture is the writer's: the byline beside a portrait."""
    return is_byline(line) or (names_press_role(line) and len(line.split()) <= MAX_ROLE)


def _credit_beside(blocks: Sequence[LabelledBlock], index: int) -> str | None:
    """The credit that stands in a block of its own right after a caption, else right before it."""
    for beside in (index + 1, index - 1):
        if not 0 <= beside < len(blocks):
            continue
        block = blocks[beside]
        line = squeeze(block.text)
        alone = block.label is Label.CREDIT or (block.label is Label.CAPTION and is_credit(line))
        if alone and (beside > index or _is_home(blocks[index], block)):
            text, credit = split_credit(line)
            return credit or text or None
    return None


def _is_home(caption: LabelledBlock, credit: LabelledBlock) -> bool:
    """Whether a credit above a caption stands in the same box."""
    return caption.place.rpartition(" > ")[0] == credit.place.rpartition(" > ")[0] != ""


def _image(document: Document, index: int) -> str | None:
    """The URL of the last picture before a caption, if it stands right above it."""
    near = [p for p in document.pictures if p.url and 0 <= index - p.before <= NEAR]
    return absolute(document.url, near[-1].url or "") if near else None
