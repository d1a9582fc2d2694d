"""Pages of more blocks than any story has."""

from __future__ import annotations

from scraper import extract
from scraper.read.surplus import JOINED, MAX_BLOCKS, join_surplus
from scraper.types import Block, Kind


def lines(count: int) -> list[Block]:
    return [Block(i, f"line {i}", Kind.PARAGRAPH, link_chars=1) for i in range(count)]


def test_a_page_of_ordinary_length_is_left_as_it_is() -> None:
    blocks, problems = join_surplus(lines(50))
    assert len(blocks) == 50
    assert problems == ()


def test_what_exceeds_the_limit_is_joined_and_owned_up_to() -> None:
    blocks, problems = join_surplus(lines(MAX_BLOCKS + JOINED + 1))
    assert [b.index for b in blocks] == list(range(MAX_BLOCKS + 2))
    assert blocks[-2].text.count("\n") == JOINED - 1
    assert blocks[-2].link_chars == JOINED
    assert blocks[-1].text == f"line {MAX_BLOCKS + JOINED}"
    assert str(MAX_BLOCKS) in problems[0]


def test_no_word_of_a_very_long_page_is_lost() -> None:
    page = "".join(f"<p>word{i}" for i in range(MAX_BLOCKS + 250))
    article = extract(page, media_type="text/html")
    words = " ".join(block.text for block in article.blocks).split()
    assert words == [f"word{i}" for i in range(MAX_BLOCKS + 250)]
    assert any("joined" in problem for problem in article.problems)
