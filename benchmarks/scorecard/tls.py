"""S14: certificates that cannot be trusted, each refused and said so."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.scorecard.asking import PAGE, TLS_NAMES, at_once, loopback, trust
from benchmarks.scorecard.row import Line, Row, Settings, Tally
from scraper import Fetcher, FetchError
from scraper.fetch.urls import host_of
from tests.fetch.faultserver import FaultServer, Names, certificates

LINE = Line(
    "S14",
    "TLS: servers with a certificate of an unknown authority, self-signed, expired, or for another "
    "name; good ones over HTTP/1.1 and HTTP/2; `insecure` set for one of the hosts",
    "all four refused with the reason `tls`, no request sent to them; good ones believed, checked "
    "against the name although an address was dialled; `insecure` counts for its host alone, and "
    "its pages say so",
    "Scrapy and trafilatura accept an untrusted and a self-signed certificate by default (Scrapy "
    "documents it); httpx, newspaper4k, crawlee and fundus reject them",
)
BAD = {
    "untrusted": "unknown issuer",
    "self-signed": "self-signed certificate",
    "expired": "expired",
    "wrong-host": "made for another name",
}


async def tls(settings: Settings) -> Row:
    """The line, tried."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        trust(str(certificates.trusted(Path(folder))))
        async with FaultServer(hosts=1, tls=True) as server:
            for kind, why in BAD.items():
                (came,) = await at_once(loopback(), [server.tls_url(kind)])
                tally.check(kind, (came.word, came.detail) == ("tls", why), f"`{came.word}` {why}")
            sent = [arrival.path for arrival in server.ledger.arrivals]
            tally.check("requests to these", not sent, str(len(sent)))
            for kind in ("good", "h2"):
                (came,) = await at_once(loopback(), [server.tls_url(kind)])
                tally.check(kind, came.word == PAGE, came.word)
            await _insecure(server, tally)
    return tally.row(LINE)


async def _insecure(server: FaultServer, tally: Tally) -> None:
    url = server.tls_url("self-signed")
    policy = loopback(insecure=frozenset({host_of(url)}))
    async with Fetcher(policy, resolve=Names(TLS_NAMES)) as fetcher:
        page = await fetcher.get(url)
        tally.check("insecure host's page says so", bool(page.problems), "yes")
        try:
            await fetcher.get(server.tls_url("expired"))
        except FetchError as error:
            tally.check("another host meanwhile", error.reason == "tls", f"`{error.reason}`")
        else:
            tally.check("another host meanwhile", False, "believed")
