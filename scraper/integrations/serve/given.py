"""What callers give as JSON: a page, or a URL. The same over HTTP and MCP."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from scraper.fetch.content import HTML, PLAIN
from scraper.integrations.serve.refusals import RefusalError, Word
from scraper.types import Page

MAX_URL = 8_192  # characters; nginx and Apache take no longer line either


class GivenPage(Struct, forbid_unknown_fields=True):
    """A page: either `html` or `text`."""

    html: Annotated[str, Meta(description="A page's HTML.")] | None = None
    text: Annotated[str, Meta(description="The text of a page, as copied from it.")] | None = None
    url: (
        Annotated[
            str,
            Meta(
                max_length=MAX_URL,
                description="Where it is from: finds the site's own rules. It is not fetched.",
            ),
        ]
        | None
    ) = None

    def page(self, url: str | None = None) -> Page:
        """The page; `url` is where it is from unless its own says so. Raises RefusalError."""
        if (self.html is None) == (self.text is None):
            raise RefusalError(Word.BAD_REQUEST, "give either html or text")
        body, media_type = (self.html, HTML) if self.text is None else (self.text, PLAIN)
        assert body is not None, "one of them is there"
        where = self.url if self.url is not None else url
        return Page(where, body.encode("utf-8", "surrogatepass"), media_type, "utf-8")


class GivenUrl(Struct, forbid_unknown_fields=True):
    """A URL, to be fetched."""

    url: Annotated[
        str, Meta(min_length=1, max_length=MAX_URL, description="An http or https address.")
    ]
    one_page: Annotated[
        bool, Meta(description="Take the page as it is, and not those on which it goes on.")
    ] = False
