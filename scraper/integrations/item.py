"""An Article as an item: what pipelines, exporters and datasets of crawlers pass on."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, make_dataclass

from scraper.formats.jsonl import Json, to_json
from scraper.formats.parts import FIELDS
from scraper.types import Article, totals

COLUMNS = tuple(name for name in FIELDS if name != "blocks")  # the whole page again
_Fields = make_dataclass("_Fields", [(name, object, None) for name in COLUMNS])


@dataclass
class ArticleItem(_Fields):  # type: ignore[misc, valid-type]  # what Article gains, it gains
    """The fields of an Article, but its blocks, as plain values that every exporter can write.

    They are those of a line of JSON: times in ISO 8601, captions as dicts. `removed` says how many
    blocks of each kind of boilerplate the page had. Unlike an Article it may be changed.
    """

    removed: dict[str, int] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Json]:
        """The same as a dict, for datasets that take nothing else."""
        return asdict(self)


def item_of(article: Article) -> ArticleItem:
    """The item that an article makes.

    >>> item_of(Article(headline="Bridge reopens", authors=("Ana Ruiz",))).authors
    ['Ana Ruiz']
    """
    values = {name: to_json(getattr(article, name)) for name in COLUMNS}
    removed = {str(label): count for label, count in totals(article.removed()).items()}
    return ArticleItem(**values, removed=removed)
