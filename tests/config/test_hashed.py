"""Names that a build makes up, and names that people give."""

from __future__ import annotations

import pytest

from scraper.config.hashed import hashed_names, is_hashed


@pytest.mark.parametrize(
    "name",
    [
        "css-1g7y0i5", "sc-bdVaJa", "sc-1a2b3c-0", "jsx-2871293847", "dcr-1b267dg",
        "svelte-1tky8bj", "article-body__17Yit", "Header_nav__3x9Fz", "hLkJmX", "e1x2y3z0",
        "StyledBox-sc-1x2y3z", "_2nVOM9q", "data-v-7ba5bd90", "P9Qd6oTCWgLr3ackKg0I5",
    ],
)  # fmt: skip
def test_a_name_made_by_a_build_is_hashed(name: str) -> None:
    assert is_hashed(name)


@pytest.mark.parametrize(
    "name",
    [
        "story", "article-body", "story__body", "articleBody", "c-entry-content", "css-article",
        "post-12345", "h2", "col-md-8", "teaser2023", "wp-block-image", "ad--in-article",
        "gnt_ar_b", "ssrcss", "RichTextStoryBody", "p_articletext", "id-StoryElement",
        "o-layout__item", "AFP", "GoogleDfpAd", "NewsArticle", "news-single",
        "mod-pagecontent", "page__content", "a_b_c",
        "caas-body", "IPTC2021",
    ],
)  # fmt: skip
def test_a_name_given_by_people_is_not(name: str) -> None:
    assert not is_hashed(name)


def test_the_hashed_names_of_a_selector_are_found_wherever_they_stand() -> None:
    assert list(hashed_names('div.css-1g7y0i5 > [class*="body__17Yit"] p.story')) == [
        "css-1g7y0i5",
        "body__17Yit",
    ]
    assert list(hashed_names('[data-testid="article-body"] #main')) == []
