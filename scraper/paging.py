"""A story over several pages: which is asked for next, and what an answer makes of the story."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from scraper.errors import FetchError
from scraper.types import Page, Reason


@dataclass(frozen=True, slots=True)
class Story:
    """The pages of one story, in order; an error stands for one that could not be had."""

    pages: tuple[Page | FetchError, ...]

    async def longer(
        self, onward: str, is_whole: bool, get: Callable[[str], Awaitable[Page]]
    ) -> Story | None:
        """The story with one page more, or all of it on one; None where it stays as it is.

        `onward` is where that is, the whole story if `is_whole`, and `get` asks for it. Raises
        FetchError where fetching was ended in the middle of a story.
        """
        known = {page.url for page in self.pages}
        if onward in known or any(isinstance(page, FetchError) for page in self.pages):
            return None
        try:
            page = await get(onward)
        except FetchError as error:
            if error.reason == Reason.INTERRUPTED:
                raise
            return None if is_whole else Story((*self.pages, error))
        if page.url in known:
            return None
        return Story((page,)) if is_whole else Story((*self.pages, page))
