"""What goes wrong inside an exchange, before anybody knows which URL of a list it was for."""

from __future__ import annotations


class Fault(Exception):  # noqa: N818 - what went wrong, not yet an error for anybody
    """A reason (of `scraper.types.Reason`, or "http_503") and what was seen.

    `wait` is how long the server asked us to stay away, in seconds; None where it did not.
    """

    def __init__(self, reason: str, detail: str = "", wait: float | None = None) -> None:
        self.reason, self.detail, self.wait = reason, detail, wait
        super().__init__(reason, detail)
