"""XPath to the CSS that selects the same elements, as far as CSS goes.

CSS asks a browser's question (which elements look like this?) and is answered ten times faster.
What it cannot say is left in an expression for `read` to walk: the text of an element, the nearest
ancestor, the second of those that match.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from scraper.ftr.conditions import as_condition, spell_name
from scraper.ftr.expression import (
    ANYWHERE,
    Binary,
    Call,
    Expression,
    Filter,
    Path,
    Selected,
    Step,
)
from scraper.ftr.xpath import parse_xpath

# What stands between the CSS before a step and the step's own.
_COMBINATORS = {"child": " > ", "following-sibling": " ~ "}


@dataclass(frozen=True, slots=True)
class Query:
    """One XPath expression, ready to be asked.

    With `css` its nodes are exactly what that selects or, where `attribute` is set, the values of
    that attribute. Otherwise `walk` has to be evaluated.
    """

    text: str  # as written
    css: str | None = None
    attribute: str | None = None
    walk: Expression | None = None


def make_query(text: str) -> Query:
    """The expression, translated. Raises XPathError for what is none.

    >>> make_query("//div[contains(@class, 'story')]/p").css
    'div[class*="story"] > p'
    >>> make_query("//time/@datetime").attribute
    'datetime'
    >>> make_query("//div[@id='a']//p[contains(., 'By')]/ancestor::div[1]").css is None
    True
    """
    walk = narrow(parse_xpath(text))
    every = _union(walk)
    if every is None:
        return Query(text, walk=walk)
    leaves = {_leaf(one) for one in every}
    if len(leaves) != 1 or None in leaves:
        return Query(text, walk=walk)
    return Query(text, ", ".join(dict.fromkeys(one.css for one in every)), leaves.pop() or None)


def _union(expression: Expression) -> list[Selected] | None:
    """The parts of a union; None where one of them does not begin with CSS."""
    if isinstance(expression, Selected):
        return [expression]
    if isinstance(expression, Binary) and expression.sign == "|":
        left, right = _union(expression.left), _union(expression.right)
        return left + right if left is not None and right is not None else None
    return None


def _leaf(part: Selected) -> str | None:
    """The attribute that a selection ends in, "" for its elements; None where it goes further."""
    if part.checks or len(part.steps) > 1:
        return None
    if not part.steps:
        return ""
    last = part.steps[0]
    named = last.axis == "attribute" and last.test != "*" and not last.predicates
    return last.test if named else None


def narrow(expression: Expression) -> Expression:
    """The same expression, with CSS in place of the beginnings of its absolute paths."""
    match expression:
        case Path(steps, absolute):
            return (_narrow_path(steps) if absolute else None) or Path(_within(steps), absolute)
        case Binary(sign, left, right):
            return Binary(sign, narrow(left), narrow(right))
        case Call(name, arguments):
            return Call(name, tuple(map(narrow, arguments)))
        case Filter(inner, predicates, steps):
            return Filter(narrow(inner), tuple(map(narrow, predicates)), _within(steps))
        case _:
            return expression


def _narrow_path(steps: tuple[Step, ...]) -> Selected | None:
    """The longest beginning of a path that CSS can say, and the rest; None where it says none."""
    css, at = "", 0
    checks: tuple[Expression, ...] = ()
    while at < len(steps) and not checks:
        step = steps[at]
        taken = 1
        if step == ANYWHERE and at + 1 < len(steps):
            step, taken = _after_anywhere(steps[at + 1]), 2
        longer = _extend(css, step, is_root=not at)
        if longer is None:
            break
        (css, checks), at = longer, at + taken
    return Selected(css, tuple(map(narrow, checks)), _within(steps[at:])) if css else None


def _within(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps, with what their predicates ask narrowed."""
    return tuple(replace(step, predicates=tuple(map(narrow, step.predicates))) for step in steps)


def _after_anywhere(step: Step) -> Step:
    """What `//` and a step are together: `//p[2]` is the second child of any element."""
    return Step("anywhere" if step.axis == "child" else "none", step.test, step.predicates)


def _extend(css: str, step: Step, is_root: bool) -> tuple[str, tuple[Expression, ...]] | None:
    """CSS with one more step, and what CSS cannot check of it; None where it cannot go there."""
    if step.axis == "descendant":
        counted = any(is_counted(p) for p in step.predicates)
        step = Step("none" if counted else "anywhere", step.test, step.predicates)
    known = step.axis == "anywhere" or step.axis in _COMBINATORS
    if not known or step.test.endswith(")"):
        return None
    if is_root and step.axis == "following-sibling":
        return None
    compound, checks = _compound(step)
    if compound is None:
        return None
    if is_root:
        return (compound if step.axis == "anywhere" else f"{compound}:root"), checks
    return css + _COMBINATORS.get(step.axis, " ") + compound, checks


def _compound(step: Step) -> tuple[str | None, tuple[Expression, ...]]:
    """One element and its conditions as CSS; the conditions that CSS does not know."""
    css = "*" if step.test == "*" else spell_name(step.test)
    checks: list[Expression] = []
    for number, predicate in enumerate(step.predicates):
        place = as_place(predicate, step) if is_counted(predicate) else None
        if place is not None and number == 0:
            css += place
        elif is_counted(predicate):
            return None, ()  # the second of those that match: not the second child
        elif (condition := as_condition(predicate)) is not None:
            css += condition
        else:
            checks.append(predicate)
    return (css.removeprefix("*") or "*") if css[1:2] in (":", "[") else css, tuple(checks)


def is_counted(predicate: Expression) -> bool:
    """Whether a predicate asks for a place among its like."""
    match predicate:
        case Call(name, arguments):
            counting = name in ("position", "last", "count", "string-length", "number")
            return counting or any(is_counted(a) for a in arguments)
        case Binary(_, left, right):
            return is_counted(left) or is_counted(right)
    return bool(re.fullmatch(r"[\d.]+", str(getattr(predicate, "value", ""))))


def as_place(predicate: Expression, step: Step) -> str | None:
    """A place among an element's children as CSS: `[2]`, `[last()]`, `[position() < 3]`."""
    if step.axis not in ("child", "anywhere"):
        return None
    kind = "child" if step.test == "*" else "of-type"
    match predicate:
        case Binary("=", Call("position"), wanted):
            predicate = wanted
        case Binary(sign, Call("position"), bound) if sign in ("<", "<=", ">", ">="):
            number = getattr(bound, "value", None)
            if not isinstance(number, float) or not number.is_integer():
                return None
            if sign.startswith("<"):
                return f":nth-{kind}(-n+{int(number) - (sign == '<')})"
            return f":nth-{kind}(n+{int(number) + (sign == '>')})"
    match predicate:
        case Call("last"):
            return f":nth-last-{kind}(1)"
        case Binary("-", Call("last"), behind):
            number = getattr(behind, "value", None)
            whole = isinstance(number, float) and number.is_integer()
            return f":nth-last-{kind}({int(number) + 1})" if whole and number else None
    number = getattr(predicate, "value", None)
    whole = isinstance(number, float) and number.is_integer()
    return f":nth-{kind}({int(number)})" if whole and number else None
