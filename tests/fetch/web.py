"""A web of a few answers, and a clock, for those who ask for robots.txt."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime

from scraper.fetch.faults import Fault
from scraper.fetch.reply import Reply
from scraper.fetch.robots import Robots
from scraper.types.reasons import Reason

SITE = "https://gazette.example"
ROBOTS = f"{SITE}/robots.txt"
PAGE = f"{SITE}/bridge"
SHUT = b"User-agent: *\nDisallow: /\n"
DENIED, UNREACHABLE = Reason.ROBOTS_DENIED, Reason.ROBOTS_UNREACHABLE
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
