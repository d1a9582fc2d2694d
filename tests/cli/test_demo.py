"""The demo site: what is on it, and that its pages are cleaned to the stories they are made of."""

from __future__ import annotations

import http.client
import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from xml.etree import ElementTree

import pytest

from scraper import Article, Label, Page, Verdict, extract, extract_pages
from scraper.cli.demo.pages import LAYOUTS
from scraper.cli.demo.server import DemoSite, serve
from scraper.cli.demo.site import FORBIDDEN, GONE, MOVED, answer
from scraper.cli.demo.stories import Story, load_shelf
from tests.desk import house

ORIGIN = "http://127.0.0.1:8808"
STORIES = load_shelf().stories
PAGED = next(story for story in STORIES if story.page_two)
PAID = next(story for story in STORIES if story.paywall)
SAMPLE = pytest.mark.parametrize("story", STORIES, ids=lambda story: story.path)


def pages(story: Story) -> list[Page]:
    paths = (story.address(number) for number in range(1, len(story.pages) + 1))
    return [Page(ORIGIN + path, answer(path, ORIGIN).body) for path in paths]


def clean(story: Story) -> Article:
    return extract_pages(pages(story), house())


def text(path: str) -> str:
    return answer(path, ORIGIN).body.decode()


# ---- what its pages are cleaned to


@SAMPLE
def test_a_page_is_cleaned_to_the_story_it_was_made_of(story: Story) -> None:
    made = clean(story)
    assert made.text == story.text
    assert (made.headline, made.deck, made.kicker) == (story.headline, story.deck, story.kicker)
    assert made.authors == (story.author,)
    assert (made.published, made.modified) == (story.published, story.modified)
    assert (made.section, made.tags, made.bio) == (story.section, story.tags, story.bio)
    assert (made.language, made.next_page) == (story.language, None)
    assert (made.dateline.place if made.dateline else None) == story.dateline


@SAMPLE
def test_a_caption_comes_once_with_its_credit_and_picture(story: Story) -> None:
    made = clean(story)
    (caption,) = made.captions
    assert (caption.text, caption.credit) == (story.picture.caption, story.picture.credit)
    assert caption.image_url == f"{ORIGIN}/pictures/{story.picture.name}.png" == made.images[0]


@SAMPLE
def test_only_the_story_behind_a_paywall_is_cut(story: Story) -> None:
    assert clean(story).verdict is (Verdict.TRUNCATED if story is PAID else Verdict.COMPLETE)


def test_a_story_in_two_pages_says_where_it_goes_on() -> None:
    first, second = pages(PAGED)
    assert extract(first, house()).next_page == second.url
    assert extract(second, house()).next_page is None


def test_the_front_page_and_the_error_page_are_no_articles() -> None:
    for path in ("/", GONE):
        page = Page(ORIGIN + path, answer(path, ORIGIN).body)
        assert extract(page, house()).verdict is Verdict.NOT_ARTICLE


def test_there_is_furniture_of_every_kind_around_the_stories() -> None:
    labels = {block.label for story in STORIES for block in clean(story).removed()}
    assert labels >= {
        Label.NAV, Label.SHARE, Label.RELATED, Label.NEWSLETTER, Label.PAYWALL, Label.AD,
        Label.COMMENTS, Label.CONSENT, Label.LEGAL,
    }  # fmt: skip


def test_three_layouts_and_two_languages_are_shown() -> None:
    assert len(STORIES) == 8
    assert {story.layout for story in STORIES} == set(LAYOUTS)
    assert {story.language for story in STORIES} == {"en", "de"}


# ---- what else is on the site


def test_the_sitemap_and_the_feed_name_every_story() -> None:
    addresses = [ORIGIN + story.path for story in STORIES]
    sitemap = ElementTree.fromstring(text("/sitemap.xml"))
    assert [node.text for node in sitemap.iter() if node.tag.endswith("}loc")] == addresses
    feed = ElementTree.fromstring(text("/feed.xml"))
    assert [node.text for node in feed.iterfind("channel/item/link")] == addresses


