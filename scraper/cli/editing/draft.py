"""The config of one site in a folder of the user's: read, tried out, saved."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from scraper.cli.inputs import UsageError
from scraper.cli.output import write_whole
from scraper.config import Config, builtin_folder, host_of, load_config
from scraper.config.catalog import NO_FAMILY, Catalog
from scraper.errors import ConfigError
from scraper.proof import rules_of

_HOST = re.compile(r"[\w-]+(\.[\w-]+)+")
_START = """\
# What is known of {host}. Every key is optional.
# name = "As shown to people"

[body]
root = []      # selectors of the element that holds the story, best first

[fields]       # headline = ["h1.title", "@meta og:title"]

[blocks]       # newsletter = [".newsletter-signup"]
"""


@dataclass(frozen=True, slots=True)
class Draft:
    """The file `sites/<name>.toml` below a folder of the user's.

    `scratch` is a folder of ours, where a text is tried before it is saved.
    """

    folder: Path
    name: str
    scratch: Path

    @property
    def path(self) -> Path:
        return self.folder / "sites" / f"{self.name}.toml"

    @property
    def is_saved(self) -> bool:
        """Whether there is such a file yet."""
        return self.path.is_file()

    def read(self) -> str:
        """The file's text; where there is none, that of the package's file, or one to begin with.

        Raises UsageError for a file that is not UTF-8.
        """
        for path in (self.path, builtin_folder() / "sites" / self.path.name):
            if path.is_file():
                try:
                    return path.read_text("utf-8")
                except (OSError, UnicodeDecodeError) as error:
                    raise UsageError(f"{path}: cannot be read as UTF-8: {error}") from error
        return _START.format(host=self.name)

    def try_out(self, text: str) -> Config:
        """The user's rules, as they would be with this text; the file itself is left alone.

        Raises ConfigError, naming the user's file, for a text that cannot be used.
        """
        self._copy_rules()
        trial = self.scratch / "sites" / self.path.name
        trial.parent.mkdir(parents=True, exist_ok=True)
        trial.write_text(text, "utf-8")
        try:
            config = load_config(self.scratch)
            _check(config.catalog, self.name)
        except ConfigError as error:
            raise ConfigError(self.own_words(error)) from error
        return config

    def own_words(self, error: ConfigError) -> str:
        """What an error of a trial says, the user's folder named and not ours."""
        return str(error).replace(str(self.scratch), str(self.folder))

    def save(self, text: str) -> None:
        """Nothing; the file holds the text. Raises OSError."""
        write_whole(self.path.resolve(), text)  # a link stays a link

    def _copy_rules(self) -> None:
        """Nothing; the scratch folder holds the user's rules as they are now."""
        for kind in ("sites", "family", "phrases"):
            shutil.rmtree(self.scratch / kind, ignore_errors=True)
            if (self.folder / kind).is_dir():
                shutil.copytree(self.folder / kind, self.scratch / kind)
        defaults = self.folder / "defaults.toml"
        if defaults.is_file():
            shutil.copy(defaults, self.scratch)


def open_draft(host: str, folder: Path | None, scratch: Path) -> Draft:
    """The draft for a host, or for the URL of a page there.

    Raises UsageError without a folder: rules that came with the package are not edited in place.
    """
    name = host_of(host if "//" in host else f"https://{host}")
    if not _HOST.fullmatch(name):
        raise UsageError(f"{host}: no host; name one such as paper.example")
    if folder is None:
        raise UsageError(
            "--config DIR is needed: rules that came with the package are not edited in place. "
            f"Name a folder of your own; {name}.toml in its sites/ starts as a copy of the "
            "package's, and comes before it"
        )
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"--config {folder}: a file; name a folder for your rules")
    try:
        known = load_config(folder if (folder / "sites").is_dir() else None).catalog.hosts
    except ConfigError:  # it is shown beside the text, where it can be mended
        return Draft(folder, name, scratch)
    return Draft(folder, known.get(name, name), scratch)


def digest(text: str) -> str:
    """A short word for a text, to tell whether it has changed."""
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


def _check(catalog: Catalog, name: str) -> None:
    """Raises ConfigError for a mistake anywhere in a site's file, sections and layouts too."""
    family = catalog.file("sites", name).family
    if family and family != NO_FAMILY:
        catalog.file("family", family)
    rules_of(catalog, "sites", name)
