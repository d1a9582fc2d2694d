"""Which proxy a URL goes through: the one that was named, or the environment's."""

from __future__ import annotations

from urllib import request
from urllib.parse import urlsplit

from scraper.errors import ConfigError

_PORTS = {"http": 80, "https": 443}


class Proxies:
    """Proxies by scheme of the URL. A named one is for every URL, and the environment is not asked.

    Names of hosts are looked up by the proxy, not here, so the guard sees only the addresses that
    are written in URLs: what a proxy can reach, so can whoever writes the list.
    """

    def __init__(self, named: str | None, use_environment: bool) -> None:
        self._named = named
        found = request.getproxies_environment() if use_environment and not named else {}
        self._found = {name: _whole(url) for name, url in found.items() if name != "no"}
        for url in (*self._found.values(), named):
            if url is not None:
                _check(url)

    def for_url(self, url: str) -> str | None:
        """The proxy for a URL; None to connect directly."""
        if self._named or not self._found:
            return self._named
        parts = urlsplit(url)
        if request.proxy_bypass(parts.netloc):
            return None
        return self._found.get(parts.scheme) or self._found.get("all")


def address_of(proxy: str) -> tuple[str, int]:
    """Host and port of a proxy: the user named it, so the guard lets it be dialled."""
    parts = urlsplit(proxy)
    return parts.hostname or "", parts.port or _PORTS[parts.scheme]


def _whole(url: str) -> str:
    return url if "://" in url else f"http://{url}"  # as curl and httpx take it


def _check(url: str) -> None:
    """Raises ConfigError for what is no proxy that can be used."""
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        shown = f"{parts.scheme}://{parts.hostname or ''}"  # without its password
        raise ConfigError(f"proxy {shown}: write it as http://host:port")
