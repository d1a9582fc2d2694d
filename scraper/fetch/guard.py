"""Which addresses may be asked: public ones, and those of one's own networks that one allows.

The tables are IANA's registries of special-purpose addresses, read on 2026-11-23
(https://www.iana.org/assignments/iana-ipv4-special-registry and .../iana-ipv6-special-registry).
`ipaddress.is_global` is no substitute: it lets pass seventeen kinds of address that lead inward,
such as those with an IPv4 address folded into them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

from scraper.errors import ConfigError
from scraper.fetch.faults import Fault
from scraper.types import Reason

_SPECIAL_4 = (
    ("0.0.0.0/8", "of this very network (RFC 791)"),
    ("10.0.0.0/8", "private (RFC 1918)"),
    ("100.64.0.0/10", "shared by customers of a provider (RFC 6598)"),
    ("127.0.0.0/8", "loopback (RFC 1122)"),
    ("168.63.129.16/32", "the Azure platform's own"),
    ("169.254.0.0/16", "link-local (RFC 3927)"),
    ("172.16.0.0/12", "private (RFC 1918)"),
    ("192.0.0.0/24", "for protocols of the IETF (RFC 6890)"),
    ("192.0.2.0/24", "for documentation (RFC 5737)"),
    ("192.31.196.0/24", "a sink for stray name lookups (RFC 7535)"),
    ("192.52.193.0/24", "for multicast tunnels (RFC 7450)"),
    ("192.88.99.0/24", "for 6to4 relays (RFC 7526)"),
    ("192.168.0.0/16", "private (RFC 1918)"),
    ("192.175.48.0/24", "a sink for stray name lookups (RFC 7534)"),
    ("198.18.0.0/15", "for measurements (RFC 2544)"),
    ("198.51.100.0/24", "for documentation (RFC 5737)"),
    ("203.0.113.0/24", "for documentation (RFC 5737)"),
    ("224.0.0.0/4", "multicast (RFC 5771)"),
    ("240.0.0.0/4", "reserved (RFC 1112)"),
)
_SPECIAL_6 = (
    ("::/128", "unspecified (RFC 4291)"),
    ("::1/128", "loopback (RFC 4291)"),
    ("::/96", "an IPv4 address in disguise (RFC 4291)"),
    ("64:ff9b::/96", "an IPv4 address behind a translator (RFC 6052)"),
    ("64:ff9b:1::/48", "an IPv4 address behind a translator (RFC 8215)"),
    ("100::/64", "where packets are discarded (RFC 6666)"),
    ("100:0:0:1::/64", "a dummy (RFC 9780)"),
    ("2001::/32", "an IPv4 address in a Teredo tunnel (RFC 4380)"),
    ("2001::/23", "for protocols of the IETF (RFC 2928)"),
    ("2001:db8::/32", "for documentation (RFC 3849)"),
    ("2002::/16", "an IPv4 address in a 6to4 tunnel (RFC 3056)"),
    ("2620:4f:8000::/48", "a sink for stray name lookups (RFC 7534)"),
    ("3fff::/20", "for documentation (RFC 9637)"),
    ("5f00::/16", "for segment routing (RFC 9602)"),
    ("fc00::/7", "private (RFC 4193)"),
    ("fe80::/10", "link-local (RFC 4291)"),
    ("fec0::/10", "private (RFC 3879)"),
    ("ff00::/8", "multicast (RFC 4291)"),
)
_PUBLIC_6 = IPv6Network("2000::/3")  # all that has been given out to anybody (RFC 4291)

Network = IPv4Network | IPv6Network
_TABLE: tuple[tuple[Network, str], ...] = tuple(
    (ip_network(network), kind) for network, kind in (*_SPECIAL_4, *_SPECIAL_6)
)


class Guard:
    """Refuses addresses that are not public, unless they lie in a network that is allowed."""

    def __init__(self, allow_private: Iterable[str] = ()) -> None:
        """`allow_private` holds addresses and networks. Raises ConfigError for anything else."""
        self._allowed = tuple(map(_network, allow_private))

    def check(self, address: str) -> None:
        """Nothing; raises Fault(BLOCKED_ADDRESS) for what must not be asked."""
        parsed = _parse(address)
        if any(parsed in network for network in self._allowed):
            return
        if kind := _kind(parsed):
            raise Fault(Reason.BLOCKED_ADDRESS, f"{address} is {kind}")


def _network(text: str) -> Network:
    try:
        return ip_network(text.strip(), strict=False)
    except ValueError as error:
        raise ConfigError(
            f"--allow-private {text}: {error}; write an address or a network such as 10.0.0.0/8"
        ) from error


@lru_cache(maxsize=4096)
def _parse(address: str) -> IPv4Address | IPv6Address:
    """The address, unfolded where it is an IPv4-mapped one. Raises Fault for what is none."""
    try:
        parsed = ip_address(address)
    except ValueError as error:
        raise Fault(Reason.BLOCKED_ADDRESS, f"{address[:100]!r} is no address") from error
    if isinstance(parsed, IPv6Address) and parsed.scope_id is not None:
        raise Fault(Reason.BLOCKED_ADDRESS, f"{address} is an address of one link only")
    return (parsed.ipv4_mapped or parsed) if isinstance(parsed, IPv6Address) else parsed


@lru_cache(maxsize=4096)
def _kind(address: IPv4Address | IPv6Address) -> str | None:
    """What makes an address special; None for a public one."""
    for network, kind in _TABLE:
        if address in network:
            return kind
    if isinstance(address, IPv6Address) and address not in _PUBLIC_6:
        return "not given out to anybody (RFC 4291)"
    return None
