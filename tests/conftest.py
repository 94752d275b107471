"""What all tests share."""

import re
from contextlib import contextmanager

import pytest
from hypothesis import settings

# The same examples on every run, and no failure for being slow.
settings.register_profile("repeatable", derandomize=True, deadline=None, database=None, max_examples=50)
settings.load_profile("repeatable")


@contextmanager
def expect_refusal(message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$") as caught:
        yield
    assert caught.type is ValueError


@pytest.fixture
def refused():
    """Return `refused(message)`: a context that must end with a ValueError of exactly this message.

    It must be that very type, not DivergedError, which means that the network went wrong and not what it was given.
    """
    return expect_refusal
