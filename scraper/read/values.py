"""The values of XPath 1.0, and what its functions and signs make of them (section 4)."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping, Sequence

from scraper.read.axes import Node, text_of

Value = Sequence[Node] | str | float | bool
_SPACE = " \t\r\n"
_ORDER: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def to_text(value: Value) -> str:
    """A value as text: of nodes the first one's.

    >>> to_text(2.0), to_text(True), to_text([])
    ('2', 'true', '')
    """
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case float():
            return str(int(value)) if value.is_integer() else str(value).replace("nan", "NaN")
    return text_of(value[0]) if value else ""


def to_number(value: Value) -> float:
    """A value as a number; NaN where it spells none."""
    if isinstance(value, bool | float):
        return float(value)
    try:
        return float(to_text(value).strip(_SPACE))
    except ValueError:
        return math.nan


def to_truth(value: Value) -> bool:
    """Whether a value counts as true: a text or set that is not empty, a number that is not 0."""
    if isinstance(value, float):
        return bool(value) and not math.isnan(value)
    return bool(value)


def squeeze_space(text: str) -> str:
    """`normalize-space`: a no-break space is no space to XPath."""
    return " ".join(
        part for part in text.translate(dict.fromkeys(map(ord, _SPACE), " ")).split(" ") if part
    )


def compare(sign: str, left: Value, right: Value) -> bool:
    """`=`, `!=`, `<` ...: a set of nodes compares when one of them does (section 3.4)."""
    if isinstance(left, bool) or isinstance(right, bool):
        return _compare_plain(sign, to_truth(left), to_truth(right))
    lefts = left if isinstance(left, str | float) else [text_of(node) for node in left]
    rights = right if isinstance(right, str | float) else [text_of(node) for node in right]
    every = [lefts] if isinstance(lefts, str | float) else lefts
    others = [rights] if isinstance(rights, str | float) else rights
    return any(_compare_plain(sign, one, other) for one in every for other in others)


def _compare_plain(sign: str, left: str | float, right: str | float) -> bool:
    if sign in _ORDER:
        return _ORDER[sign](to_number(left), to_number(right))
    if isinstance(left, float) or isinstance(right, float):
        left, right = to_number(left), to_number(right)
    return (left == right) is (sign == "=")


def calculate(sign: str, left: Value, right: Value) -> float:
    """`+`, `-`, `*`, `div`, `mod` of two values as numbers."""
    one, other = to_number(left), to_number(right)
    match sign:
        case "+":
            return one + other
        case "-":
            return one - other
        case "*":
            return one * other
    if not other or math.isnan(one + other):
        return math.nan
    return one / other if sign == "div" else math.fmod(one, other)


def call(name: str, given: Sequence[Value]) -> Value:
    """A function that asks nothing but its arguments."""
    return _FUNCTIONS[name](given)


def _substring(given: Sequence[Value]) -> str:
    text = to_text(given[0])
    first = _round(to_number(given[1]))
    last = first + _round(to_number(given[2])) if len(given) > 2 else math.inf
    return "".join(c for at, c in enumerate(text, 1) if first <= at < last)


def _round(number: float) -> float:
    return math.floor(number + 0.5) if math.isfinite(number) else number


def _translate(given: Sequence[Value]) -> str:
    text, old, new = map(to_text, given)
    table: dict[int, str] = {}
    for at, letter in enumerate(old):
        table.setdefault(ord(letter), new[at] if at < len(new) else "")
    return text.translate(table)


_FUNCTIONS: Mapping[str, Callable[[Sequence[Value]], Value]] = {
    "boolean": lambda given: to_truth(given[0]),
    "concat": lambda given: "".join(map(to_text, given)),
    "contains": lambda given: to_text(given[1]) in to_text(given[0]),
    "count": lambda given: float(len(given[0])) if isinstance(given[0], list) else math.nan,
    "false": lambda given: False,
    "normalize-space": lambda given: squeeze_space(to_text(given[0])),
    "not": lambda given: not to_truth(given[0]),
    "number": lambda given: to_number(given[0]),
    "starts-with": lambda given: to_text(given[0]).startswith(to_text(given[1])),
    "string": lambda given: to_text(given[0]),
    "string-length": lambda given: float(len(to_text(given[0]))),
    "substring": _substring,
    "substring-after": lambda given: to_text(given[0]).partition(to_text(given[1]))[2],
    "substring-before": lambda given: _before(to_text(given[0]), to_text(given[1])),
    "translate": _translate,
    "true": lambda given: True,
}


def _before(text: str, mark: str) -> str:
    return text.partition(mark)[0] if mark and mark in text else ""
