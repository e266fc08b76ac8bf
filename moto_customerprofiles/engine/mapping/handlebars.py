"""The part of Handlebars that field sources may use: values, if, unless, each, with and removeExtraSpace.

The Administrator Guide ("Defining fields" of an object type mapping) lists these blocks and says that an invalid
expression is refused when the object type is put. Two things are our choice: nothing is escaped for HTML, and a value
that is an object or a list is written as JSON. `{{else}}` works in the four blocks in which Handlebars allows it. White
space control (`{{~`) and `{{else if}}` are refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from moto_customerprofiles.engine.values.paths import Path, parse_path, read, text_of

_TAG = re.compile(
    r"(?P<comment>\{\{!--.*?--\}\}|\{\{!.*?\}\})|\{\{\{(?P<triple>[^{}]*)\}\}\}|(?<!\{)\{\{(?P<inner>[^{}]*)\}\}",
    re.DOTALL,
)
_VARIABLE = re.compile(r"(?P<at>@?)(?:\./)?(?P<up>(?:\.\./)*)(?P<path>@?[^\s.@#/!~&>^][^\s@#/!~&>^]*|\.|)", re.DOTALL)
_ELEMENT = re.compile(r"\.(?=\[\d+\])")
_BLOCKS_WITH_ELSE = frozenset({"if", "unless", "each", "with"})
_BLOCKS = _BLOCKS_WITH_ELSE | {"removeExtraSpace"}


class HandlebarsError(ValueError):
    """The text is not a template of the supported subset; the message says why."""


class Frame(NamedTuple):
    """What a template reads at one point: the source object, the context, the loop variables and the outer frame."""

    source: object
    context: object
    loop: dict[str, object]
    parent: Frame | None


Render = Callable[[Frame], str]


class Template(NamedTuple):
    """A compiled template."""

    body: Render

    def render(self, source: object, context: object = None) -> str:
        """Return the text for one source object; names resolve in `context`, `_source` resolves to the object."""
        return self.body(Frame(source, context, {}, None))


class _Block:
    """A block that is not closed yet: its body, and its inverse after `{{else}}`."""

    def __init__(self, name: str, subject: Callable[[Frame], object] | None) -> None:
        self.name = name
        self.subject = subject
        self.body: list[Render] = []
        self.inverse: list[Render] | None = None

    @property
    def current(self) -> list[Render]:
        return self.body if self.inverse is None else self.inverse


def parse_template(text: str) -> Template:
    """Return a compiled template.

    Raises:
        HandlebarsError: the text is not a template of the subset; the message says why.

    >>> parse_template("{{_source.first}} {{_source.last}}").render({"first": "John", "last": "Doe"})
    'John Doe'
    >>> parse_template("{{#if _source.vip}}gold{{else}}none{{/if}}").render({"vip": False})
    'none'

    """
    open_blocks = [_Block("", None)]
    position = 0
    for tag in _TAG.finditer(text):
        _add_text(open_blocks[-1], text[position : tag.start()])
        position = tag.end()
        if tag["comment"] is None:
            _add_tag(open_blocks, (tag["inner"] if tag["triple"] is None else tag["triple"]).strip())
    _add_text(open_blocks[-1], text[position:])
    if len(open_blocks) > 1:
        raise HandlebarsError(f"block {open_blocks[-1].name!r} is not closed")
    return Template(_sequence(open_blocks[0].body))


def _add_text(block: _Block, text: str) -> None:
    if "{{" in text:
        raise HandlebarsError("an expression is not closed")
    if text:
        block.current.append(lambda _frame: text)


def _add_tag(open_blocks: list[_Block], inner: str) -> None:
    block = open_blocks[-1]
    if inner.startswith("#"):
        open_blocks.append(_open(inner[1:].split()))
    elif inner.startswith("/"):
        _close(open_blocks, inner[1:].strip())
    elif inner == "else":
        if block.name not in _BLOCKS_WITH_ELSE or block.inverse is not None:
            raise HandlebarsError("'else' stands outside of a block")
        block.inverse = []
    else:
        value = _variable(inner)
        block.current.append(lambda frame: text_of(value(frame)))


def _open(words: list[str]) -> _Block:
    name = words[0] if words else ""
    if name not in _BLOCKS:
        raise HandlebarsError(f"unknown block {name!r}")
    expected = 1 if name in _BLOCKS_WITH_ELSE else 0
    if len(words) - 1 != expected:
        raise HandlebarsError(f"block {name!r} takes {expected or 'no'} argument")
    return _Block(name, _variable(words[1]) if expected else None)


def _close(open_blocks: list[_Block], name: str) -> None:
    if len(open_blocks) == 1 or open_blocks[-1].name != name:
        raise HandlebarsError(f"'/{name}' closes no open block")
    block = open_blocks.pop()
    body, inverse = _sequence(block.body), _sequence(block.inverse or [])
    open_blocks[-1].current.append(
        _remove_extra_space(body) if block.subject is None else _BUILDERS[name](block.subject, body, inverse)
    )


def _sequence(parts: list[Render]) -> Render:
    return lambda frame: "".join([part(frame) for part in parts])


def _variable(text: str) -> Callable[[Frame], object]:
    match = _VARIABLE.fullmatch(text)
    if not text or match is None or not (match["up"] or match["path"]):
        raise HandlebarsError(f"{text!r} is not a value")
    depth = match["up"].count("../")
    names = _ELEMENT.sub("", match["at"] + match["path"])
    if names.startswith("@"):
        return _loop_variable(names, depth)
    try:
        path = () if names in {"", ".", "this"} else parse_path(names)
    except ValueError as error:
        raise HandlebarsError(str(error)) from None
    if None in path:
        raise HandlebarsError(f"{text!r} is not a value: brackets need a number here")
    if path[:1] == ("_source",):
        return lambda frame: read(frame.source, path[1:])
    return _context_variable(path[1:] if path[:1] == ("this",) else path, depth)


def _loop_variable(name: str, depth: int) -> Callable[[Frame], object]:
    if name not in {"@index", "@key", "@first", "@last"}:
        raise HandlebarsError(f"{name!r} is not a value")
    return lambda frame: _outer(frame, depth).loop.get(name)


def _context_variable(path: Path, depth: int) -> Callable[[Frame], object]:
    return lambda frame: read(_outer(frame, depth).context, path)


def _outer(frame: Frame, depth: int) -> Frame:
    for _ in range(depth):
        frame = frame.parent or frame
    return frame


def _is_true(value: object) -> bool:
    """Return whether Handlebars takes a value for true: an empty object is true, an empty list is not."""
    return isinstance(value, dict) or bool(value)


def _if(subject: Callable[[Frame], object], body: Render, inverse: Render) -> Render:
    return lambda frame: body(frame) if _is_true(subject(frame)) else inverse(frame)


def _unless(subject: Callable[[Frame], object], body: Render, inverse: Render) -> Render:
    return _if(subject, inverse, body)


def _with(subject: Callable[[Frame], object], body: Render, inverse: Render) -> Render:
    def render(frame: Frame) -> str:
        value = subject(frame)
        return body(Frame(frame.source, value, frame.loop, frame)) if _is_true(value) else inverse(frame)

    return render


def _each(subject: Callable[[Frame], object], body: Render, inverse: Render) -> Render:
    def render(frame: Frame) -> str:
        items = _items(subject(frame))
        last = len(items) - 1
        return "".join(
            body(
                Frame(
                    frame.source,
                    item,
                    {"@index": index, "@key": key, "@first": index == 0, "@last": index == last},
                    frame,
                )
            )
            for index, (key, item) in enumerate(items)
        ) or (inverse(frame) if not items else "")

    return render


def _items(value: object) -> list[tuple[object, object]]:
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, list) else []


def _remove_extra_space(body: Render) -> Render:
    return lambda frame: " ".join(body(frame).split())


_BUILDERS: dict[str, Callable[[Callable[[Frame], object], Render, Render], Render]] = {
    "if": _if,
    "unless": _unless,
    "each": _each,
    "with": _with,
}
