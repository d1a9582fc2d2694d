"""The timed entries of a live blog."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from scraper import Config
from tests.desk import STORY, article, page, write_rules

URL = "https://gazette.example/live/bridge"
RULES = """
    timezone = "Europe/Berlin"
    [[section]]
    name = "live"
    path = '^/live/'
    [section.entry]
    item = ".post"
    headline = "h2"
    published = "time::attr(datetime)"
"""


@pytest.fixture(name="rules")
def _rules(tmp_path: Path) -> Config:
    return write_rules(tmp_path, sites__gazette_example=RULES)


def post(title: str, time: str, *lines: str) -> str:
    inner = "".join(f"<p>{line}</p>" for line in lines)
    return f"<div class='post'><h2>{title}</h2><time datetime='{time}'>x</time>{inner}</div>"


def test_each_entry_has_its_time_its_headline_and_its_text(rules: Config) -> None:
    posts = post("Barrier up", "2024-05-01T08:00:00Z", STORY[0], STORY[1]) + post(
        "First lorry", "2024-05-01T07:30:00Z", STORY[2]
    )
    made = article(page(inside=posts), rules, URL)
    assert [(e.headline, e.text) for e in made.entries] == [
        ("Barrier up", f"{STORY[0]}\n\n{STORY[1]}"),
        ("First lorry", STORY[2]),
    ]
    moment = made.entries[0].published
    assert isinstance(moment, datetime)
    assert moment.astimezone(UTC) == datetime(2024, 5, 1, 8, tzinfo=UTC)


def test_an_entry_may_lack_time_and_headline_but_not_text(rules: Config) -> None:
    bare = f"<div class='post'><p>{STORY[0]}</p></div><div class='post'><nav>More</nav></div>"
    made = article(page(inside=bare), rules, URL)
    assert [(e.headline, e.published, e.text) for e in made.entries] == [(None, None, STORY[0])]


def test_a_page_of_another_kind_has_no_entries(rules: Config) -> None:
    posts = post("Barrier up", "2024-05-01T08:00:00Z", STORY[0])
    assert article(page(inside=posts), rules, URL.replace("live", "news")).entries == ()
    assert article(page(inside=posts), url=URL).entries == ()
