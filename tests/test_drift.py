"""Alarms when a site changed under its config."""

from __future__ import annotations

from pathlib import Path

from scraper.drift import RUN, Seen, SiteRecord, Watch, observe
from tests.desk import article, page, write_rules

SITE = "gazette.example"
BAR = f"{SITE}/share .bar"


def watch(
    *pages: tuple[int, Seen | None], before: dict[str, SiteRecord] | None = None
) -> list[str]:
    """The alarms after so many pages of each kind, in order."""
    found = Watch(before or {})
    for times, seen in pages:
        for _ in range(times):
            found.see(seen)
    records = found.records()
    return records[SITE].alarms if SITE in records else []


def seen(*fired: str, missed: tuple[str, ...] = ()) -> Seen:
    return Seen(SITE, fired, missed)


def test_what_is_expected_and_missing_on_most_pages_raises_an_alarm() -> None:
    bad = seen(missed=("found no authors",))
    assert watch((4, seen()), (6, bad)) == ["found no authors on 6 of 10 pages"]
    assert watch((6, seen()), (4, bad)) == []


def test_what_is_missing_lately_raises_an_alarm_though_most_pages_had_it() -> None:
    bad = seen(missed=("found no authors",))
    assert watch((100, seen()), (RUN, bad)) == ["found no authors on 20 of the last 20 pages"]
    assert watch((100, seen()), (RUN // 2 - 1, bad)) == []


def test_a_rule_that_fired_and_stopped_raises_an_alarm() -> None:
    assert watch((10, seen(BAR)), (RUN, seen())) == [f"{BAR} silent for the last 20 pages"]
    assert watch((10, seen(BAR)), (RUN - 1, seen())) == []


def test_a_rule_that_fires_now_and_then_raises_none() -> None:
    rare = [(9, seen()), (1, seen(BAR))] * 6
    assert watch(*rare, (RUN, seen())) == []


def test_a_rule_that_fired_in_an_earlier_run_raises_an_alarm() -> None:
    before = {SITE: SiteRecord(pages=40, fired={BAR: 38, f"{SITE}/ad .ad": 3})}
    assert watch((8, seen()), before=before) == [f"{BAR} silent, where it fired on 38 of 40 pages"]
    assert watch((8, seen(BAR)), before=before) == []


def test_a_few_pages_raise_no_alarm() -> None:
    before = {SITE: SiteRecord(pages=40, fired={BAR: 38})}
    bad = seen(missed=("found no authors",))
    assert watch((4, bad), before=before) == []


def test_pages_of_sites_without_a_config_are_not_counted() -> None:
    assert watch((50, None)) == []
    assert observe(article(page())) is None


def test_a_page_shows_the_rules_that_fired_and_what_was_missed(tmp_path: Path) -> None:
    rules = write_rules(
        tmp_path,
        sites__gazette_example="blocks.share = ['.bar', '.gone']\n[expect]\nrequire = ['authors']"
        "\nmin_chars = 99999",
    )
    made = article(page(inside="<p class='bar'>Post this</p>"), rules, f"https://{SITE}/a")
    assert observe(made) == seen(BAR, missed=("found no authors", "fewer than 99999"))
