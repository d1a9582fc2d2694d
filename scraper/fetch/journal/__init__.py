"""A store beside the output that makes fetching lose nothing, not even when it is killed."""

from scraper.fetch.journal.journal import NAME, Journal
from scraper.fetch.journal.records import Ask, Counts, Failure, JournalError, Outcome, Pending

__all__ = ["NAME", "Ask", "Counts", "Failure", "Journal", "JournalError", "Outcome", "Pending"]
