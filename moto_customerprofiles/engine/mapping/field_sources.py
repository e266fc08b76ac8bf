"""What a field of an object type reads from an object: an accessor, a Handlebars template or a constant.

The Administrator Guide ("Object type mapping definition details") names these three. That every other text is a
constant is our reading.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from moto_customerprofiles.engine.mapping.handlebars import parse_template
from moto_customerprofiles.engine.values.paths import Path, parse_path, read, read_each, text_of

ROOT = "_source"
SourceObject = Mapping[str, object]


class FieldSource(NamedTuple):
    """A compiled source.

    `text` returns the text of an object, the empty text if the object has no value. `texts` returns one text per
    element of a list if the source contains `[]`, and is None otherwise. `member` is the name of the member if the
    source is just one member of the object, and None otherwise.
    """

    text: Callable[[SourceObject], str]
    texts: Callable[[SourceObject], list[str]] | None = None
    member: str | None = None


def parse_source(source: str) -> FieldSource:
    """Return the compiled source of a field.

    Raises:
        ValueError: the text is not a source; the message says why.

    >>> parse_source("_source.address.city").text({"address": {"city": "Seattle"}})
    'Seattle'
    >>> parse_source("web").text({})
    'web'

    """
    if "{{" in source:
        template = parse_template(source)
        return FieldSource(lambda document: _unless_blank(template.render(document)))
    if source == ROOT:
        return FieldSource(text_of)
    if source.startswith(f"{ROOT}."):
        return _accessor(parse_path(source.removeprefix(f"{ROOT}.")))
    constant = _unless_blank(source)
    return FieldSource(lambda _document: constant)


def is_constant(source: str) -> bool:
    """Return whether a source is a text that stands for itself.

    >>> is_constant("source.name"), is_constant("_source.name"), is_constant("{{_source.name}}")
    (True, False, False)
    """
    return "{{" not in source and source != ROOT and not source.startswith(f"{ROOT}.")


def _accessor(path: Path) -> FieldSource:
    if None in path:
        return FieldSource(
            lambda document: text_of(read_each(document, path) or None),
            lambda document: [text_of(value) for value in read_each(document, path)],
        )
    member = path[0] if len(path) == 1 and isinstance(path[0], str) else None
    return FieldSource(lambda document: text_of(read(document, path)), member=member)


def _unless_blank(text: str) -> str:
    return text if text.strip() else ""
