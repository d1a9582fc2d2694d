"""Everything this package raises on purpose. Each names its subject and how to mend it."""


class ScraperError(Exception):
    """The root of the tree: catch this to catch them all."""


class ConfigError(ScraperError):
    """A config file that cannot be used: names the file, the key and the nearest right word."""


class InputError(ScraperError):
    """An input that is no page at all: binary, unreadable, too large."""


class UnreadableError(InputError):
    """The input is not text: an image, a PDF, an archive."""


class TooComplexError(InputError):
    """The input would take too long to parse: its size is out of bounds."""
