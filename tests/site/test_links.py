"""What the pages of the site lead to: every link inside it arrives, and no file is taken from elsewhere."""

from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest


class Page(HTMLParser):
    """What a page links to, what it loads, and the places in it that others link to."""

    def __init__(self, path):
        super().__init__()
        self.links, self.loads, self.places = [], [], {""}
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        """Note a tag of HTML."""
        found = dict(attributes)
        self.places.add(found.get("id"))
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        elif tag in ("img", "script", "link"):
            self.loads += [found[key] for key in ("src", "href") if key in found]


@pytest.fixture(scope="module")
def pages(built):
    """Return all pages of the site, by their paths."""
    return {path: Page(path) for path in built.rglob("*.html") if "_static" not in path.parts}


def test_every_link_arrives(pages):
    lost = []
    for path, page in pages.items():
        for link in page.links:
            target = urlsplit(link)
            if target.scheme:
                continue
            arrived = (path.parent / unquote(target.path)).resolve() if target.path else path
            if arrived not in pages or unquote(target.fragment) not in pages[arrived].places:
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
