"""Which files speak for a page: by host, by what its markup shows, by its kind and age."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from scraper import Article, Config, ConfigError, Page, extract, load_config
from scraper.types import Label
from tests.desk import STORY, article, page, paragraphs, role, write_rules

URL = "https://gazette.example/a"
FAMILY = """
    [detect]
    generator = '^PressKit \\d'
    contains = ["/presskit-assets/"]
    hosts = ["presskit.example"]
    [blocks]
    related = [".pk-more"]
"""
MORE = "<div class='pk-more'><p>The ferry will go on until the summer ends, she said.</p></div>"


def extracted(rules: Config, markup: str, url: str | None = URL) -> Article:
    return extract(Page(url, markup.encode()), rules)


# -- families ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<meta name="generator" content="PressKit 4.2">', URL),
        ('<link rel="stylesheet" href="/presskit-assets/a.css">', None),
        ("", "https://daily.presskit.example/a"),
    ],
    ids=["generator", "markup", "host"],
)
def test_an_unknown_site_of_a_known_cms_has_its_rules(
    tmp_path: Path, head: str, url: str | None
) -> None:
    rules = write_rules(tmp_path, family__presskit=FAMILY)
    made = extracted(rules, page(head=head, inside=MORE), url)
    assert role(made, "The ferry") is Label.RELATED
    assert "family/presskit.toml" in made.site_rules


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<meta name="generator" content="Not PressKit 4.2">', URL),
        ('<link rel="stylesheet" href="/presskit/a.css">', None),
        ("", "https://dailypresskit.example/a"),
    ],
    ids=["generator", "markup", "host"],
)
def test_a_look_alike_has_not(tmp_path: Path, head: str, url: str | None) -> None:
    rules = write_rules(tmp_path, family__presskit=FAMILY)
    made = extracted(rules, page(head=head, inside=MORE), url)
    assert role(made, "The ferry") is Label.BODY
    assert made.site_rules == ()


def test_a_site_may_refuse_the_family_that_its_pages_show(tmp_path: Path) -> None:
    head = '<meta name="generator" content="PressKit 4.2">'
    for family, label in (("", Label.RELATED), ("family = 'none'", Label.BODY)):
        folder = tmp_path / label
        folder.mkdir()
        rules = write_rules(folder, family__presskit=FAMILY, sites__gazette_example=family)
        assert role(extracted(rules, page(head=head, inside=MORE)), "The ferry") is label


def test_a_family_whose_name_is_misspelt_is_named_with_the_nearest(tmp_path: Path) -> None:
    rules = write_rules(
        tmp_path, family__presskit=FAMILY, sites__gazette_example="family = 'preskit'"
    )
    with pytest.raises(ConfigError, match="did you mean `presskit`"):
        rules.site(URL)


# -- hosts ---------------------------------------------------------------------------------------


def test_a_site_may_have_several_hosts(tmp_path: Path) -> None:
    rules = write_rules(
        tmp_path, sites__gazette_example="name = 'A'\nhosts = ['gazette-live.example']"
    )
    for url in (URL, "https://www.gazette-live.example/b", "https://m.gazette-live.example/b"):
        site = rules.site(url)
        assert site is not None
        assert site.host == "gazette.example"
    assert rules.site("https://live.example/b") is None


def test_a_host_in_two_files_is_refused(tmp_path: Path) -> None:
    rules = write_rules(
        tmp_path,
        sites__gazette_example="hosts = ['herald.example']",
        sites__herald_example="name = 'The Herald'",
    )
    with pytest.raises(ConfigError, match=r"herald\.example is claimed by gazette\.example\.toml"):
        rules.site(URL)


@pytest.mark.parametrize("host", ["www.herald.example", "Herald.example", "herald.example/news"])
def test_a_host_that_no_page_could_have_is_refused(tmp_path: Path, host: str) -> None:
    rules = write_rules(tmp_path, sites__gazette_example=f"hosts = ['{host}']")
    with pytest.raises(ConfigError, match="is no host"):
        rules.site(URL)


# -- folders -------------------------------------------------------------------------------------


def test_a_folder_of_sites_adds_to_the_rules_of_the_package(tmp_path: Path) -> None:
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites" / "gazette.example.toml").write_text("blocks.ad = ['.box-9']", "utf-8")
    rules = load_config(tmp_path)
    markup = page(inside=f"<div class='box-9'>{paragraphs(STORY[0].upper())}</div>")
    assert role(article(markup, rules, URL), STORY[0].upper()) is Label.AD
    assert rules.languages == load_config().languages
    assert rules.site("https://www.timesofisrael.com/x/") is not None


def test_a_file_of_ones_own_hides_the_one_of_the_package(tmp_path: Path) -> None:
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites" / "timesofisrael.com.toml").write_text("name = 'Mine'", "utf-8")
    site = load_config(tmp_path).site("https://www.timesofisrael.com/x/")
    assert site is not None
    assert (site.name, site.root) == ("Mine", ())


# -- layouts and sections ------------------------------------------------------------------------

KINDS = """
    [blocks]
    ad = [".a"]
    [[layout]]
    when = "body.v2"
    blocks.ad = [".b"]
    [[section]]
    name = "live"
    type = "LiveBlogPosting"
    replace = ["blocks.ad"]
    blocks.promo = [".c"]
    [[section]]
    name = "pictures"
    path = '^/gallery/'
    blocks.caption = [".d"]
