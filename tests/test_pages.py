"""The pages that are made from the sources are current, and their links lead somewhere."""

import re

import pytest
from notebook_files import PATHS, ROOT, read

from backprop_lib.sources import ITEMS, errata
from backprop_lib.sources.pages import PAGES, write

STORED = {name: (ROOT / "docs" / name).read_text(encoding="utf-8") for name in PAGES}


def test_the_pages_are_current(tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    for path in write(tmp_path):
        made = path.read_text(encoding="utf-8")
        assert made == STORED[path.name], f"docs/{path.name} is old: run python -m backprop_lib.sources"


def test_every_erratum_and_every_item_has_a_line():
    for erratum in errata():
        assert f'<a id="{erratum.id}"></a>' in STORED["errata.md"]
    for item in ITEMS:
        assert f"\n| {item} | " in STORED["items.md"]


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name):
    cells = {path.name: {cell.id for cell in read(path).cells} for path in PATHS}
    links = re.findall(r"\]\(([^)#]+)#([^)]+)\)", STORED[name])
    assert links or name == "errata.md"
    for target, fragment in links:
        if target.endswith(".ipynb"):
            assert fragment.removeprefix("cell-id=") in cells[target.removeprefix("../notebooks/")]
        else:
            assert f'<a id="{fragment}"></a>' in STORED[target]


@pytest.mark.parametrize("name", PAGES)
def test_tables_have_as_many_cells_as_their_heads(name):
    for table in re.findall(r"(?:^\|.*\n)+", STORED[name], flags=re.MULTILINE):
        rows = [re.sub(r"\$[^$]*\$", "", row).count("|") for row in table.splitlines()]
        assert len(set(rows)) == 1, table
