"""Names for the addresses of the fault server, without a name server."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from ipaddress import ip_address

from scraper.fetch.faults import Fault
from scraper.types.reasons import Reason

MUTE = "mute.test"  # asking for this name never comes to an end
PER_NET = 250  # hosts in each 127.0.x.0/24


def address_of(number: int) -> str:
    """The loopback address of host number 0, 1, 2 ...

    >>> address_of(0), address_of(249), address_of(250)
    ('127.0.1.1', '127.0.1.250', '127.0.2.1')
    """
    net, host = divmod(number, PER_NET)
    return f"127.0.{net + 1}.{host + 1}"


def name_of(number: int) -> str:
    """The name of host number 0, 1, 2 ...: "h0.test", "h1.test"."""
    return f"h{number}.test"


class Names:
    """A resolver: `known` names, those of `name_of`, and addresses; nothing else has an address.

    Several answers for a name are given in turn, the last for good: a name whose address changes
    between being checked and being dialled. `asked` are the names asked for, in order.
    """

    def __init__(self, known: Mapping[str, str | Iterable[Sequence[str]]] | None = None) -> None:
        self._known = {
            name: [(answers,)] if isinstance(answers, str) else list(answers)
            for name, answers in (known or {}).items()
        }
        self.asked: list[str] = []

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        """The addresses of a name, best first. Raises Fault(DNS)."""
        self.asked.append(host)
        if host == MUTE:
            await asyncio.get_running_loop().create_future()
        if answers := self._known.get(host):
            return answers.pop(0) if len(answers) > 1 else answers[0]
        with suppress(ValueError):
            return (str(ip_address(host)),)
        number = host.removeprefix("h").removesuffix(".test")
        if host == f"h{number}.test" and number.isdecimal():
            return (address_of(int(number)),)
        raise Fault(Reason.DNS, f"{host} is unknown")
