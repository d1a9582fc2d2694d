"""Which rules of a checkout of Full-Text RSS rules are for a host."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from scraper.errors import ConfigError
from scraper.ftr.rulefile import RuleFile, parse_rules

GLOBAL = "global.txt"
_HOST = re.compile(r"(?:(?:[a-z0-9-]*[a-z0-9])\.)*[a-z0-9-]*[a-z0-9]")
MAX_HOST = 200  # characters
MAX_FILE = 1_000_000  # characters; the longest file has 20,000


@dataclass(frozen=True)
class Checkout:
    """A folder of rule files, `example.com.txt` each. A file is read when its host is asked for."""

    folder: Path
    _rules: dict[str, RuleFile | None] = field(default_factory=dict, repr=False, compare=False)

    def rules(self, host: str) -> RuleFile | None:
        """The rules for a host, those for all hosts behind them; None where it has none of its own.

        The host's own file comes before `.rest.txt`, that of all hosts with one more label in
        front; only one of them counts. A file that rules automatic detection out stands alone.
        """
        if host not in self._rules:
            self._rules[host] = self._look_up(host)
        return self._rules[host]

    def own(self, host: str) -> RuleFile | None:
        """The rules for a host alone; None where it has none."""
        plain = host.lower().removeprefix("www.")
        if len(plain) > MAX_HOST or not _HOST.fullmatch(plain):
            return None
        above = plain.partition(".")[2]
        return self._load(f"{plain}.txt") or (self._load(f".{above}.txt") if above else None)

    def _look_up(self, host: str) -> RuleFile | None:
        own = self.own(host)
        if own is None or any(d.value == "no" for d in own.of("autodetect_on_failure")):
            return own
        shared = self._load(GLOBAL)
        return own.joined(shared) if shared else own

    def _load(self, name: str) -> RuleFile | None:
        path = self.folder / name
        try:
            text = path.read_text("utf-8", "replace")
        except OSError:
            return None
        return parse_rules(text[:MAX_FILE], name)


def open_checkout(folder: Path | str) -> Checkout:
    """The checkout in a folder. Raises ConfigError for a folder that holds no rules."""
    path = Path(folder)
    if not path.is_dir():
        raise ConfigError(
            f"{path}: no such folder; name a checkout of Full-Text RSS rules (ftr-site-config)"
        )
    if not any(path.glob("*.txt")):
        raise ConfigError(
            f"{path}: no rules here; name the folder of a checkout that holds example.com.txt "
            "and its like"
        )
    return Checkout(path)
