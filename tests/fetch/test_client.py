"""What becomes of a URL, told by made-up answers; tests of the network itself stand beside this."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from random import Random
from typing import TypeVar

import pytest
from pytest_httpx import HTTPXMock

from scraper import FetchError, FetchPolicy, Page
from scraper.fetch.client import Fetcher
from scraper.fetch.errand import Wanted
from tests.fetch.clock import run

Result = TypeVar("Result")

SITE = "https://gazette.example"
STORY = f"{SITE}/bridge"
HTML = "<p>The harbor bridge reopened on Tuesday.</p>"

pytestmark = pytest.mark.httpx_mock(can_send_already_matched_responses=True)


@pytest.fixture
def web(httpx_mock: HTTPXMock) -> HTTPXMock:
    """Answers to be: a test adds those for pages; sites have no robots.txt unless it adds one."""
    return httpx_mock


@pytest.fixture
def free(web: HTTPXMock) -> None:
    web.add_response(url=f"{SITE}/robots.txt", status_code=404)


def fetching(work: Callable[[Fetcher], Awaitable[Result]], **policy: object) -> Result:
    """What the work with a fetcher returns, waits taking no time."""

    async def story() -> Result:
        chosen = FetchPolicy(**{"delay": 0, **policy})  # type: ignore[arg-type]
        async with Fetcher(chosen, random=Random(1)) as fetcher:
            return await work(fetcher)

    return run(story())


def get(url: str | Wanted = STORY, **policy: object) -> Page:
    return fetching(lambda fetcher: fetcher.get(url), **policy)


def failure(url: str = STORY, **policy: object) -> FetchError:
    with pytest.raises(FetchError) as caught:
        get(url, **policy)
    return caught.value


def asked(web: HTTPXMock, path: str = "/bridge") -> int:
    return sum(request.url.path == path for request in web.get_requests())


@pytest.mark.usefixtures("free")
def test_a_page_comes_with_what_is_known_of_it(web: HTTPXMock) -> None:
    web.add_response(url=STORY, html=HTML, headers={"ETag": '"7"'})
    page = get(f"{STORY}#top")
    assert (page.url, page.asked, page.body) == (STORY, f"{STORY}#top", HTML.encode())
    assert (page.media_type, page.charset, page.headers["etag"]) == ("text/html", "utf-8", '"7"')
    assert page.fetched_at is not None
    assert page.fetched_at.tzinfo is not None


@pytest.mark.usefixtures("free")
def test_we_say_who_we_are_and_nothing_else(web: HTTPXMock) -> None:
    web.add_response(url=STORY, html=HTML, headers={"Set-Cookie": "visitor=1"})

    async def twice(fetcher: Fetcher) -> None:
        await fetcher.get(STORY)
        await fetcher.get(STORY)

    fetching(twice, contact="https://archive.example/bot")
    *_, last = web.get_requests()
    assert last.headers["user-agent"] == "scraper/0.1 (+https://archive.example/bot)"
    assert not {"cookie", "referer", "authorization"} & set(last.headers)


@pytest.mark.usefixtures("free")
def test_cookies_are_kept_by_those_who_ask_for_it(web: HTTPXMock) -> None:
    web.add_response(url=STORY, html=HTML, headers={"Set-Cookie": "visitor=1"})

    async def twice(fetcher: Fetcher) -> None:
        await fetcher.get(STORY)
        await fetcher.get(STORY)

    fetching(twice, cookies=True)
    assert web.get_requests()[-1].headers["cookie"] == "visitor=1"


@pytest.mark.parametrize("status", [401, 403, 404, 410, 451, 204, 206, 418])
@pytest.mark.usefixtures("free")
def test_a_status_that_will_not_change_is_asked_for_once(web: HTTPXMock, status: int) -> None:
    web.add_response(url=STORY, status_code=status, text="Sorry")
    assert failure().reason == f"http_{status}"
    assert asked(web) == 1


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504, 522])
@pytest.mark.usefixtures("free")
def test_a_status_that_may_pass_is_asked_for_again(web: HTTPXMock, status: int) -> None:
    web.add_response(url=STORY, status_code=status)
    assert failure(attempts=3).reason == f"http_{status}"
    assert asked(web) == 3


@pytest.mark.httpx_mock(can_send_already_matched_responses=False)
def test_what_passed_by_the_second_time_is_no_failure(web: HTTPXMock) -> None:
    web.add_response(url=f"{SITE}/robots.txt", status_code=404)
    web.add_response(url=STORY, status_code=502)
    web.add_response(url=STORY, html=HTML)
    assert get().body == HTML.encode()


@pytest.mark.usefixtures("free")
def test_a_site_that_names_a_time_is_not_asked_before(web: HTTPXMock) -> None:
    web.add_response(url=STORY, status_code=429, headers={"Retry-After": "40"})
    times: list[float] = []

    async def timed(fetcher: Fetcher) -> None:
        with pytest.raises(FetchError, match="http_429"):
            await fetcher.get(STORY)
        times.append(asyncio.get_running_loop().time())

    fetching(timed, attempts=3)
    assert asked(web) == 3
    assert 80 <= times[0] <= 85


@pytest.mark.usefixtures("free")
def test_a_site_that_asks_for_too_long_a_rest_is_left_alone(web: HTTPXMock) -> None:
    web.add_response(url=STORY, status_code=503, headers={"Retry-After": "86400"})
    assert failure(max_wait=300).reason == "http_503"
    assert asked(web) == 1


@pytest.mark.usefixtures("free")
def test_redirects_are_followed_and_the_page_says_where_it_was(web: HTTPXMock) -> None:
    web.add_response(url=f"{SITE}/old", status_code=301, headers={"Location": "/bridge?a=1"})
    web.add_response(url=f"{SITE}/bridge?a=1", html=HTML)
    page = get(f"{SITE}/old")
    assert (page.asked, page.url) == (f"{SITE}/old", f"{SITE}/bridge?a=1")


def test_the_robots_txt_of_where_a_redirect_leads_is_obeyed(web: HTTPXMock) -> None:
    web.add_response(url=f"{SITE}/robots.txt", status_code=404)
    web.add_response(url="https://other.example/robots.txt", text="User-agent: *\nDisallow: /")
    web.add_response(url=STORY, status_code=302, headers={"Location": "https://other.example/x"})
    assert failure().reason == "robots_denied"
    assert asked(web, "/x") == 0


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        (None, "bad_redirect"),
        ("file:///etc/passwd", "bad_redirect"),
        ("ftp://gazette.example/x", "bad_redirect"),
        ("http://[::1", "bad_redirect"),
        ("/bridge", "too_many_redirects"),
    ],
)
@pytest.mark.usefixtures("free")
def test_a_redirect_to_nowhere_is_named(web: HTTPXMock, location: str | None, reason: str) -> None:
    headers = {"Location": location} if location else {}
    web.add_response(url=STORY, status_code=302, headers=headers)
    assert failure().reason == reason
    assert asked(web) == 1


@pytest.mark.usefixtures("free")
def test_redirects_come_to_an_end(web: HTTPXMock) -> None:
    for number in range(30):
        web.add_response(
            url=f"{SITE}/{number}", status_code=302, headers={"Location": f"/{number + 1}"},
            is_optional=True,
        )  # fmt: skip
    assert failure(f"{SITE}/0", max_redirects=10).reason == "too_many_redirects"
    assert len(web.get_requests()) == 1 + 11


def test_what_robots_txt_forbids_is_not_asked_for(web: HTTPXMock) -> None:
    web.add_response(url=f"{SITE}/robots.txt", text="User-agent: scraper\nDisallow: /bridge")
    assert failure().reason == "robots_denied"
    assert asked(web) == 0


def test_what_robots_txt_forbids_others_is_asked_for(web: HTTPXMock) -> None:
    web.add_response(url=f"{SITE}/robots.txt", text="User-agent: otherbot\nDisallow: /bridge")
    web.add_response(url=STORY, html=HTML)
    assert get().body


def test_crawl_delay_is_kept(web: HTTPXMock) -> None:
    web.add_response(url=f"{SITE}/robots.txt", text="User-agent: *\nCrawl-delay: 7")
    web.add_response(html=HTML)

    async def timed(fetcher: Fetcher) -> float:
        loop = asyncio.get_running_loop()
        await fetcher.get(STORY)
        began = loop.time()
        await fetcher.get(f"{SITE}/ferry")
        return loop.time() - began

    assert fetching(timed) >= 6.9


@pytest.mark.usefixtures("free")
def test_an_unchanged_page_is_not_sent_again(web: HTTPXMock) -> None:
    web.add_response(url=STORY, status_code=304)
    with pytest.raises(FetchError, match="not_modified"):
        get(Wanted(STORY, etag='"7"', last_modified="Mon, 23 Nov 2026 08:00:00 GMT"))
    sent = web.get_requests()[-1].headers
    assert sent["if-none-match"] == '"7"'
    assert sent["if-modified-since"] == "Mon, 23 Nov 2026 08:00:00 GMT"


@pytest.mark.usefixtures("free")
def test_what_is_no_page_is_said_to_be_none(web: HTTPXMock) -> None:
    web.add_response(
        url=STORY, content=b"\x89PNG\r\n\x1a\n0000", headers={"Content-Type": "image/png"}
    )
    assert failure().reason == "not_html"


@pytest.mark.usefixtures("free")
def test_a_feed_can_be_asked_for_as_such(web: HTTPXMock) -> None:
    feed = {"Content-Type": "application/rss+xml"}
    web.add_response(url=f"{SITE}/rss", content=b"<rss/>", headers=feed)
    assert fetching(lambda fetcher: fetcher.ask(f"{SITE}/rss")).body == b"<rss/>"


@pytest.mark.usefixtures("free")
def test_a_page_beyond_the_limit_is_not_read(web: HTTPXMock) -> None:
    web.add_response(url=STORY, content=b"x" * 5000, headers={"Content-Type": "text/html"})
    assert failure(max_bytes=1000).reason == "too_large"
    assert get(max_bytes=5000).body == b"x" * 5000


@pytest.mark.parametrize(
    "url", ["ftp://gazette.example/x", "mailto:ana@gazette.example", "http://"]
)
def test_what_is_no_url_of_the_web_is_refused(url: str) -> None:
    error = failure(url)
    assert (error.reason, error.url) == ("bad_url", url)


def test_a_host_whose_certificate_goes_unchecked_is_marked(web: HTTPXMock) -> None:
    web.add_response(url=f"{SITE}/robots.txt", status_code=404)
    web.add_response(url=STORY, html=HTML)
    assert get(insecure=frozenset({"gazette.example"})).problems
    web.add_response(url=f"{SITE}:8443/robots.txt", status_code=404)
    web.add_response(url=f"{SITE}:8443/bridge", html=HTML)
    assert get(f"{SITE}:8443/bridge", insecure=frozenset({"gazette.example"})).problems
    assert not get(insecure=frozenset({"other.example"})).problems


def test_every_answer_can_be_looked_at(web: HTTPXMock) -> None:
    web.add_response(url=f"{SITE}/robots.txt", status_code=404)
    web.add_response(url=f"{SITE}/old", status_code=301, headers={"Location": "/bridge"})
    web.add_response(url=STORY, html=HTML)
    seen: list[tuple[str, str, int]] = []

    async def story() -> None:
        def see(asked: str, reply: object) -> None:
            seen.append((asked, reply.url, reply.status))  # type: ignore[attr-defined]

        async with Fetcher(FetchPolicy(delay=0), seen=see) as fetcher:
            await fetcher.get(f"{SITE}/old")

    run(story())
    assert seen == [(f"{SITE}/old", f"{SITE}/old", 301), (f"{SITE}/old", STORY, 200)]


def test_a_list_comes_out_whole_pages_and_errors(web: HTTPXMock) -> None:
    web.add_response(url=f"{SITE}/robots.txt", status_code=404)
    web.add_response(url=STORY, html=HTML)
    web.add_response(url=f"{SITE}/gone", status_code=404)

    async def gather(fetcher: Fetcher) -> dict[str, str]:
        found = {}
        async for outcome in fetcher.stream([STORY, f"{SITE}/gone", "ftp://x"]):
            url = outcome.url if isinstance(outcome, FetchError) else outcome.asked
            found[str(url)] = getattr(outcome, "reason", "page")
        return found

    assert fetching(gather) == {STORY: "page", f"{SITE}/gone": "http_404", "ftp://x": "bad_url"}


def test_winding_up_finishes_what_is_under_way_and_leaves_the_rest(web: HTTPXMock) -> None:
    web.add_response(url=f"{SITE}/robots.txt", status_code=404)
    web.add_response(html=HTML)

    async def gather(fetcher: Fetcher) -> list[str]:
        found = []
        async for outcome in fetcher.stream([f"{SITE}/{number}" for number in range(50)]):
            found.append(getattr(outcome, "reason", "page"))
            if len(found) == 3:
                fetcher.wind_up()
        return found

    outcomes = fetching(gather, delay=10)
    assert outcomes[:3] == ["page"] * 3
    assert set(outcomes[3:]) <= {"page", "interrupted"}
    assert outcomes.count("page") <= 5
    assert len(outcomes) == 50
