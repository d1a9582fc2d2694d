"""The story's element: proposed where it holds the whole story and little else."""

from __future__ import annotations

from scraper.learn.region import doubt_root, find_roots
from scraper.learn.trial import Trial
from tests.desk import house
from tests.learn.paper import HOST, STORIES, page, rules, samples

LINKS = '<p><a href="/x">The harbor in pictures</a></p>'


def kept(*pages: str) -> tuple[list[str], list[str]]:
    """The roots that stand the trial, and why others do not."""
    found = samples(*pages)
    trial = Trial(found, house(), HOST, {})
    trial.consider(find_roots(found, 2), doubt_root)
    return rules(trial.kept), [reason for _, reason in trial.dropped]


def test_the_tightest_element_that_holds_every_story_is_the_root() -> None:
    assert rules(list(find_roots(samples(*map(page, STORIES)), 2))) == ["body.root .story-text"]


def test_an_element_that_holds_a_part_of_a_story_is_no_root() -> None:
    split = (
        page(STORIES[1])
        .replace(STORIES[1].lines[3], "")
        .replace(
            "</article>", f"<div class='story-end'><p>{STORIES[1].lines[3]}</p></div></article>"
        )
    )
    assert "body.root .story-text" not in rules(
        list(find_roots(samples(page(STORIES[0]), split), 2))
    )


def test_a_root_of_one_page_is_not_proposed_for_two() -> None:
    other = page(STORIES[1]).replace("story-text", "css-9z8y7x6")
    found = find_roots(samples(page(STORIES[0]), other), 2)
    assert "body.root .story-text" not in rules(list(found))


def test_a_root_that_would_let_in_a_link_is_dropped() -> None:
    roots, reasons = kept(page(STORIES[0], inside=LINKS), page(STORIES[1]))
    assert roots == []
    assert reasons == ["lets in a line of another kind: 'The harbor in pictures'"]


def test_a_root_may_let_in_a_short_line_that_looks_like_the_others() -> None:
    roots, _ = kept(page(STORIES[0], inside="<p>Fuel is dear</p>"), page(STORIES[1]))
    assert roots == ["body.root .story-text"]
