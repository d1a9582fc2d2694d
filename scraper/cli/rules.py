"""Which rules a command works with: those of the package, one's own, and borrowed ones."""

from __future__ import annotations

import argparse
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scraper.errors import ConfigError

if TYPE_CHECKING:
    from scraper.config import Config

FTR = "SCRAPER_FTR"
SETTINGS = "scraper/settings.toml"  # in XDG_CONFIG_HOME, else in ~/.config


@dataclass(frozen=True, slots=True)
class Rules:
    """Folders of rules, for workers to load. None: those of the package, and no borrowed ones."""

    folder: Path | None = None
    ftr: Path | None = None

    def load(self) -> Config:
        """The rules. Raises ConfigError for a folder without any."""
        from scraper import load_config  # here, not on top: commands start without the parsers

        return load_config(self.folder, ftr=self.ftr)


def add_ftr(parser: argparse.ArgumentParser) -> None:
    """Nothing; adds the option that names a checkout of borrowed rules."""
    parser.add_argument(
        "--ftr",
        type=Path,
        metavar="DIR",
        help="a checkout of Full-Text RSS rules (ftr-site-config): hints for the 2,000 sites that "
        f"they know (default: {FTR}, or `ftr` in ~/.config/{SETTINGS})",
    )


def rules_of(args: argparse.Namespace) -> Rules:
    """The rules that the options name, and where they do not, the environment and the settings."""
    return Rules(args.config, args.ftr or find_ftr(os.environ))


def find_ftr(environment: Mapping[str, str]) -> Path | None:
    """The checkout that the environment names, else the user's settings; None for none.

    An empty variable is no checkout, whatever the settings say.
    """
    if FTR in environment:
        return Path(environment[FTR]).expanduser() if environment[FTR] else None
    home = environment.get("XDG_CONFIG_HOME") or "~/.config"
    return _read(Path(home).expanduser() / SETTINGS)


def _read(settings: Path) -> Path | None:
    """The checkout that a file of settings names. Raises ConfigError for a file it cannot use."""
    try:
        table = tomllib.loads(settings.read_text("utf-8"))
    except OSError:
        return None  # most have no settings
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{settings}: not valid TOML: {error}") from error
    unknown = next((key for key in table if key != "ftr"), None)
    if unknown:
        raise ConfigError(f"{settings}: unknown key {unknown!r}; the only one is ftr")
    folder = table.get("ftr", "")
    if not isinstance(folder, str):
        raise ConfigError(f'{settings}: ftr: write a folder in quotes: ftr = "~/ftr-site-config"')
    return settings.parent / Path(folder).expanduser() if folder else None
