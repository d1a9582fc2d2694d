"""A config from saved pages, from end to end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from scraper import extract, load_config
from scraper.config.load import load_file
from scraper.config.schema import SiteFile
from scraper.learn import learn
from scraper.learn.printed import as_toml
from scraper.learn.report import report
from scraper.types import Page
from tests.desk import house
from tests.learn.paper import HOST, STORIES, as_pages, page

PAGES = as_pages(*(page(s, inside=f"<p class='crosshead'>+ {s.subhead}</p>") for s in STORIES))


def test_the_pages_say_whose_they_are() -> None:
    learned = learn(PAGES, house())
    assert learned.host == HOST
    assert learned.facts == {"name": "The Gazette", "language": "en"}


def test_what_is_written_loads_as_a_config_that_does_what_was_learned(tmp_path: Path) -> None:
    path = tmp_path / "sites" / f"{HOST}.toml"
    path.parent.mkdir()
    learned = learn(PAGES, house())
    path.write_text(as_toml(learned, date(2024, 5, 4)), "utf-8")
    assert load_file(path, SiteFile).checked == date(2024, 5, 4)
    article = extract(PAGES["1.html"], load_config(tmp_path), url=f"https://{HOST}/1")
    assert STORIES[0].subhead not in learned.before["1.html"].text
    assert STORIES[0].subhead in learned.after["1.html"].text
    tried = Page(f"https://{HOST}/1", PAGES["1.html"].body, "text/html")
    article = extract(tried, load_config(tmp_path))
    assert article.text == learned.after["1.html"].text
    assert article.provenance["headline"] == f"{HOST}/headline .story-title"


def test_a_second_run_writes_the_same_bytes() -> None:
    again = dict(PAGES)
    assert as_toml(learn(PAGES, house())) == as_toml(learn(again, house()))


def test_each_rule_stands_beside_the_number_of_pages_it_held_on() -> None:
    lines = as_toml(learn(PAGES, house())).splitlines()
    [line] = [line for line in lines if ".crosshead" in line]
    assert line.startswith('subhead = [".crosshead"]')
    assert line.endswith("# 3 of 3 pages")


def test_one_page_teaches_what_one_page_can() -> None:
    learned = learn({"1.html": PAGES["1.html"]}, house())
    assert 'headline = [".story-title"]' in as_toml(learned)
    assert "# 1 of 1 page\n" in as_toml(learned)
    assert "[expect]" not in as_toml(learned)  # one page does not tell what all have


def test_a_page_that_is_no_article_is_passed_over() -> None:
    front = b"<html><body><ul><li><a href='/a'>Ferry fares rise</a></li></ul></body></html>"
    learned = learn({**PAGES, "front.html": Page(None, front, "text/html")}, house())
    assert learned.passed_over == ("front.html",)
    assert len(learned.rules) == len(learn(PAGES, house()).rules)


def test_the_report_names_each_field_that_changes() -> None:
    learned = learn(PAGES, house())
    dayless = {name: replace(a, published=date(2024, 5, 3)) for name, a in learned.before.items()}
    lines = list(report(replace(learned, before=dayless)))
    assert "    published: '2024-05-03' -> '2024-05-03 09:00:00+02:00'" in lines


def test_the_report_names_each_line_that_changes_sides_and_each_rule_not_kept() -> None:
    links = '<p><a href="/x">The harbor in pictures</a></p>'
    pages = as_pages(page(STORIES[0], inside=links), page(STORIES[1]))
    lines = list(report(learn(pages, house())))
    assert any(line.startswith("  not kept: body.root .story-text: lets in") for line in lines)
    [line] = [
        line for line in report(learn(PAGES, house())) if "Two storks" in line or "A nest" in line
    ]
    assert line.strip().startswith("+ '+ A nest rebuilt in eleven days'")
    assert line.endswith(f"subhead [{HOST}/subhead .crosshead]")
