"""robots.txt as RFC 9309 has it: asked for once a day and site, and obeyed."""

from __future__ import annotations

import asyncio
import codecs
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from math import inf

from protego import Protego

from scraper.fetch.faults import Fault
from scraper.fetch.reply import Reply
from scraper.fetch.retry import retry_after
from scraper.fetch.urls import join, origin_of
from scraper.types.reasons import Reason

Ask = Callable[[str], Awaitable[Reply]]

MAX_BYTES = 500 * 1024  # section 2.5
MAX_REDIRECTS = 5  # section 2.3.1.2
KEPT = 24 * 3_600.0  # seconds; section 2.4
RENEWED = 23 * 3_600.0  # asked for again an hour early, so that a failure then shuts nobody out
FIRST_PAUSE, LONGEST_PAUSE = (
    300.0,
    3_600.0,
)  # seconds between attempts while there is none to be had
LONGEST_DELAY = 60.0  # seconds; a few sites ask for an hour, which means "go away"
MAX_ORIGINS = 10_000

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TOKEN = re.compile(r"[A-Za-z_-]*")  # section 2.2.1
_COMPATIBLE = re.compile(r"Mozilla/.*?\bcompatible; *([A-Za-z_-]+)")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

# What Protego understands, misspellings and missing colons included.
_LINE = re.compile(
    r"(?:(?P<agent>user-agent|useragent|user\s+agent)|(?P<site>sitemaps?|site-map)"
    r"|(?P<rule>allow|disallow|dissallow|dissalow|disalow|diasllow|disallaw"
    r"|crawl(?:-|\s+)delay|request(?:-|\s+)rate))(?:\s*:|\s|$)\s*(?P<value>.*)",
    re.IGNORECASE,
)


def product_token(agent: str) -> str:
    """The name that robots.txt files know a user agent by, in lower case; empty if it has none.

    >>> product_token("scraper/0.1 (+https://gazette.example/bot)")
    'scraper'
    >>> product_token("Mozilla/5.0 (compatible; GazetteBot/2.0)")
    'gazettebot'
    """
    dressed_up = _COMPATIBLE.match(agent)
    found = dressed_up[1] if dressed_up else agent
    match = _TOKEN.match(found)
    return match.group().lower() if match else ""


class Rules:
    """What one robots.txt asks of one user agent; of an empty body, nothing."""

    def __init__(self, body: bytes, token: str) -> None:
        self._token = token
        self._parsed = Protego.parse("\n".join(_lines_for(token, _text_of(body))))

    def allows(self, url: str) -> bool:
        """Whether a canonical URL may be fetched."""
        return self._parsed.can_fetch(url, self._token)

    @property
    def delay(self) -> float | None:
        """Seconds between requests, at most a minute; None where the site does not say."""
        asked = [self._parsed.crawl_delay(self._token)]
        if rate := self._parsed.request_rate(self._token):  # at all hours, though it may name some
            asked.append(rate.seconds / rate.requests)
        return max((min(each, LONGEST_DELAY) for each in asked if each is not None), default=None)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """As written, in order, each once."""
        return tuple(dict.fromkeys(self._parsed.sitemaps))


@dataclass(slots=True)
class _Site:
    """What is known of an origin: rules while they are good, else the fault there was."""

    rules: Rules | None = None
    good_until: float = -inf
    ask_at: float = -inf  # not before
    failures: int = 0  # in a row
    fault: Fault = field(default_factory=lambda: Fault(Reason.ROBOTS_UNREACHABLE))
    asking: asyncio.Task[None] | None = None


