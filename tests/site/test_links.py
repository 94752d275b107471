"""What the pages of the site hold: links that arrive, files that are there, pictures with their words."""

from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest
from notebook_files import code_cells, read
from site_page import NOTEBOOKS, PAGES


class Page(HTMLParser):
    """What a page links to, what it loads, the places in it that others link to, and its pictures of cells."""

    def __init__(self, path):
        super().__init__()
        self.links, self.loads, self.places, self.pictures = [], [], {""}, []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        """Note a tag of HTML."""
        found = dict(attributes)
        self.places.add(found.get("id"))
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        elif tag in ("img", "script", "link"):
            if "data-cell" in found:
                self.pictures.append((found["data-cell"], found["alt"]))
            self.loads += [found[key] for key in ("src", "href") if key in found]


@pytest.fixture(scope="module")
def pages(built):
    """Return all pages of the site, by their paths."""
    return {built / name: Page(built / name) for name in [*PAGES, "search.html"]}


def test_every_link_arrives(pages):
    lost = []
    for path, page in pages.items():
        for link in page.links:
            target = urlsplit(link)
            if target.scheme:
                continue
            arrived = (path.parent / unquote(target.path)).resolve() if target.path else path
            places = pages[arrived].places if arrived in pages else {""}  # others are decks, and what runs
            if not arrived.exists() or unquote(target.fragment) not in places:
                lost.append((path.name, link))
    assert lost == []


def test_every_file_that_a_page_loads_is_in_the_site(pages):
    for path, page in pages.items():
        for load in page.loads:
            target = urlsplit(load)
            assert not target.scheme, (path.name, load)
            assert not target.netloc, (path.name, load)
            if not load.startswith("#"):
                assert (path.parent / unquote(target.path)).exists(), (path.name, load)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_each_picture_has_its_alternative_text_and_the_name_of_its_cell(built, pages, name):
    written = [
        (cell.id, output.metadata["image/png"]["alt"])
        for cell in code_cells(read(NOTEBOOKS[name]))
        for output in cell.outputs
        if "image/png" in output.get("data", {})
    ]
    assert pages[built / name].pictures == written
