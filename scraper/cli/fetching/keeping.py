"""Where fetched things go: articles, pages as they were, and answers as they were sent."""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from scraper.cli.fetching.making import Made
from scraper.cli.fetching.naming import stem_of
from scraper.cli.output import SUFFIXES, write_whole
from scraper.fetch.reply import Reply
from scraper.fetch.urls import key
from scraper.fetch.warc import Archivist
from scraper.formats import Format
from scraper.formats.jsonl import dump
from scraper.paging import Story
from scraper.types import Page

ARTICLES = "articles.jsonl"


@dataclass(slots=True)
class Keeper:
    """Writes what a file of its own holds, and says what is to be appended to the others.

    `folder` is the output's, or None to write articles to `stream`. Appended files are named
    relative to `home`, where the journal lies; it appends to them when it notes the URL as done.
    """

    home: Path
    format: Format
    folder: Path | None
    stream: BinaryIO
    html_dir: Path | None = None
    warc: Path | None = None
    archivist: Archivist | None = None
    _has_begun: bool = False
    _answers: dict[str, list[bytes]] = field(default_factory=lambda: defaultdict(list))

    def see(self, asked: str, reply: Reply) -> None:
        """Nothing; holds an answer until its URL is done."""
        if self.archivist:
            self._answers[asked].append(self.archivist.record(reply))

    def keep(self, story: Story, made: Made) -> dict[str, bytes]:
        """What to append to which file; all else is written when this returns. Raises OSError."""
        pages = [page for page in story.pages if isinstance(page, Page)]
        asked = pages[0].asked or ""
        appended = self.answers(*(page.asked or "" for page in pages))
        if self.folder is None:
            self.stream.write(made.text.encode("utf-8", "replace"))
            self.stream.flush()
        elif self.format == "jsonl":
            appended[ARTICLES] = made.text.encode("utf-8", "replace")
        else:
            stem = stem_of(asked, key(asked))
            write_whole(self.folder / (stem + SUFFIXES[self.format]), made.text)
        if self.html_dir:
            rows = "".join(self._save(page) for page in pages)
            appended[self._relative(self.html_dir / "manifest.jsonl")] = rows.encode()
        return appended

    def answers(self, *asked: str) -> dict[str, bytes]:
        """What to append of the answers for some URLs; empty where none are kept."""
        records = b"".join(record for url in asked for record in self._answers.pop(url, ()))
        if not (self.warc and self.archivist and records):
            return {}
        if not self._has_begun:
            self._has_begun = True
            if not self.warc.exists() or not self.warc.stat().st_size:
                records = self.archivist.opening(self.warc.name) + records
        return {self._relative(self.warc): records}

    def _save(self, page: Page) -> str:
        """A line for the manifest; the page is written when this returns."""
        assert self.html_dir, "asked for only where there is one"
        url = page.url or ""
        suffix = ".txt" if page.media_type == "text/plain" else ".html"
        name = stem_of(url, key(page.asked or url)) + suffix
        write_whole(self.html_dir / name, page.body)
        fetched = page.fetched_at.isoformat(timespec="seconds") if page.fetched_at else None
        known = {"media_type": page.media_type, "charset": page.charset, "fetched_at": fetched}
        return dump({"path": name, "url": url, "id": name, **known})

    def _relative(self, path: Path) -> str:
        return os.path.relpath(path, self.home)
