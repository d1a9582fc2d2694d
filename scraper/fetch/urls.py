"""What a URL names: as browsers read it, and when two of them name one page."""

from __future__ import annotations

import re
from ipaddress import ip_address

import can_ada

from scraper.fetch.faults import Fault
from scraper.types import Reason

MAX_CHARS = 8_000  # what RFC 9110, section 4.1, asks everybody to support

# Parameters that say where a reader came from, never what is shown; compared without case.
TRACKING_PREFIXES = (
    "utm_",  # Urchin, now Google Analytics: https://support.google.com/analytics/answer/10917952
    "mtm_",  # Matomo, campaigns
    "hsa_",  # HubSpot, advertisements
)
TRACKING = frozenset(
    {
        # Google: click identifiers of Ads, Display & Video, Merchant Center; linker of Analytics
        "gclid", "gclsrc", "gbraid", "wbraid", "dclid", "srsltid", "gad_source", "gad_campaignid",
        "_ga", "_gac", "_gl",
        # Meta: Facebook, Instagram
        "fbclid", "fb_action_ids", "fb_action_types", "fb_source", "fb_ref", "igshid", "igsh",
        # click identifiers of Microsoft, Yandex, X, TikTok, LinkedIn, Pinterest, Reddit, Snapchat
        "msclkid", "yclid", "ysclid", "_openstat", "twclid", "ttclid", "li_fat_id", "epik",
        "rdt_cid", "sccid",
        # newsletters: Mailchimp, HubSpot, Marketo, MailerLite, Vero, Omeda
        "mc_cid", "mc_eid", "_hsenc", "_hsmi", "__hssc", "__hstc", "__hsfp", "hsctatracking",
        "mkt_tok", "ml_subscriber", "ml_subscriber_hash", "vero_id", "vero_conv", "oly_anon_id",
        "oly_enc_id",
        # measurement: Matomo under its old name, Piano (AT Internet), Mapp (Webtrekk), Adobe,
        # Wicked Reports
        "pk_campaign", "pk_kwd", "pk_source", "pk_medium", "pk_content", "piwik_campaign",
        "piwik_kwd", "at_medium", "at_campaign", "xtor", "wt_mc", "wt_zmc", "s_cid", "s_kwcid",
        "ef_id", "wickedid",
    }
)  # fmt: skip

_OUTER = "".join(map(chr, range(0x21)))  # C0 controls and space, which the standard strips
_LINE_BREAKS = dict.fromkeys(map(ord, "\t\n\r"))  # ... and these wherever they stand
_WEB = re.compile(r"https?:", re.IGNORECASE)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]{0,30}):", re.IGNORECASE)
_LETTER = r"[^\s\"'(),./:;<>?@\[\\\]^|%#]"  # of a host, in any script
_BARE = re.compile(
    rf"(?://)?(?:(?P<named>(?:{_LETTER}+\.)+(?!\d){_LETTER}{{2,}}\.?)"
    r"|localhost|\d{1,3}(?:\.\d{1,3}){3})(?::\d{1,5})?(?=[/?#]|$)",
    re.IGNORECASE,
)
_NO_HOST = re.compile(r"[^:]*:[/\\]*(?:[?#:]|$)")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_ESCAPE = re.compile("%[0-9a-fA-F]{2}")
_STRAY_PERCENT = re.compile("%(?![0-9a-fA-F]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def canonical(url: str) -> str:
    """An absolute http(s) URL as browsers read it, less its fragment and any user name.

    What a list gives without a scheme gets one. Raises Fault(BAD_URL) for anything else.

    >>> canonical(" HTTPS://Gazette.example:443/a/../bridge?page=2#top ")
    'https://gazette.example/bridge?page=2'
    >>> canonical("www.gazette.example/bridge"), canonical("localhost:8000/bridge")
    ('https://www.gazette.example/bridge', 'http://localhost:8000/bridge')
    """
    if len(url) > MAX_CHARS:
        raise _too_long()
    text = url.strip(_OUTER)
    return _of_the_web(text if _WEB.match(text) else _with_scheme(text), None)


def join(base: str, link: str) -> str:
    """Where a link on the page `base` leads, canonical; raises Fault(BAD_URL) as `canonical` does.

    >>> join("https://gazette.example/news/", "../bridge#top")
    'https://gazette.example/bridge'
    >>> join("https://gazette.example/news/", "www.other.example")  # a link is never guessed at
    'https://gazette.example/news/www.other.example'
    """
    if len(link) > MAX_CHARS:
        raise _too_long()
    return _of_the_web(link, base)


def key(url: str) -> str:
    """What a URL is known by: two URLs with one key are one page. Raises Fault(BAD_URL).

    Canonical, less tracking parameters, an empty query and the dot after a host; escapes are
    written in one way. Scheme, "www.", case and a slash at the end stay: they may tell pages apart.

    >>> key("https://gazette.example./%7Eana/?utm_source=mail&page=2")
    'https://gazette.example/~ana/?page=2'
    """
    url = canonical(url)
    if "%" in url:
        url = _escapes_in_one_way(url)
    address, _, query = url.partition("?")
    scheme, _, host, path = address.split("/", 3)
    kept = "&".join([p for p in query.split("&") if p and not _is_tracking(p)]) if query else ""
    if host.endswith(".") or ".:" in host:
        host = _without_dot(host)
    return f"{scheme}//{host}/{path}?{kept}" if kept else f"{scheme}//{host}/{path}"


def host_of(url: str) -> str:
    """The host of a canonical URL, with its port where that is not the scheme's own.

    >>> host_of("https://gazette.example:8080/bridge")
    'gazette.example:8080'
    """
    return _without_dot(url.split("/", 3)[2])


def address_in(url: str) -> str | None:
    """The IP address that stands in a canonical URL in the place of a name; None for a name.

    >>> address_in("http://[::1]:8080/"), address_in("http://127.0.0.1/"), address_in("http://a.de/")
    ('::1', '127.0.0.1', None)
    """
    host = url.split("/", 3)[2]
    host = host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]
    try:
        ip_address(host)
    except ValueError:
        return None
    return host


