"""The desk the tests write at: a short story, pages and dumps around it, and what comes of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from textwrap import dedent

from scraper import Article, Config, extract, load_config
from scraper.label.view import Change, View, make_view
from scraper.read import open_page, read
from scraper.types import Block, Document, Kind, Label, LabelledBlock, Page

HEADLINE = "Harbor bridge reopens after two years of repairs"
STORY = (
    "The harbor bridge reopened on Tuesday after two years of repairs, the port authority said, "
    "ending a detour of forty minutes for the trucks that serve the northern docks.",
    "Ana Ruiz, who runs the ferry that carried commuters in the meantime, said she would keep one "
    "boat in service until the end of the summer.",
    "The repairs cost 38 million crowns, nearly twice what the council had set aside, and a second "
    "contract for the ramps will be let in October.",
    "Engineers found cracks in four of the eleven piers last spring, and divers have since poured "
    "concrete around each of them.",
)
KINDS = {
    Label.HEADLINE: Kind.HEADING,
    Label.SUBHEAD: Kind.HEADING,
    Label.LIST: Kind.ITEM,
    Label.QUOTE: Kind.QUOTE,
    Label.TABLE: Kind.TABLE,
}
MARKUP_ONLY = """
    never = []
    ignored = []
    hook = []
    [markup]
    nav = "nav"
    figcaption = "caption"
"""


@cache
def house() -> Config:
    """The rules of the package, without those of single sites."""
    return load_config(use_sites=False)


def paragraphs(*lines: str) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def page(
    *,
    head: str = "",
    above: str = "",
    before: str = "",
    inside: str = "",
    after: str = "",
    below: str = "",
) -> str:
    """A news page: `above` and `below` its article, `before`, `inside` and `after` the story."""
    upper, lower = paragraphs(*STORY[:2]), paragraphs(*STORY[2:])
    return (
        f"<html><head><title>{HEADLINE}</title>{head}</head><body>{above}<article>"
        f"<h1>{HEADLINE}</h1>{before}<div>{upper}{inside}{lower}</div>{after}</article>"
        f"{below}</body></html>"
    )  # fmt: skip


def dump(*, above: str = "", before: str = "", inside: str = "", after: str = "") -> str:
    """The same as a text dump, one paragraph a line; the parts are lines of their own."""
    parts = (above, HEADLINE, before, *STORY[:2], inside, *STORY[2:], after)
    return "\n".join(dedent(part).strip("\n") for part in parts if part)


def article(source: str, config: Config | None = None, url: str | None = None) -> Article:
    return extract(source, config or house(), url=url)


def found(source: Article | str, text: str) -> LabelledBlock:
    """The one block that begins with a text; fails when there is none or several."""
    made = article(source) if isinstance(source, str) else source
    blocks = [b for b in made.blocks if b.text.startswith(text)]
    assert len(blocks) == 1, f"{len(blocks)} blocks begin with {text!r}: {listing(made.blocks)}"
    return blocks[0]


def role(source: Article | str, text: str) -> Label:
    """The label of the block that begins with a text."""
    return found(source, text).label


def roles(source: Article | str, text: str) -> list[Label]:
    """The labels of all blocks that begin with a text, in page order."""
    made = article(source) if isinstance(source, str) else source
    return [b.label for b in made.blocks if b.text.startswith(text)]


def listing(blocks: Sequence[LabelledBlock]) -> list[str]:
    return [f"{b.label} | {b.text[:60]} [{b.rule}]" for b in blocks]


# -- scripts: "label | text", one block a line ------------------------------------------------


def lines(script: str) -> list[str]:
    return [line.strip() for line in dedent(script).splitlines() if line.strip()]


def cast(script: str) -> tuple[LabelledBlock, ...]:
    """The blocks of a script, as shapes and phrases would have labelled them."""
    return tuple(_cast(script))


def _cast(script: str) -> Iterator[LabelledBlock]:
    for index, line in enumerate(lines(script)):
        name, _, text = line.partition("|")
        label = Label(name.strip())
        block = Block(index, text.strip(), KINDS.get(label, Kind.PARAGRAPH))
        yield LabelledBlock(block, label, _rule(label))


def _rule(label: Label) -> str:
    """Shape decides what is story and what is not; words tell the kinds of furniture."""
    if label.is_text:
        return "shape/prose"
    return "shape/outside" if label is Label.OTHER else "phrase/test"


def look(blocks: Sequence[LabelledBlock]) -> View:
    """The view of a dump that has these lines."""
    document = Document(None, "text/plain", tuple(b.block for b in blocks))
    return make_view(document, house(), None, "en")


def relabel(
    find: Callable[[Sequence[LabelledBlock], View], Iterator[Change]], script: str
) -> list[str]:
    """The script with the changes that one pass proposes, spaces around the bar evened out."""
    blocks = cast(script)
    changes = {change.block: change.label for change in find(blocks, look(blocks))}
    return [f"{changes.get(i, b.label)} | {b.text}" for i, b in enumerate(blocks)]


# -- documents and configs ----------------------------------------------------------------------


def document(source: str, media_type: str = "text/html") -> Document:
    return read(open_page(Page(None, source.encode(), media_type, "utf-8")), None)


def view(source: str, media_type: str = "text/html") -> View:
    return make_view(document(source, media_type), house(), None, "en")


def write_rules(folder: Path, **files: str) -> Config:
    """A small config folder; keys are paths with "__" for "/" and "_" for ".": sites__x_example."""
    (folder / "defaults.toml").write_text(dedent(MARKUP_ONLY), "utf-8")
    for name, text in files.items():
        path = folder / (name.replace("__", "/").replace("_", ".") + ".toml")
        path.parent.mkdir(exist_ok=True)
        path.write_text(dedent(text), "utf-8")
    return load_config(folder)
