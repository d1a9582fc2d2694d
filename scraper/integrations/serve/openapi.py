"""What the service says of itself: an OpenAPI 3.1 document."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

import msgspec

from scraper.formats.record import article_schema
from scraper.integrations.serve.given import MAX_URL, GivenPage, GivenUrl
from scraper.integrations.serve.intake import (
    FORMATS,
    JSON,
    PAGES,
)
from scraper.integrations.serve.refusals import MEANINGS
from scraper.types import Reason, Verdict

Json = dict[str, Any]

PROBLEM = "application/problem+json"
REASONS = (*MEANINGS, *(reason for reason in Reason if reason not in
           (Reason.NOT_MODIFIED, Reason.DUPLICATE, Reason.NO_LIST)))  # fmt: skip
_REFUSED_TO_ALL = (400, 403, 421, 500)
_SCHEMAS = "#/components/schemas/"


def openapi(version: str, needs_token: bool) -> Json:
    """The document. What an Article holds is said by `article_schema`, and repeated here."""
    components: Json = {"schemas": _schemas()}
    document: Json = {
        "openapi": "3.1.0",
        "info": {
            "title": "scraper",
            "version": version,
            "description": "Turns news pages and text dumps into clean articles.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": {
            "/clean": {"post": _clean()},
            "/fetch": {"post": _fetch()},
            "/health": {"get": _health()},
            "/openapi.json": {"get": _self("openapi", "This document", JSON)},
            "/docs": {"get": _self("docs", "This document as a page to read", "text/html")},
        },
        "components": components,
    }
    if needs_token:
        components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        for path in ("/clean", "/fetch"):
            operation = document["paths"][path]["post"]
            operation["security"] = [{"token": []}]
            operation["responses"] |= _problems([401])
    return document


def _clean() -> Json:
    pages: Json = {media_type: {"schema": {"type": "string"}} for media_type in PAGES}
    return {
        "operationId": "clean",
        "summary": "The article on a page",
        "description": "The body is the page: HTML or plain text, in the charset that its "
        "Content-Type names or that the page itself declares; or JSON that holds it.",
        "parameters": [
            _parameter(
                "url",
                {"type": "string", "maxLength": MAX_URL},
                "Where the page is from: finds the site's own rules. It is not fetched.",
            ),
            _format(),
        ],
        "requestBody": {
            "required": True,
            "content": {**pages, JSON: {"schema": {"$ref": f"{_SCHEMAS}GivenPage"}}},
        },
        "responses": {**_article(), **_problems([*_REFUSED_TO_ALL, 408, 413, 415, 422, 503])},
    }


def _fetch() -> Json:
    return {
        "operationId": "fetch",
        "summary": "The article at a URL",
        "description": "Fetched with manners: robots.txt is obeyed, a host is asked once a "
        "second, private addresses never. The pages of a story are joined.",
        "parameters": [_format()],
        "requestBody": {
            "required": True,
            "content": {JSON: {"schema": {"$ref": f"{_SCHEMAS}GivenUrl"}}},
        },
        "responses": {
            **_article(),
            **_problems([*_REFUSED_TO_ALL, 408, 413, 415, 422, 502, 503, 504]),
        },
    }


def _health() -> Json:
    answer = {
        "description": "How the service is; with status 503 it can do no work",
        "content": {JSON: {"schema": {"$ref": f"{_SCHEMAS}Health"}}},
    }
    return {
        "operationId": "health",
        "summary": "Whether the service is alive; needs no token",
        "responses": {"200": answer, "503": answer, **_problems([403, 421])},
    }


def _self(name: str, summary: str, media_type: str) -> Json:
    schema = {"type": "object"} if media_type == JSON else {"type": "string"}
    answer = {"description": summary, "content": {media_type: {"schema": schema}}}
    responses = {"200": answer, **_problems([403, 421])}
    return {"operationId": name, "summary": summary, "responses": responses}


def _format() -> Json:
    return _parameter(
        "format", {"enum": list(FORMATS), "default": "json"}, "What the article comes as."
    )


def _parameter(name: str, schema: Json, about: str) -> Json:
    return {"name": name, "in": "query", "description": about, "schema": schema}


def _article() -> Json:
    content = {
        media_type: {
            "schema": {"$ref": f"{_SCHEMAS}Article"} if media_type == JSON else {"type": "string"}
        }
        for _, media_type in FORMATS.values()
    }
    headers = {
        "Scraper-Verdict": {
            "description": "Whether it is a whole story",
            "schema": {"enum": [str(verdict) for verdict in Verdict]},
        }
    }
    return {"200": {"description": "The article", "headers": headers, "content": content}}


def _problems(statuses: Iterable[int]) -> Json:
    schema = {"$ref": f"{_SCHEMAS}Problem"}
    return {
        str(status): {
            "description": HTTPStatus(status).phrase,
            "content": {PROBLEM: {"schema": schema}},
        }
        for status in sorted(statuses)
    }


def _schemas() -> Json:
    article = article_schema()
    parts = article.pop("$defs")
    for key in ("$schema", "$id"):
        del article[key]
    bodies = msgspec.json.schema_components(
        [GivenPage, GivenUrl], ref_template=f"{_SCHEMAS}{{name}}"
    )[1]
    bodies["GivenPage"]["oneOf"] = [_given("html"), _given("text")]
    own = {"Problem": _problem(), "Health": _health_schema()}
    schemas: Json = {**own, **bodies, "Article": article, **parts}
    return {name: _referring(schema) for name, schema in schemas.items()}


def _given(name: str) -> Json:
    """A schema for bodies in which one of two names has a text, and the other none."""
    return {"required": [name], "properties": {name: {"type": "string"}}}


def _referring(schema: Any) -> Any:
    """The schema, with references to its own parts as this document has them."""
    if isinstance(schema, dict):
        return {
            key: value.replace("#/$defs/", _SCHEMAS) if key == "$ref" else _referring(value)
            for key, value in schema.items()
        }
    return [_referring(each) for each in schema] if isinstance(schema, list) else schema


def _problem() -> Json:
    return {
        "description": "Why there is no article (RFC 9457).",
        "type": "object",
        "required": ["type", "title", "status", "detail", "reason"],
        "properties": {
            "type": {"type": "string", "description": "Where the reason is explained."},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string", "description": "What was seen, and what to do."},
            "reason": {
                "description": "A word that programs compare; http_NNN is a site's status.",
                "anyOf": [
                    {"enum": [str(reason) for reason in REASONS]},
                    {"type": "string", "pattern": r"^http_\d{3}$"},
                ],
            },
        },
    }


def _health_schema() -> Json:
    number = {"type": "integer", "minimum": 0}
    return {
        "type": "object",
        "required": ["status", "version", "workers", "cleaning", "fetching"],
        "properties": {
            "status": {"enum": ["ok", "out_of_order"]},
            "version": {"type": "string"},
            "workers": number | {"description": "Processes that read pages."},
            "cleaning": number | {"description": "Requests under way that brought a page."},
            "fetching": number | {"description": "Requests under way that named a URL."},
        },
    }
