"""The report of a page: what it shows, and that nothing of the page runs in it."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

import scraper.formats.report
from scraper.formats.report import write_report
from scraper.types import Article, Block, Kind, Label, LabelledBlock, Strength, Vote
from tests.test_write import article, tags_of, text_of
from tests.test_write_inert import everywhere, hostile_texts

BRIDGE = article(
    "nav | Home",
    "headline | Bridge reopens",
    "body | The bridge reopened on Tuesday.",
    "list | A ferry",
    "related | Five more bridges",
    headline="Bridge reopens",
    language="en",
    provenance={"headline": "news/headline at h1"},
    problems=("no author found",),
    site_rules=("daily.example/body",),
)
STYLE = (Path(scraper.formats.report.__file__).parent / "report.css").read_text("utf-8")


def voted(*votes: Vote) -> Article:
    """A page of one block, decided by the first of its votes."""
    block = Block(0, "Five more bridges", Kind.PARAGRAPH, place="body > aside")
    return Article(blocks=(LabelledBlock(block, votes[0].label, votes[0].rule, votes),))


def test_every_block_of_the_page_is_shown_whether_kept_or_removed():
    page = write_report(BRIDGE)
    rows = re.findall(r'<li id="b(\d)" class="(\w+) l-(\w+)">', page)
    assert rows == [
        ("0", "off", "nav"),
        ("1", "on", "headline"),
        ("2", "on", "body"),
        ("3", "on", "list"),
        ("4", "off", "related"),
    ]


def test_the_article_holds_the_story_and_not_what_was_removed():
    story = text_of(write_report(BRIDGE).partition("<article")[2].partition("</article>")[0])
    assert "The bridge reopened on Tuesday." in story
    assert "Five more bridges" not in story


def test_a_line_of_the_story_leads_to_its_line_of_the_page_and_back():
    page = write_report(BRIDGE)
    assert '<p id="a2" class="l-body" dir="auto"><a class="n" href="#b2"' in page
    assert '<li id="b2" class="on l-body"><details><summary><a href="#a2">2</a>' in page


def test_a_removed_line_leads_nowhere():
    assert 'href="#a4"' not in write_report(BRIDGE)


def test_a_headline_of_the_metadata_alone_has_no_line_to_lead_to():
    page = write_report(article("body | Rain fell.", headline="Rain"))
    assert '<h1 class="l-headline headline" dir="auto">Rain</h1>' in page


def test_the_votes_say_who_won_and_how_far_each_is_trusted():
    page = write_report(
        voted(
            Vote(0, Label.RELATED, Strength.WORDS, "phrase/en/related/more"),
            Vote(0, Label.BODY, Strength.SHAPE, "shape/prose"),
        )
    )
    votes = page.partition("<pre")[2].partition("</pre>")[0].splitlines()[1:]
    assert [vote.split() for vote in votes] == [
        ["✓", "related", "words", "phrase/en/related/more"],
        ["body", "shape", "shape/prose"],
        ["in", "body", "&gt;", "aside"],
    ]


def test_labels_are_counted_in_the_legend_and_each_has_a_switch():
    page = write_report(BRIDGE)
    legend = text_of(page.partition('<section class="legend"')[2].partition("</section>")[0])
    assert "related 1" in legend
    switches = re.findall(r'id="show-(\w+)" checked', page)
    assert sorted(switches) == ["body", "headline", "list", "nav", "related"]
    for label in switches:
        assert f"#show-{label}:not(:checked) ~ main .l-{label}" in page
        assert f'for="show-{label}"' in page


def test_fields_show_where_they_came_from_and_problems_and_site_rules_are_told():
    text = text_of(write_report(BRIDGE))
    for words in ("news/headline at h1", "no author found", "daily.example/body"):
        assert words in text


def test_fields_that_were_not_found_are_named():
    missing = re.search("Not found: ([^<]*)", write_report(BRIDGE))
    assert missing
    assert "published" in missing[1]
    assert "headline" not in missing[1]


@pytest.mark.parametrize(("language", "way"), [("he", "rtl"), ("ar-EG", "rtl"), ("en", "ltr")])
def test_a_page_that_runs_from_right_to_left_is_shown_so(language, way):
    page = write_report(article("body | Rain fell.", language=language))
    assert f'<html lang="en" dir="{way}">' in page
    assert f'<article lang="{language}">' in page


def test_only_single_lines_find_out_their_direction_themselves():
    # An element with a line in a thousand is looked at anew for each: Chromium took minutes.
    page = write_report(article("body | Rain fell.", language=None))
    assert "<article>" in page
    assert '<ol class="blocks">' in page
    assert '<span dir="auto">Rain fell.</span>' in page


def test_every_label_has_a_colour_of_its_own():
    hues = dict(re.findall(r"\.l-(\w+) { --hue: (\d+)", STYLE))
    assert hues.keys() == set(Label)
    assert len(set(hues.values())) == len(Label)


def test_an_empty_page_says_so():
    page = write_report(Article())
    assert "The page has no text." in page
    assert "No story was found here." in page


# ---- nothing of the page runs


def test_only_our_own_style_and_script_may_run():
    page = write_report(everywhere("</script><script>alert(1)</script>"))
    policy = re.search('http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    assert policy[1].startswith("default-src 'none'; ")
    assert "unsafe" not in policy[1]
    for element in ("style", "script"):
        found = re.findall(f"<{element}>(.*?)</{element}>", page, re.DOTALL)
        assert len(found) == 1
        digest = b64encode(sha256(found[0].encode()).digest()).decode()
        assert f"{element}-src 'sha256-{digest}'" in policy[1]


def test_hostile_text_adds_no_element_and_no_attribute():
    plain = everywhere("Rain fell on Tuesday.")
    known = {tag for tag, _ in tags_of(write_report(plain, "story.html"))} | {"a", "br"}
    names = {name for _, given in tags_of(write_report(plain)) for name in given} | {"href", "rel"}
    for text in hostile_texts():
        page = write_report(everywhere(text), text)
        tags = tags_of(page)
        assert {tag for tag, _ in tags} <= known, text
        assert {name for _, given in tags for name in given} <= names, text
        assert [tag for tag, _ in tags].count("script") == 1, text
        links = re.findall('href="([^"]*)"', page)
        assert all(re.match(r"https?://|#[ab]\d+$", url) for url in links), text


def test_hostile_text_leaves_no_control_character_and_can_be_written():
    for text in hostile_texts():
        page = write_report(everywhere(text), text)
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", page), text
