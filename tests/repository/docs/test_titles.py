"""A page of the documentation has one title, that of its heading, wherever it is named as a page."""

from __future__ import annotations

import re

import pytest
import yaml

from tests.support.places import ROOT

DOCS = ROOT / "docs"
TITLES = {
    str(page.relative_to(DOCS)): re.findall(r"^# (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)[0]
    for page in sorted(DOCS.rglob("*.md"))
}
NAVIGATION = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
INDEX = re.findall(r"\[([^\]]+)\]\(([^)#:]+\.md)\)", (DOCS / "index.md").read_text(encoding="utf-8"))


def test_navigation_takes_the_titles_of_the_pages_and_leaves_none_out() -> None:
    [section] = [entry for entry in NAVIGATION if isinstance(entry, dict)]
    pages = [entry for entry in [*NAVIGATION, *section["How to"]] if entry is not section]

    assert sorted(TITLES) == sorted(pages)


@pytest.mark.parametrize(("text", "page"), INDEX, ids=[page for _, page in INDEX])
def test_index_names_a_page_by_its_title(text: str, page: str) -> None:
    assert TITLES[page] == text


def test_index_leads_to_every_how_to() -> None:
    assert {page for page in TITLES if page.startswith("how-to/")} <= {page for _, page in INDEX}
