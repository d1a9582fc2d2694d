"""The report in a real browser: what it shows, what a click does, and that nothing else runs."""

from __future__ import annotations

import pytest

from scraper.types import Article, Block, Kind, Label, LabelledBlock, Strength, Verdict, Vote
from tests.browser.conftest import ROOT
from tests.desk import page
from tests.test_write import article
from tests.test_write_inert import everywhere, hostile_texts

TAKTBLATT = ROOT / "fixtures/taktblatt.example/interview-with-table/page.html"
HEBREW = ROOT / "fixtures/hof-yomi.example/paywalled/page.html"
PAGE = page(above="<nav><a href=/>Home</a></nav>", after="<aside><p>Read also</p></aside>")
ALL = article(*(f"{label} | A line of {label}." for label in Label), language="en")

# WCAG 2.2, 1.4.3: every text at least 4.5 times as bright as what is behind it, or the reverse.
CONTRASTS = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const over = (colors) => {
    canvas.fillStyle = "#fff";
    canvas.fillRect(0, 0, 1, 1);
    for (const color of colors) { canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1); }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const bright = (rgb) => rgb.map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || element.matches("script, style, article .n")) continue;
    const behind = [];
    for (let e = element; e; e = e.parentElement)
      behind.unshift(getComputedStyle(e).backgroundColor);
    const [a, b] = [over([...behind, getComputedStyle(element).color]), over(behind)].map(bright);
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) found.push(`${element.tagName}.${element.className} ` +
      `${walk.currentNode.data.trim().slice(0, 30)}: ${contrast.toFixed(2)}`);
  }
  return [...new Set(found)];
}"""


def test_the_story_stands_beside_the_page(show):
    tab = show(PAGE)
    kept, whole = tab.locator("#kept").bounding_box(), tab.locator("#page").bounding_box()
    assert kept["x"] + kept["width"] <= whole["x"] + 1
    assert tab.locator("article p").first.is_visible()


def test_a_click_in_the_story_lights_the_line_of_the_page(show):
    tab = show(PAGE)
    line = tab.locator("article p.l-body").nth(2)
    line.click()
    number = line.get_attribute("id")[1:]
    assert tab.locator(".blocks .lit").get_attribute("id") == f"b{number}"
    assert "lit" in line.get_attribute("class")


def test_a_click_on_a_line_of_the_page_opens_its_votes_and_lights_the_story(show):
    tab = show(PAGE)
    row = tab.locator(".blocks li.l-body").nth(1)
    row.locator("span").click()
    assert row.locator("pre").is_visible()
    assert tab.locator("article .lit").get_attribute("id") == f"a{row.get_attribute('id')[1:]}"


def test_a_removed_line_lights_alone(show):
    tab = show(PAGE)
    tab.locator(".blocks li.off span").first.click()
    assert tab.locator(".lit").count() == 1


def test_the_votes_open_by_keyboard(show):
    tab = show(PAGE)
    tab.locator(".blocks summary").first.focus()
    tab.keyboard.press("Enter")
    assert tab.locator(".blocks li").first.locator("pre").is_visible()


def test_a_label_is_switched_off_by_click_and_by_keyboard(show):
    tab = show(PAGE)
    row = tab.locator(".blocks li.l-nav").first
    tab.locator(".chip.l-nav").click()
    assert not row.is_visible()
    tab.locator("#show-nav").focus()
    tab.keyboard.press("Space")
    assert row.is_visible()


def test_a_line_is_found_by_its_words_or_its_rule(show):
    tab = show(PAGE)
    hidden = tab.locator(".blocks li[hidden]")
    for words in ("read also", tab.locator(".blocks li.l-nav code").first.text_content()):
        tab.locator(".find input").fill(words)
        hidden.first.wait_for(state="attached")
        assert tab.locator(".blocks li:visible").count() >= 1
        tab.locator(".find input").fill("")
        hidden.first.wait_for(state="detached")


def test_without_its_script_it_still_shows_switches_and_explains(browser, show, tmp_path):
    show(PAGE)
    tab = browser.new_page(java_script_enabled=False)
    tab.goto((tmp_path / "report.html").as_uri())
    tab.locator(".chip.l-nav").click()
    assert not tab.locator(".blocks li.l-nav").first.is_visible()
    tab.locator(".blocks li.l-body summary").first.click()
    assert tab.locator(".blocks li.l-body pre").first.is_visible()
    tab.close()


def test_a_phone_shows_one_column_and_nothing_wider_than_itself(show):
    tab = show(TAKTBLATT, width=400, height=800)
    kept, whole = tab.locator("#kept").bounding_box(), tab.locator("#page").bounding_box()
    assert kept["y"] + kept["height"] <= whole["y"] + 1
    assert tab.evaluate("document.documentElement.scrollWidth") <= 400


def test_a_page_in_hebrew_runs_from_right_to_left(show):
    tab = show(HEBREW)
    assert tab.evaluate("getComputedStyle(document.querySelector('article p')).direction") == "rtl"
    kept, whole = tab.locator("#kept").bounding_box(), tab.locator("#page").bounding_box()
    assert kept["x"] >= whole["x"] + whole["width"] - 1, "the story comes first: on the right"
    pre = "getComputedStyle(document.querySelector('.blocks pre')).direction"
    assert tab.evaluate(pre) == "ltr", "names of rules are English"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read_in_light_and_in_dark(show, scheme):
    tab = show(ALL)
    tab.emulate_media(color_scheme=scheme)
    tab.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
    tab.locator("article p").first.click()
    tab.locator("label.l-nav").click()
    assert tab.evaluate(CONTRASTS) == []


def test_it_prints_both_columns_whole(show):
    tab = show(PAGE)
    tab.emulate_media(media="print")
    overflow = "getComputedStyle(document.querySelector('#page')).overflowY"
    assert tab.evaluate(overflow) == "visible"
    assert not tab.locator(".find").is_visible()


def test_nothing_of_a_hostile_page_runs_or_is_loaded(show, tmp_path):
    texts = hostile_texts()
    both = [*texts, "<img src=http://127.0.0.1:9/x onerror=alert(1)>"]
    tab = show(everywhere("\n".join(both)))
    tab.locator(".blocks details").first.evaluate("row => { row.open = true }")
    tab.wait_for_timeout(200)
    assert tab.complaints == []
    assert tab.asked == [(tmp_path / "report.html").as_uri()]
    assert tab.locator("script").count() == 1


def test_should_an_escape_fail_the_policy_still_stops_it(show, tmp_path):
    tab = show(PAGE)
    report = tmp_path / "report.html"
    slipped = (
        "<script>document.title = 'run'</script><img src=http://127.0.0.1:9/x "
        "onerror=\"document.title = 'run'\"><style>body { display: none }</style>"
    )
    report.write_text(report.read_text("utf-8").replace("<main>", f"<main>{slipped}"), "utf-8")
    tab.reload()
    assert tab.title() != "run"
    assert tab.locator("article").is_visible()
    assert tab.blocked == [("http://127.0.0.1:9/x", "csp")]


def test_a_long_page_opens_and_its_labels_switch(show):
    # 5,000 lines: what is quadratic takes a browser a minute by then, what is not a second.
    labels = [Label.BODY, Label.NAV, Label.CAPTION, Label.LIST]
    blocks = tuple(
        LabelledBlock(
            Block(i, f"The bridge {i} reopened on Tuesday.", Kind.PARAGRAPH),
            labels[i % 4],
            "hook/x",
            (Vote(i, labels[i % 4], Strength.HOOK, "hook/x"),),
        )
        for i in range(5_000)
    )
    tab = show(Article(blocks=blocks, verdict=Verdict.COMPLETE))
    assert tab.locator(".blocks li").count() == 5_000
    tab.locator(".chip.l-nav").click()
    assert not tab.locator("#b1").is_visible()
