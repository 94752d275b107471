"""How the tests are shared out to the cores, where pytest-xdist is there to do it."""

import os
import re

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config):
    """Take all cores when nothing is named, that is for the whole suite; one process for what is picked out."""
    option = config.option
    if not config.pluginmanager.hasplugin("xdist") or hasattr(config, "workerinput"):
        return  # a worker comes here too, and must not have workers of its own
    if option.numprocesses is None and config.args_source is config.ArgsSource.TESTPATHS:
        option.numprocesses = "auto"
    if option.numprocesses:
        # With several threads in each of several processes the threads would wait for one another.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Keep each file in one process, whatever --dist says: the cells of a notebook need those before them.

    In the browser a notebook, or a page of the site, is opened once, and all tests of it follow one another.
    """
    from xdist.scheduler import LoadFileScheduling

    class ByFileAndOpenPage(LoadFileScheduling):
        def _split_scope(self, nodeid):
            in_browser = nodeid.startswith(("tests/browser/", "tests/site/test_pages"))
            opened = in_browser and re.search(r"\[.*?(\d\d[a-z]?_\w+|[\w/]+(?=\.html))", nodeid)
            return opened[1] if opened else super()._split_scope(nodeid)

    config.option.loadscopereorder = False  # in the order of testpaths
    return ByFileAndOpenPage(config, log)
