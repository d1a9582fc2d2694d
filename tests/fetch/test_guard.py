"""Which addresses are public, which are not, and which a user allowed."""

from __future__ import annotations

from ipaddress import ip_network

import pytest

from scraper.errors import ConfigError
from scraper.fetch.faults import Fault
from scraper.fetch.guard import SPECIAL, Guard
from scraper.types.reasons import Reason
from tests.fetch.addresses import CALLED_GLOBAL, PUBLIC, SPECIAL_ADDRESSES


def refusal(address: str, *allowed: str) -> str:
    """What the guard says of an address; empty where it lets it pass."""
    guard = Guard(allowed)
    try:
        guard.check(address)
    except Fault as fault:
        return fault.detail if fault.reason == Reason.BLOCKED_ADDRESS else fault.reason
    return ""


@pytest.mark.parametrize("address", SPECIAL_ADDRESSES)
def test_a_special_address_is_refused(address: str) -> None:
    assert refusal(address)


@pytest.mark.parametrize("address", CALLED_GLOBAL)
def test_what_the_standard_library_calls_global_is_refused_where_it_is_not(address: str) -> None:
    assert refusal(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_passes(address: str) -> None:
    assert not refusal(address)


@pytest.mark.parametrize("network", [row[0] for row in SPECIAL])
def test_the_first_and_the_last_address_of_every_special_network_are_refused(network: str) -> None:
    whole = ip_network(network)
    assert refusal(str(whole.network_address))
    assert refusal(str(whole.broadcast_address))


@pytest.mark.parametrize(
    "neighbour",
    [
        "1.0.0.0",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "168.63.129.15",
        "168.63.129.17",
        "169.253.255.255",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.20.0.0",
        "203.0.112.255",
        "203.0.114.0",
        "223.255.255.255",
        "2001:200::1",
        "2001:db7:ffff::1",
        "2001:db9::1",
        "2003::1",
        "2620:4f:8001::1",
        "3fff:1000::1",
    ],
)
def test_the_neighbour_of_a_special_network_passes(neighbour: str) -> None:
    assert not refusal(neighbour)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("127.0.0.1", "127.0.0.1 is a loopback address (RFC 1122)"),
        ("192.0.0.8", "192.0.0.8 is the IPv4 dummy address (RFC 7600)"),
        ("192.0.0.200", "192.0.0.200 is an address of an IETF protocol (RFC 6890)"),
        ("::ffff:10.0.0.1", "10.0.0.1 is a private address (RFC 1918)"),
        ("2001:db8::1", "2001:db8::1 is an address for documentation (RFC 3849)"),
        ("4000::1", "4000::1 is outside the range that IPv6 hosts have (RFC 4291)"),
    ],
)
def test_a_refusal_says_what_the_address_is_by_the_narrowest_network(
    address: str, told: str
) -> None:
    assert refusal(address) == told


@pytest.mark.parametrize("address", ["64:ff9b::808:808", "2002:808:808::1", "2001:0:4136:e378::1"])
def test_a_way_round_by_an_ipv4_tunnel_is_refused_although_its_end_is_public(address: str) -> None:
    assert refusal(address)


@pytest.mark.parametrize("address", ["fe80::1%eth0", "2606:4700::1111%1", "::1%lo"])
def test_an_address_with_a_scope_is_refused(address: str) -> None:
    assert "one link only" in refusal(address)


@pytest.mark.parametrize("text", ["", "localhost", "127.1", "0177.0.0.1", "1.1.1.1 ", "1.1.1"])
def test_what_is_no_address_is_refused(text: str) -> None:
    assert refusal(text) == f"{text!r} is no IP address"


def test_an_allowed_network_passes_and_its_neighbour_does_not() -> None:
    assert not refusal("127.9.9.9", "127.0.0.0/8")
    assert refusal("10.0.0.1", "127.0.0.0/8")


def test_an_allowed_address_passes_and_the_next_does_not() -> None:
    assert not refusal("10.0.0.1", "10.0.0.1")
    assert refusal("10.0.0.2", "10.0.0.1")


def test_allowing_ipv4_allows_its_mapped_form_and_the_other_way_round() -> None:
    assert not refusal("::ffff:10.0.0.1", "10.0.0.0/8")
    assert not refusal("10.0.0.1", "::ffff:10.0.0.0/104")


def test_allowing_ipv4_loopback_allows_no_ipv6_one() -> None:
    assert refusal("::1", "127.0.0.0/8")
    assert not refusal("::1", "::1")


def test_an_allowed_nat64_leads_to_public_addresses_only() -> None:
    assert not refusal("64:ff9b::808:808", "64:ff9b::/96")
    assert refusal("64:ff9b::7f00:1", "64:ff9b::/96")
    assert refusal("2002:7f00:1::", "::/0")
    assert not refusal("64:ff9b::7f00:1", "64:ff9b::/96", "127.0.0.1")


@pytest.mark.parametrize(
    ("entry", "advice"),
    [
        ("intranet.example", "write one like 10.1.2.3 or 10.0.0.0/8"),
        ("10.1.2.3/8", "write 10.0.0.0/8"),
        ("[::1]", "write one like"),
        ("", "write one like"),
    ],
)
def test_an_allowance_that_is_no_address_is_named(entry: str, advice: str) -> None:
    with pytest.raises(ConfigError) as caught:
        Guard(["127.0.0.1", entry])
    assert f"allow_private: {entry!r} is no address or network; {advice}" in str(caught.value)
