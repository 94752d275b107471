"""A Chromium without a screen, for the tests that meet a page as a reader does."""

import os
import shutil
from contextlib import contextmanager

import pytest

# The first that is found is taken; the environment variable CHROMIUM may name another one.
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

# Without these, Chromium asks for rights and devices that a container does not have, or calls its maker.
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


@contextmanager
def launched():
    """Give a browser as long as it is needed; where there is none, all tests are skipped and say so."""
    executable = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        executable = None
    if not executable:
        pytest.skip("no browser: install chromium and playwright to run these tests")
    with sync_playwright() as playwright:
        # A reader has scrollbars, and they take room.
        options = {"args": FLAGS, "ignore_default_args": ["--hide-scrollbars"]}
        browser = playwright.chromium.launch(executable_path=executable, **options)
        yield browser
        browser.close()
