"""A page beside what was made of it: one self-contained HTML file that runs nothing of the page."""

from scraper.formats.report.page import write_report

__all__ = ["write_report"]
