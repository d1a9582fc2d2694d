"""From names to addresses: who is asked, how often, and what a name says by itself."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.fetch.faults import Fault
from scraper.fetch.resolve import (
    TTL,
    SystemResolver,
    addresses_told_by,
    look_up_by_system,
    to_ascii,
)
from scraper.types.reasons import Reason

pytestmark = pytest.mark.anyio


class NameServer:
    """Answers every name with one address, and keeps count."""

    def __init__(self, answer: Sequence[str] = ("1.1.1.1",)) -> None:
        self.answer, self.asked = answer, list[str]()

    def __call__(self, name: str, port: int) -> Sequence[str]:
        self.asked.append(name)
        return self.answer


def failing(error: Exception) -> Callable[[str, int], Sequence[str]]:
    def look_up(name: str, port: int) -> Sequence[str]:
        raise error

    return look_up


async def test_a_name_is_asked_for_once_while_its_answer_is_fresh() -> None:
    server, now = NameServer(), [0.0]
    resolve = SystemResolver(server, lambda: now[0])
    assert await resolve("gazette.example", 443) == ("1.1.1.1",)
    now[0] = TTL - 1
    await resolve("Gazette.Example", 80)
    assert server.asked == ["gazette.example"]
    now[0] = TTL
    await resolve("gazette.example", 443)
    assert len(server.asked) == 2


async def test_a_failure_is_not_remembered() -> None:
    answers: list[Sequence[str] | Fault] = [Fault(Reason.DNS, "no such name"), ("8.8.8.8",)]

    def look_up(name: str, port: int) -> Sequence[str]:
        answer = answers.pop(0)
        if isinstance(answer, Fault):
            raise answer
        return answer

    resolve = SystemResolver(look_up)
    with pytest.raises(Fault):
        await resolve("gazette.example", 443)
    assert await resolve("gazette.example", 443) == ("8.8.8.8",)


async def test_a_hundred_who_ask_at_once_ask_once() -> None:
    server = NameServer()
    resolve = SystemResolver(server)
    answers = await asyncio.gather(*(resolve("gazette.example", 443) for _ in range(100)))
    assert server.asked == ["gazette.example"]
    assert set(answers) == {("1.1.1.1",)}


async def test_a_name_server_that_hangs_holds_up_no_other_name() -> None:
    released = threading.Event()

    def look_up(name: str, port: int) -> Sequence[str]:
        if name != "quick.example":
            released.wait(30)
        return ["1.1.1.1"]

    resolve = SystemResolver(look_up)
    slow = [asyncio.create_task(resolve(f"slow{n}.example", 443)) for n in range(100)]
    assert await asyncio.wait_for(resolve("quick.example", 443), 20) == ("1.1.1.1",)
    assert not any(task.done() for task in slow)
    released.set()
    assert len(await asyncio.gather(*slow)) == 100


async def test_one_who_waits_no_longer_takes_nobody_elses_answer_away() -> None:
    released = threading.Event()

    def look_up(name: str, port: int) -> Sequence[str]:
        released.wait(30)
        return ["1.1.1.1"]

    resolve = SystemResolver(look_up)
    hasty, patient = (asyncio.create_task(resolve("slow.example", 443)) for _ in range(2))
    await asyncio.sleep(0)
    hasty.cancel()
    await asyncio.wait([hasty])
    released.set()
    assert await patient == ("1.1.1.1",)


async def test_the_same_address_told_twice_counts_once() -> None:
    resolve = SystemResolver(NameServer(["1.1.1.1", "8.8.8.8", "1.1.1.1"]))
    assert await resolve("gazette.example", 443) == ("1.1.1.1", "8.8.8.8")


async def test_no_more_than_so_many_names_are_remembered_the_newest_of_them() -> None:
    server = NameServer()
    resolve = SystemResolver(server, size=3)
    for name in "abcd":
        await resolve(name, 443)
    await resolve("d", 443)
    await resolve("b", 443)
    assert server.asked == ["a", "b", "c", "d"]
    await resolve("a", 443)
    assert server.asked == ["a", "b", "c", "d", "a"]


async def test_a_failure_in_the_thread_reaches_the_one_who_asked() -> None:
    with pytest.raises(ZeroDivisionError):
        await SystemResolver(failing(ZeroDivisionError()))("gazette.example", 443)
    with pytest.raises(Fault, match="dns"):
        await SystemResolver(failing(Fault(Reason.DNS)))("gazette.example", 443)


def test_a_silent_name_server_does_not_hold_up_the_end_of_a_program() -> None:
    program = """if True:
        import asyncio, socket, threading
        from scraper.fetch.resolve import SystemResolver
        socket.getaddrinfo = lambda *_, **__: threading.Event().wait()
        async def story():
            await asyncio.wait_for(SystemResolver()("silent.example", 80), 0.01)
        try:
            asyncio.run(story())
        except TimeoutError:
            print("over")
    """
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=20, check=True
    )
    assert (done.stdout, done.stderr) == ("over\n", "")


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (socket.EAI_NONAME, "no such name"),
        (socket.EAI_AGAIN, "the name server did not answer"),
    ],
)
def test_the_systems_failures_are_told_in_words(
    number: int, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def getaddrinfo(*_: object, **__: object) -> None:
        raise socket.gaierror(number, "as the C library puts it")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    with pytest.raises(Fault) as caught:
        look_up_by_system("gazette.example", 443)
    assert (caught.value.reason, caught.value.detail) == (Reason.DNS, told)


def test_the_system_knows_addresses() -> None:
    assert look_up_by_system("127.0.0.1", 80) == ["127.0.0.1"]


@pytest.mark.parametrize(
    ("host", "addresses"),
    [
        ("2130706433", ("127.0.0.1",)),
        ("0177.0.0.1", ("127.0.0.1",)),
        ("8.8", ("8.0.0.8",)),
        ("1.1.1.1.", ("1.1.1.1",)),
        ("0:0::1", ("::1",)),
        ("fe80::1%eth0", ("fe80::1%eth0",)),
        ("localhost", ("127.0.0.1", "::1")),
        ("www.localhost.", ("127.0.0.1", "::1")),
        ("localhost.gazette.example", ()),
        ("4chan.example", ()),
        ("0x7f.example", ()),
        ("1.1.1.1.example", ()),
    ],
)
async def test_numbers_are_addresses_and_names_with_numbers_are_names(
    host: str, addresses: tuple[str, ...]
) -> None:
    assert addresses_told_by(host) == addresses


@pytest.mark.parametrize(
    "host",
    [
        "",
        ".",
        "a..example",
        ".example",
        "a" * 64 + ".example",
        ".".join(["abcdefg"] * 40),
        "a\0.example",
        "256.256.256.256",
        "1.2.3.4.5",
        "gazette.0x7f",
        "gazette.1",
        "09.0.0.1",
        "::1::2",
        "1:2:3",
    ],
)
async def test_what_is_no_name_is_asked_of_nobody(host: str) -> None:
    server = NameServer()
    with pytest.raises(Fault) as caught:
        await SystemResolver(server)(host, 443)
    assert caught.value.reason == Reason.DNS
    assert server.asked == []


@given(st.text(max_size=300))
def test_any_text_is_a_name_in_ascii_or_a_fault(host: str) -> None:
    try:
        name = to_ascii(host)
    except Fault:
        return
    assert ":" in name or name.isascii()
