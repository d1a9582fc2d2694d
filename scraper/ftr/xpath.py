"""A text to an XPath 1.0 expression: the grammar of section 3, without variables."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.ftr.expression import (
    ANYWHERE,
    Binary,
    Call,
    Expression,
    Filter,
    Literal,
    Path,
    Step,
)
from scraper.ftr.tokens import END, Token, XPathError, split_tokens

_AXES = """
    ancestor ancestor-or-self attribute child descendant descendant-or-self following
    following-sibling parent preceding preceding-sibling self
"""
AXES = frozenset(_AXES.split())
NODE_TESTS = frozenset({"text", "node", "comment"})
# Name: fewest and most arguments. Others, of XPath 1.0 or not, no rule has a use for.
FUNCTIONS = {
    "boolean": (1, 1),
    "concat": (2, 50),
    "contains": (2, 2),
    "count": (1, 1),
    "false": (0, 0),
    "id": (1, 1),
    "last": (0, 0),
    "local-name": (0, 1),
    "name": (0, 1),
    "normalize-space": (0, 1),
    "not": (1, 1),
    "number": (0, 1),
    "position": (0, 0),
    "starts-with": (2, 2),
    "string": (0, 1),
    "string-length": (0, 1),
    "substring": (2, 3),
    "substring-after": (2, 2),
    "substring-before": (2, 2),
    "translate": (3, 3),
    "true": (0, 0),
}
LEVELS = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"))
MAX_DEPTH = 20  # brackets in brackets; the deepest rule there is has six

__all__ = ["XPathError", "parse_xpath"]


def parse_xpath(text: str) -> Expression:
    """The expression. Raises XPathError, saying where and why, for what is none.

    >>> parse_xpath("//h1[1]").steps[1]
    Step(axis='child', test='h1', predicates=(Literal(value=1.0),))
    """
    parser = _Parser(split_tokens(text))
    found = parser.expression()
    if parser.next != END:
        raise XPathError(f"{parser.next.text!r} is one too many")
    return found


class _Parser:
    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0

    @property
    def next(self) -> Token:
        return self.tokens[self.at]

    def sees(self, *signs: str) -> bool:
        """Whether the next token is one of these signs."""
        return self.next.kind == "sign" and self.next.text in signs

    def take(self, *signs: str) -> str:
        """The next token when it is one of these signs; "" otherwise."""
        if not self.sees(*signs):
            return ""
        self.at += 1
        return self.tokens[self.at - 1].text

    def need(self, text: str) -> None:
        if not self.take(text):
            raise XPathError(f"{text!r} is missing before {self.next.text or 'the end'!r}")

    def expression(self) -> Expression:
        """A whole expression, alone or in brackets."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise XPathError("more brackets in brackets than any rule needs")
        found = self.level(0)
        self.depth -= 1
        return found

    def level(self, number: int) -> Expression:
        """Operators of one level of precedence, the loosest first."""
        if number == len(LEVELS):
            return self.unary()
        left = self.level(number + 1)
        while sign := self.take(*LEVELS[number]):
            left = Binary(sign, left, self.level(number + 1))
        return left

    def unary(self) -> Expression:
        if self.take("-"):
            return Binary("-", Literal(0.0), self.unary())
        left = self.path()
        while self.take("|"):
            left = Binary("|", left, self.path())
        return left

    def path(self) -> Expression:
        token = self.next
        if token.kind in ("text", "number"):
            self.at += 1
            inner: Expression = Literal(token.text if token.kind == "text" else float(token.text))
        elif token.kind == "function" and token.text not in NODE_TESTS:
            inner = self.call()
        elif self.take("("):
            inner = self.nested()
        else:
            return self.location()
        predicates = self.predicates()
        steps = self.steps() if self.sees("/", "//") else ()
        return Filter(inner, predicates, steps) if predicates or steps else inner

    def nested(self) -> Expression:
        """An expression up to its closing bracket."""
        inner = self.expression()
        self.need(")")
        return inner

    def call(self) -> Expression:
        name = self.next.text
        self.at += 1
        if name not in FUNCTIONS:
            raise XPathError(f"there is no function {name}()")
        self.need("(")
        arguments: list[Expression] = []
        if not self.take(")"):
            arguments.append(self.expression())
            while self.take(","):
                arguments.append(self.expression())
            self.need(")")
        least, most = FUNCTIONS[name]
        if not least <= len(arguments) <= most:
            raise XPathError(f"{name}() with {len(arguments)} arguments; it takes {least}")
        return Call(name, tuple(arguments))

    def location(self) -> Expression:
        """A path of steps; "/" alone is the page."""
        if self.sees("/", "//"):
            alone = self.sees("/") and not self.starts_step(self.tokens[self.at + 1])
            self.at += alone
            return Path(() if alone else self.steps(), absolute=True)
        return Path((self.step(), *self.steps()))

    def steps(self) -> tuple[Step, ...]:
        """Steps, each behind its slash."""
        found: list[Step] = []
        while slash := self.take("/", "//"):
            if slash == "//":
                found.append(ANYWHERE)
            found.append(self.step())
        return tuple(found)

    def starts_step(self, token: Token) -> bool:
        if token.kind == "sign":
            return token.text in (".", "..", "@", "*")
        return token.kind in ("name", "function", "axis")

    def step(self) -> Step:
        if not self.starts_step(self.next):
            raise XPathError(f"a step is missing before {self.next.text or 'the end'!r}")
        if dots := self.take(".", ".."):
            return Step("self" if dots == "." else "parent", "node()")
        axis = "attribute" if self.take("@") else "child"
        if self.next.kind == "axis":
            axis = self.next.text
            self.at += 1
            if axis not in AXES:
                raise XPathError(f"there is no axis {axis}::")
        return Step(axis, self.node_test(), self.predicates())

    def node_test(self) -> str:
        token = self.next
        self.at += 1
        if token.kind == "function" and token.text in NODE_TESTS:
            self.need("(")
            self.need(")")
            return f"{token.text}()"
        if token.kind != "name" and token != Token("sign", "*"):
            raise XPathError(f"{token.text or 'the end'!r} where a name should stand")
        return token.text.lower()  # as HTML has them: pages are written with itemProp and itemprop

    def predicates(self) -> tuple[Expression, ...]:
        found: list[Expression] = []
        while self.take("["):
            found.append(self.expression())
            self.need("]")
        return tuple(found)
