"""robots.txt asked for: what each answer means, how long it holds, how often it is asked for."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from scraper.fetch.faults import Fault
from scraper.fetch.reply import Reply
from scraper.fetch.robots import MAX_BYTES, Robots
from scraper.fetch.unpack import unpack
from scraper.types.reasons import Reason

pytestmark = pytest.mark.anyio

SITE = "https://gazette.example"
ROBOTS = f"{SITE}/robots.txt"
PAGE = f"{SITE}/bridge"
SHUT = b"User-agent: *\nDisallow: /\n"
HOUR, MINUTE = 3_600.0, 60.0
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def reply(status: int = 200, body: bytes = b"", **headers: str) -> Reply:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(url="", status=status, headers=named, body=body, at=NOON)


class Web:
    """Answers for URLs; `asked` are those asked for, in order. `now` is what its clock shows."""

    def __init__(self, answers: Mapping[str, Reply | Fault] | Reply | Fault) -> None:
        self.answers = dict(answers) if isinstance(answers, Mapping) else {ROBOTS: answers}
        self.asked: list[str] = []
        self.now = 0.0
        self.open = asyncio.Event()
        self.open.set()

    async def ask(self, url: str) -> Reply:
        self.asked.append(url)
        await self.open.wait()
        answer = self.answers.get(url, reply(404))
        if isinstance(answer, Fault):
            raise answer
        return answer

    def robots(self, **given: int) -> Robots:
        return Robots(self.ask, "scraper/0.1 (+https://desk.example)", lambda: self.now, **given)


async def verdict(robots: Robots, url: str = PAGE) -> str:
    try:
        await robots.check(url)
    except Fault as fault:
        return fault.reason
    return "allowed"


def redirects(count: int, end: Reply) -> dict[str, Reply | Fault]:
    """A chain that leads to another host each time."""
    hosts = [f"https://{number}.example" for number in range(1, count + 1)]
    steps = zip([SITE, *hosts], hosts, strict=False)
    chain = {f"{one}/robots.txt": reply(301, location=f"{to}/robots.txt") for one, to in steps}
    return {**chain, f"{hosts[-1]}/robots.txt": end}


PADDING = b"# nothing of interest\n" * 60_000
DENIED, UNREACHABLE = Reason.ROBOTS_DENIED, Reason.ROBOTS_UNREACHABLE
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


async def test_a_hundred_who_ask_at_once_cause_one_request() -> None:
    web = Web(reply(200, SHUT))
    robots = web.robots()
    verdicts = await asyncio.gather(*(verdict(robots, f"{SITE}/{n}") for n in range(100)))
    assert verdicts == [DENIED] * 100
    assert web.asked == [ROBOTS]


async def test_a_hundred_who_ask_a_site_that_fails_cause_one_request() -> None:
    web = Web(reply(500))
    robots = web.robots()
    verdicts = await asyncio.gather(*(verdict(robots, f"{SITE}/{n}") for n in range(100)))
    assert verdicts == [UNREACHABLE] * 100
    assert web.asked == [ROBOTS]


async def test_every_scheme_host_and_port_has_its_own() -> None:
    web = Web({})
    robots = web.robots()
    origins = [SITE, "http://gazette.example", f"{SITE}:8443", "https://www.gazette.example"]
    for origin in origins * 2:
        await robots.check(f"{origin}/bridge")
    assert web.asked == [f"{origin}/robots.txt" for origin in origins]


async def test_who_gives_up_waiting_leaves_the_others_their_answer() -> None:
    web = Web(reply(200, SHUT))
    web.open.clear()
    robots = web.robots()
    waiting = [asyncio.create_task(verdict(robots)) for _ in range(3)]
    while not web.asked:
        await asyncio.sleep(0)
    waiting[0].cancel()  # the one who caused the request
    await asyncio.sleep(0)
    web.open.set()
    assert await asyncio.gather(*waiting[1:]) == [DENIED, DENIED]
    assert waiting[0].cancelled()
    assert web.asked == [ROBOTS]


async def test_an_answer_nobody_waits_for_any_more_is_kept() -> None:
    web = Web(reply(200, SHUT))
    web.open.clear()
    robots = web.robots()
    only = asyncio.create_task(verdict(robots))
    while not web.asked:
        await asyncio.sleep(0)
    only.cancel()
    await asyncio.sleep(0)
    web.open.set()
    assert await verdict(robots) == DENIED
    assert web.asked == [ROBOTS]


async def test_closing_gives_up_what_is_under_way() -> None:
    web = Web(reply(200))
    web.open.clear()
    robots = web.robots()
    waiting = asyncio.create_task(robots.check(PAGE))
    while not web.asked:
        await asyncio.sleep(0)
    await robots.aclose()
    with pytest.raises(asyncio.CancelledError):
        await waiting


async def test_a_mistake_of_ours_is_not_taken_for_an_answer() -> None:
    async def ask(url: str) -> Reply:
        raise ZeroDivisionError

    robots = Robots(ask, "scraper", lambda: 0.0)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            await robots.check(PAGE)


async def test_an_answer_is_renewed_within_a_day() -> None:
    web = Web(reply(200, SHUT))
    robots = web.robots()
    for web.now in (0.0, 12 * HOUR, 23 * HOUR - 1):
        assert await verdict(robots) == DENIED
    assert len(web.asked) == 1
    web.answers[ROBOTS] = reply(404)
    web.now = 23 * HOUR
    assert await verdict(robots) == "allowed"
    assert len(web.asked) == 2


async def test_a_known_answer_outlives_a_failure_until_it_is_a_day_old() -> None:
    web = Web(reply(200, b""))
    robots = web.robots()
    assert await verdict(robots) == "allowed"
    web.answers[ROBOTS] = reply(503)
    for web.now in (23 * HOUR, 23 * HOUR + 6 * MINUTE, 24 * HOUR - 1):
        assert await verdict(robots) == "allowed"
    web.now = 24 * HOUR
    assert await verdict(robots) == UNREACHABLE
    web.answers[ROBOTS] = reply(200, b"")
    web.now = 26 * HOUR
    assert await verdict(robots) == "allowed"


async def test_a_site_that_fails_is_asked_again_ever_more_seldom() -> None:
    web = Web(reply(500))
    robots = web.robots()
    times = []
    for web.now in range(0, 5 * 3_600, 60):
        before = len(web.asked)
        assert await verdict(robots) == UNREACHABLE
        if len(web.asked) > before:
            times.append(web.now / MINUTE)
    assert times == [0, 5, 15, 35, 75, 135, 195, 255]


async def test_after_a_success_the_pauses_begin_anew() -> None:
    web = Web(reply(500))
    robots = web.robots()
    for web.now in (0.0, 5 * MINUTE):
        assert await verdict(robots) == UNREACHABLE
    web.answers[ROBOTS] = reply(200)
    web.now = 15 * MINUTE
    assert await verdict(robots) == "allowed"
    web.answers[ROBOTS] = reply(500)
    for web.now in (39.5 * HOUR, 39.5 * HOUR + 5 * MINUTE):
        assert await verdict(robots) == UNREACHABLE
    assert len(web.asked) == 5


@pytest.mark.parametrize(
    "answer", [reply(503, retry_after="7200"), Fault(Reason.CONNECT, wait=7_200.0)]
)
async def test_a_site_that_says_how_long_is_not_asked_sooner(answer: Reply | Fault) -> None:
    web = Web(answer)
    robots = web.robots()
    for web.now in (0.0, 2 * HOUR - 1):
        assert await verdict(robots) == UNREACHABLE
    assert len(web.asked) == 1
    web.now = 2 * HOUR
    await verdict(robots)
    assert len(web.asked) == 2


async def test_the_sites_asked_for_last_are_remembered() -> None:
    web = Web({})
    robots = web.robots(max_origins=2)
    for name in ("a", "b", "a", "c", "a", "b"):
        await robots.check(f"https://{name}.example/")
    assert [url[8] for url in web.asked] == ["a", "b", "c", "b"]


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
