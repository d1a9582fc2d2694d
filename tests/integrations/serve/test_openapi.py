"""Schemathesis asks the running service what its own document allows, and what it does not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.integrations.serve.service import Service

pytest.importorskip("starlette", reason="make test-integrations installs it")
pytest.importorskip("uvicorn")
schemathesis = pytest.importorskip("schemathesis")
general = pytest.importorskip("schemathesis.checks")
checks = pytest.importorskip("schemathesis.specs.openapi.checks")

OPERATIONS = (
    ("/clean", "POST"),
    ("/fetch", "POST"),
    ("/health", "GET"),
    ("/openapi.json", "GET"),
    ("/docs", "GET"),
)


@schemathesis.serializer("text/html", "application/xhtml+xml")
def as_page(context: object, value: object) -> bytes:
    """Any string is a page."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")


def unjust(case: Any) -> dict[Any, bool]:
    """Checks of Schemathesis that ask for what no schema can say here."""
    return {
        # A host that was made up has no address: 502, and documented. 500 is looked for below.
        general.not_a_server_error: True,
        # A page may be binary, a string no URL.
        checks.positive_data_acceptance: True,
        # Whatever is sent as text/html is a page, if it was meant to be a number or not.
        checks.negative_data_rejection: case.media_type != "application/json",
    }


@pytest.fixture(scope="module")
def api(service: Service) -> Any:
    return schemathesis.openapi.from_url(f"{service.url}/openapi.json")


def test_all_operations_are_tried(api: Any) -> None:
    paths = api.raw_schema["paths"]
    assert (
        tuple((path, m.upper()) for path, methods in paths.items() for m in methods) == OPERATIONS
    )


@pytest.mark.parametrize("mode", ["positive", "negative"])
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_every_answer_is_as_the_document_says(api: Any, path: str, method: str, mode: str) -> None:
    """`negative` is what the document does not allow, where there is such a thing."""
    operation = api[path][method]
    if mode == "negative" and not (operation.body or operation.query):
        pytest.skip("it takes nothing that could be wrong")

    @given(case=operation.as_strategy(schemathesis.GenerationMode(mode)))
    @settings(
        max_examples=100,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def ask(case: Any) -> None:
        excluded = [check for check, is_off in unjust(case).items() if is_off]
        answer = case.call_and_validate(timeout=60, excluded_checks=excluded)
        assert answer.status_code != 500
        assert b"a bug of ours" not in answer.content
        if answer.status_code in (415, 422):
            assert answer.json()["reason"] in ("not_html", "unreadable", "bad_url")

    ask()
