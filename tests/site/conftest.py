"""The site, built once and served from a subfolder, and a browser that opens its pages."""

import functools
import http.server
import os
import subprocess
import sys
import tarfile
import threading
from pathlib import Path

import pytest
from chromium import launched
from site_page import SitePage

from website import ROOT
from website.fetched import fetched


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """A server that does not print what it was asked."""

    def log_message(self, *words):
        """Say nothing."""


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """Return the folder of the site: the one that the environment variable SITE names, or one that is built now."""
    if "SITE" in os.environ:
        return Path(os.environ["SITE"])
    output = tmp_path_factory.mktemp("server") / "some" / "folder"
    subprocess.run([sys.executable, "-m", "website", "build", "--output", str(output)], cwd=ROOT, check=True)
    return output


@pytest.fixture(scope="session")
def address(built):
    """Return the address of the site, which lies in a subfolder of a web server."""
    handler = functools.partial(QuietHandler, directory=built.parents[1])
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{built.parent.name}/{built.name}/"
        server.shutdown()


@pytest.fixture(scope="session")
def window():
    """Return a browser."""
    with launched() as browser:
        yield browser


@pytest.fixture(scope="session")
def axe():
    """Return the script of axe, which looks for what keeps people out."""
    with tarfile.open(fetched("axe-core-4.10.3.tgz")) as archive:
        return archive.extractfile("package/axe.min.js").read().decode()


@pytest.fixture(scope="session")
def visit(window, address, axe):
    """Return `visit(name)`: a page of the site, opened; the same one as long as no other is asked for."""
    context = window.new_context(viewport={"width": 1280, "height": 1000})
    opened = {}

    def page(name):
        if name not in opened:
            for earlier in opened.values():
                earlier.page.close()
            opened.clear()
            opened[name] = SitePage(context.new_page(), address, name, axe)
        return opened[name]

    return page
