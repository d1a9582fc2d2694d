"""`scraper serve`, asked as programs ask it."""

from __future__ import annotations

import json

import httpx
import pytest

pytest.importorskip("starlette", reason="make test-integrations installs it")
pytest.importorskip("uvicorn")

from scraper import Page, extract, write
from scraper.cli.demo.site import FORBIDDEN, GONE
from scraper.cli.demo.stories import load_shelf
from scraper.formats.record import article_schema, read_line
from tests.integrations.crawling import demo
from tests.integrations.serve.service import DUMP, HEADLINE, HTML, PAGE, Service

STORY = load_shelf().stories[0]
PAGED = next(story for story in load_shelf().stories if story.page_two)


def reason(answer: httpx.Response, status: int) -> str:
    """The word of a refusal, which is as RFC 9457 has it."""
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == answer.status_code == status
    assert told["type"] == f"/docs#{told['reason']}"
    assert "a bug of ours" not in told["detail"]
    return told["reason"]


# ---- /clean


def test_a_page_comes_back_as_the_article_that_the_library_makes(service: Service) -> None:
    answer = service.post("/clean", content=PAGE, headers=HTML)
    assert answer.headers["content-type"] == "application/json"
    assert answer.text == write(extract(Page(None, PAGE.encode(), "text/html", "utf-8")), "jsonl")
    assert read_line(answer.text).article.headline == HEADLINE


@pytest.mark.parametrize(
    ("word", "media_type", "begins"),
    [
        ("json", "application/json", '{"url": null'),
        ("markdown", "text/markdown; charset=utf-8", f"# {HEADLINE}\n"),
        ("text", "text/plain; charset=utf-8", f"{HEADLINE}\n\nThe old bridge"),
        ("html", "text/html; charset=utf-8", "<!doctype html>"),
    ],
)
def test_the_article_comes_in_the_format_asked_for(
    service: Service, word: str, media_type: str, begins: str
) -> None:
    answer = service.post("/clean", content=PAGE, headers=HTML, params={"format": word})
    assert answer.headers["content-type"] == media_type
    assert answer.headers["scraper-verdict"] == "complete"
    assert answer.text.startswith(begins)


def test_the_url_finds_the_rules_of_its_site(service: Service) -> None:
    url = "https://news.example/a"
    answer = service.post("/clean", content=PAGE, headers=HTML, params={"url": url})
    assert answer.json()["url"] == url


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<title>Š</title><h1>Škoda šije</h1>".encode("cp1250"), "text/html; charset=cp1250"),
        ("<h1>Škoda šije</h1>".encode(), "text/html"),
        ("<h1>Škoda šije</h1>".encode("utf-16"), "text/html"),
        (b'<meta charset="windows-1250"><h1>\x8akoda \x9aije</h1>', "application/xhtml+xml"),
    ],
)
def test_the_charset_is_the_one_that_came_with_the_page_or_that_it_names(
    service: Service, body: bytes, kind: str
) -> None:
    answer = service.post("/clean", content=body, headers={"Content-Type": kind})
    assert answer.json()["headline"] == "Škoda šije"


def test_a_charset_that_is_none_is_a_problem_of_the_article(service: Service) -> None:
    headers = {"Content-Type": "text/html; charset=utf-9000"}
    answer = service.post("/clean", content=PAGE, headers=headers)
    assert answer.json()["headline"] == HEADLINE
    assert any("utf-9000" in problem for problem in answer.json()["problems"])


def test_text_is_read_as_a_dump_and_what_is_not_named_is_looked_at(service: Service) -> None:
    plain = service.post("/clean", content=DUMP, headers={"Content-Type": "text/plain"})
    assert plain.json()["headline"] == "Ferry stops for the winter"
    assert service.post("/clean", content=PAGE.encode()).json()["headline"] == HEADLINE


@pytest.mark.parametrize("given", [{"html": PAGE}, {"html": PAGE, "url": "https://news.example/a"}])
def test_a_page_may_come_within_json(service: Service, given: dict[str, str]) -> None:
    answer = service.post("/clean", json=given)
    assert (answer.json()["headline"], answer.json()["url"]) == (HEADLINE, given.get("url"))


def test_text_may_come_within_json_too(service: Service) -> None:
    answer = service.post("/clean", json={"text": DUMP})
    assert answer.json()["headline"] == "Ferry stops for the winter"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"{", "truncated"),
        (b"[]", "Expected `object`"),
        (b"{}", "either html or text"),
        (b'{"html": "a", "text": "b"}', "either html or text"),
        (b'{"htm": "a"}', "unknown field `htm`"),
        (b'{"html": 5}', "$.html"),
        (b'{"html": "\xff"}', ""),
    ],
)
def test_json_that_is_no_page_is_refused_with_its_fault(
    service: Service, body: bytes, told: str
) -> None:
    answer = service.post("/clean", content=body, headers={"Content-Type": "application/json"})
    assert reason(answer, 400) == "bad_request"
    assert told in answer.json()["detail"]


