"""Where a command finds borrowed rules: the option, the environment, the user's settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.cli.rules import find_ftr
from scraper.errors import ConfigError
from tests.cli.conftest import Run


def settings(home: Path, text: str) -> dict[str, str]:
    """An environment whose user has these settings."""
    (home / "scraper").mkdir()
    (home / "scraper" / "settings.toml").write_text(text, "utf-8")
    return {"XDG_CONFIG_HOME": str(home)}


def test_the_environment_names_a_checkout() -> None:
    assert find_ftr({"SCRAPER_FTR": "/srv/rules"}) == Path("/srv/rules")


def test_the_users_settings_name_one_beside_themselves(tmp_path: Path) -> None:
    assert find_ftr(settings(tmp_path, 'ftr = "rules"')) == tmp_path / "scraper" / "rules"


def test_an_empty_variable_is_no_checkout_whatever_the_settings_say(tmp_path: Path) -> None:
    assert find_ftr({**settings(tmp_path, 'ftr = "rules"'), "SCRAPER_FTR": ""}) is None


def test_most_users_have_no_settings(tmp_path: Path) -> None:
    assert find_ftr({"XDG_CONFIG_HOME": str(tmp_path)}) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('user_agent = "x"', "unknown key 'user_agent'"),
        ("ftr = 3", "write a folder in quotes"),
        ("ftr = ", "not valid TOML"),
    ],
)
def test_settings_that_say_something_else_are_refused(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        find_ftr(settings(tmp_path, text))


@pytest.fixture(name="checkout")
def _checkout(tmp_path: Path) -> Path:
    folder = tmp_path / "checkout"
    folder.mkdir()
    (folder / "paper.example.txt").write_text(
        "body: //article\nstrip: //p[3]\nhttp_header(user-agent): Googlebot\n", "utf-8"
    )
    return folder


def test_explain_names_the_borrowed_rule(run: Run, desk: Path, checkout: Path) -> None:
    options = ("--url", "https://paper.example/1", "--ftr", str(checkout))
    code, out, _ = run("explain", "pages/bridge.html", *options)
    assert code == 0
    assert "ftr/paper.example/strip //p[3]" in out.replace('\\"', "")


def test_clean_follows_the_environment(
    run: Run, desk: Path, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCRAPER_FTR", str(checkout))
    _, out, _ = run("clean", "pages/bridge.html", "--url", "https://paper.example/1")
    assert "The old bridge" in out
    assert "driven by a baker" not in out


@pytest.mark.parametrize(
    "command", [["clean", "pages/bridge.html"], ["sites", "show", "a.example"]]
)
def test_a_folder_without_rules_is_wrong_usage(run: Run, desk: Path, command: list[str]) -> None:
    code, _, err = run(*command, "--ftr", "nowhere")
    assert code == 2
    assert "nowhere: no such folder; name a checkout" in err


def test_show_lists_borrowed_rules_and_what_was_left(run: Run, checkout: Path) -> None:
    code, out, _ = run("sites", "show", "paper.example", "--ftr", str(checkout))
    assert code == 0
    assert "# below all of these, as hints: ftr/paper.example.txt" in out
    assert "#   body         article" in out
    assert "#   left: paper.example.txt:3: http_header left" in out


def test_import_prints_a_config(run: Run, checkout: Path) -> None:
    code, out, _ = run("sites", "import", "paper.example", "--ftr", str(checkout))
    assert code == 0
    assert '[body]\nroot = [\n    "article",\n]' in out
    assert "Googlebot" not in out


def test_import_of_an_unknown_host_is_a_failed_input(run: Run, checkout: Path) -> None:
    code, out, _ = run("sites", "import", "other.example", "--ftr", str(checkout))
    assert code == 1
    assert out.startswith("# no rules for other.example in ")


def test_import_asks_for_a_checkout(run: Run) -> None:
    code, _, err = run("sites", "import", "paper.example")
    assert code == 2
    assert "--ftr DIR or SCRAPER_FTR" in err
