"""Which lines of a dump are story, and what the forest that weighs them may be asked."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from scraper import extract
from scraper.label.forest import load_forest
from scraper.label.lines import FOREST, keep_lines, see_lines, weigh_lines
from scraper.label.phrases import vote_phrases
from scraper.label.traits import FAR, Lines, find_traits
from scraper.types import Label
from tests.desk import HEADLINE, STORY, article, dump, house, role, view

MENU = "Home\nWorld\nBusiness\nSport\nOpinion\nWeather"
JAPANESE = (
    "港の橋は二年間の修理を経て火曜日に再開したと、港湾局が発表した。北の埠頭に向かうトラックが四十分の"
    "遠回りを強いられることは、これでなくなる。",
    "費用は三千八百万クローネで、市議会が見込んだ額のほぼ二倍に上ったという。",
    "フェリーを運航してきたアナ・ルイスさんは、夏の終わりまで一隻を残すつもりだと話した。橋脚十一本のうち"
    "四本には昨春、ひびが見つかっていた。",
)


def seen(text: str) -> Lines:
    shown = view(text, "text/plain")
    return see_lines(shown, vote_phrases(shown))


def odds(text: str) -> dict[str, float]:
    """The log odds of every line that comes once."""
    lines = seen(text)
    weights = weigh_lines(lines, load_forest(FOREST))
    return {b.text: o for b, o in zip(lines.document.blocks, weights, strict=True)}


# -- what is kept -------------------------------------------------------------------------------


def test_paragraphs_are_story_and_the_menus_around_them_are_not() -> None:
    made = article(dump(above=MENU, after="Contact\nJobs\nArchive"))
    assert made.text.split("\n\n") == list(STORY)


def test_an_advertisement_does_not_end_the_story() -> None:
    assert article(dump(inside="Advertisement")).text.split("\n\n") == list(STORY)


def test_a_lone_sentence_far_below_the_story_is_none_of_it() -> None:
    far = "\n".join(["Home", "Contact", "Careers", "Archive"] * 4 + ["We print every Friday."])
    assert role(dump(after=far), "We print").is_boilerplate


def test_a_short_sentence_right_below_the_story_is_its_last() -> None:
    assert role(dump(after="The ferry will not."), "The ferry will not.") is Label.BODY


def test_short_answers_between_paragraphs_stay() -> None:
    made = dump(inside="Will the ferry stop?\n“Never.”")
    assert role(made, "Will the ferry") is Label.BODY
    assert role(made, "“Never.”") is Label.BODY


def test_headlines_of_other_stories_below_a_story_are_none_of_it() -> None:
    others = "\n".join(f"Ward {n} votes on its new ferry fares again" for n in range(12))
    made = article(f"{MENU}\n{dump(after=others)}")
    assert not [b.text for b in made.blocks if b.text.startswith("Ward") and b.label.is_text]


def test_a_story_in_a_script_without_spaces_is_found() -> None:
    made = article("ホーム\n社会\n経済\nスポーツ\n" + "\n".join(JAPANESE) + "\n会社概要\n採用")
    assert made.text.split("\n\n") == list(JAPANESE)


def test_a_page_of_furniture_has_no_story() -> None:
    assert article(MENU).text == ""


def test_what_the_caption_repeats_is_an_alt_text_and_no_headline() -> None:
    alt = "A lorry crosses the harbor bridge on Tuesday morning"
    made = article(dump(before=f"{alt}\n{alt}. (Photo: Li Wei/Harbor Gazette)"))
    assert [b.label for b in made.blocks if b.text.startswith(alt)] == [Label.CAPTION] * 2
    assert made.headline == HEADLINE


# -- why ----------------------------------------------------------------------------------------


def test_a_line_that_is_dropped_says_why() -> None:
    made = article(dump(above=MENU))
    dropped = next(b for b in made.blocks if b.text == "Sport")
    assert "shape/unlike-story" in [vote.rule for vote in dropped.votes]


def test_a_paragraph_is_likelier_than_a_line_of_a_menu() -> None:
    found = odds(dump(above=MENU))
    assert min(found[line] for line in STORY) > max(found[line] for line in MENU.split("\n"))


def test_a_hole_between_paragraphs_is_filled_with_what_may_be_story() -> None:
    lines = seen("\n".join([*STORY[:2], "What the divers found", *STORY[2:]]))
    assert keep_lines(lines, [3.0, 3.0, -2.0, 3.0, 3.0])[2] == "between"


def test_a_hole_between_paragraphs_stays_where_nothing_speaks_for_the_line() -> None:
    lines = seen("\n".join([*STORY[:2], "What the divers found", *STORY[2:]]))
    assert keep_lines(lines, [3.0, 3.0, -3.0, 3.0, 3.0])[2] is None


# -- the worst input ----------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "Rain.", "-", "\u200b", "1", "。", "\n\n\n", "..." * 50])
def test_next_to_nothing_has_a_label_all_the_same(text: str) -> None:
    assert all(block.votes for block in extract(text, house()).blocks)


def test_three_thousand_lines_take_less_than_a_second() -> None:
    lines = seen("\n".join(f"{STORY[n % 4]} {n}" if n % 3 else f"Ward {n}" for n in range(3000)))
    forest = load_forest(FOREST)
    start = time.process_time()
    weigh_lines(lines, forest)
    assert time.process_time() - start < 1.0


def test_a_line_of_two_megabytes_is_weighed() -> None:
    assert article(" ".join(STORY) * 4000, None).blocks


def test_the_same_text_is_weighed_the_same_again() -> None:
    assert odds(dump(above=MENU)) == odds(dump(above=MENU))


# -- the forest ---------------------------------------------------------------------------------


def test_the_forest_asks_for_the_traits_that_are_found_and_no_others() -> None:
    assert set(load_forest(FOREST).traits) == set(find_traits(seen(dump())))


def test_every_trait_has_one_number_for_each_line() -> None:
    for text in (dump(above=MENU), "Rain."):
        lines = seen(text)
        assert {len(column) for column in find_traits(lines).values()} == {len(lines.measures)}


def test_the_forest_says_what_it_was_trained_on() -> None:
    origin = load_forest(FOREST).origin
    assert len(str(origin["digest"])) == 64
    assert {"dumps", "pages", "sites", "held_out_f1"} <= set(origin)


def test_the_forest_is_small() -> None:
    assert FOREST.stat().st_size < 150_000


def test_a_sight_is_as_many_lines_away_as_stand_between() -> None:
    column = find_traits(seen(dump(after="Comments\nJobs\nArchive")))["comments-above"]
    assert list(column[-2:]) == [1.0, 2.0]
    assert column[0] == FAR


@pytest.mark.parametrize(
    "content",
    [
        "{",
        json.dumps({"origin": {}, "traits": ["words"]}),
        json.dumps({"origin": {}, "traits": ["words"], "trees": [[1, 0.5, 1.0, 2.0]]}),
        json.dumps({"origin": {}, "traits": ["words"], "trees": ["oak"]}),
    ],
    ids=["no-json", "no-trees", "unknown-trait", "no-tree"],
)
def test_a_broken_forest_names_its_file(tmp_path: Path, content: str) -> None:
    path = tmp_path / "lines.json"
    path.write_text(content, "utf-8")
    with pytest.raises(Exception, match=r"lines\.json: no forest"):
        load_forest(path)


def test_a_tree_is_walked_to_its_leaf(tmp_path: Path) -> None:
    path = tmp_path / "lines.json"
    tree = [0, 5, -1.5, [1, 0.5, 0.25, 2.0]]
    path.write_text(json.dumps({"origin": {}, "traits": ["words", "closed"], "trees": [tree]}))
    forest = load_forest(path)
    assert [forest.weigh(row) for row in ((5, 1), (6, 0), (6, 1))] == [-1.5, 0.25, 2.0]
