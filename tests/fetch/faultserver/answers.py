"""Whole answers, as a server without faults would send them, and the page they hold."""

from __future__ import annotations

from http import HTTPStatus

from tests.fetch.faultserver.connection import Connection, Handler
from tests.fetch.faultserver.request import Request

STORY = (
    "The bridge over the Sava reopened on Tuesday after two years of repairs, the mayor said.",
    "Traders on the quay had asked for the work to wait until winter, when the market closes.",
    "It cost the city more than forty million euros, and nobody expects to see them again.",
)
HTML = "text/html; charset=utf-8"


def page(story: tuple[str, ...] = STORY, headline: str = "Bridge reopens", head: str = "") -> str:
    """The markup of a page with a story."""
    paragraphs = "".join(f"<p>{text}</p>\n" for text in story)
    return (
        f"<!DOCTYPE html>\n<html><head>{head}<title>{headline}</title></head>\n"
        f"<body><article><h1>{headline}</h1>\n{paragraphs}</article></body></html>\n"
    )


PAGE = page(head='<meta charset="utf-8">').encode()


def head(status: int, headers: dict[str, str]) -> bytes:
    """The head of an answer, the empty line at its end included."""
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def answer(
    status: int = 200,
    body: bytes = PAGE,
    headers: dict[str, str] | None = None,
    *,
    kind: str = HTML,
    keep: bool = False,
) -> bytes:
    """A whole answer; `keep` leaves it to the client when to close the connection."""
    own = {"Content-Type": kind, "Content-Length": str(len(body))}
    if not keep:
        own["Connection"] = "close"
    return head(status, own | (headers or {})) + body


def says(data: bytes) -> Handler:
    """Sends these bytes and closes."""

    async def say(connection: Connection, request: Request) -> None:
        await connection.send(data)

    return say


def keeps(data: bytes) -> Handler:
    """Sends this answer and waits for the next request."""

    async def say(connection: Connection, request: Request) -> None:
        await connection.send(data)
        connection.stays = True

    return say


def first(earlier: Handler, later: Handler, times: int = 1) -> Handler:
    """One behaviour for the first requests for a URL, another for those after."""

    async def choose(connection: Connection, request: Request) -> None:
        await (earlier if request.number <= times else later)(connection, request)

    return choose


OK = says(answer())
