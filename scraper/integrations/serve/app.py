"""The service itself: what answers at each path."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from scraper import __version__
from scraper.integrations.serve.desk import Desk
from scraper.integrations.serve.door import problem
from scraper.integrations.serve.intake import FORMATS, format_of, read_ask, read_page, tell
from scraper.integrations.serve.manual import write_manual
from scraper.integrations.serve.openapi import openapi
from scraper.integrations.serve.refusals import RefusalError, Word
from scraper.integrations.serve.work import Written

Answer = Callable[[Request], Awaitable[Response]]


def make_app(desk: Desk, needs_token: bool = False) -> Starlette:
    """The application; the desk is open as long as it is served. Who may ask is for a `Door`."""
    document = openapi(__version__, needs_token)
    manual = write_manual(document)

    async def clean(request: Request) -> Response:
        word = format_of(request, ("url", "format"))
        with desk.cleaning:
            page = await read_page(request, desk.bounds.max_bytes)
            request.state.told = tell(page.url)
            return _answer(request, await desk.clean(page, (FORMATS[word][0],)), word)

    async def fetch(request: Request) -> Response:
        word = format_of(request, ("format",))
        with desk.fetching:
            ask = await read_ask(request)
            request.state.told = tell(ask.url)
            written = await desk.fetch(ask.url, (FORMATS[word][0],), ask.one_page)
            return _answer(request, written, word)

    async def health(request: Request) -> Response:
        return JSONResponse(
            {
                "status": "out_of_order" if desk.broken else "ok",
                "version": __version__,
                "workers": desk.bounds.jobs,
                "cleaning": desk.cleaning.taken,
                "fetching": desk.fetching.taken,
            },
            503 if desk.broken else 200,
        )

    async def describe(request: Request) -> Response:
        return JSONResponse(document)

    async def docs(request: Request) -> Response:
        return HTMLResponse(manual)

    return Starlette(
        routes=[
            Route("/clean", clean, methods=["POST"]),
            Route("/fetch", fetch, methods=["POST"]),
            Route("/health", health),
            Route("/openapi.json", describe),
            Route("/docs", docs),
        ],
        exception_handlers={
            RefusalError: _refuse,
            HTTPException: _refuse,
            Exception: _refuse,
        },
    )


def _answer(request: Request, written: Written, word: str) -> Response:
    request.state.told += f" {written.verdict}"
    headers = {"Scraper-Verdict": str(written.verdict)}
    text = written.texts[0].encode("utf-8", "replace")  # half a surrogate pair is no UTF-8
    return Response(text, media_type=FORMATS[word][1], headers=headers)


async def _refuse(request: Request, error: Exception) -> Response:
    """What is said instead of an answer. An error that nobody foresaw is logged by the server."""
    match error:
        case RefusalError():
            refused = error
        case HTTPException(status_code=404):
            refused = RefusalError(Word.NOT_FOUND)
        case HTTPException(status_code=405):
            refused = RefusalError(Word.METHOD_NOT_ALLOWED, headers=error.headers)
        case HTTPException():
            refused = RefusalError(Word.BAD_REQUEST, error.detail, error.status_code)
        case _:
            refused = RefusalError(Word.BUG)
    told = getattr(request.state, "told", "")
    request.state.told = f"{told} {refused.reason}".lstrip()
    return problem(refused)
