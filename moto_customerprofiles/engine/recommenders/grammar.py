"""The language of recommender filters: from text to syntax tree, and back.

Customer Profiles publishes no grammar for filter expressions. The terms of its API are those of Amazon Personalize, so
this module reads the language that Personalize documents (Developer Guide, filter expressions):

    expression := rule ( "|" rule )* [ "IF" condition ]
    rule       := ( "INCLUDE" | "EXCLUDE" ) "ItemID" "WHERE" condition ( ( "AND" | "OR" ) condition )*
    condition  := dataset "." field ( [ "NOT" ] "IN" "(" value ( "," value )* ")" | comparator value )
    comparator := "=" | "!=" | "<" | "<=" | ">" | ">="
    value      := '"' text '"' | number | "$" placeholder | "*"

Keywords and datasets may be written in any case. AND binds tighter than OR, which Personalize does not say.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from moto_customerprofiles.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Iterator

DATASETS = {
    name.lower(): name
    for name in ("Items", "Interactions", "CurrentItem", "CurrentUser", "_catalogItem", "_webAnalytics")
}
_SYNONYMS = {"_catalogItem": "Items", "_webAnalytics": "Interactions"}
COMPARATORS = ("=", "!=", "<", "<=", ">", ">=")

LANGUAGE = (
    "A filter is written in the language of Amazon Personalize: INCLUDE or EXCLUDE ItemID WHERE <dataset>.<field> IN "
    '("a", "b"), with the datasets Items, Interactions, CurrentItem and, after IF, CurrentUser, with AND, OR, NOT IN, '
    "=, !=, <, <=, > and >=, and with $name in the place of a value"
)
"""The language in one sentence, for refusals."""

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<path>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_-]+)+)
      | (?P<word>[A-Za-z]+)
      | (?P<number>[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+))
      | "(?P<text>[^"]*)"
      | \$(?P<placeholder>[A-Za-z0-9_]{1,50})
      | (?P<sign>!=|<=|>=|[=<>(),|*])
      | (?P<end>$)
    )""",
    re.VERBOSE | re.ASCII,
)


class Token(NamedTuple):
    """A part of an expression: its kind, its text without quotes or `$`, and its offset."""

    kind: str
    text: str
    offset: int


class Value(NamedTuple):
    """A value in a condition: a `text`, a `number`, the name of a `placeholder`, or `any` (`*`, quoted or not)."""

    kind: str
    text: str

    def __str__(self) -> str:
        return {"text": f'"{self.text}"', "placeholder": f"${self.text}"}.get(self.kind, self.text)


class Condition(NamedTuple):
    """A comparison of one field of a dataset; `operator` is a comparator, `IN` or `NOT IN`."""

    dataset: str
    field: str
    operator: str
    values: tuple[Value, ...]

    def __str__(self) -> str:
        values = ", ".join(map(str, self.values))
        answer = f"({values})" if self.operator.endswith("IN") else values
        return f"{self.dataset}.{self.field} {self.operator} {answer}"


class Rule(NamedTuple):
    """Keep (`INCLUDE`) or remove (`EXCLUDE`) the items for which all conditions of any alternative hold."""

    action: str
    alternatives: tuple[tuple[Condition, ...], ...]

    def __str__(self) -> str:
        return f"{self.action} ItemID WHERE " + " OR ".join(" AND ".join(map(str, all_)) for all_ in self.alternatives)


class Expression(NamedTuple):
    """Rules that are applied one after another if the condition on the customer holds."""

    rules: tuple[Rule, ...]
    condition: Condition | None = None

    def __str__(self) -> str:
        return " | ".join(map(str, self.rules)) + (f" IF {self.condition}" if self.condition else "")


def parse(text: str) -> Expression:
    """Return a parsed filter expression.

    Raises:
        BadRequest: the text is not an expression; the message says where.

    >>> print(parse('include itemid where Items.Price<100 and items.Category in ("tv", $more)'))
    INCLUDE ItemID WHERE Items.Price < 100 AND Items.Category IN ("tv", $more)

    """
    return _Parser(text).expression()


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of an expression, the last one of kind `end`.

    >>> [token.text for token in tokens("Items.Price<=$most")]
    ['Items.Price', '<=', 'most', '']
    """
    offset = 0
    while True:
        found = _TOKEN.match(text, offset)
        if found is None or found.lastgroup is None:
            raise BadRequest(
                f"Invalid filter expression at character {offset + 1} of RecommenderFilterExpression: "
                f"{text[offset : offset + 20].strip()}. {LANGUAGE}"
            )
        kind = found.lastgroup
        yield Token(kind, found[kind], found.start(kind))
        if kind == "end":
            return
        offset = found.end()


class _Parser:
    """A recursive descent parser, with one method for each line of the grammar."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = list(tokens(text))
        self._at = 0

    def expression(self) -> Expression:
        rules = [self._rule()]
        while self._took("|"):
            rules.append(self._rule())
        condition = self._condition() if self._took("IF") else None
        if self._token.kind != "end":
            self._refuse("the end")
        return Expression(tuple(rules), condition)

    def _rule(self) -> Rule:
        action = self._one_of("INCLUDE", "EXCLUDE")
        self._expect("ItemID")
        self._expect("WHERE")
        alternatives = [[self._condition()]]
        while joint := self._took("AND") or self._took("OR"):
            if joint == "OR":
                alternatives.append([])
            alternatives[-1].append(self._condition())
        return Rule(action, tuple(map(tuple, alternatives)))

    def _condition(self) -> Condition:
        token = self._next("path", "a field such as Items.Category")
        dataset, _, field = token.text.partition(".")
        if dataset.lower() not in DATASETS:
            self._refuse(f"one of {', '.join(DATASETS.values())}", token)
        name = DATASETS[dataset.lower()]
        operator, values = self._test()
        return Condition(_SYNONYMS.get(name, name), field, operator, values)

    def _test(self) -> tuple[str, tuple[Value, ...]]:
        for comparator in COMPARATORS:
            if self._took(comparator):
                return comparator, (self._value(),)
        operator = "NOT IN" if self._took("NOT") else "IN"
        self._expect("IN")
        self._expect("(")
        values = [self._value()]
        while self._took(","):
            values.append(self._value())
        self._expect(")")
        return operator, tuple(values)

    def _value(self) -> Value:
        token = self._token
        if token.text == "*":
            token = token._replace(kind="any")
        if token.kind not in ("text", "number", "placeholder", "any"):
            self._refuse("a value")
        self._at += 1
        return Value(token.kind, token.text)

    @property
    def _token(self) -> Token:
        return self._tokens[self._at]

    def _took(self, word: str) -> str | None:
        """Return a keyword or sign and advance if it is next, None otherwise."""
        token = self._token
        if token.kind in ("word", "sign") and token.text.upper() == word.upper():
            self._at += 1
            return word
        return None

    def _one_of(self, *words: str) -> str:
        return next((word for word in words if self._took(word)), None) or self._refuse(" or ".join(words))

    def _expect(self, word: str) -> None:
        if not self._took(word):
            self._refuse(word)

    def _next(self, kind: str, what: str) -> Token:
        token = self._token
        if token.kind != kind:
            self._refuse(what)
        self._at += 1
        return token

    def _refuse(self, expected: str, token: Token | None = None) -> NoReturn:
        offset = (token or self._token).offset
        found = self._text[offset : offset + 20] or "the end"
        raise BadRequest(
            f"Invalid filter expression at character {offset + 1} of RecommenderFilterExpression: expected "
            f"{expected}, found {found}. {LANGUAGE}"
        )
