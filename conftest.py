"""How the tests are shared out to the cores, where pytest-xdist is there to do it."""

import os

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
    """Keep each file in one process, whatever --dist says: the cells of a notebook need those before them."""
    from xdist.scheduler import LoadFileScheduling

    config.option.loadscopereorder = False  # in the order of testpaths
    return LoadFileScheduling(config, log)
