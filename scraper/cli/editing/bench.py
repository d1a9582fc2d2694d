"""The bench: saved pages, the config they are tried with, and what came of its last change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from threading import Lock

from scraper import extract, load_config
from scraper.cli.editing.changes import Change, changes_between
from scraper.cli.editing.draft import Draft, digest
from scraper.config import Config, host_of
from scraper.errors import ConfigError
from scraper.types import Article, Page


@dataclass(frozen=True, slots=True)
class Work:
    """What is on the bench: a text, what the pages came to be, and how the last save went.

    `base` is the digest of the file that the text was made from. `error` says why the text was not
    saved; `is_saved`, that the file holds it.
    """

    text: str
    base: str
    articles: tuple[Article, ...]
    changes: tuple[Change, ...] = ()
    error: str | None = None
    is_saved: bool = False
    saves: int = 0


@dataclass(slots=True)
class Bench:
    """Pages under their names, and the draft of their site's config."""

    draft: Draft
    names: Sequence[str]
    pages: Sequence[Page]
    work: Work
    _lock: Lock = field(default_factory=Lock)

    def save(self, text: str, base: str) -> Work:
        """How it went: the text checked, the pages labelled anew and the file written, or none.

        `base` is that of the work the text was made from: a file that has been changed since by
        somebody else is left alone. A work with an error is returned, and not kept.
        """
        with self._lock:
            try:
                self._save(text.replace("\r\n", "\n"), base)
            except (ConfigError, OSError) as error:
                reason = self.draft.own_words(error) if isinstance(error, ConfigError) else error
                return replace(self.work, text=text, base=base, changes=(), error=str(reason))
            return self.work

    def _save(self, text: str, base: str) -> None:
        if digest(self.draft.read()) != base:
            raise ConfigError(
                f"{self.draft.path}: has been changed by something else since it was opened here; "
                "copy your text, reload this page and bring the two together"
            )
        articles = extract_all(self.pages, self.draft.try_out(text))
        self.draft.save(text)
        pairs = zip(self.work.articles, articles, strict=True)
        changes = [c for n, (old, new) in enumerate(pairs) for c in changes_between(n, old, new)]
        saves = self.work.saves + 1
        self.work = Work(text, digest(text), articles, tuple(changes), None, True, saves)

    def reload(self) -> Work:
        """The work with the file as it now is, where that was changed elsewhere."""
        with self._lock:
            if digest(self.draft.read()) != self.work.base:
                self.work = begin(self.draft, self.pages)
            return self.work


def lay_out(draft: Draft, named: Sequence[tuple[str, Page]]) -> Bench:
    """The bench with its pages; each at the address it names itself, if that is the site's."""
    home = f"https://{draft.name}/"
    pages = [replace(page, url=page.url or _address(page, home)) for _, page in named]
    return Bench(draft, [name for name, _ in named], pages, begin(draft, pages))


def begin(draft: Draft, pages: Sequence[Page]) -> Work:
    """The work as it stands before any change.

    Where the file cannot be used, the pages are labelled by the rules for all sites.
    """
    text = draft.read()
    try:
        return Work(text, digest(text), extract_all(pages, draft.try_out(text)))
    except ConfigError as error:
        articles = extract_all(pages, load_config(use_sites=False))
        return Work(text, digest(text), articles, error=draft.own_words(error))


def extract_all(pages: Sequence[Page], config: Config) -> tuple[Article, ...]:
    """The article of each page. Raises ConfigError."""
    return tuple(extract(page, config) for page in pages)


def _address(page: Page, home: str) -> str:
    """The canonical URL of a saved page, by which its section is told; else its site's home."""
    named = extract(replace(page, url=home), load_config(use_sites=False)).canonical_url
    return named if named and host_of(named) == host_of(home) else home
