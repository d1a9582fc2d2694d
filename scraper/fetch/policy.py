"""How the fetcher behaves: who it says it is, how much it asks for, and how long it waits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scraper.errors import ConfigError

PRODUCT = "scraper"  # the name that robots.txt files know us by
VERSION = "0.1"


@dataclass(frozen=True, slots=True)
class Manner:
    """How to treat one host; None where nothing special is known of it."""

    delay: float | None = None
    concurrency: int | None = None


def no_manner(host: str) -> Manner:
    """Nothing special."""
    return Manner()


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchPolicy:
    """Everything about fetching that a user may choose. Times are seconds, sizes bytes.

    `contact` is a URL or mail address for those whose sites are fetched. `deadline` bounds the time
    on the network for one URL, its redirects and retries together; waiting for its host's turn does
    not count. `max_bytes` holds for the body as sent and as decompressed. `max_wait` is the longest
    that a server may ask us to stay away; a URL that has to wait longer fails. `manner` tells of
    the hosts that want their own `delay` between requests or `concurrency`.

    `allow_private` are addresses and networks ("10.0.0.0/8") that may be fetched from although
    they are not public; `insecure` hosts whose certificates are not checked. There is no way to
    switch robots.txt off.
    """

    contact: str = ""
    user_agent: str = ""
    concurrency: int = 32
    per_host: int = 2
    delay: float = 1.0
    deadline: float = 60.0
    connect_timeout: float = 10.0
    stall_timeout: float = 20.0
    attempts: int = 3
    max_wait: float = 300.0
    max_bytes: int = 20_000_000
    max_redirects: int = 10
    allow_private: tuple[str, ...] = ()
    insecure: frozenset[str] = frozenset()
    proxy: str | None = None
    use_environment: bool = True  # HTTP_PROXY and its kin, as httpx reads them
    cookies: bool = False
    http2: bool = True
    cache: Path | None = None
    manner: Callable[[str], Manner] = no_manner

    def __post_init__(self) -> None:
        for name in ("concurrency", "per_host", "attempts", "max_bytes", "deadline"):
            if getattr(self, name) <= 0:
                raise ConfigError(f"FetchPolicy: {name} is {getattr(self, name)}; set it above 0")
        for name in ("user_agent", "contact"):
            if not getattr(self, name).isprintable() or not getattr(self, name).isascii():
                raise ConfigError(f"FetchPolicy: {name} holds what no header may; use plain ASCII")

    @property
    def agent(self) -> str:
        """The User-Agent header: the user's own, or our name with the contact in brackets.

        >>> FetchPolicy(contact="https://gazette.example/bot").agent
        'scraper/0.1 (+https://gazette.example/bot)'
        """
        if self.user_agent:
            return self.user_agent
        return f"{PRODUCT}/{VERSION}" + (f" (+{self.contact})" if self.contact else "")