"""


def labels(rules: Config, markup: str, url: str = URL) -> list[tuple[str, str]]:
    site_rules = extracted(rules, markup, url).site_rules
    return [tuple(rule.split("/", 1)[1].split()) for rule in site_rules if " ." in rule]  # type: ignore[misc]


BOXES = "".join(f"<p class='{name}'>Harbor {name}</p>" for name in "abcd")


def test_a_layout_is_told_by_what_only_its_pages_have(tmp_path: Path) -> None:
    rules = write_rules(tmp_path, sites__gazette_example=KINDS)
    assert labels(rules, f"<body>{BOXES}") == [("ad", ".a")]
    assert labels(rules, f"<body class='v2'>{BOXES}") == [("ad", ".b"), ("ad", ".a")]


def test_a_section_is_told_by_its_path_or_by_the_type_of_its_data(tmp_path: Path) -> None:
    rules = write_rules(tmp_path, sites__gazette_example=KINDS)
    live = '<script type="application/ld+json">{"@type": "LiveBlogPosting"}</script>'
    assert labels(rules, live + BOXES) == [("promo", ".c")]
    assert labels(rules, BOXES, "https://gazette.example/gallery/1") == [
        ("caption", ".d"),
        ("ad", ".a"),
    ]
    assert labels(rules, BOXES, "https://gazette.example/news/gallery/") == [("ad", ".a")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[layout]]\nblocks = {}", "layout 1 has to have `until` or `when`"),
        ("[[layout]]\nuntil = 2016-01-01\nwhen = 'p'", "layout 1 has to have `until` or `when`"),
        ("[[layout]]\nwhen = 'p['", "layout 1: when: not a CSS selector"),
        ("[[section]]\nname = 'live'", "section 'live' has to have `path` or `type`"),
        ("[[section]]\nname = 'live'\npath = '(x'", "path: not a regular expression"),
        ("replace = ['blocks.shaer']", "'blocks.shaer' is no key"),
        ("timezone = 'Europe/Berln'", "did you mean `Europe/Berlin`"),
        ("fields.published = [{ css = 'time', format = '%Q' }]", "format '%Q'"),
        ("blocks.ad = [{ css = '.a', up = 'div[' }]", "blocks.ad: not a CSS selector"),
        ("blocks.ad = [{ css = '.a', text = '(x' }]", "blocks.ad: not a regular expression"),
        ("fetch.delay = -1", "fetch.delay"),
        ("fields.deck = ['@json script']", "write a selector, a space, a.path"),
        ("fields.deck = ['@meta ']", "ends too soon"),
        ("fields.deck = ['time::attr(date time)']", "write ::attr"),
    ],
)
def test_a_rule_that_cannot_be_used_is_named(tmp_path: Path, text: str, message: str) -> None:
    rules = write_rules(tmp_path, sites__gazette_example=dedent(text))
    with pytest.raises(ConfigError, match=r"gazette\.example\.toml.*") as caught:
        rules.site(URL)
    assert message in str(caught.value)


def test_what_a_child_replaces_is_not_inherited(tmp_path: Path) -> None:
    rules = write_rules(
        tmp_path,
        family__presskit="[blocks]\nrelated = ['.pk-more']\nad = ['.pk-ad']",
        sites__gazette_example="family = 'presskit'\nreplace = ['blocks.related']\n"
        "[blocks]\nrelated = ['.more']",
    )
    site = rules.site(URL)
    assert site is not None
    assert [(label, rule.css) for label, rule in site.blocks] == [
        (Label.RELATED, ".more"),
        (Label.AD, ".pk-ad"),
    ]


def test_without_sites_or_families_every_one_is_unknown(tmp_path: Path) -> None:
    write_rules(tmp_path, sites__gazette_example="name = 'A'", family__presskit=FAMILY)
    head = page(head='<meta name="generator" content="PressKit 4.2">')
    for sites, families, files in (
        (True, True, ["sites/gazette.example.toml", "family/presskit.toml"]),
        (False, True, ["family/presskit.toml"]),
        (True, False, ["sites/gazette.example.toml"]),
        (False, False, []),
    ):
        rules = load_config(tmp_path, use_sites=sites, use_families=families)
        assert list(extracted(rules, head).site_rules) == files
