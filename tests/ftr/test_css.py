"""XPath as CSS: what it becomes, and that both find the same on the same tree."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.ftr import Query
from scraper.ftr.css import make_query
from scraper.ftr.rulefile import parse_rules
from tests.ftr.mirror import mirror
from tests.ftr.saplings import sapling

PAGES = 3  # real ones; each takes a second

EXACT = {
    "//div[@id='story']": 'div[id="story"]',
    "//div[contains(@class, 'story')]/p[1]": 'div[class*="story"] > p:nth-of-type(1)',
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' ad ')]": '[class~="ad"]',
    "/html/body/main": "html:root > body > main",
    "//a[@rel='next']": 'a[rel="next" s]',
    "//p[a[@data-qa='plug']]": 'p:has(> a[data-qa="plug"])',
    "//section[.//h3 and not(@id)]": "section:has(h3):not([id])",
    "//h2/following-sibling::p": "h2 ~ p",
    "//li[last()] | //li[position() < 3]": "li:nth-last-of-type(1), li:nth-of-type(-n+2)",
    "//p[not(ancestor::aside)]": "p:not(:is(aside *))",
    "//fb:like": "fb\\:like",
    "//img[@alt='5\" of \\rain']": 'img[alt="5\\" of \\\\rain"]',
}
WALKED = (
    "//p[contains(., 'Read more')]",
    "//div[@class='ad'][2]",  # the second of those, not the second child
    "//a[@href]/ancestor::div[1]",
    "(//figure)[last()]",
    "//p/text()",
    "substring-after(//div[@class='by'], 'By ')",
    "'The Harbor Gazette'",
    "//h3[preceding-sibling::*[1][self::hr]]",
    "//span[string-length(.) > 40]",
    "//a[.='Home' or starts-with(., 'Go ')]/parent::li",
    "//p[position() mod 2 = 0]",
    "concat(//h1, ' - ', //h2)",
    "//div[count(p) > 2]//b[translate(., 'ABC', 'abc') = 'ab']",
    "//*[local-name() = 'story']/@*",
    "normalize-space(//p[2])",
    "id('story')/p | //p[@class]/following::span",
    "//span[normalize-space(text()) = 'by']/preceding::div",
)


def agrees(query: Query, markup: str | bytes) -> bool:
    """Whether our translation and lxml give the same answer."""
    page = mirror(markup)
    return page.expected(query.text) == page.answer(query)


@pytest.mark.parametrize(("xpath", "css"), EXACT.items())
def test_what_css_can_say_becomes_css(xpath: str, css: str) -> None:
    assert make_query(xpath).css == css


@pytest.mark.parametrize("xpath", WALKED)
def test_what_css_cannot_say_is_left_to_walk(xpath: str) -> None:
    query = make_query(xpath)
    assert query.css is None
    assert query.walk is not None


def test_the_attribute_at_the_end_is_told_apart() -> None:
    query = make_query("//meta[@name='by']/@content")
    assert (query.css, query.attribute) == ('meta[name="by"]', "content")


@pytest.mark.parametrize("xpath", [*EXACT, *WALKED])
@given(seed=st.integers(min_value=0, max_value=2**32))
@settings(max_examples=15, deadline=None)
def test_a_translation_finds_what_the_expression_finds(xpath: str, seed: int) -> None:
    if ":like" not in xpath:  # a name that lxml has no namespace for
        assert agrees(make_query(xpath), sapling(xpath, Random(seed)))


def expressions(checkout: Path) -> Iterator[Query]:
    """Every different expression of a checkout. Names that HTML writes otherwise are left out."""
    seen: set[str] = set()
    for path in sorted(checkout.glob("*.txt")):
        for directive in parse_rules(path.read_text("utf-8", "replace"), path.name).directives:
            query = directive.query
            odd = ("@itemProp", "@srcSet")  # as no HTML parser has them: we find them, lxml cannot
            if query and query.text not in seen and not any(name in query.text for name in odd):
                seen.add(query.text)
                yield query


@pytest.fixture(scope="module", name="every")
def _every(shared: Path) -> list[Query]:
    every = list(expressions(shared / "ftr-site-config"))
    assert len(every) > 5000
    return every


def test_real_rules_find_the_same_on_trees_of_their_own_words(every: list[Query]) -> None:
    random = Random(5)
    assert [q.text for q in every if not agrees(q, sapling(q.text, random, 40))] == []


def test_real_rules_find_the_same_on_real_pages(shared: Path, every: list[Query]) -> None:
    lines = (shared / "data" / "manifest.jsonl").read_text("utf-8").splitlines()
    for line in Random(6).sample(lines, PAGES):
        record = json.loads(line)
        page = mirror(gzip.decompress((shared / "data" / record["html"]).read_bytes()))
        different = [q.text for q in every if page.expected(q.text) != page.answer(q)]
        assert different == [], record["id"]


def test_nearly_all_real_rules_are_understood_and_most_are_css(shared: Path) -> None:
    paths = (shared / "ftr-site-config").glob("*.txt")
    files = [parse_rules(path.read_text("utf-8", "replace"), path.name) for path in paths]
    queries = [d.query for file in files for d in file.directives if d.query]
    broken = [remark for file in files for remark in file.remarks if "()" in remark]
    assert len(broken) < 10
    assert sum(query.css is not None for query in queries) > 0.86 * len(queries)
