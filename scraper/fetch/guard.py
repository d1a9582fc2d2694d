"""Addresses that no public page is served from: IANA's special-purpose registries, and a few more.

`ipaddress.is_global` leaves several of these open (multicast, NAT64, 6to4, site-local ...), so the
registries are written down here: https://www.iana.org/assignments/iana-ipv4-special-registry and
https://www.iana.org/assignments/iana-ipv6-special-registry, as of 2026-11. What they call globally
reachable (AS112, anycast relays) is refused too: those are services of the network, none has pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import NamedTuple

from scraper.errors import ConfigError
from scraper.fetch.faults import Fault
from scraper.types.reasons import Reason

SPECIAL = (  # network, what one of its addresses is, where that is written
    ("0.0.0.0/8", "an address of this very network", "RFC 791"),
    ("0.0.0.0/32", "an address of this very host", "RFC 1122"),
    ("10.0.0.0/8", "a private address", "RFC 1918"),
    ("100.64.0.0/10", "a provider's shared address", "RFC 6598"),
    ("127.0.0.0/8", "a loopback address", "RFC 1122"),
    ("168.63.129.16/32", "the wire server of Azure's virtual machines", "Microsoft"),
    ("169.254.0.0/16", "a link-local address", "RFC 3927"),
    ("172.16.0.0/12", "a private address", "RFC 1918"),
    ("192.0.0.0/24", "an address of an IETF protocol", "RFC 6890"),
    ("192.0.0.0/29", "an address of IPv4 service continuity", "RFC 7335"),
    ("192.0.0.8/32", "the IPv4 dummy address", "RFC 7600"),
    ("192.0.0.9/32", "the anycast address of port control", "RFC 7723"),
    ("192.0.0.10/32", "the anycast address of TURN relays", "RFC 8155"),
    ("192.0.0.170/31", "an address of NAT64 discovery", "RFC 8880"),
    ("192.0.2.0/24", "an address for documentation", "RFC 5737"),
    ("192.31.196.0/24", "an address of AS112 name servers", "RFC 7535"),
    ("192.52.193.0/24", "an address of multicast tunnels", "RFC 7450"),
    ("192.88.99.0/24", "a 6to4 relay", "RFC 7526"),
    ("192.88.99.2/32", "a 6a44 relay", "RFC 6751"),
    ("192.168.0.0/16", "a private address", "RFC 1918"),
    ("192.175.48.0/24", "an address of AS112 name servers", "RFC 7534"),
    ("198.18.0.0/15", "an address for benchmarks", "RFC 2544"),
    ("198.51.100.0/24", "an address for documentation", "RFC 5737"),
    ("203.0.113.0/24", "an address for documentation", "RFC 5737"),
    ("224.0.0.0/4", "a multicast address", "RFC 5771"),
    ("240.0.0.0/4", "a reserved address", "RFC 1112"),
    ("255.255.255.255/32", "the broadcast address", "RFC 919"),
    ("::/128", "the unspecified address", "RFC 4291"),
    ("::1/128", "a loopback address", "RFC 4291"),
    ("::/96", "an IPv4-compatible address", "RFC 4291"),
    ("::ffff:0:0:0/96", "an IPv4-translated address", "RFC 2765"),
    ("64:ff9b::/96", "a NAT64 address", "RFC 6052"),
    ("64:ff9b:1::/48", "a NAT64 address of a private network", "RFC 8215"),
    ("100::/64", "a discard-only address", "RFC 6666"),
    ("100:0:0:1::/64", "an IPv6 dummy address", "RFC 9780"),
    ("2001::/23", "an address of an IETF protocol", "RFC 2928"),
    ("2001::/32", "a Teredo address", "RFC 4380"),
    ("2001:1::1/128", "the anycast address of port control", "RFC 7723"),
    ("2001:1::2/128", "the anycast address of TURN relays", "RFC 8155"),
    ("2001:1::3/128", "the anycast address of service registration", "RFC 9665"),
    ("2001:2::/48", "an address for benchmarks", "RFC 5180"),
    ("2001:3::/32", "an address of multicast tunnels", "RFC 7450"),
    ("2001:4:112::/48", "an address of AS112 name servers", "RFC 7535"),
    ("2001:10::/28", "an ORCHID, no place", "RFC 4843"),
    ("2001:20::/28", "an ORCHID, no place", "RFC 7343"),
    ("2001:30::/28", "the identity of a drone, no place", "RFC 9374"),
    ("2001:db8::/32", "an address for documentation", "RFC 3849"),
    ("2002::/16", "a 6to4 address", "RFC 3056"),
    ("2620:4f:8000::/48", "an address of AS112 name servers", "RFC 7534"),
    ("3ffe::/16", "an address of the former 6bone", "RFC 3701"),
    ("3fff::/20", "an address for documentation", "RFC 9637"),
    ("5f00::/16", "the identifier of a routing segment", "RFC 9602"),
    ("fc00::/7", "a private address", "RFC 4193"),
    ("fe80::/10", "a link-local address", "RFC 4291"),
    ("fec0::/10", "a site-local address", "RFC 3879"),
    ("ff00::/8", "a multicast address", "RFC 4291"),
    ("::/3", "outside the range that IPv6 hosts have", "RFC 4291"),  # which is 2000::/3
    ("4000::/2", "outside the range that IPv6 hosts have", "RFC 4291"),
    ("8000::/1", "outside the range that IPv6 hosts have", "RFC 4291"),
)
_NAT64 = IPv6Network("64:ff9b::/96")
_MAPPED = IPv6Network("::ffff:0:0/96")

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network


class _Range(NamedTuple):
    """The addresses from `first` to `last`, as numbers: compared 20 times as fast as networks."""

    first: int
    last: int
    told: str


def _range(network: Network, told: str = "") -> _Range:
    return _Range(int(network.network_address), int(network.broadcast_address), told)


def _ranges(version: int) -> tuple[_Range, ...]:
    """What is special in one version of IP, the narrowest first: it says best what it is."""
    rows = [(ip_network(network), f"{what} ({source})") for network, what, source in SPECIAL]
    rows.sort(key=lambda row: -row[0].prefixlen)
    return tuple(_range(network, told) for network, told in rows if network.version == version)


_RANGES = {4: _ranges(4), 6: _ranges(6)}


class Guard:
    """Lets public addresses pass, and those that a user allowed.

    `allow_private` are addresses ("10.1.2.3") and networks ("10.0.0.0/8"); ConfigError names one
    that is neither.
    """

    def __init__(self, allow_private: Iterable[str] = ()) -> None:
        networks = [_allowed(entry) for entry in allow_private]
        self._allowed = {
            version: tuple(_range(n) for n in networks if n.version == version)
            for version in (4, 6)
        }

    def check(self, address: str) -> None:
        """Nothing. Raises Fault(BLOCKED_ADDRESS) where nobody should be dialled.

        An IPv6 address that leads to an IPv4 one is no better than that, allowed or not.

        >>> Guard().check("1.1.1.1")
        >>> Guard().check("::ffff:127.0.0.1")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        scraper.fetch.faults.Fault: (..., '127.0.0.1 is a loopback address (RFC 1122)')
        """
        for each in _meant(address):
            number = int(each)
            if any(a.first <= number <= a.last for a in self._allowed[each.version]):
                continue
            for special in _RANGES[each.version]:
                if special.first <= number <= special.last:
                    raise Fault(Reason.BLOCKED_ADDRESS, f"{each} is {special.told}")


def _meant(address: str) -> Iterator[Address]:
    """The address, and the IPv4 one within it; of an IPv4-mapped address only the latter."""
    try:
        parsed = ip_address(address)
    except ValueError:
        raise Fault(Reason.BLOCKED_ADDRESS, f"{address[:100]!r} is no IP address") from None
    if isinstance(parsed, IPv4Address):
        yield parsed
        return
    if parsed.scope_id is not None:
        raise Fault(Reason.BLOCKED_ADDRESS, f"{address[:100]} holds for one link only (RFC 4007)")
    if parsed.ipv4_mapped is None:
        yield parsed
    inner = _within(parsed)
    if inner is not None:
        yield inner


def _within(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that packets for an IPv6 one end at; None where there is none to be seen."""
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    if address.teredo is not None:
        return address.teredo[1]
    return address.ipv4_mapped or address.sixtofour


def _allowed(entry: str) -> Network:
    """What an entry of the allow-list names; IPv4-mapped networks as the IPv4 ones they are."""
    try:
        network = ip_network(entry)
    except ValueError as error:
        advice = _advice(entry)
        raise ConfigError(f"allow_private: {entry!r} is no address or network; {advice}") from error
    if isinstance(network, IPv6Network) and network.subnet_of(_MAPPED):
        return IPv4Network((int(network.network_address) & 0xFFFFFFFF, network.prefixlen - 96))
    return network


def _advice(entry: str) -> str:
    """The network that was meant, where only its first address is written wrongly."""
    try:
        return f"write {ip_network(entry, strict=False)}"
    except ValueError:
        return "write one like 10.1.2.3 or 10.0.0.0/8"
