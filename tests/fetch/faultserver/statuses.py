"""Statuses other than a page's, for once and for all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from tests.fetch.faultserver.answers import OK, PAGE, answer, first, head, says
from tests.fetch.faultserver.connection import Connection, Handler
from tests.fetch.faultserver.request import Request

WAIT = 1  # seconds: the least that Retry-After can say


def refuses(status: int, headers: dict[str, str] | None = None) -> Handler:
    """The same status, each time, with a page that says so."""
    return says(answer(status, b"<html><body><p>Sorry.</p></body></html>", headers))


async def _busy_until_a_date(connection: Connection, request: Request) -> None:
    """503 with a date: whole seconds, hence one more, or it might ask for no wait at all."""
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=WAIT + 1), usegmt=True)
    await refuses(503, {"Retry-After": date})(connection, request)


too_many_once = first(refuses(429, {"Retry-After": str(WAIT)}), OK)
busy_once = first(_busy_until_a_date, OK)
broken_once = first(refuses(500), OK)
busy_for_a_day = refuses(503, {"Retry-After": "86400"})
not_modified = says(head(304, {"ETag": '"1"', "Connection": "close"}))
part_unasked = says(answer(206, PAGE[:100], {"Content-Range": f"bytes 0-99/{len(PAGE)}"}))
range_on_200 = says(answer(headers={"Content-Range": "bytes 0-99/100000"}))
