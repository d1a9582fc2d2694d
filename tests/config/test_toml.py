"""What is written as TOML is read back as it was."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.config.schema import SourceTable
from scraper.config.toml import quote, spell

texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
values = st.recursive(
    st.booleans() | st.integers(-(2**60), 2**60) | texts | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


@given(values)
def test_every_value_comes_back(value: object) -> None:
    assert tomllib.loads(f"x = {spell(value)}")["x"] == value


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("h1.headline", '"h1.headline"'),
        ('[data-test="body"]', "'[data-test=\"body\"]'"),
        (r"^\d+ shares$", r"'^\d+ shares$'"),
        ("Today's news", '"Today\'s news"'),
        ("it's \\d", '"it\'s \\\\d"'),
        ("a\nb", '"a\\nb"'),
    ],
)
def test_a_text_is_written_as_a_person_would(text: str, written: str) -> None:
    assert quote(text) == written


def test_of_a_source_only_what_was_set_is_written() -> None:
    assert spell(SourceTable(css=".by a", all=True)) == '{ css = ".by a", all = true }'
    assert spell(date(2024, 5, 1)) == "2024-05-01"


def test_what_no_config_holds_is_refused() -> None:
    with pytest.raises(TypeError, match="no TOML for object"):
        spell(object())
