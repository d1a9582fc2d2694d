"""When two URLs name one page: nothing a page could depend on is merged."""

from __future__ import annotations

import pytest

from scraper.fetch.urls import key

SAME = """
https://gazette.example/a                   HTTPS://GAZETTE.EXAMPLE/a
https://gazette.example/a                   https://gazette.example:443/a
http://gazette.example/a                    http://gazette.example:80/a
https://gazette.example                     https://gazette.example/
https://gazette.example/a                   https://gazette.example/a#comments
https://gazette.example/a                   https://gazette.example/a?
https://gazette.example/a                   https://gazette.example/a?#
https://gazette.example/a                   https://gazette.example./a
https://gazette.example:8443/a              https://gazette.example.:8443/a
https://gazette.example/a                   gazette.example/a
https://gazette.example/a                   //gazette.example/a
https://gazette.example/a                   https:gazette.example/a
https://gazette.example/a                   https:///gazette.example/a
https://gazette.example/a                   https:\\\\gazette.example\\a
https://gazette.example/a                   https://ana@gazette.example/a
https://gazette.example/a/c                 https://gazette.example/a/b/../c
https://gazette.example/a/c                 https://gazette.example/a/./c
https://gazette.example/a/c                 https://gazette.example/a/b/%2e%2E/c
https://gazette.example/~ana                https://gazette.example/%7Eana
https://gazette.example/a-b_c.d             https://gazette.example/a%2Db%5fc%2ed
https://gazette.example/abc                 https://gazette.example/%61b%63
https://gazette.example/a%2Fb               https://gazette.example/a%2fb
https://gazette.example/stra%C3%9Fe         https://gazette.example/straße
https://gazette.example/stra%C3%9Fe         https://gazette.example/stra%c3%9fe
https://gazette.example/100%                https://gazette.example/100%#sale
https://gazette.example/?q=%C3%BC           https://gazette.example/?q=%c3%bc
https://xn--mller-kva.example/              https://müller.example/
https://xn--mller-kva.example/              https://MÜLLER.example/
http://192.0.2.7/a                          http://0xC0.0.2.7/a
http://[2001:db8::1]/                       http://[2001:0DB8:0:0::1]/
https://gazette.example/a                   https://gazette.example/a?utm_source=mail
https://gazette.example/a                   https://gazette.example/a?utm_source=m&utm_medium=x&utm_id=1
https://gazette.example/a                   https://gazette.example/a?UTM_Source=mail
https://gazette.example/a                   https://gazette.example/a?utm%5Fsource=mail
https://gazette.example/a                   https://gazette.example/a?fbclid=IwAR0x&gclid=9
https://gazette.example/a                   https://gazette.example/a?mc_cid=1&mc_eid=2
https://gazette.example/a                   https://gazette.example/a?_ga=2.1.1&_gl=1*x
https://gazette.example/a                   https://gazette.example/a?msclkid=1&dclid=2&yclid=3&igshid=4
https://gazette.example/a                   https://gazette.example/a?fbclid
https://gazette.example/a?id=7              https://gazette.example/a?id=7&utm_campaign=x
https://gazette.example/a?id=7              https://gazette.example/a?utm_campaign=x&id=7
https://gazette.example/a?id=7              https://gazette.example/a?&id=7&
https://gazette.example/a?b=1&c=2           https://gazette.example/a?b=1&gclid=3&c=2#top
"""

DIFFERENT = """
https://gazette.example/a                   http://gazette.example/a
https://gazette.example/a                   https://www.gazette.example/a
https://gazette.example/a                   https://m.gazette.example/a
https://gazette.example/a                   https://gazette.example:8443/a
https://gazette.example/a                   http://gazette.example:443/a
https://gazette.example/a                   https://gazette.example/a/
https://gazette.example/a                   https://gazette.example/A
https://gazette.example/a                   https://gazette.example//a
https://gazette.example/a                   https://gazette.example/a.html
https://gazette.example/                    https://gazette.example/index.html
https://gazette.example/a                   https://gazette.example/a.
https://gazette.example/a/b                 https://gazette.example/a%2Fb
https://gazette.example/a?b                 https://gazette.example/a%3Fb
https://gazette.example/a                   https://gazette.example/a%20
https://gazette.example/a%00                https://gazette.example/a
https://gazette.example/a+b                 https://gazette.example/a%20b
https://gazette.example/a+b                 https://gazette.example/a%2Bb
https://gazette.example/%41                 https://gazette.example/%2541
https://gazette.example/a;v=1               https://gazette.example/a
https://gazette.example/a                   https://gazette.example/a?id=7
https://gazette.example/a?id=7              https://gazette.example/a?id=8
https://gazette.example/a?id=7              https://gazette.example/a?ID=7
https://gazette.example/a?id=7              https://gazette.example/a?id=7&page=2
https://gazette.example/a?b=1&c=2           https://gazette.example/a?c=2&b=1
https://gazette.example/a?b=1&b=2           https://gazette.example/a?b=2
https://gazette.example/a?b                 https://gazette.example/a?b=
https://gazette.example/a?b=1&c=2           https://gazette.example/a?b=1%26c=2
https://gazette.example/a?b=1;c=2           https://gazette.example/a?b=1&c=2
https://gazette.example/a?b=c+d             https://gazette.example/a?b=c%2Bd
https://gazette.example/a?url=b             https://gazette.example/a?url=b%23c
https://gazette.example/a                   https://gazette.example/a?utm=1
https://gazette.example/a                   https://gazette.example/a?source=mail
https://gazette.example/a                   https://gazette.example/a?ref=mail
https://gazette.example/a                   https://gazette.example/a?ga=1
https://gazette.example/a                   https://gazette.example/a?cid=1
https://gazette.example/a                   https://gazette.example/a?q=utm_source
https://gazette.example/a                   https://gazette.example/a?q=1;utm_source=2
https://gazette.example/a                   https://gazette.example/utm_source=mail
https://gazette.example/a                   https://gazette.example/a?amp
https://gazette.example/a                   https://gazette.example/a?outputType=amp
https://gazette.example/a                   https://gazette.example/a?print=1
https://gazette.example/%%32%65             https://gazette.example/%2e
https://gazette.example/%e9                 https://gazette.example/é
http://192.0.2.7/a                          http://192.0.2.8/a
https://xn--mller-kva.example/              https://muller.example/
"""


def pairs(table: str) -> list[list[str]]:
    return [line.replace("\\\\", "\\").split() for line in table.strip().splitlines()]


@pytest.mark.parametrize(("one", "other"), pairs(SAME))
def test_two_ways_to_write_one_page_have_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), pairs(DIFFERENT))
def test_what_may_be_two_pages_has_two_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_a_key_can_be_fetched_and_is_its_own_key() -> None:
    assert key("HTTPS://Gazette.example./a?utm_source=x#b") == "https://gazette.example/a"
    assert key("https://gazette.example/a") == "https://gazette.example/a"
