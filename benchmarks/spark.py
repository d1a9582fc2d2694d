"""Articles a second on Spark, and by `scraper clean`, from the same archive in one run.

    python -m benchmarks.spark ../shared/data --megabytes 60 --rounds 3

Both have as many workers, turn about; Spark begins with a round that is not counted, in which its
workers start and read their rules. The command starts anew each time, as it does for people.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from pyspark.sql import DataFrame, SparkSession

from benchmarks.archives import make_archive
from scraper.integrations.spark import clean_articles, read_archives


def session(jobs: int) -> SparkSession:
    """Spark on this machine, with that many workers."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master(f"local[{jobs}]").config("spark.ui.enabled", "false")
    spark = builder.config("spark.driver.memory", "4g").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    return spark


def on_spark(spark: SparkSession, archive: Path, out: Path, jobs: int) -> float:
    """Seconds from the archive to Parquet."""
    began = time.perf_counter()
    found: DataFrame = read_archives(spark, [str(archive)]).where("html is not null")
    pages = found.repartition(4 * jobs)
    articles = clean_articles(pages, media_type="media_type", fetched_at="fetched_at")
    articles.write.parquet(str(out), mode="overwrite")
    return time.perf_counter() - began


def on_the_command_line(archive: Path, out: Path, jobs: int) -> float:
    """Seconds from the archive to Parquet."""
    command = [sys.executable, "-m", "scraper", "clean", str(archive), "-f", "parquet"]
    began = time.perf_counter()
    subprocess.run([*command, "-o", str(out), "-j", str(jobs), "--quiet"], check=True)
    return time.perf_counter() - began


def main() -> None:
    """Makes the archive, and measures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("data", type=Path, help="folder with manifest.jsonl and its pages")
    parser.add_argument("--megabytes", type=int, default=60, help="default: %(default)s")
    parser.add_argument("--rounds", type=int, default=3, help="default: %(default)s")
    parser.add_argument("-j", "--jobs", type=int, default=2, help="default: %(default)s")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "news.warc.gz"
        pages = make_archive(args.data, archive, args.megabytes)
        print(f"{pages} pages, {args.jobs} workers, articles a second")
        print(f"{'':<8}{'Spark':>10}{'command':>10}{'ratio':>8}")
        spark = session(args.jobs)
        on_spark(spark, archive, Path(folder) / "warm", args.jobs)
        ratios = []
        for number in range(1, args.rounds + 1):
            ours = on_the_command_line(archive, Path(folder) / "out.parquet", args.jobs)
            theirs = on_spark(spark, archive, Path(folder) / "spark.parquet", args.jobs)
            ratios.append(ours / theirs)
            rates = f"{pages / theirs:>10.1f}{pages / ours:>10.1f}"
            print(f"round {number:<2}{rates}{ratios[-1]:>8.2f}", flush=True)
        print(f"median ratio {median(ratios):.2f}")
        spark.stop()


if __name__ == "__main__":
    main()
