"""Class words of config/defaults.toml: what each catches and spares."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper import ConfigError
from scraper.config import load_config
from scraper.config.hooks import split_name
from scraper.types import Label
from tests.desk import house, write_rules

HOOKS = house().defaults.hook
YES = [pytest.param(h.id, h.label, name, id=f"{h.id}-{name}") for h in HOOKS for name in h.yes]
NO = [pytest.param(h.id, name, id=f"{h.id}-{name}") for h in HOOKS for name in h.no]


@pytest.mark.parametrize(("hook", "label", "name"), YES)
def test_a_hook_catches_its_example(hook: str, label: Label, name: str) -> None:
    assert house().hooks.find(name) == (f"hook/{hook}", label)


@pytest.mark.parametrize(("hook", "name"), NO)
def test_a_hook_spares_its_look_alike(hook: str, name: str) -> None:
    found = house().hooks.find(name)
    assert found is None or found[0] != f"hook/{hook}"


@pytest.mark.parametrize("hook", HOOKS, ids=lambda h: h.id)
def test_every_hook_has_something_to_catch_and_something_to_spare(hook: object) -> None:
    assert getattr(hook, "yes", None)
    assert getattr(hook, "no", None)


def test_no_two_hooks_share_an_id() -> None:
    ids = [hook.id for hook in HOOKS]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", ["article-body", "story_content", "entryContent", "twitter-tweet"])
def test_the_names_of_a_story_make_hooks_void(name: str) -> None:
    assert house().hooks.find(f"{name} share-bar") is None


@pytest.mark.parametrize("name", ["has-newsletter", "no-ads", "with-sidebar", "category-weather"])
def test_names_that_say_what_is_inside_are_not_read(name: str) -> None:
    assert house().hooks.find(name) is None
    assert house().hooks.find(f"{name} share-bar") == ("hook/share", Label.SHARE)


def test_a_headlines_address_is_no_name() -> None:
    assert house().hooks.find("why-the-ad-slot-beside-the-bridge-went-dark") is None


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("share-bar", ["share", "bar"]),
        ("shareBar", ["share", "bar"]),
        ("ShareBar__item", ["share", "bar", "item"]),
        ("SEOBox", ["seo", "box"]),
        ("col2", ["col"]),
        ("--", []),
    ],
)
def test_a_name_is_read_as_its_words(name: str, words: list[str]) -> None:
    assert split_name(name) == words


def test_words_of_two_names_do_not_make_one() -> None:
    assert house().hooks.find("read more-or-less") is None


def test_of_two_hooks_the_first_in_the_file_wins() -> None:
    ids = [hook.id for hook in HOOKS]
    found = house().hooks.find("related-newsletter")
    assert found
    assert found[0] == "hook/" + min("related", "newsletter", key=ids.index)


def test_an_entry_that_no_name_can_match_is_refused(tmp_path: Path) -> None:
    rules = write_rules(tmp_path)
    text = "[markup]\n[[hook]]\nid = 'ad'\nlabel = 'ad'\nwords = ['ad-slot']\nyes = []\nno = []"
    (tmp_path / "defaults.toml").write_text(f"never = []\nignored = []\n{text}", "utf-8")
    with pytest.raises(ConfigError, match=r"defaults\.toml: hook ad: 'ad-slot'"):
        rules.hooks.find("ad-slot")


def test_a_folder_without_defaults_is_no_config(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no rules here; make a folder sites/"):
        load_config(tmp_path)


def test_hooks_may_be_few_or_none(tmp_path: Path) -> None:
    assert write_rules(tmp_path).hooks.find("share-bar") is None
