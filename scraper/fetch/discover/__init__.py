"""Where a site names its own pages: sitemaps and feeds."""

from scraper.fetch.discover.feed import parse_feed
from scraper.fetch.discover.find import Asking, Sources, discover, find, read_feed
from scraper.fetch.discover.found import Found
from scraper.fetch.discover.sitemap import Sitemap, parse_sitemap
from scraper.fetch.discover.walk import Bounds, walk

__all__ = [
    "Asking",
    "Bounds",
    "Found",
    "Sitemap",
    "Sources",
    "discover",
    "find",
    "parse_feed",
    "parse_sitemap",
    "read_feed",
    "walk",
]
