"""Why a URL gave no page, in words that programs compare and people can act on."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """The closed part of the vocabulary; a status that is no success is "http_" and its number."""

    BAD_URL = "bad_url"
    BLOCKED_ADDRESS = "blocked_address"
    ROBOTS_DENIED = "robots_denied"
    ROBOTS_UNREACHABLE = "robots_unreachable"
    DNS = "dns"
    CONNECT = "connect"
    TIMEOUT = "timeout"
    TLS = "tls"
    DISCONNECTED = "disconnected"
    INCOMPLETE = "incomplete"
    BAD_RESPONSE = "bad_response"
    BAD_ENCODING = "bad_encoding"
    TOO_LARGE = "too_large"
    NOT_HTML = "not_html"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    BAD_REDIRECT = "bad_redirect"
    HOST_DOWN = "host_down"
    PROXY = "proxy"
    NOT_MODIFIED = "not_modified"
    DUPLICATE = "duplicate"
    UNREADABLE = "unreadable"
    NO_LIST = "no_list"
    INTERRUPTED = "interrupted"


EXPLAINED = {
    Reason.BAD_URL: "not an http or https URL with a host; correct the list",
    Reason.BLOCKED_ADDRESS: "its host is at a private or reserved address; "
    "allow your own network with --allow-private",
    Reason.ROBOTS_DENIED: "the site's robots.txt asks us not to fetch it; ask the publisher",
    Reason.ROBOTS_UNREACHABLE: "the site's robots.txt could not be had, which forbids fetching "
    "until it can; run again later with --retry-failed",
    Reason.DNS: "its host has no address; check the spelling",
    Reason.CONNECT: "no connection to its host; run again later with --retry-failed",
    Reason.TIMEOUT: "no whole answer in the time a URL is given; raise --deadline, or try later",
    Reason.TLS: "its certificate cannot be trusted, or no encrypted connection came about; "
    "if you know why, name the host with --insecure",
    Reason.DISCONNECTED: "the connection ended before an answer; run again with --retry-failed",
    Reason.INCOMPLETE: "the answer broke off; run again with --retry-failed",
    Reason.BAD_RESPONSE: "the answer breaks the rules of HTTP; open the URL in a browser",
    Reason.BAD_ENCODING: "the answer is not compressed the way it says; nothing to be done here",
    Reason.TOO_LARGE: "larger than a page is allowed to be, as sent or once decompressed; "
    "raise --max-bytes",
    Reason.NOT_HTML: "neither HTML nor text, by what it says or by its first bytes",
    Reason.TOO_MANY_REDIRECTS: "redirected in a circle, or too often",
    Reason.BAD_REDIRECT: "redirected to nowhere: no Location, or not one of http or https",
    Reason.HOST_DOWN: "not asked, since its host failed several times in a row; "
    "run again later with --retry-failed",
    Reason.PROXY: "the proxy refused; check --proxy and the proxy's own log",
    Reason.NOT_MODIFIED: "unchanged since it was last fetched; what was written then still holds",
    Reason.DUPLICATE: "leads to a page that another URL of the list has already given",
    Reason.UNREADABLE: "a page came, and no article could be made of it",
    Reason.NO_LIST: "neither a feed nor a sitemap, or one that names no page; "
    "name another with --feed or --sitemap",
    Reason.INTERRUPTED: "not asked, since the run was ended; run again to go on",
}

_STATUSES = {
    401: "the site asks for a log-in, which a fetcher has none of",
    403: "the site refuses us this page",
    404: "no such page",
    408: "the server gave up waiting; run again with --retry-failed",
    410: "the page was taken down for good",
    429: "the site asks for fewer requests; raise its delay, and run again with --retry-failed",
    451: "withheld for legal reasons",
}


def explain(reason: str) -> str:
    """What a reason means and what can be done, in one line.

    >>> explain("http_404"), explain("http_502")
    ('no such page', 'the server failed; run again later with --retry-failed')
    """
    if not reason.startswith("http_"):
        return EXPLAINED[Reason(reason)]
    status = int(reason.removeprefix("http_"))
    if status in _STATUSES:
        return _STATUSES[status]
    if status >= 500:
        return "the server failed; run again later with --retry-failed"
    return "the server answered with a status that is no page"
