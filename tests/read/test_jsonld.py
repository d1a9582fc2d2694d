"""What JSON-LD says of the article, in the many shapes that publishers write it."""

from __future__ import annotations

import json

import pytest

from scraper.read.jsonld import read_jsonld

STORY: dict[str, object] = {
    "@type": "NewsArticle",
    "headline": "Bridge reopens",
    "datePublished": "2024-05-01T08:00:00+02:00",
}


def values(field: str, *nodes: object) -> list[str]:
    scripts = [node if isinstance(node, str) else json.dumps(node) for node in nodes]
    return [c.value for c in read_jsonld(scripts) if c.field == field]


# -- where the article stands --------------------------------------------------------------------


@pytest.mark.parametrize(
    "page",
    [
        STORY,
        [{"@type": "BreadcrumbList"}, STORY],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebSite"}, STORY]},
        {"@type": "WebPage", "mainEntity": STORY},
        {"@graph": [{"@type": "WebPage", "mainEntity": [STORY]}]},
        STORY | {"@type": ["Thing", "NewsArticle"]},
        STORY | {"@type": "https://schema.org/ReportageNewsArticle"},
        STORY | {"@type": "BlogPosting"},
        STORY | {"@type": "LiveBlogPosting", "liveBlogUpdate": [STORY | {"headline": "Update"}]},
    ],
)
def test_the_article_is_found_wherever_it_stands(page: object) -> None:
    assert values("headline", page) == ["Bridge reopens"]
    assert values("published", page) == ["2024-05-01T08:00:00+02:00"]


@pytest.mark.parametrize("kind", ["JobPosting", "Product", "Recipe", "WebPage", "Organization", ""])
def test_a_node_of_another_type_is_no_article(kind: str) -> None:
    assert values("headline", STORY | {"@type": kind}) == []


def test_a_list_of_other_articles_is_not_this_article() -> None:
    teasers = {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": STORY}]}
    assert values("headline", teasers) == []


def test_the_types_of_all_nodes_are_told() -> None:
    assert values("ld_type", [{"@type": "ItemList"}, STORY]) == ["ItemList", "NewsArticle"]


# -- who wrote it --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "author",
    [
        "Ana Ruiz",
        ["Ana Ruiz"],
        {"@type": "Person", "name": "Ana Ruiz"},
        [{"@type": "Person", "name": ["Ana Ruiz"]}],
        {"@type": "Person", "name": {"@type": "Person", "name": "Ana Ruiz"}},
        {"name": "Ana Ruiz", "@id": "#nobody"},
    ],
)
def test_an_author_is_named_in_any_shape(author: object) -> None:
    assert values("authors", STORY | {"author": author}) == ["Ana Ruiz"]


def test_an_author_may_be_a_reference_to_another_node() -> None:
    person = {"@type": "Person", "@id": "#ana", "name": "Ana Ruiz"}
    graph = {"@graph": [STORY | {"author": {"@id": "#ana"}}, person]}
    assert values("authors", graph) == ["Ana Ruiz"]


@pytest.mark.parametrize("author", [None, "", [], {}, {"@id": "#gone"}, {"name": None}, 7, [[]]])
def test_an_author_without_a_name_is_none(author: object) -> None:
    assert values("authors", STORY | {"author": author}) == []


# -- values --------------------------------------------------------------------------------------


@pytest.mark.parametrize("written", ["Rain &amp; snow", "Rain &amp;amp; snow", "Rain & snow"])
def test_entities_are_read_however_often_they_were_escaped(written: str) -> None:
    assert values("headline", STORY | {"headline": written}) == ["Rain & snow"]


def test_a_headline_stands_before_a_name() -> None:
    assert values("headline", STORY | {"name": "bridge-2"}) == ["Bridge reopens", "bridge-2"]


@pytest.mark.parametrize(
    "image",
    [
        "https://a.example/quay.jpg",
        {"@type": "ImageObject", "url": "https://a.example/quay.jpg"},
        [{"contentUrl": "https://a.example/quay.jpg"}],
        {"url": {"url": "https://a.example/quay.jpg"}},
    ],
)
def test_an_image_is_named_in_any_shape(image: object) -> None:
    assert values("lead_image", STORY | {"image": image}) == ["https://a.example/quay.jpg"]


@pytest.mark.parametrize(("free", "told"), [(False, ["false"]), ("True", ["true"]), (None, [])])
def test_whether_it_is_free_to_read_is_told_if_the_page_tells(
    free: object, told: list[str]
) -> None:
    assert values("free", STORY | {"isAccessibleForFree": free}) == told


def test_a_typed_date_is_a_date() -> None:
    typed = {"@type": "Date", "@value": "2024-05-01"}
    assert values("published", STORY | {"datePublished": typed}) == ["2024-05-01"]


# -- scripts that are not quite JSON -------------------------------------------------------------

WRITTEN = json.dumps(STORY)


@pytest.mark.parametrize(
    "script",
    [
        f"<!-- {WRITTEN} -->",
        f"//<![CDATA[\n{WRITTEN}\n//]]>",
        f"/*<![CDATA[*/{WRITTEN}/*]]>*/",
        f"\n {WRITTEN};\n",
        WRITTEN.replace("}", ",}"),
        WRITTEN.replace("Bridge reopens", "Bridge\nreopens").replace("\n", "\t"),
    ],
)
def test_a_script_is_read_past_its_small_mistakes(script: str) -> None:
    assert "".join(values("headline", script)).split() == ["Bridge", "reopens"]


@pytest.mark.parametrize(
    "script",
    ["", "null", "7", '"story"', WRITTEN[:-9], "{'@type': 'NewsArticle'}", "[" * 100_000, "<p>"],
)
def test_a_broken_script_says_nothing(script: str) -> None:
    assert read_jsonld([script]) == ()


def test_a_broken_script_does_not_silence_the_next() -> None:
    assert values("headline", "{", STORY) == ["Bridge reopens"]


@pytest.mark.parametrize("key", ["headline", "author", "image", "@graph", "mainEntity", "@type"])
@pytest.mark.parametrize(("begin", "end"), [("[", "]"), ('{"url":', "}"), ('{"name":', "}")])
def test_a_value_nested_hundreds_deep_is_left_alone(key: str, begin: str, end: str) -> None:
    deep = f"{begin * 400}7{end * 400}"
    found = values("published", f'{WRITTEN[:-1]}, "{key}": {deep}}}')
    assert found == ([] if key == "@type" else ["2024-05-01T08:00:00+02:00"])
