"""Web archives in: the pages that a WARC file holds (https://iipc.github.io/warc-specifications/).

    for found in read_warc("crawl.warc.gz"):
        if isinstance(found, WarcError):
            print(found)  # names the archive, the byte and the URL
        else:
            article = scraper.extract(found)

Needs fastwarc: pip install 'scraper[warc]'.
"""

from __future__ import annotations

from scraper.integrations.warc.archive import entries_of, read_warc
from scraper.integrations.warc.record import Record, Skipped, WarcError

__all__ = ["Record", "Skipped", "WarcError", "entries_of", "read_warc"]