@pytest.mark.parametrize("query", ["fromat=text", "format=pdf"])
def test_a_query_that_is_misspelled_is_refused(service: Service, query: str) -> None:
    answer = service.post(f"/clean?{query}", content=PAGE, headers=HTML)
    assert reason(answer, 400) == "bad_request"
    assert "format" in answer.json()["detail"]


@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "multipart/form-data", "image/png", "text/csv"]
)
def test_other_types_are_refused_with_those_that_are_read(service: Service, kind: str) -> None:
    answer = service.post("/clean", content=PAGE, headers={"Content-Type": kind})
    assert reason(answer, 415) == "unsupported_type"
    assert "Content-Type: text/html" in answer.json()["detail"]


@pytest.mark.parametrize("body", [b"\x89PNG\r\n\x1a\n...", b"%PDF-1.7\n...", b"\x1f\x8b\x08..."])
def test_what_is_binary_is_refused_whatever_it_is_called(service: Service, body: bytes) -> None:
    assert reason(service.post("/clean", content=body, headers=HTML), 415) == "not_html"


def test_a_packed_body_is_refused_as_it_may_be_a_bomb(service: Service) -> None:
    headers = {**HTML, "Content-Encoding": "gzip"}
    answer = service.post("/clean", content=b"...", headers=headers)
    assert reason(answer, 415) == "unsupported_type"
    assert "gzip" in answer.json()["detail"]


def test_a_page_with_no_story_is_answered_with_a_verdict(service: Service) -> None:
    answer = service.post("/clean", content="", headers=HTML)
    assert (answer.status_code, answer.json()["verdict"]) == (200, "empty")


# ---- /fetch


def test_a_url_is_fetched_and_its_story_given(local: Service) -> None:
    with demo() as site:
        answer = local.post("/fetch", json={"url": site.origin + STORY.path})
    told = answer.json()
    assert (told["headline"], told["text"]) == (STORY.headline, STORY.text)
    assert told["asked"] == site.origin + STORY.path
    assert told["fetched_at"]


def test_the_pages_of_a_story_are_joined_unless_one_is_asked_for(local: Service) -> None:
    with demo() as site:
        url = site.origin + PAGED.path
        assert local.post("/fetch", json={"url": url}).json()["text"] == PAGED.text
        one = local.post("/fetch", json={"url": url, "one_page": True}).json()
    assert PAGED.text.startswith(one["text"])
    assert one["next_page"]


def test_what_a_site_refuses_is_refused_in_our_words(local: Service) -> None:
    with demo() as site:
        forbidden = local.post("/fetch", json={"url": site.origin + FORBIDDEN})
        gone = local.post("/fetch", json={"url": site.origin + GONE})
    assert reason(forbidden, 403) == "robots_denied"
    assert reason(gone, 502) == "http_404"
    assert local.get("/health").json()["status"] == "ok"


def test_a_url_comes_as_json_only_so_that_no_form_of_another_site_can_send_it(
    service: Service,
) -> None:
    body = json.dumps({"url": "https://news.example/"})
    answer = service.post("/fetch", content=body, headers={"Content-Type": "text/plain"})
    assert reason(answer, 415) == "unsupported_type"


# ---- what it says of itself


def test_it_says_how_it_is(service: Service) -> None:
    told = service.get("/health").json()
    assert (told["status"], told["workers"], told["cleaning"]) == ("ok", 1, 0)
    assert service.get("/health").headers["server"] == f"scraper/{told['version']}"


def test_its_document_has_the_schema_of_the_article_that_is_published(service: Service) -> None:
    own = service.get("/openapi.json").json()["components"]["schemas"]["Article"]
    published = article_schema()
    assert own["version"] == published["version"]
    assert own["properties"].keys() == published["properties"].keys()
    assert json.dumps(own["properties"]) == json.dumps(published["properties"]).replace(
        "#/$defs/", "#/components/schemas/"
    )


def test_its_page_loads_nothing_from_anywhere(service: Service) -> None:
    page = service.get("/docs").text
    assert "POST /clean" in page
    assert 'id="robots_denied"' in page
    assert not any(mark in page for mark in ("<script", "src=", "<link", "@import", "url("))
    assert "default-src 'none'" in service.get("/docs").headers["content-security-policy"]


@pytest.mark.parametrize(("path", "status", "word"), [
    ("/", 404, "not_found"), ("/clean", 405, "method_not_allowed"),
    ("/clean/..%2f", 404, "not_found"),
])  # fmt: skip
def test_other_paths_and_methods_are_refused_in_the_same_form(
    service: Service, path: str, status: int, word: str
) -> None:
    assert reason(service.get(path), status) == word
