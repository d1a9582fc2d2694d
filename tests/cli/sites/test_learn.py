"""`scraper sites learn` and `new`: a config from saved pages."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from threading import Thread

import pytest

from scraper.cli.demo.server import serve
from scraper.cli.demo.site import GONE
from scraper.cli.demo.stories import load_shelf
from tests.cli.conftest import Run
from tests.learn.paper import HOST, STORIES, page


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A folder with three saved stories, the newest of the fourth of May."""
    folder = tmp_path / "saved"
    folder.mkdir()
    for number, story in enumerate(STORIES):
        path = folder / f"{number}.html"
        path.write_text(page(story), "utf-8")
        os.utime(path, (1714780800 - number,) * 2)  # 2024-05-04T00:00:00Z
    return folder


def test_a_config_goes_to_standard_output_and_the_report_beside_it(run: Run, saved: Path) -> None:
    code, out, err = run("sites", "learn", str(saved))
    assert code == 0
    table = tomllib.loads(out)
    assert table["body"] == {"root": [".story-text"]}
    assert table["checked"].isoformat() == "2024-05-04"
    assert err.startswith(f"{HOST}: 11 rules from 3 pages\n")
    assert "1.html: as before" in err


def test_a_config_that_is_there_is_not_overwritten(run: Run, saved: Path, tmp_path: Path) -> None:
    path = tmp_path / f"{HOST}.toml"
    path.write_text("# mine\n", "utf-8")
    code, _, err = run("sites", "learn", str(saved), "-o", str(path))
    assert code == 2
    assert "--force" in err
    assert path.read_text("utf-8") == "# mine\n"
    assert run("sites", "learn", str(saved), "-o", str(path), "--force")[0] == 0
    assert "[body]" in path.read_text("utf-8")


def test_a_file_that_is_no_page_is_named_and_the_others_are_learned(run: Run, saved: Path) -> None:
    (saved / "photo.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    code, out, err = run("sites", "learn", str(saved))
    assert code == 1
    assert "photo.html" in err
    assert "[body]" in out


def test_without_an_article_there_is_nothing_to_learn(run: Run, tmp_path: Path) -> None:
    (tmp_path / "front.html").write_text("<p><a href='/a'>News</a></p>", "utf-8")
    code, out, err = run("sites", "learn", str(tmp_path))
    assert (code, out) == (2, "")
    assert "save two or more stories" in err


def test_pages_that_name_no_host_need_one_said(run: Run, saved: Path) -> None:
    for path in saved.iterdir():
        path.write_text(path.read_text("utf-8").replace("canonical", "next"), "utf-8")
    code, _, err = run("sites", "learn", str(saved))
    assert code == 2
    assert "--host" in err
    assert run("sites", "learn", str(saved), "--host", HOST)[0] == 0


ASIDES = [
    f"Sand of the {name} kind lies under one farm, which sells it by the cart." for name in "abc"
]


@pytest.fixture
def right(run: Run, saved: Path, tmp_path: Path) -> Path:
    """What `scraper clean` makes of the stories, a line of the paper's chronicle amid each."""
    for path, story, aside in zip(sorted(saved.iterdir()), STORIES, ASIDES, strict=True):
        path.write_text(page(story, inside=f"<p class='chronicle'>{aside}</p>"), "utf-8")
    assert run("clean", str(saved), "-f", "jsonl", "-o", str(tmp_path / "right"))[0] == 0
    return tmp_path / "right"


def strike(path: Path, line: str) -> None:
    """Nothing; takes a line out of a cleaned article, as somebody with an editor does."""
    assert line in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(f"{line}\\n\\n", ""), "utf-8")


def test_what_is_struck_from_a_cleaned_article_becomes_a_rule(
    run: Run, saved: Path, right: Path
) -> None:
    strike(right / "0.html.jsonl", ASIDES[0])
    (right / "1.html.jsonl").unlink()
    (right / "2.html.jsonl").unlink()
    code, out, err = run("sites", "learn", str(saved), "--corrected", str(right))
    assert code == 0
    assert tomllib.loads(out)["blocks"]["other"] == [".chronicle"]
    assert ASIDES[2] in err, "the report says what goes out of the other stories"


