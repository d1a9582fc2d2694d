"""Every mistake in a config file is found when it is loaded, and named with a way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper import ConfigError
from scraper.config import Site
from tests.desk import write_rules

PHRASE = """
    [[phrase]]
    label = "{label}"
    match = '{match}'
    yes = ["Get the Gazette by mail"]
    no = ["The Gazette came by mail."]
"""


def load(folder: Path, text: str) -> Site:
    """The site that a file makes, on the page of its host."""
    site = write_rules(folder, sites__gazette_example=text).site("https://gazette.example/a")
    assert site is not None
    return site


@pytest.mark.parametrize(
    ("text", "key", "advice"),
    [
        ('nmae = "The Gazette"', "nmae", "did you mean `name`?"),
        ("[body]\nroots = ['main']", "roots", "did you mean `root`?"),
        ("[blocks]\nnewsleter = ['.box']", "newsleter", "did you mean `newsletter`?"),
        ("[fields]\nautors = ['.by']", "autors", "did you mean `authors`?"),
        ("[expect]\nrequired = ['deck']", "required", "did you mean `require`?"),
        ("[expect]\nrequire = ['headlin']", "headlin", "did you mean `headline`?"),
        (PHRASE.format(label="promos", match="get"), "promos", "did you mean `promo`?"),
        ("[[layout]]\nuntil = 2016-01-01\nblock = {}", "block", "did you mean `blocks`?"),
    ],
    ids=["site", "body", "label", "field", "expect", "expected-field", "phrase", "layout"],
)
def test_an_unknown_word_is_named_with_the_nearest_right_one(
    tmp_path: Path, text: str, key: str, advice: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)
    message = str(caught.value)
    assert "gazette.example.toml" in message
    assert key in message
    assert advice in message


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("[body]\nroot = ['div[']", "body.root"),
        ("[blocks]\nshare = ['ul >> li']", "blocks.share"),
        ("[fields]\ndeck = ['h2:::x']", "fields.deck"),
    ],
    ids=["root", "blocks", "fields"],
)
def test_a_bad_selector_is_named_with_its_file_and_key(
    tmp_path: Path, text: str, where: str
) -> None:
    with pytest.raises(ConfigError, match=r"gazette\.example\.toml.*not a CSS selector") as caught:
        load(tmp_path, text)
    assert where in str(caught.value)


def test_a_selector_that_the_parser_gets_wrong_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="nth-child"):
        load(tmp_path, "[blocks]\nad = ['li:nth-child(2 of .x)']")


def test_a_plain_nth_child_is_allowed(tmp_path: Path) -> None:
    assert load(tmp_path, "[blocks]\nad = ['li:nth-child(2)']").blocks


def test_a_bad_regex_is_named_with_its_phrase(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"gazette\.example\.toml: phrase/1: not a regular"):
        load(tmp_path, PHRASE.format(label="promo", match="get (the"))


def test_a_bad_regex_of_a_field_is_named_with_its_field(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"fields\.authors: not a regular"):
        load(tmp_path, "[fields]\nauthors = [{ css = '.by', re = '*x' }]")


@pytest.mark.parametrize("match", ["^get the gazette", "get the gazette$"])
def test_an_anchor_is_refused_as_a_phrase_is_a_whole_line(tmp_path: Path, match: str) -> None:
    with pytest.raises(ConfigError, match=r"phrase/1: .* drop \^ and \$"):
        load(tmp_path, PHRASE.format(label="promo", match=match))


def test_a_phrase_without_anchors_is_allowed(tmp_path: Path) -> None:
    site = load(tmp_path, PHRASE.format(label="promo", match="get the gazette by mail"))
    assert [phrase.id for phrase in site.phrases.phrases] == ["gazette.example/phrase/1"]


def test_layouts_out_of_order_are_refused(tmp_path: Path) -> None:
    text = "[[layout]]\nuntil = 2020-01-01\n[[layout]]\nuntil = 2016-01-01"
    with pytest.raises(ConfigError, match="layouts must stand in the order of their `until`"):
        load(tmp_path, text)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("'@jsno headline'", "unknown source '@jsno headline'"),
        ("{ css = 'h1', meta = 'og:title' }", "names one of css, meta, ld, json, url, const"),
        ("{ re = 'x' }", "names one of css, meta, ld, json, url, const"),
    ],
    ids=["unknown", "two", "none"],
)
def test_a_source_that_names_no_one_place_is_refused(
    tmp_path: Path, source: str, message: str
) -> None:
    with pytest.raises(ConfigError, match=message):
        load(tmp_path, f"[fields]\nheadline = [{source}]")


@pytest.mark.parametrize("text", ["name = ", "name = 'a'\nname = 'b'"], ids=["no-value", "twice"])
def test_a_file_that_is_no_toml_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigError, match=r"gazette\.example\.toml: not valid TOML"):
        load(tmp_path, text)


def test_a_value_of_the_wrong_type_is_named_with_its_key(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"body\.root"):
        load(tmp_path, "[body]\nroot = 'main'")


def test_a_family_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"presskit\.toml: no such family"):
        load(tmp_path, "family = 'presskit'")


def test_an_empty_file_is_a_site_without_rules(tmp_path: Path) -> None:
    site = load(tmp_path, "")
    assert (site.host, site.name, site.root, site.blocks) == ("gazette.example", None, (), ())


@pytest.mark.parametrize("key", ["user_agent", "cookie", "referer", "authorization", "robots"])
def test_no_key_changes_how_pages_are_fetched(tmp_path: Path, key: str) -> None:
    with pytest.raises(ConfigError, match=key):
        load(tmp_path, f"{key} = 'x'")