class Robots:
    """Every site's robots.txt, as far as it was needed.

    `ask` is called in a task of its own, which goes on when those who wait for it are cancelled.
    `clock` gives seconds.
    """

    def __init__(
        self, ask: Ask, agent: str, clock: Callable[[], float], max_origins: int = MAX_ORIGINS
    ) -> None:
        self._ask, self._clock, self._max_origins = ask, clock, max_origins
        self._token = product_token(agent)
        self._sites: OrderedDict[str, _Site] = OrderedDict()

    async def check(self, url: str) -> None:
        """Nothing. Raises Fault where a canonical URL may not be fetched, or nobody knows."""
        rules = await self._rules(url)
        if not rules.allows(url):
            raise Fault(Reason.ROBOTS_DENIED, f"{origin_of(url)}/robots.txt")

    async def crawl_delay(self, url: str) -> float | None:
        """Seconds that the site wants between requests; None where it does not say. May raise."""
        return (await self._rules(url)).delay

    async def sitemaps(self, url: str) -> tuple[str, ...]:
        """The sitemaps that the site names, as canonical URLs. Raises Fault as `check` does."""
        found = []
        for link in (await self._rules(url)).sitemaps:
            with suppress(Fault):  # a sitemap to nowhere is none
                found.append(join(f"{origin_of(url)}/robots.txt", link))
        return tuple(dict.fromkeys(found))

    async def aclose(self) -> None:
        """Nothing; gives up what is being asked for."""
        tasks = [site.asking for site in self._sites.values() if site.asking]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _rules(self, url: str) -> Rules:
        origin = origin_of(url)
        site = self._site(origin)
        if self._clock() >= site.ask_at:
            if site.asking is None:
                site.asking = asyncio.create_task(self._renew(site, origin))
            await asyncio.shield(site.asking)
        if site.rules is not None and self._clock() < site.good_until:
            return site.rules
        fault = site.fault
        raise Fault(fault.reason, fault.detail) from fault.__cause__

    def _site(self, origin: str) -> _Site:
        site = self._sites.setdefault(origin, _Site())
        self._sites.move_to_end(origin)
        while len(self._sites) > self._max_origins:
            self._sites.popitem(last=False)
        return site

    async def _renew(self, site: _Site, origin: str) -> None:
        try:
            rules = self._read(await self._follow(f"{origin}/robots.txt"))
        except Fault as fault:
            self._put_off(site, fault)
        else:
            now = self._clock()
            site.rules, site.failures = rules, 0
            site.ask_at, site.good_until = now + RENEWED, now + KEPT
        finally:
            site.asking = None

    async def _follow(self, url: str) -> Reply:
        """The answer where redirects end; a redirect where there are too many, or to nowhere."""
        for _ in range(MAX_REDIRECTS):
            reply = await self._ask(url)
            if reply.status not in _REDIRECTS:
                return reply
            try:
                url = join(url, reply.headers["location"])
            except (KeyError, Fault):
                return reply
        return await self._ask(url)

    def _read(self, reply: Reply) -> Rules:
        if 200 <= reply.status < 300:
            return Rules(reply.body, self._token)
        # Who limits our rate does not mean "fetch all": Google and Nutch stay away as well, though
        # the RFC counts 429 among the others.
        if 300 <= reply.status < 500 and reply.status != 429:
            return Rules(b"", self._token)
        asked = retry_after(reply.headers.get("retry-after", ""), reply.at)
        raise Fault(Reason.ROBOTS_UNREACHABLE, f"http_{reply.status}", asked)

    def _put_off(self, site: _Site, fault: Fault) -> None:
        pause = min(FIRST_PAUSE * 2 ** min(site.failures, 10), LONGEST_PAUSE)
        site.failures += 1
        site.ask_at = self._clock() + max(pause, min(fault.wait or 0.0, KEPT))
        if fault.reason not in (Reason.BLOCKED_ADDRESS, Reason.ROBOTS_UNREACHABLE):
            detail = f"{fault.reason}: {fault.detail}" if fault.detail else fault.reason
            site.fault = Fault(Reason.ROBOTS_UNREACHABLE, detail)
            site.fault.__cause__ = fault
        else:
            site.fault = fault


def _text_of(body: bytes) -> str:
    """A robots.txt as text, whatever its bytes: as much as is looked at, without a broken line."""
    if len(body) > MAX_BYTES:
        body = body[:MAX_BYTES]
        body = body[: max(body.rfind(b"\n"), body.rfind(b"\r")) + 1]
    return body.decode("utf-16" if body.startswith(_UTF16) else "utf-8-sig", "replace")


def _lines_for(token: str, text: str) -> Iterator[str]:
    """The lines that concern a user agent, or everybody, and the sitemaps.

    Others are not worth their memory: 500 KiB of agents times rules would be hundreds of millions.
    Nor may a line of another kind come between those of a group (RFC 9309, section 2.2.4).
    """
    ours = in_agents = False
    for line in text.splitlines():
        found = _LINE.match(line.partition("#")[0].strip())
        if found is None:
            continue
        if found["site"]:
            yield f"Sitemap: {found['value']}"
        elif found["agent"]:
            name = _name_of(found["value"])
            is_ours = name in ("*", token)
            ours = is_ours or (in_agents and ours)
            in_agents = True
            if is_ours:
                yield f"User-agent: {name}"
        else:
            in_agents = False
            if ours:
                yield f"{' '.join(found['rule'].split())}: {found['value']}"


def _name_of(value: str) -> str | None:
    """Whom a User-agent line names: a product token, "*" or nobody."""
    if value.split()[:1] == ["*"]:
        return "*"
    return product_token(value.lstrip("*")) or None
