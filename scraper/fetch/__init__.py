"""URL -> Page, politely. Nothing here knows what an article is."""

from scraper.fetch.policy import FetchPolicy, Manner

__all__ = ["FetchPolicy", "Manner"]
