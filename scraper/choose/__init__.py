"""One value for each field out of all that was proposed, and where it came from.

What the site's own rules say comes first, then what the reader sees, confirmed by what the page
says of itself, then the latter alone: JSON-LD before meta elements before microdata.
"""

from scraper.choose.claims import Claims, gather
from scraper.choose.dated import read_moment
from scraper.choose.lent import fill_in
from scraper.choose.links import absolute, choose_link
from scraper.choose.moments import choose_modified, choose_published
from scraper.choose.onward import choose_next_page, choose_single_page
from scraper.choose.subjects import choose_section, choose_tags
from scraper.choose.titles import choose_deck, choose_headline, strip_site_name
from scraper.choose.writers import choose_authors

__all__ = [
    "Claims",
    "absolute",
    "choose_authors",
    "choose_deck",
    "choose_headline",
    "choose_link",
    "choose_modified",
    "choose_next_page",
    "choose_published",
    "choose_section",
    "choose_single_page",
    "choose_tags",
    "fill_in",
    "gather",
    "read_moment",
    "strip_site_name",
]
