"""The stories of the demo site, as stories.toml has them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files

SUBHEAD, QUOTE = "## ", "> "


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of a story; its file is named for it."""

    name: str
    caption: str
    credit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One story: `lines` as the reader is to have them, marked as stories.toml marks them.

    `page_two` is the line with which its second page begins, None for a story of one page.
    """

    path: str
    layout: str
    headline: str
    author: str
    published: datetime | date
    picture: Picture
    lines: tuple[str, ...]
    language: str = "en"
    section: str | None = None
    kicker: str | None = None
    deck: str | None = None
    bio: str | None = None
    modified: datetime | None = None
    dateline: str | None = None
    tags: tuple[str, ...] = ()
    comments: tuple[tuple[str, str], ...] = ()
    paywall: bool = False
    page_two: int | None = None

    @property
    def text(self) -> str:
        """What its pages have to be cleaned to: the lines without their marks."""
        return "\n\n".join(line.removeprefix(SUBHEAD).removeprefix(QUOTE) for line in self.lines)

    @property
    def pages(self) -> tuple[tuple[str, ...], ...]:
        """The lines of each of its pages."""
        if self.page_two is None:
            return (self.lines,)
        return self.lines[: self.page_two], self.lines[self.page_two :]

    def address(self, page: int) -> str:
        """The path of a page, counted from 1."""
        return self.path if page == 1 else f"{self.path.rstrip('/')}/{page}/"


@dataclass(frozen=True, slots=True)
class Shelf:
    """All stories, and what the furniture around them says, by language."""

    stories: tuple[Story, ...]
    words: Mapping[str, Mapping[str, str]]


@cache
def load_shelf() -> Shelf:
    """The stories in the order of the file."""
    content = tomllib.loads(read_text("stories.toml"))
    stories = []
    for row in content["story"]:
        row["picture"] = Picture(**row["picture"])
        row["comments"] = tuple((name, said) for name, said in row.get("comments", ()))
        row |= {key: tuple(row.get(key, ())) for key in ("lines", "tags")}
        stories.append(Story(**row))
    return Shelf(tuple(stories), content["words"])


def read_text(name: str) -> str:
    """A file that lies beside this module."""
    return files("scraper.cli.demo").joinpath(name).read_text("utf-8")
