"""The Handlebars subset of field sources: what it renders and what it refuses."""

from __future__ import annotations

import pytest

from moto_customerprofiles.engine.mapping.field_sources import parse_source
from moto_customerprofiles.engine.mapping.handlebars import HandlebarsError, parse_template

SOURCE = {
    "firstName": "John",
    "lastName": "Doe",
    "items": [{"n": "a"}, {"n": "b"}],
    "Address": {"City": "X"},
    "OptOut": False,
    "price": 449.00,
    "n": 1234,
    "ok": True,
    "z": None,
    "none": [],
    "gone": None,
    "zero": 0,
    "html": '<b> & "c"',
}


@pytest.mark.rule("F-1", "F-2", "F-3", "F-4", "F-5", "F-6", "F-7", "F-9", "F-10", "F-11")
@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("_source.items[1].n", "b"),
        ("_source.price", "449.0"),
        ("_source.n", "1234"),
        ("_source.ok", "true"),
        ("_source.z", ""),
        ("_source.missing.deeper", ""),
        ("_source.firstname", ""),
        ("_source.items[7].n", ""),
        ("_source.Address", '{"City":"X"}'),
        ("_sources", "_sources"),
        ("web", "web"),
        ("{{_source.firstName}} {{_source.MiddleName}} {{_source.lastName}}", "John  Doe"),
        (
            "{{#removeExtraSpace}} {{_source.firstName}} {{_source.gone}} {{_source.lastName}}{{/removeExtraSpace}}",
            "John Doe",
        ),
        ("{{#if _source.MiddleName}}{{_source.MiddleName}}{{else}}none{{/if}}", "none"),
        ("{{#if _source.zero}}yes{{else}}no{{/if}}", "no"),
        ("{{#if _source.none}}yes{{else}}no{{/if}}", "no"),
        ("{{#if _source.Address}}yes{{/if}}", "yes"),
        ("{{#each _source.items}}{{@index}}:{{this.n}}{{#unless @last}};{{/unless}}{{/each}}", "0:a;1:b"),
        ("{{#each _source.items}}{{#if @first}}{{n}}{{/if}}{{/each}}", "a"),
        ("{{#each _source.Address}}{{@key}}={{this}}{{/each}}", "City=X"),
        ("{{#each _source.none}}x{{else}}empty{{/each}}", "empty"),
        ("{{#with _source.Address}}{{City}}{{/with}}", "X"),
        ("{{#with _source.Address}}{{City}} {{_source.firstName}}{{/with}}", "X John"),
        ("{{#each _source.items}}{{#with this}}{{n}}{{../n}}{{@index}}{{/with}}{{/each}}", "aa0bb1"),
        ("{{#unless _source.OptOut}}in{{/unless}}", "in"),
        ("{{#if _source.gone}}x{{else}}{{_source.lastName}}{{/if}}", "Doe"),
        ("{{#with _source.gone}}x{{else}}{{_source.lastName}}{{/with}}", "Doe"),
        ("{{#with _source.Address}}{{#with City}}{{../City}}{{/with}}{{/with}}", "X"),
        ("{{#each _source.items}}{{_source.firstName}}{{/each}}", "JohnJohn"),
        ("{{#each _source.none}}x{{else}}{{_source.lastName}}{{/each}}", "Doe"),
        ("{{#each _source.items}}{{gone}}{{else}}empty{{/each}}", ""),
        ("SF-{{_source.n}}", "SF-1234"),
        ("a{{! a note }}b{{!-- with }} in it --}}c", "abc"),
        ("{{{_source.html}}}{{_source.html}}", '<b> & "c"<b> & "c"'),
        ("{{_source.z}} \t", ""),
        (" \t ", ""),
        ("{{#each _source.items}}{{./n}}{{/each}}", "ab"),
        ("{{#each _source.items}}{{#each this}}{{@../index}}{{../@index}}{{@key}}{{/each}}{{/each}}", "00n11n"),
        ("{{_source.items.[1].n}}", "b"),
    ],
)
def test_what_a_source_reads(source: str, text: str) -> None:
    assert text == parse_source(source).text(SOURCE)


@pytest.mark.rule("F-12")
@pytest.mark.parametrize(
    "source",
    [
        "{{_source.a",
        "{{{_source.a}}",
        "{{}}",
        "{{ }}",
        "{{#capitals _source.a}}x{{/capitals}}",
        "{{#}}x{{/}}",
        "{{#if}}x{{/if}}",
        "{{#removeExtraSpace _source.a}}x{{/removeExtraSpace}}",
        "{{#if _source.a}}x",
        "{{#if _source.a}}x{{/each}}",
        "{{#if _source.a}}x{{else}}y{{else}}z{{/if}}",
        "{{/if}}",
        "{{else}}",
        "{{#removeExtraSpace}}{{else}}{{/removeExtraSpace}}",
        "{{upper _source.a}}",
        "{{@root}}",
        "{{@}}",
        "{{./}}",
        "{{^}}",
        "{{~_source.a}}",
        "{{#if _source.a}}x{{else if _source.b}}y{{/if}}",
        "{{_source.items[].n}}",
        "_source..a",
        "_source.a[x]",
        "_source.a[",
    ],
)
def test_what_is_no_source(source: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_source(source)


def test_deep_nesting_renders() -> None:
    template = parse_template("{{#if _source.ok}}" * 60 + "x" + "{{/if}}" * 60)

    assert "x" == template.render(SOURCE)


def test_a_refusal_says_why() -> None:
    with pytest.raises(HandlebarsError, match="block 'each' is not closed"):
        parse_template("{{#each _source.items}}")
