"""What a request asks for: its query and its body, read within bounds."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from difflib import get_close_matches
from types import MappingProxyType
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec
from starlette.requests import ClientDisconnect, Request

from scraper.fetch.content import HTML, PLAIN, content_of, read_content_type
from scraper.fetch.faults import Fault
from scraper.formats import Format
from scraper.integrations.serve.given import MAX_URL, GivenPage, GivenUrl
from scraper.integrations.serve.refusals import RefusalError, Word
from scraper.types import Page, Reason

JSON = "application/json"
PAGES = (HTML, "application/xhtml+xml", PLAIN)
FORMATS = MappingProxyType[str, tuple[Format, str]](  # of an answer: ours, and its media type
    {
        "json": ("jsonl", JSON),
        "markdown": ("markdown", "text/markdown"),
        "text": ("text", PLAIN),
        "html": ("html", HTML),
    }
)
BODY_SECONDS = 30.0  # for a body to come; 10 MB need 3 Mbit/s
MAX_ASK = 131_072  # bytes of a request that holds no page; a character may take 12, escaped

Given = TypeVar("Given", GivenPage, GivenUrl)


def format_of(request: Request, known: Collection[str]) -> str:
    """The word of `FORMATS` that the query names, else "json". Raises RefusalError.

    `known` are the parameters that the query may have.
    """
    for name in request.query_params:
        if name not in known:
            raise RefusalError(Word.BAD_REQUEST, f"no parameter {name[:40]!r}{_near(name, known)}")
    word: str = request.query_params.get("format", "json")
    if word not in FORMATS:
        raise RefusalError(
            Word.BAD_REQUEST, f"no format {word[:40]!r}: choose from {', '.join(FORMATS)}"
        )
    return word


async def read_page(request: Request, max_bytes: int) -> Page:
    """The page in a request's body. Raises RefusalError."""
    url = request.query_params.get("url")
    if url and len(url) > MAX_URL:
        raise RefusalError(Word.BAD_REQUEST, f"url is longer than {MAX_URL} characters")
    declared, _ = read_content_type(request.headers.get("content-type", ""))
    if declared == JSON:
        return decode(await read_body(request, max_bytes), GivenPage).page(url)
    if declared is not None and declared not in PAGES:
        raise RefusalError(Word.UNSUPPORTED_TYPE, declared[:100])
    body = await read_body(request, max_bytes)
    try:
        media_type, charset = content_of(dict(request.headers), body)
    except Fault as fault:
        raise RefusalError(fault.reason, fault.detail, status=415) from fault
    return Page(url, body, media_type, charset)


async def read_ask(request: Request) -> GivenUrl:
    """The URL in a request's body. Raises RefusalError."""
    declared, _ = read_content_type(request.headers.get("content-type", ""))
    if declared != JSON:  # also: other sites' pages may not send this type without being asked
        seen = f"{declared or 'none'}, and this path takes {JSON} only"
        raise RefusalError(Word.UNSUPPORTED_TYPE, seen)
    return decode(await read_body(request, MAX_ASK, Word.BAD_REQUEST), GivenUrl)


async def read_body(request: Request, max_bytes: int, too_large: str = Reason.TOO_LARGE) -> bytes:
    """The body of a request. Raises RefusalError for one that is too large, too slow or packed.

    `too_large` is the word for the first of these.
    """
    packed = request.headers.get("content-encoding", "identity")
    if packed.lower() != "identity":
        seen = f"Content-Encoding: {packed[:40]}, and nothing is unpacked here"
        raise RefusalError(Word.UNSUPPORTED_TYPE, seen)
    length = request.headers.get("content-length", "0")
    if int(length) > max_bytes:  # digits only: the server has read it before us
        raise _too_large(max_bytes, too_large)
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > max_bytes:
                    raise _too_large(max_bytes, too_large)
    except TimeoutError as error:
        headers = {"Connection": "close"}
        raise RefusalError(Word.SLOW_BODY, f"{BODY_SECONDS:g} s", headers=headers) from error
    except ClientDisconnect as error:
        raise RefusalError(Word.BAD_REQUEST, "its body broke off") from error
    return bytes(body)


def decode(body: bytes, shape: type[Given]) -> Given:
    """What JSON says. Raises RefusalError."""
    try:
        return msgspec.json.decode(body, type=shape)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise RefusalError(Word.BAD_REQUEST, str(error)[:200]) from error


def tell(url: str | None) -> str:
    """A URL for the log: no credentials, and no query, which may hold some.

    >>> tell("https://ana:secret@news.example/story?token=1#top")
    'https://news.example/story'
    """
    try:
        parts = urlsplit(url or "")
        host = parts.netloc.rpartition("@")[2]
    except ValueError:
        return ""
    return f"{parts.scheme}://{host}{parts.path}"[:200] if host else ""


def _near(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return f", did you mean {near[0]!r}?" if near else f": there are {', '.join(known)}"


def _too_large(max_bytes: int, word: str) -> RefusalError:
    # What is left of the body is not read, so nothing else can come on this connection.
    seen = f"more than {max_bytes} bytes"
    return RefusalError(word, seen, status=413, headers={"Connection": "close"})
