"""A JupyterLab and a browser, for tests that meet the notebooks as a reader does."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time

import pytest
from chromium import launched
from lab_page import LabPage
from nbformat.sign import NotebookNotary
from notebook_files import ROOT, read

from backprop_lib.series import notebooks

SETTINGS = {
    # All cells are in the page at once: what is not in the page cannot be measured.
    "notebook-extension/tracker": {"windowingMode": "none"},
    "docmanager-extension/plugin": {"autosave": False},
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}

# Where the server keeps what it knows: nothing of the reader's own is read or changed.
PLACES = {
    "JUPYTER_CONFIG_DIR": "config",
    "JUPYTER_DATA_DIR": "data",
    "JUPYTER_RUNTIME_DIR": "runtime",
    "JUPYTERLAB_SETTINGS_DIR": "settings",
    "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
    "IPYTHONDIR": "ipython",
}


@pytest.fixture(scope="session")
def browser():
    """Return a window of a browser."""
    with launched() as browser:
        yield browser.new_context(viewport={"width": 1280, "height": 1000})


@pytest.fixture(scope="session")
def lab(browser, tmp_path_factory):
    """Return the folder and the address of a JupyterLab that serves a copy of the notebooks.

    It asks for the browser first, so that where there is none no server is started.
    """
    folder = tmp_path_factory.mktemp("lab")
    served = shutil.copytree(ROOT / "notebooks", folder / "notebooks", ignore=shutil.ignore_patterns(".*"))
    for plugin, values in SETTINGS.items():
        path = folder / "settings" / "@jupyterlab" / f"{plugin}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values))
    _trust(served, folder / "data")
    port = _free_port()
    options = [f"--ServerApp.root_dir={served}", f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    options += ["--IdentityProvider.token=", "--no-browser", "--allow-root"]
    options += [f"--{app}.expose_app_in_browser=True" for app in ("LabApp", "JupyterNotebookApp")]
    with (folder / "log.txt").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *options],
            env=os.environ | {variable: str(folder / place) for variable, place in PLACES.items()},
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # so that Ctrl+C reaches the tests alone, and they end the server in good order
        )
        try:
            _wait_for(server, port, folder / "log.txt")
            yield served, f"http://127.0.0.1:{port}"
        finally:
            server.terminate()  # it ends its kernels before itself
            try:
                server.wait(timeout=30)
            except subprocess.TimeoutExpired:
                server.kill()
                raise


def _trust(folder, data):
    # As if the reader had run them before: of other notebooks JupyterLab hides what may be unsafe, such as widgets.
    data.mkdir()
    notary = NotebookNotary(data_dir=str(data))
    for path in notebooks(folder):
        notary.sign(read(path))
    notary.store.close()


def _free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def _wait_for(server, port, log):
    deadline = time.monotonic() + 60
    while server.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"JupyterLab did not start:\n{log.read_text()[-2000:]}")


@pytest.fixture(scope="session")
def open_page(browser, lab):
    """Return `open_page(name, front_end)`, which opens a notebook of the served folder."""
    _, address = lab
    return lambda name, *front_end: LabPage(browser.new_page(), address, name, *front_end)


@pytest.fixture(scope="session")
def books(open_page):
    """Return `books(path)`: the page of a notebook with all cells run, the same page as long as no other is asked for.

    One page is open at a time: thirty of them, with their kernels, would keep one another from being drawn.
    """
    opened = {}

    def book(path):
        if path not in opened:
            for earlier in opened.values():
                earlier.close()
            opened.clear()
            opened[path] = open_page(path.name)
            opened[path].run_all()
        opened[path].page.bring_to_front()  # a page that nobody looks at is drawn once a second
        return opened[path]

    return book
