"""How often robots.txt is asked for, how long an answer holds, and who waits for it."""

from __future__ import annotations

import asyncio

import pytest

from scraper.fetch.faults import Fault
from scraper.fetch.reply import Reply
from scraper.fetch.robots import Robots
from scraper.types.reasons import Reason
from tests.fetch.web import DENIED, PAGE, ROBOTS, SHUT, SITE, UNREACHABLE, Web, reply, verdict

pytestmark = pytest.mark.anyio

HOUR, MINUTE = 3_600.0, 60.0


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
