"""Python in a browser, played here: what the library does differently there."""

import sys
import types
from pathlib import Path

import pytest

from backprop_lib import load_mnist
from backprop_lib.data import mnist


class Request:
    """A site that hands out the files of a folder, as a browser asks for them."""

    folder = None

    @classmethod
    def new(cls):
        return cls()

    def open(self, method, address, later):
        assert (method, later) == ("GET", False)
        self.name = Path(address.removeprefix("https://some.where/static/pyodide/../")).name

    def send(self):
        if Request.folder is None:
            raise RuntimeError("NetworkError")
        path = Request.folder / self.name
        self.status = 200 if path.exists() else 404
        self.response = types.SimpleNamespace(to_bytes=path.read_bytes)


@pytest.fixture(autouse=True)
def browser(monkeypatch):
    place = types.SimpleNamespace(_api=types.SimpleNamespace(config=types.SimpleNamespace()))
    place._api.config.indexURL = "https://some.where/static/pyodide/"
    monkeypatch.setattr("sys.platform", "emscripten")
    monkeypatch.setitem(sys.modules, "js", types.SimpleNamespace(XMLHttpRequest=Request))
    monkeypatch.setitem(sys.modules, "pyodide_js", place)


def test_images_come_from_the_site(monkeypatch):
    monkeypatch.setattr(Request, "folder", mnist.FOLDER)
    images, labels = load_mnist("test")
    assert images.shape == (10000, 28, 28)
    assert labels[0] == 7


def test_a_file_that_the_site_has_not_got_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(Request, "folder", tmp_path)
    with pytest.raises(FileNotFoundError, match=r"t10k-images-idx3-ubyte.gz cannot be read \(the site answers 404\)"):
        load_mnist("test")


def test_a_site_that_does_not_answer_is_named(monkeypatch):
    monkeypatch.setattr(Request, "folder", None)
    with pytest.raises(FileNotFoundError, match=r"cannot be read \(the site cannot be reached\)"):
        load_mnist("test")


def test_a_folder_of_ones_own_is_read_as_everywhere(tmp_path):
    with pytest.raises(FileNotFoundError, match="cannot be read"):
        load_mnist("test", folder=tmp_path)
