"""What XPath asks in brackets, as a condition of CSS: `[@id]`, `[contains(@class, 'x')]`."""

from __future__ import annotations

import re

from scraper.ftr.expression import ANYWHERE, Binary, Call, Expression, Literal, Path, Step

# Attributes whose values HTML compares without case unless told otherwise
# (https://html.spec.whatwg.org/#case-sensitivity-of-selectors).
_CASELESS = """
    accept accept-charset align alink axis bgcolor charset checked clear codetype color compact
    declare defer dir direction disabled enctype face frame hreflang http-equiv lang language link
    media method multiple nohref noresize noshade nowrap readonly rel rev rules scope scrolling
    selected shape target text type valign valuetype vlink
"""
CASELESS = frozenset(_CASELESS.split())
_COMBINATORS = {"child": "> ", "descendant": "", "following-sibling": "~ "}
_AROUND = {"parent": " > ", "ancestor": " ", "preceding-sibling": " ~ "}


def spell_name(name: str) -> str:
    r"""A name as CSS writes it.

    >>> print(spell_name("fb:like"))
    fb\:like
    """
    return re.sub(r"[^\w-]", lambda found: "\\" + found[0], name)


def spell_text(text: str) -> str:
    """A text in quotes, as CSS writes it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\n\r\f]", lambda found: f"\\{ord(found[0]):x} ", escaped) + '"'


def as_condition(predicate: Expression) -> str | None:
    """The predicate as part of a compound selector; None where CSS has no words for it.

    >>> from scraper.ftr.xpath import parse_xpath
    >>> as_condition(parse_xpath("starts-with(@id, 'ad-') or not(@title)"))
    ':is([id^="ad-"], :not([title]))'
    >>> as_condition(parse_xpath("contains(., 'Read more')")) is None
    True
    """
    match predicate:
        case Binary("and", left, right):
            return _both(as_condition(left), as_condition(right))
        case Binary("or", left, right):
            one, other = as_condition(left), as_condition(right)
            return f":is({one}, {other})" if one and other else None
        case Call("not", (inner,)):
            condition = as_condition(inner)
            return f":not({condition})" if condition else None
        case Binary("=" | "!=" as sign, Path() as path, Literal(str(value))):
            return _compared(path, sign, value)
        case Binary("=" | "!=" as sign, Literal(str(value)), Path() as path):
            return _compared(path, sign, value)
        case Call("contains" | "starts-with", _):
            return _holds(predicate)
        case Path(steps, absolute=False):
            return _has(steps)
    return None


def _both(left: str | None, right: str | None) -> str | None:
    return left + right if left is not None and right is not None else None


def _attribute(expression: Expression) -> str | None:
    """The name of the attribute that an expression is, and nothing else."""
    match expression:
        case Path((Step("attribute", name, ()),), absolute=False) if name != "*":
            return None if name.endswith(")") else name
    return None


def _test(name: str, sign: str, value: str) -> str:
    exact = " s" if name in CASELESS else ""
    return f"[{spell_name(name)}{sign}{spell_text(value)}{exact}]"


def _compared(path: Path, sign: str, value: str) -> str | None:
    """`@a = 'x'`, and the same at the end of a path of elements: `a/@href = 'x'`."""
    name = _attribute(Path(path.steps[-1:])) if path.steps else None
    if name is None or path.absolute:
        return None
    test = _test(name, "=", value)
    if sign == "!=":
        test = f"[{spell_name(name)}]:not({test})"
    return _has(path.steps[:-1], test) if path.steps[:-1] else test


def _holds(call: Call) -> str | None:
    """`contains` and `starts-with` of an attribute; as a whole word where spaces stand around."""
    where, value = call.arguments
    if not isinstance(value, Literal) or not isinstance(value.value, str) or not value.value:
        return None
    text = value.value
    if call.name == "contains" and (name := _spaced(where)):
        word = text[1:-1]
        whole = text == f" {word} " and word and not re.search(r"\s", word)
        return _test(name, "~=", word) if whole else None
    name = _attribute(where)
    return _test(name, "*=" if call.name == "contains" else "^=", text) if name else None


def _spaced(expression: Expression) -> str | None:
    """The attribute in `concat(' ', normalize-space(@class), ' ')`."""
    match expression:
        case Call("concat", (Literal(" "), Call("normalize-space", (inner,)), Literal(" "))):
            return _attribute(inner)
    return None


def _has(steps: tuple[Step, ...], ending: str = "") -> str | None:
    """That an element has such another: inside it, behind it, or around it."""
    if len(steps) == 1 and not ending:
        last = steps[0]
        if last.axis == "attribute" and not last.test.endswith((")", "*")) and not last.predicates:
            return f"[{spell_name(last.test)}]"
        if last.axis in ("self", *_AROUND):
            compound = _element(last)
            if compound is None:
                return None
            if last.axis == "self":
                return f":is({compound})"
            return f":is({compound}{_AROUND[last.axis]}*)"
    parts = _inside(steps)
    return f":has({parts}{ending})" if parts else None


def _inside(steps: tuple[Step, ...]) -> str | None:
    """A path down from an element, as a selector relative to it."""
    if steps and steps[0] == Step("self", "node()"):  # .//p
        steps = steps[1:]
    if not steps:
        return None
    css, deep = "", False
    for number, step in enumerate(steps):
        if step == ANYWHERE and number < len(steps) - 1:
            deep = True
            continue
        combinator = _COMBINATORS.get(step.axis)
        if deep:
            combinator = "" if step.axis == "child" else None
        attribute = step.axis == "attribute" and number == len(steps) - 1 and css and not deep
        if attribute and not step.test.endswith((")", "*")) and not step.predicates:
            return f"{css}[{spell_name(step.test)}]"
        compound = _element(step)
        if combinator is None or compound is None:
            return None
        css += (" " if css else "") + combinator + compound
        deep = False
    return None if deep else css


def _element(step: Step) -> str | None:
    """One element as a compound selector; None where it counts, or CSS has no words for it."""
    if step.test.endswith(")") and step.test != "node()":
        return None
    if step.test == "node()":
        return None
    css: str | None = "*" if step.test == "*" else spell_name(step.test)
    for predicate in step.predicates:
        css = _both(css, as_condition(predicate))
    return css
