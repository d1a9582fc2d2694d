"""Three stories of an invented paper, on pages of one design."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from scraper.learn.draft import draft
from scraper.learn.samples import Sample, open_sample
from scraper.types import Page
from tests.desk import house

HOST = "gazette.example"


class Story(NamedTuple):
    """What differs from page to page."""

    headline: str
    writer: str
    day: str
    deck: str
    subhead: str
    lines: tuple[str, ...]


STORIES = (
    Story(
        "Ferry fares rise for the first time in nine years",
        "Ana Ruiz",
        "2024-05-03",
        "The council voted late on Thursday, after islanders had filled the gallery.",
        "Islanders fear for the winter boat",
        (
            "A single crossing will cost four crowns from July, the port authority said on Friday, "
            "and a monthly pass will cost ninety, which is twelve more than now.",
            "The fares had not changed since the new pier was opened, although fuel has become "
            "dearer by half and two of the five boats need new engines.",
            "Families with children will pay as before, said the chairwoman of the authority, and "
            "schools will get their passes at the old price for two more years.",
            "On the islands the news was received without surprise, but with some bitterness, as "
            "the evening boat was struck from the timetable only last autumn.",
        ),
    ),
    Story(
        "Two storks return to the brewery chimney",
        "Tom Okafor",
        "2024-04-11",
        "Nobody had counted on the pair after the storm in February.",
        "A nest rebuilt in eleven days",
        (
            "The pair that has nested on the old brewery for six springs came back on Wednesday, "
            "and the neighbours rang the bell of the chapel as they have always done.",
            "The storm had swept the nest from the chimney, and the fire brigade had put up a "
            "wheel of willow in March without much hope that anybody would want it.",
            "Ornithologists from the university now watch the birds by camera, and they count "
            "the frogs in the meadows to learn whether the brood will have enough.",
            "Last year three young storks left the nest at the end of July, and one of them was "
            "seen in October beside a rice field more than two thousand miles away.",
        ),
    ),
    Story(
        "Glassworks hires forty apprentices",
        "Li Wei",
        "2024-03-20",
        "For the first time since the furnace went out there are more places than school leavers.",
        "Old masters return to teach",
        (
            "The glassworks will train forty young people from September, its owners announced, "
            "and half of them will learn to blow lamps by mouth as their great-grandparents did.",
            "Orders from abroad have doubled within two years, chiefly for lighthouses and for "
            "theatres, which want the greenish light that only this sand will give.",
            "The town has bought the former weaving mill to house the apprentices, and a bus will "
            "run between the mill and the works every half hour until midnight.",
            "Not everybody is glad of it, since rents near the works have risen by a third, and "
            "the bakery on the square will make room for a shop that sells vases.",
        ),
    ),
)


def page(
    story: Story, *, head: str = "", inside: str = "", after: str = "", byline: str = ""
) -> str:
    """A story's page: `inside` stands amid its paragraphs, `after` behind them in their element."""
    lines = [f"<p>{line}</p>" for line in story.lines]
    return f"""<!doctype html><html lang="en"><head>
      <meta property="og:site_name" content="The Gazette">
      <link rel="canonical" href="https://{HOST}/{story.day}/story">
      <title>{story.headline} | The Gazette</title>{head}</head><body>
      <nav class="topics"><a href="/a">Harbor</a> <a href="/b">Town</a></nav>
      <article class="css-1x2y3z4 story"><h1 class="story-title mt-4">{story.headline}</h1>
      <p class="standfirst">{story.deck}</p>
      {byline or f'<p class="byline">By <a href="/w" class="writer-name">{story.writer}</a></p>'}
      <time class="story-date" datetime="{story.day}T09:00:00+02:00">{story.day}</time>
      <div class="story-text">{lines[0]}{lines[1]}{inside}{lines[2]}{lines[3]}{after}</div>
      </article><footer>Imprint</footer></body></html>"""


def samples(*pages: str) -> list[Sample]:
    """Pages laid out for learning."""
    found = []
    for number, source in enumerate(pages, 1):
        address = f"https://{HOST}/{number}"
        made = Page(address, source.encode(), "text/html", charset="utf-8")
        sample = open_sample(f"{number}.html", made, draft(house(), HOST))
        assert sample is not None, f"page {number} is no article"
        found.append(sample)
    return found


def as_pages(*sources: str) -> dict[str, Page]:
    """Pages by name, as they are learned from."""
    return {
        f"{number}.html": Page(None, source.encode(), "text/html", charset="utf-8")
        for number, source in enumerate(sources, 1)
    }


def rules(found: Sequence[object]) -> list[str]:
    """Proposals as a report calls them."""
    return [proposal.name for proposal in found]  # type: ignore[attr-defined]
