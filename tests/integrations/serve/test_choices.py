"""`scraper serve` and `scraper mcp` as they are typed, without what they need, and wrongly."""

from __future__ import annotations

import pytest

import scraper.cli.serving.choices
from scraper.cli.main import _parser, main


@pytest.mark.parametrize("command", ["serve", "mcp"])
def test_without_its_extra_a_command_says_how_to_get_it(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(scraper.cli.serving.choices, "find_spec", lambda name: None)
    assert main([command]) == 2
    assert f"pip install 'scraper[{command}]'" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["serve", "mcp"])
def test_help_has_examples(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0
    out = capsys.readouterr().out
    assert f"examples:\n  scraper {command} " in out
    assert "exit codes:" in out


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["--port", "70000"], "no port"),
        (["--token", "short"], "openssl rand"),
        (["--token", ""], "openssl rand"),
        (["--config", "nowhere"], "nowhere"),
        (["--allow-private", "10.0.0.1/8"], "10.0.0.0/8"),
        (["--at-once", "0"], "above 0"),
    ],
)
def test_what_cannot_be_is_told_before_anything_starts(
    given: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("starlette", reason="make test-integrations installs it")
    pytest.importorskip("uvicorn")
    assert main(["serve", "--port", "0", *given]) == 2
    captured = capsys.readouterr()
    assert told in captured.err
    assert captured.out == ""


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ([], {"127.0.0.1", "localhost", "::1"}),
        (["--host", "127.0.0.2"], {"127.0.0.1", "localhost", "::1", "127.0.0.2"}),
        (["--allow-host", "News.Internal"], {"127.0.0.1", "localhost", "::1", "news.internal"}),
        (["--host", "0.0.0.0", "--allow-host", "news.internal"], {"news.internal"}),
        (["--host", "0.0.0.0"], None),
    ],
)
def test_the_names_it_answers_to_follow_from_where_it_listens(
    given: list[str], names: set[str] | None
) -> None:
    pytest.importorskip("starlette", reason="make test-integrations installs it")
    args = _parser().parse_args(["serve", *given])
    assert scraper.cli.serving.choices.hosts_of(args) == names
