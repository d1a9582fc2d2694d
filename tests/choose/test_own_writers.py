"""Writers by a site's own sources, best first."""

from __future__ import annotations

from pathlib import Path

from tests.desk import article, page, write_rules

URL = "https://gazette.example/a"
RULES = "[fields]\nauthors = [{ css = '.by b', all = true }, '.desk']"


def test_the_first_source_with_names_gives_them_all(tmp_path: Path) -> None:
    rules = write_rules(tmp_path, sites__gazette_example=RULES)
    desk = "<p class='desk'>Tom Hart</p>"
    by = "<p class='by'><b>Ana Ruiz</b> and <b>Li Wei</b></p>"
    assert article(page(before=by + desk), rules, URL).authors == ("Ana Ruiz", "Li Wei")
    made = article(page(before=desk), rules, URL)
    assert made.authors == ("Tom Hart",)
    assert made.provenance["authors"] == "gazette.example/authors .desk"
