"""Articles on Spark, with the real thing: two workers on this machine."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from scraper.errors import ConfigError
from tests.archiving import answer, story
from tests.integrations.rows import PHOTO, ROOT, articles, pages

pytest.importorskip("pyspark")
pytest.importorskip("pandas")
pa = pytest.importorskip("pyarrow")
from pyspark.sql import DataFrame, SparkSession  # noqa: E402

from scraper.integrations.arrow import from_batch  # noqa: E402
from scraper.integrations.spark import clean_articles, read_archives  # noqa: E402

if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
    pytest.skip("Spark needs Java", allow_module_level=True)


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    os.environ["PYSPARK_PYTHON"] = sys.executable  # not the first python3 of PATH
    builder = SparkSession.builder.master("local[2,4]").appName("scraper")
    builder = builder.config("spark.ui.enabled", "false").config("spark.driver.host", "127.0.0.1")
    session = builder.config("spark.sql.session.timeZone", "UTC").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def frame(spark: SparkSession, repeat: int = 1) -> DataFrame:
    """The pages, numbered: they come back in no order."""
    rows = [(n, url, html) for n, (url, html) in enumerate(pages() * repeat)]
    return spark.createDataFrame(rows, "number int, url string, html binary")


def table(df: DataFrame) -> pa.Table:
    return df.toArrow().sort_by("number")


def test_what_comes_out_is_what_a_single_process_makes(spark):
    found = table(clean_articles(frame(spark), carry=["number"]))
    assert found["error"].null_count == len(pages())
    assert tuple(from_batch(found)) == articles()


def test_a_poisoned_row_has_an_error_and_no_other_row_has(spark):
    poison = spark.createDataFrame([(-1, "https://a.example/1", PHOTO)], frame(spark).schema)
    found = table(clean_articles(frame(spark).union(poison), carry=["number"]))
    assert "JPEG" in found["error"][0].as_py()
    assert found["error"].null_count == len(pages())
    assert tuple(from_batch(found.slice(1))) == articles()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks processes up in /proc")
@pytest.mark.parametrize(
    ("who", "timeout"), [("parser", 31.0), ("worker", 32.0)], ids=["ours", "Spark's own"]
)
def test_a_process_that_is_killed_changes_nothing(spark, who, timeout):
    """Kills one that parses, or the Python worker that it parses for, while it is at work."""
    stop, killed = Event(), list[int]()
    hunter = Thread(target=hunt, args=(who, stop, killed), daemon=True)
    pages_ = frame(spark, repeat=8)
    hunter.start()
    found = table(clean_articles(pages_, carry=["number"], timeout=timeout))
    stop.set()
    hunter.join()
    assert killed
    assert found["error"].null_count == len(pages()) * 8
    assert tuple(from_batch(found)) == articles() * 8


def hunt(who: str, stop: Event, killed: list[int]) -> None:
    """Kills a process that has computed for half a second since we looked first, or its worker."""
    ticks = os.sysconf("SC_CLK_TCK") // 2
    before: dict[int, int] = {}
    while not (stop.is_set() or killed):
        for pid, parent, spent in processes():
            if spent - before.setdefault(pid, spent) > ticks:
                os.kill(pid if who == "parser" else parent, signal.SIGKILL)
                killed.append(pid)
                break


def processes() -> Iterator[tuple[int, int, int]]:
    """Those that parse for one of Spark's workers: pid, parent, ticks of computing."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_text()
            stat = (folder / "stat").read_text().rpartition(")")[2].split()
            parent = Path(f"/proc/{stat[1]}/cmdline").read_text()
        except OSError:
            continue
        if "multiprocessing.spawn" in command and "pyspark.daemon" in parent:
            yield int(folder.name), int(stat[1]), int(stat[11])


def test_pages_of_archives_are_cleaned_as_those_of_a_table(spark, tmp_path):
    pytest.importorskip("fastwarc")
    for name in ("first", "second"):
        records = [answer(f"https://{name}.example/{n}", story(f"Bridge {n}")) for n in range(3)]
        (tmp_path / f"{name}.warc.gz").write_bytes(b"".join(records))
    paths = [str(tmp_path / f"{name}.warc.gz") for name in ("first", "missing", "second")]
    found = read_archives(spark, paths)
    assert found.rdd.getNumPartitions() == 3
    cleaned = clean_articles(
        found.where("html is not null"), media_type="media_type", fetched_at="fetched_at"
    )
    assert sorted(row.url for row in cleaned.where("headline like 'Bridge%'").collect()) == [
        f"https://{name}.example/{n}" for name in ("first", "second") for n in range(3)
    ]
    (failed,) = found.where("html is null").collect()
    assert "missing.warc.gz: No such file" in failed.problem


def test_a_folder_without_rules_is_refused_on_the_driver(spark, tmp_path):
    with pytest.raises(ConfigError, match="no rules here"):
        clean_articles(frame(spark), config=tmp_path)


def test_the_examples_of_the_documentation_run(spark, tmp_path):
    pytest.importorskip("fastwarc")
    for folder in ("pages", "crawl"):
        (tmp_path / folder).mkdir()
    for number, (url, html) in enumerate(pages()[:5]):
        (tmp_path / "pages" / f"{number}.html").write_bytes(html or b"")
        (tmp_path / "crawl" / f"{number}.warc.gz").write_bytes(answer(url, html or b""))
    text = (ROOT / "docs" / "integrations.md").read_text("utf-8")
    section = text[text.index("\n## Spark") : text.index("\n## Ray")]
    for block in re.findall(r"^```python\n(.*?)^```$", section, re.MULTILINE | re.DOTALL):
        for name in ("pages", "crawl/*.warc.gz", "articles.parquet", "archived.parquet"):
            block = block.replace(f'("{name}"', f'("{tmp_path / name}"')  # Java has its own folder
        exec(compile(block, "docs/integrations.md", "exec"), {})
    for name in ("articles.parquet", "archived.parquet"):
        found = spark.read.parquet(str(tmp_path / name))
        assert found.count() == 5
        assert found.where("published >= timestamp '2000-01-01'").count() > 0
