"""A folder of rules for an invented paper and its invented CMS."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

SITE = """
    name = "The Harbor Gazette"
    family = "presskit"
    hosts = ["gazette-live.example"]
    checked = 2024-05-01
    [body]
    root = [".story"]
    [blocks]
    share = [".bar"]
    [[section]]
    name = "gallery"
    path = '^/gallery/'
    blocks.caption = [".slide p"]
"""
FAMILY = """
    timezone = "Europe/Berlin"
    [blocks]
    share = [".pk-share"]
    newsletter = [{ css = ".pk-box", text = "letter" }]
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A folder with the file of one site and of its family."""
    folder = tmp_path / "rules"
    for name, text in (("sites/gazette.example", SITE), ("family/presskit", FAMILY)):
        path = folder / f"{name}.toml"
        path.parent.mkdir(parents=True)
        path.write_text(dedent(text), "utf-8")
    return folder