def test_the_list_of_addresses_holds_what_goes_wrong_as_well() -> None:
    lines = [line for line in text("/urls.txt").splitlines() if not line.startswith("#")]
    others = [ORIGIN + path for path in (MOVED, "/", GONE, FORBIDDEN)]
    assert lines == [*(ORIGIN + story.path for story in STORIES), *others]


def test_robots_txt_forbids_one_page_and_names_the_sitemap() -> None:
    assert text("/robots.txt").splitlines() == [
        "User-agent: *",
        "Disallow: /private/",
        "Crawl-delay: 0",
        "",
        f"Sitemap: {ORIGIN}/sitemap.xml",
    ]
    assert FORBIDDEN.startswith("/private/")


def test_a_former_address_leads_to_the_story() -> None:
    moved = answer(MOVED, ORIGIN)
    assert (moved.status, moved.headers["Location"]) == (301, ORIGIN + STORIES[0].path)


@pytest.mark.parametrize("path", [GONE, "/nope", "", "/../stories.toml", "/gazette/"])
def test_there_is_nothing_else(path: str) -> None:
    assert answer(path, ORIGIN).status == 404


def test_no_template_asks_for_what_it_is_not_given() -> None:
    for story in STORIES:
        for page in pages(story):
            assert not re.search(rb"\$\w|\bNone\b", page.body)


# ---- the server


@pytest.fixture
def site() -> Iterator[DemoSite]:
    with serve(0) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def ask(site: DemoSite, path: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", site.server_port, timeout=30)
    connection.request(method, path)
    reply = connection.getresponse()
    body = reply.read()
    connection.close()
    return reply.status, {name.lower(): value for name, value in reply.getheaders()}, body


def test_the_site_answers_with_its_own_address_in_its_links(site: DemoSite) -> None:
    status, headers, body = ask(site, "/sitemap.xml?x=1")
    assert (status, headers["content-type"]) == (200, "application/xml; charset=utf-8")
    assert f"<loc>{site.origin}{STORIES[0].path}</loc>".encode() in body
    assert ask(site, GONE)[0] == 404
    assert ask(site, MOVED)[:2] == (301, ask(site, MOVED)[1])


def test_a_picture_is_a_png(site: DemoSite) -> None:
    status, headers, body = ask(site, f"/pictures/{PAGED.picture.name}.png")
    assert (status, headers["content-type"], body[:8]) == (200, "image/png", b"\x89PNG\r\n\x1a\n")


def test_a_head_has_no_body(site: DemoSite) -> None:
    status, headers, body = ask(site, "/", "HEAD")
    assert (status, body) == (200, b"")
    assert int(headers["content-length"]) > 1000


def test_it_listens_on_this_machine_alone(site: DemoSite) -> None:
    assert site.server_address[0] == "127.0.0.1"


# ---- the command


def test_it_says_where_it_is_and_what_to_try_and_ctrl_c_ends_it(
    desk: Path, start: Callable
) -> None:
    process = start("demo-site", "--port", "0")
    url = process.stdout.readline().decode()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\n", url)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 0
    told = err.decode()
    assert f"scraper fetch --sitemap {url.strip()}sitemap.xml --allow-private 127.0.0.1" in told
    assert told.endswith("Stopped.\n")


def test_a_port_that_is_taken_is_told_with_the_way_out(run: Callable, site: DemoSite) -> None:
    code, _, err = run("demo-site", "--port", str(site.server_port))
    assert code == 2
    assert f"--port {site.server_port}: " in err
    assert "try --port 0" in err


@pytest.mark.parametrize("port", ["x", "-1", "70000", "²"])
def test_what_is_no_port_is_wrong_usage(run: Callable, port: str) -> None:
    assert run("demo-site", f"--port={port}")[0] == 2
