"""How many near-duplicates are found, how many are none, and what that costs.

    python -m benchmarks.duplicates DATA

Real articles, edited in known ways; the articles of all evaluation pages beside each other; the
text dumps of each page, which tell one story as five programs saw it; and 100,000 made-up articles.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from statistics import median

from scraper import Page, extract
from scraper.integrations.duplicates import Duplicates, sketch_of
from scraper.integrations.duplicates.sketch import likeness
from scraper.text import count_words

ARTICLES = 300  # that are edited
SENTENCES = 5  # that these have at the least, so that a fifth can be dropped
MANY = 100_000
COPIES = 0.1  # of the many, copied with one word in fifty changed
FURNITURE = "\n\nSign up for our morning newsletter and never miss a story."

_SENTENCE = re.compile(r".+?(?:[.!?]\s+|[。！？]\s*|\n\n|\Z)", re.DOTALL)
_WORD = re.compile(r"\w+")

Edit = Callable[[str, Random], str]


@dataclass(frozen=True, slots=True)
class Told:
    """An article: the page or dump it is from, and its text."""

    name: str
    page: str
    text: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("data", type=Path)
    data = parser.parse_args().data
    pages = list(articles(data, "manifest.jsonl", "html"))
    show_recall([told.text for told in pages])
    show_pairs("pages", pages)
    show_pairs("dumps", list(articles(data, "manifest_text.jsonl", "text")))
    show_cost()


def articles(data: Path, manifest: str, body: str) -> Iterator[Told]:
    """What is extracted from the evaluation pages, or dumps, of a manifest."""
    media_type = "text/html" if body == "html" else "text/plain"
    with (data / manifest).open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            content = gzip.decompress((data / row[body]).read_bytes())
            text = extract(Page(row["url"], content, media_type)).text
            yield Told(row["id"], row.get("page", row["id"]), text)


def show_recall(texts: list[str]) -> None:
    """Prints how many edited articles are found to be like the one they were made of."""
    long = [t for t in texts if count_words(t) >= 60 and len(_SENTENCE.findall(t)) >= SENTENCES]
    chosen = Random(0).sample(long, ARTICLES)
    print(f"{'edit':32} found  likeness (median)   of {ARTICLES}")
    for name, edit in edits(chosen).items():
        edited = [edit(text, Random(n)) for n, text in enumerate(chosen)]
        pairs = list(zip(chosen, edited, strict=True))
        hits = sum(is_found(*pair) for pair in pairs)
        middle = median(alike(*pair) for pair in pairs)
        print(f"{name:32} {hits / len(chosen):5.0%}  {middle:8.2f}")


def edits(texts: list[str]) -> dict[str, Edit]:
    """What is done to an article."""
    shares = (0.05, 0.1, 0.2, 0.4)
    return {
        "case, spacing, punctuation": lambda text, _: text.upper().replace(",", " "),
        "a line of furniture at the end": lambda text, _: text + FURNITURE,
        "another's first paragraph": partial(another_intro, texts),
        **{f"{share:.0%} of sentences dropped": partial(drop, share) for share in shares},
        **{f"{share:.0%} of words changed": partial(change, share) for share in (0.02, 0.05, 0.1)},
    }


def drop(share: float, text: str, chance: Random) -> str:
    """The text without a share of its sentences, one at the least."""
    sentences = _SENTENCE.findall(text)
    gone = set(chance.sample(range(len(sentences)), max(1, round(share * len(sentences)))))
    return "".join(s for n, s in enumerate(sentences) if n not in gone)


def change(share: float, text: str, chance: Random) -> str:
    """The text with a share of its words replaced by words that are none."""
    return _WORD.sub(
        lambda w: f"x{chance.randrange(10**9)}" if chance.random() < share else w[0], text
    )


def another_intro(texts: list[str], text: str, chance: Random) -> str:
    """The text with the first paragraph of another story in the place of its own."""
    own = text.split("\n\n")
    return "\n\n".join([chance.choice(texts).split("\n\n")[0], *own[1:]])


def is_found(text: str, edited: str) -> bool:
    """Whether the second text is found to repeat the first."""
    seen = Duplicates()
    seen.of("first", text)
    return seen.of("second", edited) is not None


def alike(one: str, other: str) -> float:
    """How alike two texts are; 0 where one is too short to be like another."""
    sketches = sketch_of(one), sketch_of(other)
    slots = [sketch.slots for sketch in sketches if sketch and sketch.slots]
    return likeness(*slots) if len(slots) == 2 else 0.0


def show_pairs(kind: str, told: list[Told]) -> None:
    """Prints what repeats what among articles, for a reader to look at those of two pages."""
    seen, page_of = Duplicates(), {article.name: article.page for article in told}
    found = [(article, seen.of(article.name, article.text)) for article in told]
    repeats = [(article, other) for article, other in found if other]
    exact = sum(other.is_exact for _, other in repeats)
    several = sum(1 for a in told if a.text) - len({a.page for a in told if a.text})
    print(
        f"\n{len(told)} {kind}: {exact} repeat another word for word, {len(repeats) - exact} nearly"
    )
    if several:
        print(f"  of {several} that tell what another dump of their page told")
    for article, other in repeats:
        if page_of[other.of] != article.page:
            print(f"  {other.likeness:.2f}  {article.name}  repeats  {other.of}")


def show_cost() -> None:
    """Prints time and memory for many articles, a tenth of them copies with some words changed."""
    chance = Random(0)
    vocabulary = [f"w{n}" for n in range(20_000)]
    seen, recent = Duplicates(), [""]
    before, busy, found, copies = resident(), 0.0, 0, 0
    for number in range(MANY):
        is_copy = number > 100 and chance.random() < COPIES
        text = (
            change(0.02, chance.choice(recent), chance) if is_copy else made_up(vocabulary, chance)
        )
        recent = [text, *recent[:99]] if not is_copy else recent
        begin = time.perf_counter()
        repeated = seen.of(f"https://www.gazette.example/2026/11/a-story-{number}", text)
        busy += time.perf_counter() - begin
        found += repeated is not None
        copies += is_copy
    taken = (resident() - before) / MANY
    print(f"\n{MANY:,} made-up articles of 400 words: {MANY / busy:,.0f} a second,")
    print(f"  {taken:,.0f} bytes of memory for each, {found:,} of {copies:,} copies found")


def made_up(vocabulary: list[str], chance: Random) -> str:
    return " ".join(chance.choices(vocabulary, k=400))


def resident() -> int:
    """The bytes of memory that this process has (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096


if __name__ == "__main__":
    main()
