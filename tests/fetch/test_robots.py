"""robots.txt asked for: what each answer means."""

from __future__ import annotations

import gzip

import pytest

from scraper.fetch.faults import Fault
from scraper.fetch.reply import Reply
from scraper.fetch.robots import MAX_BYTES, Robots
from scraper.fetch.unpack import unpack
from scraper.types.reasons import Reason
from tests.fetch.web import DENIED, PAGE, ROBOTS, SHUT, SITE, UNREACHABLE, Web, reply, verdict

pytestmark = pytest.mark.anyio


def redirects(count: int, end: Reply) -> dict[str, Reply | Fault]:
    """A chain that leads to another host each time."""
    hosts = [f"https://{number}.example" for number in range(1, count + 1)]
    steps = zip([SITE, *hosts], hosts, strict=False)
    chain = {f"{one}/robots.txt": reply(301, location=f"{to}/robots.txt") for one, to in steps}
    return {**chain, f"{hosts[-1]}/robots.txt": end}


PADDING = b"# nothing of interest\n" * 60_000
MODES = {
    "200 that forbids": (reply(200, SHUT), DENIED),
    "200 that allows": (reply(200, b"User-agent: *\nDisallow:\n"), "allowed"),
    "404 whose body forbids": (reply(404, SHUT), "allowed"),
    "401": (reply(401, SHUT), "allowed"),
    "403": (reply(403, SHUT), "allowed"),
    # RFC 9309 counts it among those that allow. It is how a site says "fewer requests", though, so
    # we take it for a server in trouble, and so do Google and Nutch.
    "429": (reply(429), UNREACHABLE),
    "500": (reply(500), UNREACHABLE),
    "503": (reply(503), UNREACHABLE),
    "connection reset": (Fault(Reason.DISCONNECTED), UNREACHABLE),
    "no answer": (Fault(Reason.TIMEOUT), UNREACHABLE),
    "5 redirects to other hosts": (redirects(5, reply(200, SHUT)), DENIED),
    "6 redirects": (redirects(6, reply(200, SHUT)), "allowed"),
    "800 KB, a rule at the end": (reply(200, PADDING[:800_000] + b"\n" + SHUT), "allowed"),
    "1.2 MB, a rule in the first 500 KiB": (reply(200, PADDING[:400_004] + SHUT + PADDING), DENIED),
    "byte order mark": (reply(200, b"\xef\xbb\xbf" + SHUT), DENIED),
    "a byte of Latin-1": (reply(200, b"# Gr\xfc\xdfe\n" + SHUT), DENIED),
    "a page that says sorry with 200": (
        reply(200, b"<!doctype html><title>Not found</title><p>User-agent: * Disallow: /</p>"),
        "allowed",
    ),
    "gzip": (reply(200, unpack(gzip.compress(SHUT), "gzip", MAX_BYTES)), DENIED),
    "lines that end in CR": (reply(200, SHUT.replace(b"\n", b"\r")), DENIED),
}


@pytest.mark.parametrize("mode", MODES)
async def test_every_answer_means_what_rfc_9309_says(mode: str) -> None:
    answers, expected = MODES[mode]
    assert await verdict(Web(answers).robots()) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (reply(204), "allowed"),
        (reply(304), "allowed"),
        (reply(301), "allowed"),  # to nowhere
        (reply(302, location="file:///etc/passwd"), "allowed"),
        (reply(302, location=ROBOTS), "allowed"),  # to itself
        (reply(410), "allowed"),
        (reply(451), "allowed"),
        (reply(599), UNREACHABLE),
        (reply(999), UNREACHABLE),
        (Fault(Reason.DNS), UNREACHABLE),
        (Fault(Reason.TLS), UNREACHABLE),
        (Fault(Reason.TOO_LARGE), UNREACHABLE),
        (Fault(Reason.BAD_ENCODING), UNREACHABLE),
        (Fault(Reason.HOST_DOWN), UNREACHABLE),
        (Fault(Reason.BLOCKED_ADDRESS), Reason.BLOCKED_ADDRESS),
    ],
)
async def test_so_does_every_other(answer: Reply | Fault, expected: str) -> None:
    web = Web(answer)
    assert await verdict(web.robots()) == expected
    assert len(web.asked) <= 6


async def test_what_a_redirect_leads_to_is_guarded_as_well() -> None:
    inside = "http://169.254.1.1/robots.txt"
    web = Web({ROBOTS: reply(301, location=inside), inside: Fault(Reason.BLOCKED_ADDRESS, "no")})
    assert await verdict(web.robots()) == Reason.BLOCKED_ADDRESS


async def test_a_relative_redirect_is_followed_and_its_rules_are_the_sites() -> None:
    web = Web(
        {ROBOTS: reply(308, location="/en/robots.txt"), f"{SITE}/en/robots.txt": reply(200, SHUT)}
    )
    assert await verdict(web.robots()) == DENIED
    assert web.asked == [ROBOTS, f"{SITE}/en/robots.txt"]


async def test_the_fault_says_what_there_was_and_where() -> None:
    with pytest.raises(Fault) as denied:
        await Web(reply(200, SHUT)).robots().check(PAGE)
    assert denied.value.detail == ROBOTS
    cause = Fault(Reason.DNS, "no such name")
    robots = Web(cause).robots()
    for _ in range(2):  # asked, and remembered
        with pytest.raises(Fault) as unreachable:
            await robots.check(PAGE)
        assert unreachable.value.detail == "dns: no such name"
        assert unreachable.value.__cause__ is cause
    with pytest.raises(Fault) as failing:
        await Web(reply(503)).robots().check(PAGE)
    assert failing.value.detail == "http_503"


async def test_a_delay_and_sitemaps_come_with_the_same_request() -> None:
    text = (
        b"User-agent: *\nCrawl-delay: 5\nSitemap: /news.xml\nSitemap: file:///x\nSitemap: /news.xml"
    )
    web = Web(reply(200, text))
    robots = web.robots()
    assert await robots.crawl_delay(PAGE) == 5.0
    assert await robots.sitemaps(PAGE) == (f"{SITE}/news.xml",)
    assert await verdict(robots) == "allowed"
    assert web.asked == [ROBOTS]


async def test_a_site_without_robots_asks_for_no_delay_and_names_no_sitemaps() -> None:
    robots = Web({}).robots()
    assert await robots.crawl_delay(PAGE) is None
    assert await robots.sitemaps(PAGE) == ()


async def test_what_could_not_be_had_is_not_taken_for_nothing() -> None:
    robots = Web(reply(503)).robots()
    with pytest.raises(Fault, match="robots_unreachable"):
        await robots.sitemaps(PAGE)
    with pytest.raises(Fault, match="robots_unreachable"):
        await robots.crawl_delay(PAGE)


async def test_we_go_by_the_name_in_our_user_agent() -> None:
    web = Web(reply(200, b"User-agent: scraper\nDisallow: /bridge\n\nUser-agent: *\nAllow: /\n"))
    assert await verdict(web.robots()) == DENIED
    assert await verdict(Robots(web.ask, "GazetteBot/2", lambda: 0.0)) == "allowed"
