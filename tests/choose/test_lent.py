"""Fields that borrowed rules name: only where nothing else does."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from scraper import Article, extract, load_config
from tests.desk import HEADLINE, STORY, page, paragraphs

URL = "https://paper.example/harbor/bridge"
RULES = """
title: //p[@class='name']
author: //p[@class='who']
date: //p[@class='day']
"""
NAMED = "<p class=name>Bridge news</p><p class=who>Tom Hart</p><p class=day>am 3.5.2024 gesetzt</p>"


def cleaned(folder: Path, markup: str) -> Article:
    (folder / "paper.example.txt").write_text(RULES, "utf-8")
    return extract(markup, load_config(use_sites=False, ftr=folder), url=URL)


def test_a_gap_is_filled(tmp_path: Path) -> None:
    made = cleaned(tmp_path, f"<html><body>{NAMED}{paragraphs(*STORY)}")
    assert made.headline == "Bridge news"
    assert made.provenance["headline"] == "ftr/paper.example/headline //p[@class='name']"


def test_what_the_page_says_itself_stands(tmp_path: Path) -> None:
    head = (
        '<meta name="author" content="Ana Ruiz">'
        '<meta property="article:published_time" content="2024-05-07">'
    )
    made = cleaned(tmp_path, page(head=head, below=NAMED))
    assert (made.headline, made.authors) == (HEADLINE, ("Ana Ruiz",))
    assert made.published == date(2024, 5, 7)
