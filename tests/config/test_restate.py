"""Full-Text RSS rules restated as a config of ours."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import msgspec

from scraper.config import load_config
from scraper.config.merge import Layer, merge
from scraper.config.restate import restate
from scraper.config.schema import SiteFile
from scraper.ftr.rulefile import parse_rules
from tests.desk import house


def text_of(*lines: str) -> str:
    return restate(parse_rules("\n".join(lines), "paper.example.txt"), house().hooks)


def restated(*lines: str) -> dict[str, Any]:
    return tomllib.loads(text_of(*lines))


def test_a_body_is_a_region() -> None:
    assert restated("body: //div[@id='story']") == {"body": {"root": ['div[id="story"]']}}


def test_a_field_has_its_sources_in_order() -> None:
    fields = restated(
        "title: //h1",
        "title: //meta[@property='og:title']/@content",
        "date: //time/@datetime",
        "author: 'The Harbor Gazette'",
    )["fields"]
    assert fields == {
        "headline": ["h1", "@meta og:title"],
        "published": ["time::attr(datetime)"],
        "authors": ["@const The Harbor Gazette"],
    }


def test_a_text_cut_out_of_another_is_a_regex() -> None:
    line = "author: substring-before(substring-after(//p[@class='by'], 'By '), ' | ')"
    (source,) = restated(line)["fields"]["authors"]
    assert source == {"css": 'p[class="by"]', "re": r"By\s+(.*?)\s+\|\s+"}


def test_the_class_words_of_what_is_stripped_name_its_kind() -> None:
    blocks = restated("strip_id_or_class: newsletter-box", "strip: //div[@id='z17']")["blocks"]
    assert blocks["newsletter"] == [".newsletter-box", "#newsletter-box"]
    assert blocks["other"] == ['div[id="z17"]']


def test_an_element_told_by_its_text_or_from_inside_is_a_rule_of_ours() -> None:
    blocks = restated(
        "strip: //p[contains(., 'Read more')]", "strip: //a[@href='/app']/ancestor::div[1]"
    )["blocks"]
    assert blocks["other"] == [
        {"css": "p", "text": "Read more"},
        {"css": 'a[href="/app"]', "up": "div"},
    ]


def test_what_has_no_word_of_ours_stands_in_a_comment() -> None:
    text = text_of(
        "strip: //a[@rel='ad']/parent::p",
        "replace_string(<hr>): <br>",
        "http_header(cookie): meter=0",
        "test_url: https://paper.example/1",
    )
    assert "    # //a[@rel='ad']/parent::p" in text
    assert "# replaced '<hr>' by '<br>' in the markup" in text
    assert "# paper.example.txt:3: http_header left" in text
    assert "meter" not in text
    assert "# test_url: https://paper.example/1" in text


def test_what_toml_allows_in_no_comment_is_left_out_of_it() -> None:
    text = text_of("test_contains: a\tb\x00\x07", "strip: //a[@rel='\x01ad']/parent::p")
    assert "# test_contains: a b\n" in text
    assert list(tomllib.loads(text)) == ["blocks"]


def test_every_real_file_becomes_a_config_that_loads(shared: Path) -> None:
    folder = shared / "ftr-site-config"
    load_config(ftr=folder)
    for path in sorted(folder.glob("*.txt"))[::7]:
        rules = parse_rules(path.read_text("utf-8", "replace"), path.name)
        spec = msgspec.toml.decode(restate(rules, house().hooks), type=SiteFile)
        merge("paper.example", [Layer("paper.example", path.name, spec)])
