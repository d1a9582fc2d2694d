"""Pages in a table's rows, articles in another's: what Spark, Ray and Dask all call.

Each page is worked on in a process beside this one. A page that hangs a parser or crashes it costs
its own row: that says so in the column `error`, and the process is replaced. A page whose process
died has a second try, as memory may have run out for reasons of others'.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from scraper.errors import InputError
from scraper.fetch.content import read_content_type
from scraper.integrations.arrow import ARTICLE_SCHEMA, to_row
from scraper.types import Article, Page
from scraper.workers import Failure, Pool

if TYPE_CHECKING:
    from scraper.config import Config

ERROR = "error"
ROW_SCHEMA = pa.schema([*ARTICLE_SCHEMA, pa.field(ERROR, pa.string())])  # of one that comes out
TIMEOUT = 30.0  # seconds for a page; real ones take a hundredth of one
MAX_BYTES = 20_000_000  # of a page, as `scraper clean` has it
ROWS = 500  # in a batch that comes out


@dataclass(frozen=True, slots=True)
class Packed:
    """Rules on their way to another machine: the files of a folder; None for the package's own."""

    files: tuple[tuple[str, bytes], ...] | None = None

    @classmethod
    def of(cls, folder: Path | str | None) -> Packed:
        """The rules of a folder. Raises ConfigError when it holds none."""
        if folder is None:
            return cls()
        from scraper.config import load_config

        load_config(folder)
        found = sorted(Path(folder).rglob("*.toml"))
        return cls(tuple((p.relative_to(folder).as_posix(), p.read_bytes()) for p in found))

    def load(self, folder: Path) -> Config:
        """The rules, unpacked into an empty folder, which has to stay as long as they are used."""
        from scraper.config import load_config

        if self.files is None:
            return load_config()
        for name, content in self.files:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return load_config(folder)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as a table holds it."""

    html: bytes | str | None
    url: str | None
    media_type: str | None
    fetched_at: datetime | None

    def page(self) -> Page:
        """The page. Raises InputError for a row without one, and for one that is too large."""
        if self.html is None:
            raise InputError("no page: its column is null; leave such rows out")
        media_type, charset = read_content_type(self.media_type or "")
        body = self.html
        if isinstance(body, str):
            body, charset = body.encode("utf-8", "surrogatepass"), "utf-8"
        if len(body) > MAX_BYTES:
            raise InputError(f"larger than {MAX_BYTES} bytes; leave out what is no page")
        return Page(self.url, body, media_type, charset, self._moment())

    def _moment(self) -> datetime | None:
        """When it was fetched; tables without a time zone mean UTC."""
        if self.fetched_at is None or self.fetched_at.tzinfo:
            return self.fetched_at
        return self.fetched_at.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Cleaning:
    """The task of the process beside: a page in, its article out, less the blocks."""

    rules: Packed

    def prepare(self) -> Callable[[Sheet], Article]:
        """The function from a page to its article, with the rules loaded."""
        from scraper.pipeline import extract

        unpacked = TemporaryDirectory(prefix="scraper-rules-")
        config = self.rules.load(Path(unpacked.name))

        def clean(sheet: Sheet) -> Article:
            assert unpacked, "holds the folder for as long as this function lives"
            return replace(extract(sheet.page(), config), blocks=())

        return clean


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done with a table: the names of its columns, and how.

    `html` holds pages as text or bytes, `url` where they are from; `media_type` what they are, or
    whole Content-Type headers, and None looks at the bytes. `fetched_at` has timestamps, which tell
    a site's layouts apart. `carry` names columns that come out as they went in, before the
    article's. `timeout` is in seconds, for each page.
    """

    html: str = "html"
    url: str | None = "url"
    media_type: str | None = None
    fetched_at: str | None = None
    carry: tuple[str, ...] = ()
    rules: Packed = field(default_factory=Packed)
    timeout: float = TIMEOUT

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that are read."""
        named = (self.html, self.url, self.media_type, self.fetched_at, *self.carry)
        return tuple(dict.fromkeys(name for name in named if name))

    def schema(self, carried: pa.Schema) -> pa.Schema:
        """The columns of what comes out, from those of the table that comes in.

        Raises ValueError as `check` does.
        """
        self.check({column.name: str(column.type) for column in carried})
        kept = [carried.field(name) for name in self.carry]
        return pa.schema([*kept, *ROW_SCHEMA], metadata=ARTICLE_SCHEMA.metadata)

    def check(self, types: Mapping[str, str]) -> None:
        """Nothing. Raises ValueError for a column that is no use; `types` are names of types."""
        clash = [name for name in self.carry if name in ROW_SCHEMA.names]
        if clash:
            raise ValueError(f"carry: {clash[0]!r} is a column of the article; rename yours")
        if types[self.html].removeprefix("large_") not in ("string", "binary"):
            raise ValueError(f"html: {self.html!r} holds {types[self.html]}, not strings or binary")
        when = self.fetched_at
        if when and not types[when].startswith("timestamp"):
            raise ValueError(f"fetched_at: {when!r} holds {types[when]}, not timestamps")

    def run(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """A row for each row, in their order. Raises ConfigError for rules that cannot be used."""
        pool = _take(self)
        try:
            for batch in batches:
                for start in range(0, batch.num_rows, ROWS):
                    yield self._clean(pool, batch.slice(start, ROWS))
        finally:
            _give_back(self, pool)

    def _clean(self, pool: _Pool, batch: pa.RecordBatch) -> pa.RecordBatch:
        results = list(pool.run(self._sheets(batch), in_order=True))
        dead = [index for index, (_, result) in enumerate(results) if _is_death(result)]
        again = pool.run([results[index][0] for index in dead], in_order=True)
        for index, result in zip(dead, again, strict=True):
            results[index] = result
        rows = [_row(sheet, result) for sheet, result in results]
        cleaned = pa.RecordBatch.from_pylist(rows, self.schema(batch.schema))
        carried = [batch.column(name) for name in self.carry]
        return pa.RecordBatch.from_arrays(
            [*carried, *cleaned.columns[len(carried) :]], schema=cleaned.schema
        )

    def _sheets(self, batch: pa.RecordBatch) -> Iterator[Sheet]:
        names = (self.html, self.url, self.media_type, self.fetched_at)
        columns = [batch.column(name) if name else None for name in names]
        for index in range(batch.num_rows):  # one by one: pages are large
            yield Sheet(*(None if c is None else c[index].as_py() for c in columns))


def clean_batch(
    table: pa.Table,
    html: str = "html",
    url: str | None = "url",
    *,
    media_type: str | None = None,
    fetched_at: str | None = None,
    config: Path | str | Packed | None = None,
    carry: Sequence[str] = (),
    timeout: float = TIMEOUT,
) -> pa.Table:
    """The articles of a table's pages, row for row: columns as in `ARTICLE_SCHEMA`, and `error`.

    A row whose page failed has its `url` and an `error`, and null elsewhere. The parameters are
    explained at `Order`; `config` is a folder of rules, or `Packed.of(folder)` where that lies on
    another machine. The process that works is kept for the next call.
    """
    rules = config if isinstance(config, Packed) else Packed.of(config)
    order = Order(html, url, media_type, fetched_at, tuple(carry), rules, timeout)
    batches = list(order.run(table.select(order.columns).to_batches()))
    return pa.Table.from_batches(batches, order.schema(table.schema))


_Pool = Pool[Sheet, Article]

# Processes that wait for the next call, as a Python worker of Spark or Ray lives through many. The
# one state of a module here: those engines keep the module, and nothing else of ours, between them.
_WAITING: dict[tuple[Packed, float], list[_Pool]] = {}


def _take(order: Order) -> _Pool:
    waiting = _WAITING.setdefault((order.rules, order.timeout), [])
    try:
        return waiting.pop()
    except IndexError:  # none waits, or threads beside this one have them
        return Pool(Cleaning(order.rules), 1, order.timeout, lasting=True)


def _give_back(order: Order, pool: _Pool) -> None:
    _WAITING[order.rules, order.timeout].append(pool)


def _is_death(result: Article | Failure) -> bool:
    return isinstance(result, Failure) and result.is_death


def _row(sheet: Sheet, result: Article | Failure) -> dict[str, Any]:
    if isinstance(result, Failure):
        return {"url": sheet.url, ERROR: result.reason}
    return to_row(result)