def origin_of(url: str) -> str:
    """Scheme and host of a canonical URL, as its robots.txt is found by.

    >>> origin_of("https://gazette.example:8080/bridge?page=2")
    'https://gazette.example:8080'
    """
    return "/".join(url.split("/", 3)[:3])


def _of_the_web(text: str, base: str | None) -> str:
    """What the standard makes of a text, refused where that is nothing we would ask for."""
    try:
        given = _encodable(text)
        href = (can_ada.parse(_encodable(base)) + given if base else can_ada.parse(given)).href
    except ValueError as error:
        why = "no host" if _NO_HOST.match(text) else "browsers refuse it: see its host and port"
        raise Fault(Reason.BAD_URL, why) from error
    if not href.startswith(("https://", "http://")):
        raise Fault(Reason.BAD_URL, f"{href.partition(':')[0][:30]} is not http or https")
    href = href.partition("#")[0]
    if len(href) > MAX_CHARS:
        raise _too_long()
    return _without_user(href) if "@" in href else href


def _encodable(text: str) -> str:
    # As the standard's USVString: half a character is one that cannot be shown.
    return text if text.isascii() else _LONE_SURROGATE.sub("\ufffd", text)


def _without_user(href: str) -> str:
    """The URL without its user name, which we send to nobody."""
    scheme, _, rest = href.partition("//")
    authority, slash, path = rest.partition("/")
    user, at, host = authority.rpartition("@")
    if ":" in user:
        raise Fault(Reason.BAD_URL, "it holds a password; take it out of the list")
    return f"{scheme}//{host}{slash}{path}" if at else href


def _with_scheme(text: str) -> str:
    text = text.translate(_LINE_BREAKS)
    if _WEB.match(text):
        return text
    if bare := _BARE.match(text):
        # A machine of one's own seldom has a certificate.
        return ("https://" if bare["named"] else "http://") + text.removeprefix("//")
    if scheme := _SCHEME.match(text):
        raise Fault(Reason.BAD_URL, f"{scheme[1].lower()} is not http or https")
    raise Fault(Reason.BAD_URL, "neither a URL nor the name of a site" if text else "empty")


def _escapes_in_one_way(url: str) -> str:
    # RFC 3986, section 6.2.2. Beside a stray "%" a decoded digit could make a new escape.
    if _STRAY_PERCENT.search(url):
        return _ESCAPE.sub(lambda found: found[0].upper(), url)
    return _ESCAPE.sub(_decoded, url)


def _decoded(found: re.Match[str]) -> str:
    character = chr(int(found[0][1:], 16))
    return character if character in _UNRESERVED else found[0].upper()


def _is_tracking(parameter: str) -> bool:
    name = parameter.partition("=")[0].lower()
    return name in TRACKING or name.startswith(TRACKING_PREFIXES)


def _without_dot(host: str) -> str:
    name, colon, port = host.partition(":") if host.count(":") == 1 else (host, "", "")
    # One dot closes a full name; two, or one alone, are no name that could be found.
    return (name if name == "." or name.endswith("..") else name.removesuffix(".")) + colon + port


def _too_long() -> Fault:
    return Fault(Reason.BAD_URL, f"longer than {MAX_CHARS:,} characters")
