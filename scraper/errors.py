"""Everything this package raises on purpose. Each names its subject and how to mend it."""

from __future__ import annotations

from scraper.types.reasons import explain


class ScraperError(Exception):
    """The root of the tree: catch this to catch them all."""


class ConfigError(ScraperError):
    """A config file that cannot be used: names the file, the key and the nearest right word."""


class InputError(ScraperError):
    """An input that is no page at all: binary, unreadable, too large."""


class UnreadableError(InputError):
    """The input is not text: an image, a PDF, an archive."""


class TooComplexError(InputError):
    """The input would take too long to parse: its size is out of bounds."""


class FetchError(ScraperError):
    """A URL that gave no page. `reason` is a word of `scraper.types.Reason`, or "http_404".

    `detail` is what was seen, empty where the reason says it all.
    """

    def __init__(self, url: str, reason: str, detail: str = "") -> None:
        self.url, self.reason, self.detail = url, reason, detail
        super().__init__(url, reason, detail)

    def __str__(self) -> str:
        told = f"{explain(self.reason)} ({self.detail})" if self.detail else explain(self.reason)
        return f"{self.url}: {self.reason}: {told}"
