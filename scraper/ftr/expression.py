"""What an XPath 1.0 expression is made of (https://www.w3.org/TR/1999/REC-xpath-19991116/)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Literal:
    """A text in quotes, or a number: `'By '`, `2`."""

    value: str | float


@dataclass(frozen=True, slots=True)
class Call:
    """`contains(@class, 'story')`"""

    name: str
    arguments: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class Binary:
    """Two expressions and the sign or word between them: `=`, `and`, `+`; `|` joins two sets."""

    sign: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Step:
    """`ancestor::div[@class]`. `test` is a name, `*`, `text()`, `node()` or `comment()`."""

    axis: str
    test: str
    predicates: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """Steps from the page's root where it is absolute, else from where it is asked."""

    steps: tuple[Step, ...]
    absolute: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """Another expression's nodes, those of them that the predicates hold for, and steps on."""

    inner: Expression
    predicates: tuple[Expression, ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Selected:
    """What CSS selects, those of it that the checks hold for, and steps on.

    Never parsed: `narrow` puts it in place of the beginning of a Path.
    """

    css: str
    checks: tuple[Expression, ...] = ()
    steps: tuple[Step, ...] = ()


Expression = Literal | Call | Binary | Path | Filter | Selected

ANYWHERE = Step("descendant-or-self", "node()")  # what `//` stands for
