"""Who may ask the service, and for what: hosts, origins, tokens, private addresses."""

from __future__ import annotations

import re

import pytest

pytest.importorskip("starlette", reason="make test-integrations installs it")
pytest.importorskip("uvicorn")

from scraper.cli.main import _parser
from tests.integrations.serve.service import HTML, PAGE, Service, leading_to, started
from tests.integrations.serve.test_http import reason

TOKEN = "7d0c1b8e5a9f4c26"


# ---- SSRF


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("http://127.0.0.1/", "blocked_address"),
        ("http://127.1/", "blocked_address"),
        ("http://2130706433/", "blocked_address"),
        ("http://0x7f.1/", "blocked_address"),
        ("http://[::1]/", "blocked_address"),
        ("http://[::ffff:127.0.0.1]/", "blocked_address"),
        ("http://0.0.0.0/", "blocked_address"),
        ("http://localhost/", "blocked_address"),
        ("http://LOCALHOST.:80/", "blocked_address"),
        ("http://169.254.169.254/latest/meta-data/", "blocked_address"),
        ("http://10.0.0.1/", "blocked_address"),
        ("http://user:secret@192.168.1.1/", "bad_url"),
        ("file:///etc/passwd", "bad_url"),
        ("ftp://news.example/", "bad_url"),
        ("gopher://127.0.0.1:25/", "bad_url"),
        ("data:text/html,<p>x", "bad_url"),
        ("//127.0.0.1/", "blocked_address"),
        ("/etc/passwd", "bad_url"),
        ("http://", "bad_url"),
    ],
)
def test_no_private_address_is_asked(service: Service, url: str, word: str) -> None:
    answer = service.post("/fetch", json={"url": url})
    assert reason(answer, 422 if word == "bad_url" else 403) == word


def test_the_service_cannot_be_made_to_ask_itself(service: Service) -> None:
    assert reason(service.post("/fetch", json={"url": f"{service.url}/health"}), 403)


@pytest.mark.parametrize(
    ("location", "status", "word"),
    [
        ("http://127.0.0.2/", 403, "blocked_address"),  # its neighbour 127.0.0.1 is allowed
        ("http://169.254.169.254/", 403, "blocked_address"),
        ("http://[::1]:22/", 403, "blocked_address"),
        ("file:///etc/passwd", 502, "bad_redirect"),
    ],
)
def test_no_redirect_leads_to_one(local: Service, location: str, status: int, word: str) -> None:
    with leading_to(location) as origin:
        assert reason(local.post("/fetch", json={"url": f"{origin}/a"}), status) == word


# ---- who asks


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example"])
def test_a_page_elsewhere_whose_name_leads_here_is_refused(service: Service, host: str) -> None:
    assert reason(service.get("/health", headers={"Host": host}), 421) == "wrong_host"


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:9", "[::1]:8000"])
def test_this_machine_may_be_called_by_any_of_its_names(service: Service, host: str) -> None:
    assert service.get("/health", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1"])
def test_a_page_of_another_site_is_refused_even_where_it_needs_no_answer(
    service: Service, origin: str
) -> None:
    headers = {"Content-Type": "text/plain", "Origin": origin}
    answer = service.post("/clean", content=PAGE, headers=headers)
    assert reason(answer, 403) == "wrong_origin"
    assert "access-control-allow-origin" not in answer.headers


def test_a_token_opens_what_a_missing_or_wrong_one_does_not() -> None:
    with started("serve", SCRAPER_TOKEN=TOKEN) as service:
        for given in ({}, {"Authorization": f"Bearer {TOKEN[:-1]}"}, {"Authorization": TOKEN},
                      {"Authorization": "Bearer é".encode("latin-1")}):  # fmt: skip
            answer = service.post("/clean", content=PAGE, headers={**HTML, **given})
            assert reason(answer, 401) == "unauthorized"
            assert answer.headers["www-authenticate"].startswith("Bearer")
        given = {"Authorization": f"bearer {TOKEN}"}
        assert service.post("/clean", content=PAGE, headers={**HTML, **given}).status_code == 200
        assert service.get("/health").status_code == 200
        assert service.get("/openapi.json").json()["components"]["securitySchemes"]


def test_other_names_and_no_token_are_possible_and_warned_of() -> None:
    with started("serve", "--host", "0.0.0.0", "--allow-host", "news.internal") as service:
        service.url = service.url.replace("0.0.0.0", "127.0.0.1")
        named = service.get("/health", headers={"Host": "news.internal"})
        assert named.status_code == 200
        assert reason(service.get("/health"), 421) == "wrong_host"
        _, said = service.end(15)
    assert "warning" in said
    assert "no authentication" in said


def test_a_request_is_a_line_in_the_log_without_secrets() -> None:
    with started("serve") as service:
        url = "http://ana:secret@10.0.0.1/story?key=hidden"
        service.post("/fetch", json={"url": url})
        service.post("/clean", params={"url": url}, content=PAGE, headers=HTML)
        _, said = service.end(15)
    fetched, cleaned = (line for line in said.splitlines() if "POST" in line)
    assert re.search(
        r"Z 127\.0\.0\.1 POST /fetch 422 \d+ ms http://10\.0\.0\.1/story bad_url$", fetched
    )
    assert re.search(r"POST /clean 200 \d+ ms http://10\.0\.0\.1/story complete$", cleaned)
    assert "secret" not in said
    assert "hidden" not in said


def test_advice_names_only_options_that_the_service_has() -> None:
    from scraper.integrations.serve.openapi import REASONS
    from scraper.integrations.serve.refusals import describe

    help_of_all = "".join(
        action.choices["serve"].format_help()
        for action in _parser()._actions
        if isinstance(action.choices, dict)
    )
    for word in (*REASONS, "http_403", "http_408", "http_429", "http_503"):
        for option in re.findall(r"--[a-z-]+", describe(word)):
            assert option in help_of_all, word
