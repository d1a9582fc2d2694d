"""The JSON Schema that editors complete from."""

from __future__ import annotations

import json

from scraper.config import builtin_folder
from scraper.config.schema import Field, site_schema
from scraper.types import Label


def test_the_schema_in_the_folder_is_that_of_the_code() -> None:
    written = json.loads((builtin_folder() / "schema.json").read_text("utf-8"))
    assert written == site_schema(), "write it anew: scraper sites schema > config/schema.json"


def test_the_schema_knows_every_field_and_label() -> None:
    site = site_schema()["$defs"]["SiteFile"]["properties"]
    assert site["fields"]["propertyNames"]["enum"] == list(Field)
    assert site["blocks"]["propertyNames"]["enum"] == list(Label)


def test_the_schema_describes_the_keys_and_allows_no_others() -> None:
    for shape in site_schema()["$defs"].values():
        if shape.get("type") == "object":
            assert shape["additionalProperties"] is False, shape["title"]
    assert (
        "Europe/Berlin"
        in site_schema()["$defs"]["SiteFile"]["properties"]["timezone"]["description"]
    )