def test_articles_put_right_may_stand_in_one_file(run: Run, saved: Path, right: Path) -> None:
    for number, aside in enumerate(ASIDES):
        strike(right / f"{number}.html.jsonl", aside)
    together = right.with_suffix(".jsonl")
    together.write_text("".join(p.read_text("utf-8") for p in sorted(right.iterdir())), "utf-8")
    _, out, _ = run("sites", "learn", str(saved), "--corrected", str(together))
    assert tomllib.loads(out)["blocks"]["other"] == [".chronicle"]


def test_a_text_alone_says_what_the_story_is(run: Run, saved: Path, right: Path) -> None:
    text = right.parent / "0.txt"
    text.write_text("\n\n".join(STORIES[0].lines), "utf-8")
    _, out, _ = run("sites", "learn", str(saved), "--corrected", str(text))
    assert tomllib.loads(out)["blocks"]["other"] == [".chronicle"]


def test_what_the_rules_leave_wrong_is_said(run: Run, saved: Path, right: Path) -> None:
    row = right / "0.html.jsonl"
    row.write_text(row.read_text("utf-8").replace("Ana Ruiz", "Anna Ruiz"), "utf-8")
    _, _, err = run("sites", "learn", str(saved), "--corrected", str(row))
    assert "still not right: authors: \"('Ana Ruiz',)\" instead of \"('Anna Ruiz',)\"" in err


@pytest.mark.parametrize(
    ("name", "source", "said"),
    [
        ("9.txt", "Rain fell.", "no page is called after '9.txt'"),
        ("0.json", "[1]", "expected an article"),
        ("0.json", '{"text": "Rain', "0.json"),
        ("0.json", '{"text": 5}', "$.text"),
        ("0.md", "Rain fell.", "expected .json, .jsonl, .txt"),
    ],
)
def test_an_article_that_cannot_be_put_beside_a_page_is_named(
    run: Run, saved: Path, tmp_path: Path, name: str, source: str, said: str
) -> None:
    (tmp_path / "right").mkdir()
    (tmp_path / "right" / name).write_text(source, "utf-8")
    code, out, err = run("sites", "learn", str(saved), "--corrected", str(tmp_path / "right"))
    assert (code, out) == (2, "")
    assert said in err


def test_an_article_that_two_pages_could_be_is_refused(
    run: Run, saved: Path, tmp_path: Path
) -> None:
    (saved / "0.htm").write_text((saved / "0.html").read_text("utf-8"), "utf-8")
    (tmp_path / "0.txt").write_text("Rain fell.", "utf-8")
    code, _, err = run("sites", "learn", str(saved), "--corrected", str(tmp_path / "0.txt"))
    assert code == 2
    assert "several pages are" in err


def test_a_new_config_is_put_where_it_is_found(run: Run, saved: Path, tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    pages = [str(path) for path in sorted(saved.iterdir())]
    code, _, err = run("sites", "new", *pages, "--config", str(rules))
    assert code == 0
    assert f"scraper sites check {HOST} --config {rules}" in err
    assert run("sites", "show", HOST, "--config", str(rules))[0] == 0
    assert run("sites", "new", *pages, "--config", str(rules))[0] == 2  # it is there now


def test_pages_on_the_web_are_fetched_and_saved_beside_the_rules(run: Run, tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    courier = [story.path for story in load_shelf().stories if "/courier/article/" in story.path]
    with serve(0) as site:
        Thread(target=site.serve_forever, daemon=True).start()
        urls = [site.origin + path for path in (*courier, GONE)]
        local = [
            "--host",
            "courier.example",
            "--config",
            str(rules),
            "--allow-private",
            "127.0.0.1",
        ]
        code, _, err = run("sites", "new", *urls, *local)
        site.shutdown()
    assert code == 1, "one of the pages is gone"
    assert f"{urls[-1]}: http_404" in err
    assert len(list((rules / "pages").rglob("*.html"))) == len(courier)
    assert ".story-body" in (rules / "sites" / "courier.example.toml").read_text("utf-8")


def test_where_no_page_could_be_had_nothing_is_written(run: Run, tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    code, _, err = run("sites", "new", "http://127.0.0.1:9/story", "--config", str(rules))
    assert code == 1
    assert "blocked_address" in err
    assert not rules.exists()
